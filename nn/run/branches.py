"""The branches of a session: what became of the run each time its past was changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from nn.run.events import Event
from nn.run.recording import MOST_STEPS, Recording

LONGEST_NAME = 40
FIRST_NAME = "Main run"
MOST_BRANCHES = 200
MOST_CHANGES = 10_000
"""Made by hand, in all branches together; one that a branch shares with another counts in both."""

FULL = f"A session holds at the most {MOST_STEPS:,} steps, in all branches together."


class BranchError(ValueError):
    """A change of the branches that cannot be made; the message says why."""


@dataclass(frozen=True, eq=False)
class Branch:
    """One way the run went.

    Attributes:
        id: stays the same under every change of name.
        name: unique among the branches.
        colour: an index into the window's branch colours.
        recording: its steps from the start, the shared ones included.
        parent: the id of the branch it left, None for the first.
        start: the position at which it left.
    """

    id: int
    name: str
    colour: int
    recording: Recording
    parent: int | None = None
    start: int = 0


class BranchesState(NamedTuple):
    """All branches at one time; recordings only ever grow, so that holding them is enough."""

    members: tuple[Branch, ...]
    current: int


class Branches:
    """The branches of one session, one of them current.

    Args of the constructor:
        recording: of the first branch.
    """

    def __init__(self, recording: Recording) -> None:
        self._state = BranchesState((Branch(0, FIRST_NAME, 0, recording),), 0)

    @classmethod
    def of(cls, state: BranchesState) -> Branches:
        """Branches in a given state."""
        made = cls.__new__(cls)
        made._state = state
        return made

    @property
    def members(self) -> tuple[Branch, ...]:
        """All of them, oldest first."""
        return self._state.members

    @property
    def current(self) -> Branch:
        """The one that is shown."""
        return self[self._state.current]

    def __getitem__(self, branch_id: int) -> Branch:
        return next(each for each in self._state.members if each.id == branch_id)

    @property
    def blank(self) -> bool:
        """Whether there is nothing but step 0, and nothing was changed there."""
        return not self.by_hand and not self.current.recording.length

    @property
    def by_hand(self) -> bool:
        """Whether something was changed, so that the settings alone do not make it again."""
        return len(self.members) > 1 or bool(self.current.recording.events)

    @property
    def steps(self) -> int:
        """How many steps were made in all; those that branches share count once."""
        return sum(
            each.recording.length - (each.start if each.parent is not None else 0)
            for each in self.members
        )

    @property
    def room(self) -> int:
        """How long the current branch may become: a session holds `MOST_STEPS` in all branches."""
        current = self.current
        return MOST_STEPS - sum(
            each.recording.length for each in self.members if each is not current
        )

    def state(self) -> BranchesState:
        """Everything that `restore` brings back."""
        return self._state

    def restore(self, state: BranchesState) -> None:
        """Go back to an earlier, or on to a later, state."""
        self._state = state

    def start(self, position: int, *events: Event) -> Branch:
        """Change the current branch at `position`.

        Where it has a future there, that stays and a new branch becomes the current one; at its
        newest step the branch itself goes on with the changes.

        Raises:
            IndexError: so many steps are not recorded.
            EventError: the network has no such weight.
            BranchError: a session holds no more branches, changes or steps.
        """
        parent = self.current
        recording = parent.recording.branch(position, *events)
        if position == parent.recording.length:
            _check_room(
                tuple(recording if each is parent else each.recording for each in self.members)
            )
            self._replace(replace(parent, recording=recording))
            return self.current
        _check_room((*(each.recording for each in self.members), recording))
        branch_id = max(each.id for each in self.members) + 1
        used = {each.colour for each in self.members}
        colour = next(index for index in range(len(used) + 1) if index not in used)
        names = {each.name for each in self.members}
        number = next(n for n in range(1, len(names) + 2) if f"Branch {n}" not in names)
        branch = Branch(branch_id, f"Branch {number}", colour, recording, parent.id, position)
        self._state = BranchesState((*self.members, branch), branch_id)
        return branch

    def select(self, branch_id: int) -> None:
        """Make another branch the current one."""
        self._state = BranchesState(self.members, self[branch_id].id)

    def parting(self, branch_id: int) -> int:
        """Up to which position a branch is known to be the same as the current one."""
        other, current = self[branch_id], self.current
        if current.parent == other.id:
            return current.start
        if other.parent == current.id:
            return other.start
        if other.parent == current.parent and other.parent is not None:
            return min(other.start, current.start)
        return 0

    def rename(self, branch_id: int, name: str) -> None:
        """Give a branch another name.

        Raises:
            BranchError: the name is empty, too long, unprintable, or another branch's.
        """
        name = name.strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise BranchError(
                f"A branch's name has 1 to {LONGEST_NAME} printable characters; "
                f"this one has {len(name)}."
            )
        if any(each.name == name and each.id != branch_id for each in self.members):
            raise BranchError(f"There is a branch named “{name}” already.")
        self._replace(replace(self[branch_id], name=name))

    def delete(self, branch_id: int) -> None:
        """Remove a branch; those that left it keep their steps.

        Raises:
            BranchError: it is the only one.
        """
        if len(self.members) == 1:
            raise BranchError("The only branch cannot be deleted.")
        gone = self[branch_id]
        rest = tuple(
            replace(each, parent=gone.parent, start=min(each.start, gone.start))
            if each.parent == gone.id
            else each
            for each in self.members
            if each.id != branch_id
        )
        current = self._state.current
        if current == branch_id:
            current = gone.parent if gone.parent is not None else rest[0].id
        self._state = BranchesState(rest, current)

    def _replace(self, branch: Branch) -> None:
        members = tuple(branch if each.id == branch.id else each for each in self.members)
        self._state = BranchesState(members, self._state.current)


def _check_room(recordings: tuple[Recording, ...]) -> None:
    """Insist that a session may hold these recordings.

    Raises:
        BranchError: they are too many, or too much.
    """
    if len(recordings) > MOST_BRANCHES:
        raise BranchError(
            f"A session holds at the most {MOST_BRANCHES} branches: delete one first."
        )
    if sum(len(events) for each in recordings for events in each.events.values()) > MOST_CHANGES:
        raise BranchError(
            f"A session holds at the most {MOST_CHANGES:,} changes by hand, "
            "in all branches together."
        )
    if sum(each.length for each in recordings) > MOST_STEPS:
        raise BranchError(FULL)
