"""Everything that changes the run: settings, weights, the learning rate, branches, and undo."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.settings import RANGES, Settings
from nn.explain.symbols import cell_name
from nn.run.branches import BranchError
from nn.run.events import Event, LearningRateChange, WeightEdit


class ChangeControls(QObject):
    """Makes changes when nothing trains; each can be undone.

    Signals:
        told: what was done, or why it cannot be, one line.
        refused: a change was not made: what shows it is to show the old state.
    """

    told = Signal(str)
    refused = Signal()

    def __init__(self, session: Session, playhead: Playhead, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._playhead, self._window = session, playhead, window

    @Slot(int)
    def select_branch(self, branch_id: int) -> None:
        """Show another branch."""
        self._change_branches(lambda: self._session.select(branch_id))

    @Slot(int, str)
    def rename_branch(self, branch_id: int, name: str) -> None:
        """Give a branch another name."""
        self._change_branches(lambda: self._session.rename(branch_id, name))

    @Slot(int)
    def delete_branch(self, branch_id: int) -> None:
        """Delete a branch; undo brings it back."""
        self._change_branches(lambda: self._session.delete(branch_id))

    def _change_branches(self, change: Callable[[], None]) -> None:
        """Change them when nothing trains; what is not allowed is said, and they are as before."""

        def make() -> None:
            try:
                change()
            except BranchError as error:
                self.told.emit(str(error))
                self.refused.emit()

        # The list is in the middle of a change of its own when it asks.
        QTimer.singleShot(0, lambda: self._playhead.when_still(make))

    @Slot(object)
    def edit_weight(self, edit: WeightEdit) -> None:
        """Set a weight by hand, from here on."""
        name = cell_name(edit.matrix, (edit.row, edit.column))
        self._branch(edit, f"{name} = {edit.value:g}", f"{name} is {edit.value:g} from here on.")

    @Slot(int)
    def plan(self, epochs: int) -> None:
        """Plan another number of epochs; a run that is under way goes on to the new end."""
        before = self._session.planned_steps
        self._session.plan(epochs)
        self._playhead.move_target(before, self._session.planned_steps)

    def _branch(self, event: Event, text: str, told: str) -> None:
        """Change what comes next: where there was a future already, it stays as a branch."""

        def branch() -> None:
            self._session.branch(text, event)
            self.told.emit(told)

        self._playhead.when_still(branch)

    @Slot()
    def reset(self) -> None:
        """Begin again with the same settings; undo brings the run back."""
        self._begin(self._session.settings, "reset")

    @Slot()
    def new_seed(self) -> None:
        """Begin again with another seed, if the person agrees to leave this run."""
        seed = random.randint(0, RANGES["seed"].highest)
        self.begin_with(self._session.settings.changed(seed=seed))

    @Slot(object)
    def begin_with(self, settings: Settings) -> None:
        """Begin a run with other settings, if the person agrees to leave this one."""
        recorded = self._session.recording.length
        if recorded:
            answer = QMessageBox.question(
                self._window,
                "Begin another run?",
                f"These settings need a reset: the run of {recorded:,} steps is left. "
                "Edit > Undo brings it back.",
                QMessageBox.StandardButton.Reset | QMessageBox.StandardButton.Cancel,
                QMessageBox.StandardButton.Reset,
            )
            if answer != QMessageBox.StandardButton.Reset:
                self.refused.emit()
                return
        self._begin(settings, "new settings")

    def _begin(self, settings: Settings, text: str) -> None:
        def begin() -> None:
            self._session.reset(settings, text)
            self.told.emit(f"Step 0, seed {settings.seed}.")

        self._playhead.when_still(begin)

    @Slot(float)
    def change_learning_rate(self, rate: float) -> None:
        """Use another learning rate from the next step on."""
        told = f"Learning rate {rate:g} from the next step on."
        self._branch(LearningRateChange(rate), f"learning rate {rate:g}", told)

    @Slot()
    def undo(self) -> None:
        """Take back the last change of the run."""
        self._playhead.when_still(self._session.undo_stack.undo)

    @Slot()
    def redo(self) -> None:
        """Make the change again."""
        self._playhead.when_still(self._session.undo_stack.redo)
