"""The loss of every step and of every epoch, with the playhead on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pictures.loss.head import LossHead, head_action
from app.pictures.loss.peaks import Peaks, even_edges, logarithmic_edges
from app.pictures.loss.plot import LossPlot
from app.pictures.loss.range import SMALLEST_LOSS, LossRange
from app.pictures.loss.readout import description, readout
from app.widgets.colour_scale import FINE_STEPS, rounded_up
from app.widgets.theme import theme_of
from nn.core.arrays import Array
from nn.run.recording import Recording

MOST_EPOCH_LINES = 1500
"""With more epochs in view than this, their averages are drawn as one line."""

HELP = (
    "Click or drag: go to that step\nWheel: a step back or forward\n"
    "Ctrl + wheel or Shift + Up, Down: enlarge\nShift + drag or Shift + Left, Right: move\n"
    "Double click or 0: show all"
)


@dataclass(frozen=True)
class Ghost:
    """Another branch, drawn faintly to compare.

    Attributes:
        recording: its steps.
        start: the position at which it is no longer the same as what is shown.
        colour: #rrggbb.
        name: in words.
    """

    recording: Recording
    start: int
    colour: str
    name: str


class LossCurve(QWidget):
    """The curve, what the mouse points at on it, and its scales.

    Signals:
        position_chosen: the step that the playhead is to stand at.
    """

    position_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._position = self._known = 0
        self._planned = 10
        self._colour = ""
        self._peaks = Peaks()
        self._average_peaks = Peaks()
        self._range = LossRange()
        self._ghosts: list[tuple[Ghost, Peaks, pg.PlotCurveItem]] = []
        self.log_steps_action = head_action(
            self, "Logarithmic steps", "log steps", "L", "Give the first steps more room."
        )
        self.log_loss_action = head_action(
            self, "Logarithmic loss", "log loss", "Shift+L", "Give small losses more room."
        )
        self.fit_action = head_action(
            self, "Show &all steps", "all", "0", "Show the whole run in the loss curve."
        )
        self.log_steps_action.setCheckable(True)
        self.log_loss_action.setCheckable(True)
        actions = [self.log_steps_action, self.log_loss_action, self.fit_action]
        head = LossHead(actions)
        self.readout = head.readout
        self.plot = LossPlot()
        self.plot.setAccessibleName("Loss curve")
        self.plot.setToolTip(HELP)
        self.plot.addActions(actions)
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.plot, 1)
        self.setMinimumHeight(120)
        self._past, self._future = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._averages = pg.PlotCurveItem(connect="pairs")
        self._playhead = pg.InfiniteLine(angle=90, movable=False)
        self._pointer = pg.InfiniteLine(angle=90, movable=False)
        self._pointed = pg.ScatterPlotItem(size=7, pxMode=True)
        self._hint = pg.TextItem("Space trains the network", anchor=(0.5, 0.5))
        for item in (
            self._future,
            self._past,
            self._averages,
            self._pointer,
            self._playhead,
            self._pointed,
            self._hint,
        ):
            self.plot.addItem(item, ignoreBounds=True)
        self.log_steps_action.toggled.connect(self._on_scales)
        self.log_loss_action.toggled.connect(self._on_scales)
        self.fit_action.triggered.connect(self.plot.fit)
        self.plot.range_changed.connect(self._on_range)
        self.plot.chosen.connect(self._on_chosen)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.turned.connect(self._on_turned)
        self._recolour()
        self._point()
        self.plot.set_losses(*self._range.limits)

    def set_planned_steps(self, steps: int) -> None:
        """Say how many steps the run is to have."""
        self._planned = steps
        self._show_whole()

    def show_recording(self, recording: Recording, position: int, known: bool = True) -> None:
        """Show the losses recorded so far, and where the playhead stands among them.

        Args:
            recording: the run.
            position: the steps made.
            known: whether the loss of the last of them is known in the phase that is seen.
        """
        if recording is not self._recording:
            self._recording = recording
            self._peaks, self._average_peaks = Peaks(), Peaks()
            self._range.reset(self.plot.log_loss)
        before, self._position = self._position, position
        self._known = position if known else position - 1
        self._show_whole()
        self.plot.follow(before, position)
        self._redraw()

    def set_colour(self, colour: str) -> None:
        """Draw the losses in the colour of their branch; "" for the plain one."""
        self._colour = colour
        self._recolour()

    def set_ghosts(self, ghosts: tuple[Ghost, ...]) -> None:
        """Draw other branches faintly."""
        for _, _, item in self._ghosts:
            self.plot.removeItem(item)
        self._ghosts = []
        for ghost in ghosts:
            item = pg.PlotCurveItem()
            item.setZValue(-1)
            self.plot.addItem(item, ignoreBounds=True)
            self._ghosts.append((ghost, Peaks(), item))
        self._recolour()
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_hint"):
            self._recolour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    @property
    def _length(self) -> int:
        return self._recording.length if self._recording else 0

    def _recolour(self) -> None:
        theme = theme_of(self.palette())
        self.plot.recolour(theme)
        colour = self._colour or theme.muted
        self._past.setPen(pg.mkPen(colour))
        self._future.setPen(pg.mkPen(_faint(colour, theme.window, 0.35)))
        for ghost, _, item in self._ghosts:
            item.setPen(pg.mkPen(_faint(ghost.colour, theme.window, 0.55)))
        self._averages.setPen(pg.mkPen(theme.accent, width=2))
        self._playhead.setPen(pg.mkPen(theme.accent))
        self._pointer.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DotLine))
        self._pointed.setPen(pg.mkPen(theme.window))
        self._pointed.setBrush(pg.mkBrush(theme.text))
        self._hint.setColor(theme.muted)

    def _show_whole(self) -> None:
        # In round numbers, or each step would move all others.
        whole, length = rounded_up(max(self._length, 1), FINE_STEPS), self._length
        self.plot.set_whole(min(whole, self._planned) if length <= self._planned else whole)

    def _redraw(self) -> None:
        recording = self._recording
        if recording is None:
            return
        losses = recording.losses
        xs, ys = self._reduced(losses, 0, self._peaks)
        split = int(np.searchsorted(xs, self._known, side="right"))
        x, y = self.plot.x_of(xs), self._y(ys)
        self._past.setData(x[:split], y[:split])
        self._future.setData(x[max(split - 1, 0) :], y[max(split - 1, 0) :])
        self._grow(ys)
        for ghost, peaks, item in self._ghosts:
            xs, ys = self._reduced(ghost.recording.losses, ghost.start, peaks)
            item.setData(self.plot.x_of(xs), self._y(ys))
            self._grow(ys)
        self.plot.set_losses(*self._range.limits)
        self._draw_averages(recording)
        self._playhead.setValue(self._x(max(self._position, self.plot.first_step)))
        self._hint.setVisible(not len(losses))
        if not len(losses):
            view = self.plot.getPlotItem().getViewBox().viewRect()
            self._hint.setPos(view.center())
        self._point()

    def _reduced(
        self, series: Array, start: int, peaks: Peaks, stride: float = 1.0, room: float = 1.0
    ) -> tuple[Array, Array]:
        """What is in view of a series with a value every `stride` steps, as steps and values.

        It is reduced, never by a peak, to what the screen resolves or a part of it (`room`).
        """
        low, high = self.plot.steps_in_view
        first = max(start, int(low / stride) - 2, 0)
        last = min(len(series), int(high / stride) + 2)
        if first >= last:
            return np.empty(0), np.empty(0)
        pieces = max(50, int((self.plot.viewport().width() - 70) * room))
        edges = logarithmic_edges if self.plot.log_steps else even_edges
        positions, values = peaks.reduce(series, edges(first, last, pieces))
        return (positions + 1.0) * stride, values

    def _x(self, step: float) -> float:
        return float(self.plot.x_of(np.array([float(step)]))[0])

    def _y(self, losses: Array) -> Array:
        if not self.plot.log_loss:
            return losses
        logarithms: Array = np.log10(np.maximum(losses, SMALLEST_LOSS))
        return logarithms

    def _draw_averages(self, recording: Recording) -> None:
        """Draw each average as a line below its epoch, as long as there is room for that."""
        averages, length = recording.epoch_averages, float(recording.settings.observations)
        low, high = self.plot.steps_in_view
        first, last = max(0, int(low / length)), min(len(averages), int(high / length) + 1)
        connect = "pairs"
        if last - first > MOST_EPOCH_LINES:
            steps, values = self._reduced(averages, 0, self._average_peaks, length, room=0.25)
            connect = "all"
        else:
            epochs = np.arange(first, last)
            steps = np.repeat(epochs * length + 0.5, 2)
            steps[1::2] += length
            values = np.repeat(averages[first:last], 2)
        self._averages.setData(self.plot.x_of(steps), self._y(values), connect=connect)

    def _grow(self, losses: Array) -> None:
        if len(losses):
            self._range.include(float(losses.min()), float(losses.max()))

    def _point(self) -> None:
        """Say what the mouse points at, or else what the playhead stands at."""
        recording, length = self._recording, self._length
        below = self.plot.step_below_mouse
        pointing = below is not None and length > 0
        self._pointer.setVisible(pointing)
        self._pointed.setVisible(pointing)
        if recording is None or not length:
            self.readout.set_text("cross-entropy of each step; average of each epoch")
            self.plot.setAccessibleDescription("No step is made yet.")
            return
        step = min(max(self._position if below is None else below, 1), length)
        if self._known < step == self._position:
            self._pointed.setVisible(False)
            self.readout.set_text(f"step {step:,}  ·  its loss is not known yet in this phase")
            self.plot.setAccessibleDescription(f"The loss of step {step:,} is not known yet.")
            return
        if pointing:
            x = self._x(step)
            self._pointer.setValue(x)
            self._pointed.setData([x], self._y(recording.losses[step - 1 : step]))
        self.readout.set_text(readout(recording, step))
        self.plot.setAccessibleDescription(description(recording, step))

    @Slot()
    def _on_scales(self) -> None:
        self.plot.set_scales(self.log_steps_action.isChecked(), self.log_loss_action.isChecked())

    @Slot(int)
    def _on_chosen(self, step: int) -> None:
        self.position_chosen.emit(min(max(step, 0), self._length))

    @Slot(int)
    def _on_turned(self, notches: int) -> None:
        self._on_chosen(self._position - notches)

    @Slot()
    def _on_hovered(self) -> None:
        self._point()

    @Slot(bool)
    def _on_range(self, chosen: bool) -> None:
        if chosen:
            self._range.reset(self.plot.log_loss)
        self._redraw()


def _faint(colour: str, ground: str, share: float) -> QColor:
    """`share` of a colour on its ground; opaque, for a line drawn over itself to look even."""
    one, other = QColor(ground), QColor(colour)
    return QColor(
        round(one.red() + (other.red() - one.red()) * share),
        round(one.green() + (other.green() - one.green()) * share),
        round(one.blue() + (other.blue() - one.blue()) * share),
    )
