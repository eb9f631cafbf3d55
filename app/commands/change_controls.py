"""Everything that changes the run: settings, weights, the learning rate, branches, and undo."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from app.commands.wording import run_in_words
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.settings import RANGES, Settings
from nn.core.tasks import task_named
from nn.explain.exact_text import rounded
from nn.explain.symbols import cell_name
from nn.run.branches import BranchError
from nn.run.events import Event, EventError, LearningRateChange, WeightEdit


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
                self._refuse(str(error))

        # The list is in the middle of a change of its own when it asks.
        QTimer.singleShot(0, lambda: self._playhead.when_still(make))

    @Slot(object)
    def edit_weight(self, edit: WeightEdit) -> None:
        """Set a weight by hand, from here on."""
        name = cell_name(edit.matrix, (edit.row, edit.column))
        value = rounded(edit.value)
        self._branch(edit, f"{name} = {value}", f"{name} is {value} from here on.")

    @Slot(int)
    def plan(self, epochs: int) -> None:
        """Plan another number of epochs; a run that is under way goes on to the new end."""
        before = self._session.planned_steps
        self._session.plan(epochs)
        self._playhead.move_target(before, self._session.planned_steps)

    def _branch(self, event: Event, text: str, told: str) -> None:
        """Change what comes next: where there was a future already, it stays as a branch."""

        def branch() -> None:
            try:
                self._session.branch(text, event)
            except (BranchError, EventError) as error:
                self._refuse(str(error))
            else:
                self.told.emit(told)

        self._playhead.when_still(branch)

    @Slot()
    def reset(self) -> None:
        """Begin again with the same settings, without a question: undo brings the run back."""
        if self._session.branches.blank:
            self.told.emit("There is nothing to reset: no step was made, and nothing changed.")
        else:
            settings = self._settings()
            self._begin(settings, "reset", f"Step 0, with seed {settings.seed} as before.")

    @Slot()
    def new_seed(self) -> None:
        """Begin again with another seed, if the person agrees to leave this run."""
        settings = self._settings()
        seed = random.randint(0, RANGES["seed"].highest)
        self._ask_and_begin(
            settings.changed(seed=seed),
            "new seed",
            "Begin again with another seed?",
            f"Seed {seed} in place of {settings.seed} gives other training vectors and other "
            "initial weights; all other settings stay.",
            f"Step 0, with seed {seed} in place of {settings.seed}.",
        )

    @Slot(object)
    def begin_with(self, settings: Settings) -> None:
        """Begin a run with other settings, if the person agrees to leave this one."""
        differences = _differences(self._settings(), settings)
        self._ask_and_begin(
            settings,
            "new settings",
            "Begin again with these settings?",
            differences and f"Other than before: {differences}. All other settings stay.",
            "Step 0, with the new settings.",
        )

    def _ask_and_begin(
        self, settings: Settings, text: str, title: str, stays: str, told: str
    ) -> None:
        if not self._session.branches.blank:
            buttons = QMessageBox.StandardButton
            aside = run_in_words(self._session.branches)
            answer = QMessageBox.question(
                self._window,
                title,
                f"{stays}\n\nThe {aside} will be put aside; Undo brings it back.".strip(),
                buttons.Reset | buttons.Cancel,
                buttons.Reset,
            )
            if answer != buttons.Reset:
                self.refused.emit()
                return
        self._begin(settings, text, told)

    def _begin(self, settings: Settings, text: str, told: str) -> None:
        def begin() -> None:
            aside = ""
            if not self._session.branches.blank:
                run = run_in_words(self._session.branches)
                aside = f" The {run} was put aside; Undo brings it back."
            self._session.reset(settings, text)
            self.told.emit(told + aside)

        self._playhead.when_still(begin)

    def _settings(self) -> Settings:
        """Those of the run, with the number of epochs that is planned now."""
        return self._session.settings.changed(epochs=self._session.epochs)

    def _refuse(self, why: str) -> None:
        self.told.emit(why)
        self.refused.emit()

    @Slot(float)
    def change_learning_rate(self, rate: float) -> None:
        """Use another learning rate from the next step on."""
        told = f"Learning rate {rate:g} from the next step on."
        self._branch(LearningRateChange(rate), f"learning rate {rate:g}", told)

    @Slot()
    def undo(self) -> None:
        """Take back the last change of the run."""

        def take_back() -> None:
            stack = self._session.undo_stack
            if stack.canUndo():
                text = stack.undoText()
                stack.undo()
                self.told.emit(f"Undone: {text}.")

        self._playhead.when_still(take_back)

    @Slot()
    def redo(self) -> None:
        """Make the change again."""

        def make_again() -> None:
            stack = self._session.undo_stack
            if stack.canRedo():
                text = stack.redoText()
                stack.redo()
                self.told.emit(f"Done again: {text}.")

        self._playhead.when_still(make_again)


def _differences(before: Settings, after: Settings) -> str:
    """What other settings change, in words: "bits 8 instead of 5, seed 7 instead of 42"."""
    told = [
        f"{each.label} {getattr(after, name)} instead of {getattr(before, name)}"
        for name, each in RANGES.items()
        if getattr(before, name) != getattr(after, name)
    ]
    if before.task != after.task:
        told.append(
            f"task “{task_named(after.task).title}” instead of “{task_named(before.task).title}”"
        )
    return ", ".join(told)
