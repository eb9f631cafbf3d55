"""The plotting surface of the loss curve: what the mouse does on it, and its axes."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent

from app.theme import Theme, tabular

ZOOM = 1.25
FEWEST_STEPS = 10.0
Range = tuple[float, float]


class PlainLogAxis(pg.AxisItem):
    """An axis that, when it is logarithmic, writes 1, 2, 5, 10, 20, … as plain numbers."""

    def logTickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [_tick(10.0**value * scale) for value in values]


def _tick(value: float) -> str:
    leading = f"{value:.0e}"[0]
    if leading not in "125":
        return ""
    return f"{value:,.0f}" if value >= 1 else f"{value:.0e}" if value < 1e-4 else f"{value:g}"


class LossPlot(pg.PlotWidget):
    """Axes whose stretch of steps can be enlarged and moved, and what is pointed at on them.

    Signals:
        chosen: a step was clicked or dragged to; may lie outside of what is recorded.
        hovered: the step below the mouse, or None.
        turned: the wheel was turned by so many notches.
        range_changed: another stretch of steps is seen.
    """

    chosen = Signal(int)
    hovered = Signal(object)
    turned = Signal(int)
    range_changed = Signal()

    def __init__(self) -> None:
        axes = {name: PlainLogAxis(name) for name in ("left", "bottom")}
        super().__init__(background=None, axisItems=axes)
        self.log_steps = self.log_loss = False
        self._whole: Range = (0.0, 10.0)
        self._stretch: Range | None = None
        self._grip: tuple[float, Range] | None = None
        self._choosing = False
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.getViewBox().setMouseEnabled(False, False)
        item.getViewBox().setDefaultPadding(0.0)
        item.setLabel("bottom", "step")
        item.setLabel("left", "loss")
        item.getAxis("left").setWidth(58)
        item.getAxis("bottom").setHeight(40)
        # Room for the half of the outermost figures that lies beyond the axes.
        item.layout.setContentsMargins(0, 9, 16, 2)
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickFont=tabular(self.font(), 0.9), tickLength=-4)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def steps_in_view(self) -> Range:
        """The first and the last step of the stretch that is seen, fractional."""
        return self._stretch or self._whole

    def recolour(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self.setBackground(theme.window)
        for name in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(name)
            axis.setPen(pg.mkPen(theme.line))
            axis.setTextPen(pg.mkPen(theme.muted))

    def set_whole(self, steps: float) -> None:
        """Say how many steps there are to see when nothing is enlarged."""
        whole = (1.0 if self.log_steps else 0.0, max(steps, 10.0))
        if whole != self._whole:
            self._whole = whole
            self._apply()

    def set_scales(self, log_steps: bool, log_loss: bool) -> None:
        """Choose linear or logarithmic axes."""
        self.log_steps, self.log_loss = log_steps, log_loss
        self.getPlotItem().getAxis("bottom").setLogMode(log_steps, False)
        self.getPlotItem().getAxis("left").setLogMode(False, log_loss)
        self._whole = (1.0 if log_steps else 0.0, self._whole[1])
        self._stretch = None
        self._apply()

    def set_losses(self, low: float, high: float) -> None:
        """Show losses from `low` to `high`, in the units of the axis."""
        self.getPlotItem().setYRange(low, high, padding=0.0)

    def fit(self) -> None:
        """Show all steps."""
        self._stretch = None
        self._apply()

    def zoom(self, notches: float, around: float | None = None) -> None:
        """Enlarge (above 0) or reduce, leaving the place of one step as it is."""
        low, high = (self._x(each) for each in self.steps_in_view)
        centre = (low + high) / 2 if around is None else around
        factor = ZOOM**-notches
        self._look_at(centre + (low - centre) * factor, centre + (high - centre) * factor)

    def step_at(self, point: QPointF) -> int:
        """The step below a point of the widget."""
        return round(self._step(self._view_x(point)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and shift):
            low, high = (self._x(each) for each in self.steps_in_view)
            self._grip = event.position().x(), (low, high)
        elif left:
            self._choosing = True
            self.chosen.emit(self.step_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip:
            (low, high), width = self._grip[1], self._inner_width()
            shift = (self._grip[0] - event.position().x()) * (high - low) / width
            self._look_at(low + shift, high + shift)
        elif self._choosing:
            self.chosen.emit(self.step_at(event.position()))
        self.hovered.emit(self.step_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip, self._choosing = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(notches, self._view_x(event.position()))
        elif notches:
            self.turned.emit(round(notches) or int(math.copysign(1, notches)))
        event.accept()

    def x_of(self, steps: np.ndarray) -> np.ndarray:
        """Steps in the units of the axis."""
        return np.log10(np.maximum(steps, 0.5)) if self.log_steps else steps

    def _x(self, step: float) -> float:
        return math.log10(max(step, 0.5)) if self.log_steps else step

    def _step(self, x: float) -> float:
        return 10.0 ** min(x, 12.0) if self.log_steps else x

    def _view_x(self, point: QPointF) -> float:
        box = self.getPlotItem().getViewBox()
        return float(box.mapSceneToView(self.mapToScene(point.toPoint())).x())

    def _inner_width(self) -> float:
        return max(1.0, float(self.getPlotItem().getViewBox().width()))

    def _look_at(self, low: float, high: float) -> None:
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
        self._apply()

    def _apply(self) -> None:
        low, high = (self._x(each) for each in self.steps_in_view)
        self.getPlotItem().setXRange(low, high, padding=0.0)
        self.range_changed.emit()
