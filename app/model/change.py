"""What undo and redo bring back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QUndoCommand

from nn.core.settings import Settings
from nn.run.branches import FIRST_NAME, Branches, BranchesState
from nn.run.recording import Recording


class State(NamedTuple):
    """A session at one time; recordings only ever grow, so that holding them is enough.

    Attributes:
        branches: the run; the same object in all of its states, another for another run.
        ways: its branches.
        recording: of the current one.
        epochs: how many are planned.
        position: where the session stands.
        lengths: how many steps each branch had recorded.
        revision: the session's.
    """

    branches: Branches
    ways: BranchesState
    recording: Recording
    epochs: int
    position: int
    lengths: tuple[int, ...]
    revision: int

    def made_by(self, settings: Settings) -> bool:
        """Whether settings alone make it again: no change, branch, name or plan of a person's."""
        first = self.ways.members[0]
        return (
            not Branches.of(self.ways).by_hand
            and first.name == FIRST_NAME
            and first.recording.settings.changed(epochs=self.epochs) == settings
        )


class Change(QUndoCommand):
    """A change, made already when it is pushed.

    Attributes:
        before: the state that undo brings back.
        after: the state that redo brings back.
        done: whether it is made, and not undone.
    """

    def __init__(
        self,
        text: str,
        before: State,
        now: Callable[[], State],
        restore: Callable[[State], None],
        merges: bool,
    ) -> None:
        """Keep a change that was just made.

        Args:
            text: what it is called in the Edit menu.
            before: the state before it.
            now: the state as it is.
            restore: brings a state back.
            merges: whether it is one with another such change right before it.
        """
        super().__init__(text)
        self._now, self._restore, self._merges = now, restore, merges
        self.before, self.after = before, now()
        self.done = True

    def undo(self) -> None:
        self.done = False
        # What was trained since the change is part of what redo brings back.
        self.after = self._now()._replace(position=self.after.position)
        self._restore(self.before)

    def redo(self) -> None:
        # Pushing a command redoes it, but this one is made after the deed.
        if not self.done:
            self.before = self._now()._replace(position=self.before.position)
            self._restore(self.after)
        self.done = True

    def id(self) -> int:
        return 1 if self._merges else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        assert isinstance(other, Change)
        self.after = other.after
        return True
