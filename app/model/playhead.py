"""Moving through the run: all of playing, stepping, rewinding and jumping."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.model.phase_walk import PhaseWalk
from app.model.session import LAST_PHASE, Session
from app.model.training_thread import TrainingThread
from app.model.worker import Movement
from app.widgets.paces import phases_a_second
from nn.run.branches import FULL

if TYPE_CHECKING:
    from nn.run.breakpoints import Breakpoints

MS = 1000
"""In a second."""


class Playhead(QObject):
    """Moves the moment at which a session stands, by itself or step by step.

    Signals:
        playing_changed: whether it moves by itself.
        stopped: why a movement ended by itself; "" if it reached its target or was paused.
        failed: the traceback of an unforeseen error in the training thread.
    """

    playing_changed = Signal(bool)
    stopped = Signal(str)
    failed = Signal(str)

    def __init__(
        self, thread: TrainingThread, session: Session, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread, self._session = thread, session
        self._movement: Movement | None = None
        self._walk: PhaseWalk | None = None
        # A walk takes the place of the movement under way as soon as that has come to rest.
        self._walks_next = False
        # In which phase of its target a movement ends; None where that is seen whole.
        self._entering: int | None = None
        # Where the movement was to end before it was sent farther.
        self._former_target: int | None = None
        # Why the movement does not lead as far as it was to.
        self._refusal = ""
        self._numbers = 0
        # The movement whose end is not heard yet: a seek lets go of it at once, but the thread
        # still makes steps until it hears of that.
        self._under_way: int | None = None
        self._waiting: deque[Callable[[], None]] = deque()
        self.pace = inf
        self._next_phase_due = QTimer(self)
        self._next_phase_due.setTimerType(Qt.TimerType.PreciseTimer)
        self._next_phase_due.timeout.connect(self._walk_on)
        queued = Qt.ConnectionType.QueuedConnection
        thread.gate.wanted.connect(self._on_moved, queued)
        thread.worker.stopped.connect(self._on_stopped, queued)
        thread.worker.failed.connect(self._on_failed, queued)
        session.recording_changed.connect(self._abandon)

    @property
    def playing(self) -> bool:
        """Whether it moves by itself."""
        return self._movement is not None or self._walk is not None

    @property
    def backwards(self) -> bool:
        """Whether it moves into the past."""
        if self._walk is not None:
            return self._walk.backwards
        return self._movement is not None and self._movement.target < self._movement.start

    @property
    def stepping(self) -> bool:
        """Whether it makes one single step, which is done in a moment."""
        each = self._movement
        return (
            each is not None
            and self._walk is None
            and (each.target, each.pace) == (each.start + 1, inf)
            and each.breakpoints is None
        )

    def play(self, target: int, breakpoints: Breakpoints | None = None) -> None:
        """Move towards a position at the chosen pace, training where nothing is recorded."""
        if phases_a_second(self.pace):
            self._walk_to(target, breakpoints)
        else:
            self._go(target, self.pace, breakpoints)

    def run_to(self, target: int, breakpoints: Breakpoints | None = None) -> None:
        """Move to a position as fast as it goes: at once if it is recorded and nothing can stop it.

        Into the past it always goes at once.
        """
        session = self._session
        checked = breakpoints is not None and target > session.steps_done
        if target <= session.recording.length and not checked:
            self.seek(target)
        else:
            self._go(target, inf, breakpoints)

    def pause(self) -> None:
        """Stop moving."""
        self._walks_next, self._former_target = False, None
        if self._movement:
            self._thread.pause()
        if self._walk:
            self._end_walk("")

    def when_still(self, then: Callable[[], None]) -> None:
        """Call `then` once, as soon as the training thread leaves the recording alone.

        Whoever waits is called in turn; if one starts the training again, the rest wait on.
        """
        self._waiting.append(then)
        if self._under_way is not None:
            self._thread.pause()
        self._walks_next = False
        if self._walk:
            self._end_walk("")
        self._call_who_waits()

    def set_pace(self, pace: float) -> None:
        """Move at another pace, in steps a second."""
        self.pace = pace
        walk, phases = self._walk, phases_a_second(pace)
        if walk and phases:
            self._next_phase_due.setInterval(round(MS / phases))
        elif walk:
            self._go(walk.target, pace, walk.breakpoints)
            if self._movement is None:
                self._end_walk("")
            else:
                self._walk = None
                self._next_phase_due.stop()
        elif self._movement and phases:
            self._walks_next = True
            self._thread.pause()
        elif self._movement:
            self._walks_next = False
            self._thread.set_pace(pace)

    def move_target(self, before: int, now: int) -> None:
        """Let a movement forward to the position `before` end at `now`, or here if that is past."""
        movement, walk = self._movement, self._walk
        if walk and not walk.backwards and walk.target == before:
            walk.target = max(now, self._session.position)
        elif movement and not self.backwards and movement.target == before:
            self._former_target = before if now > before else None
            self._movement = movement._replace(target=max(now, movement.start + 1))
            self._thread.set_target(now)

    def seek(self, position: int, phase: int | None = None) -> None:
        """Stand at a recorded position, the nearest to the one that is asked for."""
        position = min(max(position, 0), self._session.recording.length)
        if position != self._session.position or self._walk:
            self._abandon()
        self._session.stand(position, phase)

    def step(self) -> None:
        """Finish the step, or make the next one."""
        session = self._session
        if session.phase is not None and session.phase < LAST_PHASE:
            self.seek(session.position)
        else:
            self.run_to(session.position + 1)

    def step_back(self) -> None:
        """Go back to where the step began, or by a whole step."""
        self.seek(self._session.position - 1)

    def next_phase(self) -> None:
        """Go on by a phase, into the next step if need be."""
        position, phase = self._session.position, self._session.phase
        if phase is not None and phase < LAST_PHASE:
            self.seek(position, phase + 1)
        else:
            self.enter_step(0)

    def enter_step(self, phase: int) -> None:
        """Go on into the next step, and stand in a phase of it."""
        position = self._session.position
        if position < self._session.recording.length:
            self.seek(position + 1, phase)
        elif self._movement is None:
            self._go(position + 1, inf, None, entering=phase)

    def previous_phase(self) -> None:
        """Go back by a phase, into the step before if need be."""
        position, phase = self._session.position, self._session.phase
        if position == 0:
            return
        phase = LAST_PHASE if phase is None else phase
        if phase > 0:
            self.seek(position, phase - 1)
        else:
            self.seek(position - 1, LAST_PHASE)

    @Slot(int)
    def go_to_phase(self, phase: int) -> None:
        """Stand in a phase of the step that is shown."""
        self._abandon()
        self.seek(self._session.position, phase)

    def _go(
        self,
        target: int,
        pace: float,
        breakpoints: Breakpoints | None,
        entering: int | None = None,
    ) -> None:
        """Hand a movement to the thread; `entering` stops it in that phase of its target."""
        if self._waiting and self._under_way is not None:
            # Who asked for stillness before comes first.
            self._waiting.append(lambda: self._go(target, pace, breakpoints, entering))
            return
        target, start = self._reached(target)
        if target == start:
            self._rest_where_it_is()
            return
        session, was_playing = self._session, self.playing
        self._numbers += 1
        self._under_way, self._entering, self._former_target = self._numbers, entering, None
        self._movement = Movement(
            self._numbers, session.recording, start, target, pace, breakpoints
        )
        self._thread.run(self._movement)
        if not was_playing:
            self.playing_changed.emit(True)

    def _reached(self, target: int) -> tuple[int, int]:
        """The position that can be reached on the way to a target, and where the way begins."""
        session = self._session
        longest = max(session.branches.room, session.recording.length)
        self._refusal = FULL if target > longest else ""
        target = min(max(target, 0), longest)
        # Going on from within a step finishes that one first, and may stop there.
        return target, session.steps_done if target >= session.position else session.position

    def _walk_to(self, target: int, breakpoints: Breakpoints | None) -> None:
        """Go phase by phase, the first one at once."""
        if self._waiting and self._under_way is not None:
            self._waiting.append(lambda: self.play(target, breakpoints))
            return
        was_playing = self.playing
        self._abandon_quietly()
        target, start = self._reached(target)
        if target == start:
            self._rest_where_it_is()
            return
        self._walk = PhaseWalk(self._session, target, breakpoints)
        self._next_phase_due.start(round(MS / phases_a_second(self.pace)))
        if not was_playing:
            self.playing_changed.emit(True)
        self._walk_on()

    @Slot()
    def _walk_on(self) -> None:
        """Go on by a phase, unless its step is still being made."""
        walk, session = self._walk, self._session
        if walk is None or self._under_way is not None:
            return
        reason = None
        if not walk.backwards:
            reason = walk.why_over((session.position, session.phase))
        if reason is not None:
            session.stand(session.position)
            self._end_walk(reason)
            return
        position, phase = walk.next_place()
        if walk.backwards:
            reason = walk.why_over((position, phase))
        if reason is not None:
            session.stand(position)
            self._end_walk(reason)
        elif position > session.recording.length:
            self._go(position, inf, None, entering=0)
        else:
            session.stand(position, phase)

    def _end_walk(self, reason: str) -> None:
        """End it; where the thread still makes its step, the rest is said when that is done."""
        walk, self._walk = self._walk, None
        assert walk is not None
        self._next_phase_due.stop()
        if self._movement is None:
            self.playing_changed.emit(False)
            at_target = self._session.position == walk.target
            self.stopped.emit(reason or (self._refusal if at_target else ""))

    def _rest_where_it_is(self) -> None:
        if self._refusal:
            self.stopped.emit(self._refusal)

    @Slot()
    def _abandon(self) -> None:
        """Let go of the movement: what is still heard of it does not count."""
        if self.playing:
            self._abandon_quietly()
            self.playing_changed.emit(False)

    def _abandon_quietly(self) -> None:
        if self._movement:
            self._thread.pause()
        self._movement = self._walk = None
        self._walks_next = False
        self._next_phase_due.stop()

    def _call_who_waits(self) -> None:
        while self._waiting and self._under_way is None:
            self._waiting.popleft()()

    @Slot(int, int)
    def _on_moved(self, number: int, position: int) -> None:
        if self._movement and number == self._movement.number:
            self._session.stand(position)

    @Slot(int, int, str)
    def _on_stopped(self, number: int, position: int, reason: str) -> None:
        if number == self._under_way:
            self._under_way = None
        session, movement = self._session, self._movement
        if movement and number == movement.number:
            reached = position == movement.target
            if not reason and position == self._former_target and not self._waiting:
                # It came to its former end before the thread heard of the other one.
                session.stand(position)
                self._go(movement.target, movement.pace, movement.breakpoints)
                return
            walks = self._walks_next and not reached and not reason
            if not walks:
                self._movement = None
            if self._entering is not None and reached:
                session.stand(position, self._entering)
            elif position != movement.start:
                session.stand(position)
            else:
                session.stand(session.position, session.phase)
            if walks:
                self._walk_to(movement.target, movement.breakpoints)
            elif self._walk is None or not reached:
                self._abandon_quietly()
                self.playing_changed.emit(False)
                self.stopped.emit(reason or (self._refusal if reached else ""))
        else:
            # It was let go of, but has perhaps recorded some more steps.
            session.stand(session.position, session.phase)
        self._call_who_waits()

    @Slot(int, str)
    def _on_failed(self, number: int, trace: str) -> None:
        if number == self._under_way:
            self._under_way = None
        if self._movement and number == self._movement.number:
            self._abandon_quietly()
            self.playing_changed.emit(False)
        self.failed.emit(trace)
        self._call_who_waits()
