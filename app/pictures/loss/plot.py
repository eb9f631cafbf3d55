"""The plotting surface of the loss curve: what the mouse does on it, and its axes."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent

from app.pictures.loss.grid import SMALLEST_LOSS, Grid
from app.widgets.bare_plot import BarePlot
from app.widgets.key_table import KeyTable
from app.widgets.plain_axis import PlainAxis
from app.widgets.theme import Theme
from app.widgets.wheel import NOTCH, WholeNotches

ZOOM = 1.25
FEWEST_STEPS = 10.0
FARTHEST_STEP = 1e9
"""No recording is as long, and a signal can still carry it."""

FOLLOW_MARGIN = 0.05
"""How far from the edge, as a part of what is seen, a step is brought back into view."""

SHIFT_KEYS = {
    Qt.Key.Key_Up: (1.0, 0.0),
    Qt.Key.Key_Down: (-1.0, 0.0),
    Qt.Key.Key_Left: (0.0, -0.1),
    Qt.Key.Key_Right: (0.0, 0.1),
}
"""With Shift: notches to enlarge by, and the part of what is seen to move by."""

LOSS_NAMES = ("loss (cross-entropy)", "loss")
LINES_WITH_NAMES = 6.0
"""Where the plot is not as high as so many lines, the axis below goes without a name."""

Range = tuple[float, float]


class LossPlot(BarePlot):
    """Axes whose stretch of steps can be enlarged and moved, and what is pointed at on them.

    Signals:
        pressed: a step was clicked; it may lie outside of what is recorded.
        chosen: likewise, a step was dragged to.
        hovered: the mouse points at something else, or at nothing.
        turned: the wheel was turned by so many notches.
        range_changed: another stretch of steps is seen; whether a person chose to.
    """

    KEYS = KeyTable(
        "On the loss curve",
        (
            ("Shift+Up | Shift+Down", "See fewer steps, or more of them."),
            ("Shift+Left | Shift+Right", "See earlier steps, or later ones."),
        ),
    )

    pressed = Signal(int)
    chosen = Signal(int)
    hovered = Signal()
    turned = Signal(int)
    range_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.log_steps = self.log_loss = False
        self._whole: Range = (0.0, 0.0)
        self._stretch: Range | None = None
        self._grip: tuple[float, Range] | None = None
        self._choosing = False
        self._mouse: QPointF | None = None
        self._notches = WholeNotches()
        self._losses: Range = (0.0, 0.0)
        self._theme: Theme | None = None
        self._shares: PlainAxis | None = None
        self._of_shares: tuple[str, ...] = ()
        self.getPlotItem().getViewBox().setDefaultPadding(0.0)
        self._name_axes()
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def steps_in_view(self) -> Range:
        """The first and the last step of the stretch that is seen, fractional."""
        return self._stretch or self._whole

    @property
    def first_step(self) -> int:
        """Where the axis begins: a logarithmic one has no place for step 0."""
        return 1 if self.log_steps else 0

    @property
    def step_below_mouse(self) -> int | None:
        """What the mouse points at, recorded or not; None when it is elsewhere."""
        return None if self._mouse is None else self.step_at(self._mouse)

    @property
    def point_below_mouse(self) -> QPointF | None:
        """Where the mouse is, in pixels of the view box; None when it is elsewhere."""
        if self._mouse is None:
            return None
        box = self.getPlotItem().getViewBox()
        point: QPointF = box.mapFromScene(self.mapToScene(self._mouse.toPoint()))
        return point

    def set_whole(self, steps: float) -> None:
        """Say how many steps there are to see when nothing is enlarged."""
        whole = (float(self.first_step), max(steps, FEWEST_STEPS))
        if whole != self._whole:
            self._whole = whole
            if self._stretch and self._stretch[1] > whole[1]:
                self._stretch = None
            self._apply()

    def set_scales(self, log_steps: bool, log_loss: bool) -> None:
        """Choose linear or logarithmic axes."""
        self.log_steps, self.log_loss = log_steps, log_loss
        self.bottom.setLogMode(log_steps, False)
        self.left.setLogMode(False, log_loss)
        self._whole = (float(self.first_step), self._whole[1])
        self.fit()

    def set_losses(self, low: float, high: float) -> None:
        """Show losses from `low` to `high`, in the units of the axis."""
        if (low, high) != self._losses:
            self._losses = low, high
            self.getPlotItem().setYRange(low, high, padding=0.0)

    def show_shares(self, names: tuple[str, ...]) -> None:
        """Show a scale in percent at the right, with the first name there is room for; () hides."""
        self._of_shares = names
        if self._shares is None and names:
            from app.pictures.loss.shares import ShareAxis

            self._shares = ShareAxis()
            self.getPlotItem().setAxisItems({"right": self._shares})
            self.take_font()
            self._colour_shares()
        if self._shares is not None:
            self.getPlotItem().showAxis("right", bool(names))
            self._name_axes()

    def fit(self) -> None:
        """Show all steps."""
        self._stretch = None
        self._apply(chosen=True)

    def zoom(self, notches: float, around: float | None = None) -> None:
        """Enlarge (above 0) or reduce, leaving the place of one step as it is."""
        low, high = (self._x(each) for each in self.steps_in_view)
        centre = (low + high) / 2 if around is None else around
        factor = ZOOM**-notches
        self._look_at(centre + (low - centre) * factor, centre + (high - centre) * factor)

    def move_view(self, part: float) -> None:
        """Look further to the right (above 0) or left, by a part of what is seen."""
        low, high = (self._x(each) for each in self.steps_in_view)
        self._look_at(low + (high - low) * part, high + (high - low) * part)

    def follow(self, before: int, now: int) -> None:
        """Keep a step in view that has moved, if it was in view before."""
        low, high = self.steps_in_view
        if self._stretch is None or not low <= before <= high or low <= now <= high:
            return
        least, most, x = self._x(low), self._x(high), self._x(now)
        margin = (most - least) * FOLLOW_MARGIN
        shift = x + margin - most if x > most else x - margin - least
        self._look_at(least + shift, most + shift, chosen=False)

    def step_at(self, point: QPointF) -> int:
        """The step below a point of the widget, recorded or not."""
        step = self._step(self._view_x(point))
        return round(min(max(step, -FARTHEST_STEP), FARTHEST_STEP))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and shift):
            low, high = (self._x(each) for each in self.steps_in_view)
            self._grip = event.position().x(), (low, high)
        elif left:
            self._choosing = True
            self._mouse = event.position()
            self.pressed.emit(self.step_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip:
            (low, high), width = self._grip[1], self._inner_width()
            shift = (self._grip[0] - event.position().x()) * (high - low) / width
            self._look_at(low + shift, high + shift)
        elif self._choosing:
            self.chosen.emit(self.step_at(event.position()))
        self._mouse = event.position()
        self.hovered.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip, self._choosing = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self.hovered.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(turned / NOTCH, self._view_x(event.position()))
        else:
            notches = self._notches.turn(turned)
            if notches:
                self.turned.emit(notches)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        change = SHIFT_KEYS.get(Qt.Key(event.key()))
        if change is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # The view would swallow keys that the window may want.
            event.ignore()
            return
        notches, part = change
        if notches:
            self.zoom(notches)
        else:
            self.move_view(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The base class is resized before this one is ready.
        if hasattr(self, "_notches"):
            self._name_axes()

    @property
    def grid(self) -> Grid:
        """What is seen, by the pixels of the usual size that show it."""
        box = self.getPlotItem().getViewBox()
        low, high = self.steps_in_view
        return Grid(
            (self._x(low), self._x(high)),
            self._losses,
            (round(box.width()), round(box.height())),
            self.log_steps,
            self.log_loss,
        )

    def place(self, step: float, loss: float) -> tuple[float, float]:
        """A step and a loss in the units of the axes."""
        y = math.log10(max(loss, SMALLEST_LOSS)) if self.log_loss else loss
        return self._x(step), y

    def _x(self, step: float) -> float:
        return math.log10(max(step, 0.5)) if self.log_steps else step

    def _step(self, x: float) -> float:
        return 10.0 ** min(x, math.log10(FARTHEST_STEP)) if self.log_steps else x

    def _view_x(self, point: QPointF) -> float:
        box = self.getPlotItem().getViewBox()
        return float(box.mapSceneToView(self.mapToScene(point.toPoint())).x())

    def _inner_width(self) -> float:
        return max(1.0, float(self.getPlotItem().getViewBox().width()))

    def _look_at(self, low: float, high: float, chosen: bool = True) -> None:
        """Show a stretch, in the units of the axis, kept within the whole."""
        least, most = (self._x(each) for each in self._whole)
        width = min(high - low, most - least)
        if not self.log_steps:
            width = max(width, min(FEWEST_STEPS, most - least))
        else:
            width = max(width, 0.05)
        low = min(max(low, least), most - width)
        whole = width >= (most - least) * 0.999
        self._stretch = None if whole else (self._step(low), self._step(low + width))
        self._apply(chosen)

    def take_font(self) -> None:
        super().take_font()
        # The base class does so before there is anything of this one.
        if hasattr(self, "_of_shares"):
            if self._shares is not None:
                self._shares.set_font(self.font())
            self._name_axes()

    def recolour(self, theme: Theme) -> None:
        super().recolour(theme)
        self._theme = theme
        self._colour_shares()

    def _colour_shares(self) -> None:
        if self._shares is not None and self._theme is not None:
            self._shares.setPen(pg.mkPen(self._theme.line))
            self._shares.setTextPen(pg.mkPen(self._theme.muted))

    def _name_axes(self) -> None:
        """Write the names of the axes, as long as there is room for them."""
        metrics, height = self.fontMetrics(), self.viewport().height()
        self.bottom.setLabel("step" if height > LINES_WITH_NAMES * metrics.height() else "")
        self.bottom.make_room()
        room = height - self.bottom.height() - 2 * self.bottom.room_beyond
        shown: list[tuple[PlainAxis, tuple[str, ...]]] = [(self.left, LOSS_NAMES)]
        if self._shares is not None and self._of_shares:
            shown.append((self._shares, self._of_shares))
        for axis, names in shown:
            fitting = (each for each in names if metrics.horizontalAdvance(each) <= room)
            axis.setLabel(next(fitting, ""))
            axis.make_room()

    def _apply(self, chosen: bool = False) -> None:
        low, high = (self._x(each) for each in self.steps_in_view)
        self.getPlotItem().setXRange(low, high, padding=0.0)
        self.range_changed.emit(chosen)
