"""What a person works on: a run, its plan, and every change of it, which can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from nn.core.settings import RANGES, Settings
from nn.run.branches import Branches, BranchesState
from nn.run.events import Event
from nn.run.recording import Recording

UNDO_LIMIT = 50


@dataclass(frozen=True)
class _State:
    """All that undo brings back; recordings only ever grow, so that holding them is enough."""

    branches: Branches
    state: BranchesState
    epochs: int
    position: int


class _Change(QUndoCommand):
    def __init__(self, session: Session, text: str, before: _State, after: _State) -> None:
        super().__init__(text)
        self._session, self._before, self._after = session, before, after
        self._done = True

    def undo(self) -> None:
        self._done = False
        self._session.restore(self._before)

    def redo(self) -> None:
        # Pushing a command redoes it, but this one is made after the deed.
        if not self._done:
            self._session.restore(self._after)
        self._done = True


class Session(QObject):
    """A run with its branches, and how far it is planned.

    Signals:
        replaced: another recording is to be shown, at this position.
        plan_changed: the number of planned epochs is another.
        branches_changed: names, colours, or which branches there are.
    """

    replaced = Signal(int)
    plan_changed = Signal()
    branches_changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.branches = Branches(Recording(settings))
        self.epochs = settings.epochs
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)

    @property
    def recording(self) -> Recording:
        """The recording of the current branch."""
        return self.branches.current.recording

    @property
    def settings(self) -> Settings:
        """What determines the run."""
        return self.recording.settings

    @property
    def planned_steps(self) -> int:
        """The steps of all planned epochs."""
        return self.epochs * self.settings.observations

    def plan(self, epochs: int) -> None:
        """Plan another number of epochs; what is recorded stays."""
        if epochs != self.epochs:
            self.epochs = epochs
            self.plan_changed.emit()

    def plan_more(self) -> int:
        """Plan as many epochs again as the settings ask for; how many were added."""
        most = RANGES["epochs"].highest
        added = min(self.epochs + self.settings.epochs, most) - self.epochs
        self.plan(self.epochs + added)
        return added

    def reset(self, settings: Settings, position: int, text: str) -> None:
        """Begin another run at step 0."""

        def begin() -> int:
            self.branches = Branches(Recording(settings))
            self.epochs = settings.epochs
            return 0

        self.change(text, position, begin)

    def branch(self, position: int, text: str, *events: Event) -> None:
        """Change the past, or what comes next: a branch begins at `position`.

        Raises:
            EventError: the network has no such weight.
        """

        def begin() -> int:
            self.branches.start(position, *events)
            return position

        self.change(text, position, begin)

    def select(self, branch_id: int, position: int) -> None:
        """Show another branch, at the same position as far as it goes."""

        def choose() -> int:
            self.branches.select(branch_id)
            return position

        if branch_id != self.branches.current.id:
            name = self.branches[branch_id].name
            self.change(f"show {name}", position, choose)

    def rename(self, branch_id: int, name: str, position: int) -> None:
        """Give a branch another name.

        Raises:
            BranchError: the name is not allowed.
        """

        def give() -> int:
            self.branches.rename(branch_id, name)
            return position

        if name.strip() != self.branches[branch_id].name:
            self.change(f"name {name}", position, give)

    def delete(self, branch_id: int, position: int) -> None:
        """Delete a branch.

        Raises:
            BranchError: it is the only one.
        """

        def remove() -> int:
            self.branches.delete(branch_id)
            return position

        self.change("delete branch", position, remove)

    def change(self, text: str, position: int, make: Callable[[], int]) -> None:
        """Make a change that can be undone.

        Args:
            text: what it is called in the Edit menu.
            position: where the playhead stands before it.
            make: makes it and returns where the playhead stands after it.
        """
        before = self._state(position)
        after_position = make()
        self.undo_stack.push(_Change(self, text, before, self._state(after_position)))
        self._announce(after_position)

    def adopt(self, branches: Branches, epochs: int, position: int) -> None:
        """Work on another session, as opened from a file."""
        self.branches, self.epochs = branches, epochs
        self.undo_stack.clear()
        self._announce(position)

    def restore(self, state: _State) -> None:
        """Bring back what undo or redo asks for."""
        self.branches, self.epochs = state.branches, state.epochs
        self.branches.restore(state.state)
        self._announce(state.position)

    def _state(self, position: int) -> _State:
        return _State(self.branches, self.branches.state(), self.epochs, position)

    def _announce(self, position: int) -> None:
        self.replaced.emit(min(position, self.recording.length))
        self.plan_changed.emit()
        self.branches_changed.emit()
