"""What a person works on: a run, its plan, where it stands, and changes that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.model.change import Change, State
from nn.core.settings import Settings
from nn.explain.phases import PHASES
from nn.explain.sight import Sight, sight_of
from nn.run.branches import Branches
from nn.run.events import Event
from nn.run.recording import Moment, Recording

UNDO_LIMIT = 50
LAST_PHASE = len(PHASES) - 1


class Session(QObject):
    """A run with its branches, how far it is planned, and the moment at which it stands.

    A moment is a position, the number of steps made, and perhaps a phase within the step that
    leads there; a phase of None means that the step is seen whole.

    Attributes:
        branches: all the ways the run went.
        epochs: how many are planned.
        position: where it stands.
        phase: the index of the phase in which it stands, or None.
        first_settings: what the window, or the session that was opened, began with.
        undo_stack: the changes.

    Signals:
        recording_changed: another recording is the current one.
        plan_changed: the number of planned epochs is another.
        branches_changed: names, colours, which branches there are, or which one is current.
        moved: the position or the phase is another, or the current recording has grown.
    """

    recording_changed = Signal()
    plan_changed = Signal()
    branches_changed = Signal()
    moved = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.branches = Branches(Recording(settings))
        self.epochs = settings.epochs
        self.position = 0
        self.phase: int | None = None
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.first_settings = settings
        self._numbers = count()
        self._moment: tuple[tuple[Recording, int], Moment] | None = None
        self._sight: tuple[Moment, int | None, Sight] | None = None
        self._announced_length = 0
        self._counted: tuple[int, ...] = ()
        self._revise()

    @property
    def recording(self) -> Recording:
        """The recording of the current branch."""
        return self.branches.current.recording

    @property
    def settings(self) -> Settings:
        """What determines the run."""
        return self.recording.settings

    @property
    def steps_done(self) -> int:
        """The steps that are made as far as can be seen: within one, those before it."""
        within = self.phase is not None and self.phase < LAST_PHASE
        return self.position - 1 if within else self.position

    @property
    def planned_steps(self) -> int:
        """The steps of all planned epochs."""
        return self.epochs * self.settings.observations

    def put_aside(self) -> list[State]:
        """The other runs that undo or redo bring back, each as it was left."""
        stack, found = self.undo_stack, []
        for index in range(stack.count()):
            change = stack.command(index)
            assert isinstance(change, Change)
            left, came = change.before, change.after
            if not change.done:
                left, came = came, left
            if left.branches is not came.branches:
                found.append(left)
        return found

    @property
    def revision(self) -> int:
        """The number of what a person would miss: steps, changes, branches, names and the plan.

        It is another one whenever any of these is, and the same again when undo or redo brings
        back exactly what it stood for. Where the session stands does not count.
        """
        if self._lengths() != self._counted:
            self._revise()
        return self._revision

    def moment(self) -> Moment:
        """The run at this position, whatever the phase."""
        place = self.recording, self.position
        if self._moment is None or self._moment[0] != place:
            self._moment = place, self.recording.moment(self.position)
        return self._moment[1]

    def sight(self) -> Sight:
        """What there is to see of it, in the phase in which it stands."""
        moment = self.moment()
        if self._sight is None or self._sight[0] is not moment or self._sight[1] != self.phase:
            self._sight = moment, self.phase, sight_of(self.recording, moment, self.phase)
        return self._sight[2]

    def stand(self, position: int, phase: int | None = None) -> None:
        """Stand at a recorded position, the nearest to the one that is asked for."""
        length = self.recording.length
        position = min(max(position, 0), length)
        phase = phase if position else None
        before = self.position, self.phase, self._announced_length
        if (position, phase, length) != before:
            self.position, self.phase, self._announced_length = position, phase, length
            self.moved.emit()

    def plan(self, epochs: int) -> None:
        """Plan another number of epochs; what is recorded stays."""
        if epochs != self.epochs:
            self._change(f"{epochs:,} epochs", lambda: self._plan(epochs))

    def extend_plan(self, epochs: int) -> None:
        """Plan more epochs, so that the run can go on; again and again it is one change to undo."""
        self._change("more epochs", lambda: self._plan(epochs), merges=True)

    def reset(self, settings: Settings, text: str) -> None:
        """Begin another run at step 0."""

        def begin() -> None:
            self.branches = Branches(Recording(settings))
            self._plan(settings.epochs)

        self._change(text, begin, position=0)

    def branch(self, text: str, *events: Event) -> None:
        """Change what comes next: where there was a future already, a branch begins.

        It takes effect when the step that is looked at is made; the phase in it stays.

        Raises:
            EventError: the network has no such weight.
            BranchError: a session holds no more branches, changes or steps.
        """
        self._change(text, lambda: self.branches.start(self.position, *events), phase=self.phase)

    def select(self, branch_id: int) -> None:
        """Show another branch, at the same position as far as it goes."""
        if branch_id != self.branches.current.id:
            name = self.branches[branch_id].name
            self._change(f"show {name}", lambda: self.branches.select(branch_id))

    def rename(self, branch_id: int, name: str) -> None:
        """Give a branch another name.

        Raises:
            BranchError: the name is not allowed.
        """
        if name.strip() != self.branches[branch_id].name:
            self._change(f"name {name}", lambda: self.branches.rename(branch_id, name))

    def delete(self, branch_id: int) -> None:
        """Delete a branch.

        Raises:
            BranchError: it is the only one.
        """
        self._change("delete branch", lambda: self.branches.delete(branch_id))

    def adopt(self, branches: Branches, epochs: int, position: int) -> None:
        """Work on another session, as opened from a file."""
        before = self.state()
        self.branches, self.epochs = branches, epochs
        self.first_settings = self.settings.changed(epochs=epochs)
        self._settle(before, position)
        self._revise()
        self.undo_stack.clear()
        self._announce(before)

    def restore(self, state: State) -> None:
        """Bring back what undo or redo asks for."""
        before = self.state()
        self.branches, self.epochs = state.branches, state.epochs
        self.branches.restore(state.ways)
        self._settle(before, state.position)
        self._revise()
        if self._counted == state.lengths:
            self._revision = state.revision
        self._announce(before)

    def state(self) -> State:
        """All that undo brings back, as it is now."""
        revision = self.revision
        return State(
            self.branches,
            self.branches.state(),
            self.recording,
            self.epochs,
            self.position,
            self._counted,
            revision,
        )

    def _change(
        self,
        text: str,
        make: Callable[[], object],
        position: int | None = None,
        merges: bool = False,
        phase: int | None = None,
    ) -> None:
        """Make a change that can be undone.

        Args:
            text: what it is called in the Edit menu.
            make: makes it.
            position: where to stand if it leads to another recording; None to stay.
            merges: whether it is one with another such change right before it.
            phase: in which to stand there.
        """
        before = self.state()
        make()
        self._settle(before, self.position if position is None else position, phase)
        self._revise()
        self.undo_stack.push(Change(text, before, self.state, self.restore, merges))
        self._announce(before)

    def _plan(self, epochs: int) -> None:
        self.epochs = epochs

    def _settle(self, before: State, position: int, phase: int | None = None) -> None:
        """On another recording stand at `position`; on the same one nothing moves."""
        recording = self.recording
        if recording is not before.recording:
            self.position, self.phase = min(position, recording.length), phase
            self._announced_length = recording.length

    def _revise(self) -> None:
        self._revision = next(self._numbers)
        self._counted = self._lengths()

    def _lengths(self) -> tuple[int, ...]:
        return tuple(each.recording.length for each in self.branches.members)

    def _announce(self, before: State) -> None:
        """Say exactly what is not as before."""
        if self.recording is not before.recording:
            self.recording_changed.emit()
        if self.epochs != before.epochs:
            self.plan_changed.emit()
        if self.branches.state() != before.ways:
            self.branches_changed.emit()
