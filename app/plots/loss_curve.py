"""The loss of every step and of every epoch, with the playhead on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.plots.colour_scale import FINE_STEPS, rounded_up
from app.plots.figures import full_text
from app.plots.loss_plot import LossPlot
from app.plots.peaks import Peaks, even_edges, logarithmic_edges
from app.text_line import TextLine
from app.theme import theme_of
from nn.recording import Recording

SMALLEST_LOSS = 1e-18
MOST_EPOCH_LINES = 1500
HELP = (
    "Click or drag: go to that step\nWheel: a step back or forward\n"
    "Ctrl + wheel: enlarge\nShift + drag: move\nDouble click: show all"
)
Array = NDArray[np.float64]


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
        self._position = 0
        self._planned = 10
        self._hovered: int | None = None
        self._colour = ""
        self._peaks = Peaks()
        self._top = self._floor = 0.0
        self._ghosts: list[tuple[Ghost, Peaks, pg.PlotCurveItem]] = []
        self.log_steps_action = self._action("Logarithmic &steps", "log steps", "L")
        self.log_loss_action = self._action("&Logarithmic loss", "log loss", "Shift+L")
        self.fit_action = QAction("Show &all steps", self)
        self.fit_action.setIconText("all")
        self.fit_action.setShortcut("0")
        self.fit_action.setToolTip("Show all steps  (0)")
        title = QLabel("Loss")
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        title.setFont(bold)
        self.readout = TextLine()
        self.readout.setAccessibleName("Loss at the playhead or the mouse")
        head = QHBoxLayout()
        head.setContentsMargins(14, 2, 10, 0)
        head.setSpacing(10)
        head.addWidget(title)
        head.addWidget(self.readout, 1)
        for action in (self.log_steps_action, self.log_loss_action, self.fit_action):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAccessibleName(action.text().replace("&", ""))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            head.addWidget(button)
        self.plot = LossPlot()
        self.plot.setAccessibleName("Loss curve")
        self.plot.setToolTip(HELP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.plot, 1)
        self.setMinimumHeight(120)
        self._past, self._future = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._averages = pg.PlotCurveItem(connect="pairs")
        self._playhead = pg.InfiniteLine(angle=90, movable=False)
        self._pointer = pg.InfiniteLine(angle=90, movable=False)
        self._pointer.hide()
        self._hint = pg.TextItem("Space trains the network", anchor=(0.5, 0.5))
        for item in (
            self._future,
            self._past,
            self._averages,
            self._pointer,
            self._playhead,
            self._hint,
        ):
            self.plot.addItem(item, ignoreBounds=True)
        self.log_steps_action.toggled.connect(self._on_scales)
        self.log_loss_action.toggled.connect(self._on_scales)
        self.fit_action.triggered.connect(self.plot.fit)
        self.plot.range_changed.connect(self._redraw)
        self.plot.chosen.connect(self._on_chosen)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.turned.connect(self._on_turned)
        self._recolour()
        self.plot.set_losses(0.0, 1.0)

    def set_planned_steps(self, steps: int) -> None:
        """Say how many steps the run is to have."""
        self._planned = steps
        self.plot.set_whole(max(steps, self._length))

    def show_recording(self, recording: Recording, position: int) -> None:
        """Show the losses recorded so far, and where the playhead stands among them."""
        if recording is not self._recording:
            self._recording = recording
            self._peaks = Peaks()
            self._top = self._floor = 0.0
        self._position = position
        self.plot.set_whole(max(self._planned, self._length))
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
            colour = QColor(ghost.colour)
            colour.setAlphaF(0.55)
            item.setPen(pg.mkPen(colour))
            item.setZValue(-1)
            self.plot.addItem(item, ignoreBounds=True)
            self._ghosts.append((ghost, Peaks(), item))
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

    def _action(self, text: str, short: str, key: str) -> QAction:
        action = QAction(text, self)
        action.setIconText(short)
        action.setCheckable(True)
        action.setShortcut(key)
        action.setToolTip(f"{text.replace('&', '')}  ({key})")
        return action

    def _recolour(self) -> None:
        theme = theme_of(self.palette())
        self.plot.recolour(theme)
        colour = self._colour or theme.muted
        self._past.setPen(pg.mkPen(colour))
        faint = QColor(colour)
        faint.setAlphaF(0.35)
        self._future.setPen(pg.mkPen(faint))
        self._averages.setPen(pg.mkPen(theme.accent, width=2))
        self._playhead.setPen(pg.mkPen(theme.accent))
        self._pointer.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DotLine))
        self._hint.setColor(theme.muted)

    @Slot()
    def _redraw(self) -> None:
        recording = self._recording
        if recording is None:
            return
        losses = recording.losses
        low, high = self.plot.steps_in_view
        xs, ys = self._reduced(losses, 0, self._peaks)
        split = int(np.searchsorted(xs, self._position, side="right"))
        x, y = self.plot.x_of(xs), self._y(ys)
        self._past.setData(x[:split], y[:split])
        self._future.setData(x[max(split - 1, 0) :], y[max(split - 1, 0) :])
        for ghost, peaks, item in self._ghosts:
            xs, ys = self._reduced(ghost.recording.losses, ghost.start, peaks)
            item.setData(self.plot.x_of(xs), self._y(ys))
        self._draw_averages(recording, low, high)
        self._grow(losses, y)
        at = float(self.plot.x_of(np.array([float(self._position)]))[0])
        self._playhead.setValue(at)
        self._hint.setVisible(not len(losses))
        if not len(losses):
            view = self.plot.getPlotItem().getViewBox().viewRect()
            self._hint.setPos(view.center())
        self._read_out()

    def _reduced(self, losses: Array, start: int, peaks: Peaks) -> tuple[Array, Array]:
        """The steps (from 1) and losses in view, reduced to what the screen resolves."""
        low, high = self.plot.steps_in_view
        first = max(start, int(low) - 2, 0)
        last = min(len(losses), int(high) + 2)
        if first >= last:
            return np.empty(0), np.empty(0)
        pieces = max(50, self.plot.viewport().width() - 70)
        edges = logarithmic_edges if self.plot.log_steps else even_edges
        positions, values = peaks.reduce(losses, edges(first, last, pieces))
        return positions + 1.0, values

    def _y(self, losses: Array) -> Array:
        if not self.plot.log_loss:
            return losses
        logarithms: Array = np.log10(np.maximum(losses, SMALLEST_LOSS))
        return logarithms

    def _draw_averages(self, recording: Recording, low: float, high: float) -> None:
        averages, length = recording.epoch_averages, recording.settings.observations
        first = max(0, int(low) // length)
        last = min(len(averages), int(high) // length + 1)
        stride = max(1, -(-(last - first) // MOST_EPOCH_LINES))
        epochs = np.arange(first, last, stride)
        steps = np.empty(2 * len(epochs))
        steps[0::2], steps[1::2] = epochs * length + 1.0, (epochs + stride) * float(length)
        self._averages.setData(
            self.plot.x_of(steps), self._y(np.repeat(averages[first:last:stride], 2))
        )

    def _grow(self, losses: Array, y: Array) -> None:
        """Let the range of the losses grow in steps, so that it never flickers."""
        if not len(y):
            return
        if self.plot.log_loss:
            low, high = np.floor(y.min()), np.ceil(y.max())
            if low < self._floor or high > self._top or self._floor == self._top:
                self._floor, self._top = min(self._floor, low), max(self._top, high)
                self.plot.set_losses(self._floor, max(self._top, self._floor + 1))
        else:
            top = rounded_up(float(y.max()), FINE_STEPS)
            if top > self._top:
                self._top = top
                self.plot.set_losses(0.0, top)

    def _read_out(self) -> None:
        recording = self._recording
        step = self._position if self._hovered is None else self._hovered
        if recording is None or not recording.length:
            self.readout.set_text("cross-entropy of each step; average of each epoch")
            return
        step = min(max(step, 1), recording.length)
        epoch, observation = divmod(step - 1, recording.settings.observations)
        text = (
            f"step {step:,}  ·  epoch {epoch + 1:,}, observation {observation + 1:,}"
            f"  ·  loss {full_text(float(recording.losses[step - 1]))}"
        )
        averages = recording.epoch_averages
        if epoch < len(averages):
            text += f"  ·  average of epoch {epoch + 1:,}: {averages[epoch]:.8f}"
        elif len(averages):
            text += f"  ·  average of epoch {len(averages):,}: {averages[-1]:.8f}"
        self.readout.set_text(text)

    @Slot()
    def _on_scales(self) -> None:
        self._top = self._floor = 0.0
        self.plot.set_scales(self.log_steps_action.isChecked(), self.log_loss_action.isChecked())

    @Slot(int)
    def _on_chosen(self, step: int) -> None:
        self.position_chosen.emit(min(max(step, 0), self._length))

    @Slot(int)
    def _on_turned(self, notches: int) -> None:
        self._on_chosen(self._position - notches)

    @Slot(object)
    def _on_hovered(self, step: object) -> None:
        self._hovered = None
        if isinstance(step, int) and self._length:
            self._hovered = min(max(step, 1), self._length)
        self._pointer.setVisible(self._hovered is not None)
        if self._hovered is not None:
            self._pointer.setValue(float(self.plot.x_of(np.array([float(self._hovered)]))[0]))
        self._read_out()
