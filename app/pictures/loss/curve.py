"""The loss of every step and of every epoch, with the playhead on it."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pictures.loss.head import LossHead, head_action
from app.pictures.loss.lines import Ghost, LossLines
from app.pictures.loss.marks import LossMarks
from app.pictures.loss.plot import LossPlot
from app.pictures.loss.range import LossRange
from app.pictures.loss.readout import description, readout
from app.pictures.loss.share_layer import ShareLayer
from app.widgets.colour_scale import FINE_STEPS, rounded_up
from app.widgets.theme import theme_of
from app.widgets.throttle import SAY_SECONDS, at_most_every
from nn.core.arrays import Array
from nn.explain.marks import Mark
from nn.run.recording import Recording

if TYPE_CHECKING:
    from nn.run.shares_along import Points

HELP = (
    "Click or drag: go to that step, or to a mark\nWheel: a step back or forward\n"
    "M: go to the next mark, Shift + M to the one before\n"
    "Ctrl + wheel or Shift + Up, Down: enlarge\nShift + drag or Shift + Left, Right: move\n"
    "Double click or 0: show all"
)


LOWEST, LINES = 70, 3.3
"""Pixels of the lowest curve, and the lines of text that stand around it."""


class LossCurve(QWidget):
    """The curve, what the mouse points at on it, and its scales.

    Signals:
        position_chosen: the step that the playhead is to stand at.
    """

    position_chosen = Signal(int)
    _told = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._said = ""
        at_most_every(SAY_SECONDS, self._told, self._say, self)
        self._position = self._known = 0
        self._planned = 10
        self._colour: int | None = None
        self._range = LossRange()
        self._ranged = 0
        self._ghosts: tuple[Ghost, ...] = ()
        self.log_steps_action = head_action(
            self, "Logarithmic steps", "log steps", "L", "Give the first steps more room."
        )
        self.log_loss_action = head_action(
            self, "Logarithmic loss", "log loss", "Shift+L", "Give small losses more room."
        )
        self.fit_action = head_action(
            self, "Show &all steps", "all", "0", "Show the whole run in the loss curve."
        )
        self.next_mark_action = head_action(
            self, "To the ne&xt mark", "", "M", "Go to what is marked next on the loss curve."
        )
        self.previous_mark_action = head_action(
            self, "To the mark &before", "", "Shift+M", "Go back to what is marked before."
        )
        self.log_steps_action.setCheckable(True)
        self.log_loss_action.setCheckable(True)
        self.plot = LossPlot()
        self.shares = ShareLayer(self.plot, self)
        actions = [self.shares.action, self.log_steps_action, self.log_loss_action, self.fit_action]
        head = LossHead(actions)
        self.readout = head.readout
        self.plot.setAccessibleName("Loss curve")
        self.plot.setToolTip(HELP)
        self.plot.addActions(actions)
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.plot, 1)
        self._take_font()
        box = self.plot.getPlotItem().getViewBox()
        self._lines = LossLines(box)
        self._marks = LossMarks(box)
        self._pointer = pg.InfiniteLine(angle=90, movable=False)
        self._pointed = pg.ScatterPlotItem(size=7, pxMode=True)
        self._hint = pg.TextItem("Space trains the network", anchor=(0.5, 0.5))
        for item in (self._pointer, self._pointed, self._hint):
            self.plot.addItem(item, ignoreBounds=True)
        self.log_steps_action.toggled.connect(self._on_scales)
        self.log_loss_action.toggled.connect(self._on_scales)
        self.fit_action.triggered.connect(self.plot.fit)
        self.next_mark_action.triggered.connect(self._to_next_mark)
        self.previous_mark_action.triggered.connect(self._to_mark_before)
        self.plot.range_changed.connect(self._on_range)
        self.plot.chosen.connect(self._on_chosen)
        self.plot.pressed.connect(self._on_pressed)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.turned.connect(self._on_turned)
        box.sigResized.connect(self._lay_out)
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
            self._ranged = 0
            self._range.reset(self.plot.log_loss)
        before, self._position = self._position, position
        self._known = position if known else position - 1
        self._show_whole()
        self.plot.follow(before, position)
        self._show()

    def set_colour(self, colour: int | None) -> None:
        """Draw the losses in the colour of their branch, by its number; None for the plain one."""
        self._colour = colour
        self._recolour()

    def set_ghosts(self, ghosts: tuple[Ghost, ...]) -> None:
        """Draw other branches faintly."""
        self._ghosts = ghosts
        self._lines.set_ghosts(ghosts)
        self._ranged = 0
        self._show()

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Mark what there is along the run, given in the order of the positions."""
        self._marks.set_marks(marks)
        self._point()

    def show_shares(self, points: Points | None, percent: int | None = None) -> None:
        """Lay over the losses how much of all is answered right.

        Args:
            points: what is counted by now; None takes the lines and their scale away.
            percent: how far the counting is; None where it is over.
        """
        self.shares.show(points, percent)
        self._point()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_hint"):
            self._recolour()
        elif event.type() == QEvent.Type.FontChange and hasattr(self, "_hint"):
            self._take_font()

    @property
    def _length(self) -> int:
        return self._recording.length if self._recording else 0

    def _take_font(self) -> None:
        self.setMinimumHeight(round(LOWEST + LINES * self.fontMetrics().height()))

    def _recolour(self) -> None:
        theme = theme_of(self.palette())
        self.plot.recolour(theme)
        self._lines.set_colours(
            theme, theme.muted if self._colour is None else theme.branch_colour(self._colour)
        )
        self._marks.set_theme(theme)
        self.shares.set_theme(theme)
        self._pointer.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DotLine))
        self._pointed.setPen(pg.mkPen(theme.window))
        self._pointed.setBrush(pg.mkBrush(theme.text))
        self._hint.setColor(theme.muted)

    def _show_whole(self) -> None:
        # In round numbers, or each step would move all others.
        whole, length = rounded_up(max(self._length, 1), FINE_STEPS), self._length
        self.plot.set_whole(min(whole, self._planned) if length <= self._planned else whole)

    def _show(self) -> None:
        recording = self._recording
        if recording is None:
            return
        if self._ranged == 0:
            for ghost in self._ghosts:
                self._include(ghost.recording.losses, ghost.start)
        self._include(recording.losses, self._ranged)
        self._ranged = recording.length
        self.plot.set_losses(*self._range.limits)
        self._lay_out()
        self._lines.show_recording(recording, self._position, self._known)
        self._marks.show_recording(recording, self._position, self._known)
        self.shares.set_known(self._known)
        self._hint.setVisible(not recording.length)
        if not recording.length:
            view = self.plot.getPlotItem().getViewBox().viewRect()
            self._hint.setPos(view.center())
        self._point()

    def _include(self, losses: Array, since: int) -> None:
        """Let the range hold what is in view of the losses after step `since`."""
        low, high = self.plot.steps_in_view
        part = losses[max(since, ceil(low) - 1) : floor(high)]
        if len(part):
            self._range.include(float(part.min()), float(part.max()))

    def _tell(self, text: str) -> None:
        """Say the same for the ear, as often as one can listen."""
        self._said = text
        self._told.emit()

    @Slot()
    def _say(self) -> None:
        self.plot.setAccessibleDescription(self._said)

    def _point(self) -> None:
        """Say what the mouse points at, or else what the playhead stands at."""
        recording, length = self._recording, self._length
        below, named = self._below_mouse()
        pointing = below is not None and length > 0
        self._pointer.setVisible(pointing)
        self._pointed.setVisible(pointing)
        if recording is None or not length:
            self.readout.set_text("cross-entropy of each step; average of each epoch")
            self._tell("No step is made yet.")
            return
        if below is None and not self._position:
            self.readout.set_text("step 0  ·  before the first step there is no loss")
            self._tell("Before the first step there is no loss.")
            return
        step = min(max(self._position if below is None else below, 1), length)
        if self._known < step == self._position:
            self._pointed.setVisible(False)
            self.readout.set_text(f"step {step:,}  ·  its loss is not known yet in this phase")
            self._tell(f"The loss of step {step:,} is not known yet.")
            return
        if pointing:
            x, y = self.plot.place(step, float(recording.losses[step - 1]))
            self._pointer.setValue(x)
            self._pointed.setData([x], [y])
        marked = self._marks.names(step)
        right = self.shares.told(step)
        self._tell("; ".join(filter(None, (description(recording, step, marked), right))))
        if named and named[0] is None:
            marked = f"{marked}, {named[1]}" if marked else named[1]
        elif named:
            marked = named[1]
        self.readout.set_text(readout(recording, step, marked, right))

    @Slot()
    def _on_scales(self) -> None:
        self.plot.set_scales(self.log_steps_action.isChecked(), self.log_loss_action.isChecked())

    def _below_mouse(self) -> tuple[int | None, tuple[int | None, str] | None]:
        """The step that the mouse points at, and what is marked there: position and name."""
        point, below = self.plot.point_below_mouse, self.plot.step_below_mouse
        named = None if point is None else self._marks.at(point)
        leads = named is not None and named[0] is not None
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        if self.plot.cursor().shape() != shape:
            self.plot.setCursor(shape)
        return (named[0] if named and leads else below), named

    def _go_to_mark(self, backwards: bool) -> None:
        position = self._marks.next_position(self._position, backwards)
        if position is not None:
            self.position_chosen.emit(position)

    @Slot()
    def _to_next_mark(self) -> None:
        self._go_to_mark(backwards=False)

    @Slot()
    def _to_mark_before(self) -> None:
        self._go_to_mark(backwards=True)

    @Slot(int)
    def _on_pressed(self, step: int) -> None:
        below, _ = self._below_mouse()
        self._on_chosen(step if below is None else below)

    @Slot(int)
    def _on_chosen(self, step: int) -> None:
        self.position_chosen.emit(min(max(step, 0), self._length))

    @Slot(int)
    def _on_turned(self, notches: int) -> None:
        self._on_chosen(self._position - notches)

    @Slot()
    def _on_hovered(self) -> None:
        self._point()

    @Slot()
    def _lay_out(self) -> None:
        """Let everything lie where the axes say."""
        grid = self.plot.grid
        for each in (self._lines, self._marks, self.shares):
            each.set_grid(grid)

    @Slot(bool)
    def _on_range(self, chosen: bool) -> None:
        if chosen:
            self._range.reset(self.plot.log_loss)
        self._ranged = 0
        self._show()
