"""What moves the playhead, in bursts of steps; where it passes the end of the recording, it trains.

A worker object moved to a plain QThread, rather than a QThread subclass with a loop of its own:
each burst is one turn of the thread's event loop, so that orders (pause, pace, another movement)
arrive between bursts as queued signals and nothing needs a lock.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.kept.processors import OneProcessor
from app.model.gate import LONGEST_BURST, Gate
from nn.core.arrays import Array
from nn.run.recording import Recording, RecordingFullError
from nn.run.training import Training, WeightOverflowError

if TYPE_CHECKING:
    from nn.run.breakpoints import Breakpoints

ASSUMED_FULL_PACE = 40_000.0
"""Steps a second of playing backwards as fast as it goes, until a burst has been measured."""


class Movement(NamedTuple):
    """One movement of the playhead.

    Attributes:
        number: tells the reports of this movement from those of earlier ones.
        recording: the run.
        start: where the playhead stands.
        target: where it stops at the latest; below `start` it moves backwards.
        pace: steps a second, `inf` for as fast as it goes.
        breakpoints: what stops it earlier.
    """

    number: int
    recording: Recording
    start: int
    target: int
    pace: float = inf
    breakpoints: Breakpoints | None = None

    @property
    def backwards(self) -> bool:
        """Whether it leads into the past."""
        return self.target < self.start


class Worker(QObject):
    """Makes movements, one at a time, and waits at the gate after each burst of steps.

    Args of the constructor:
        gate: shuts when a burst has lasted long enough.
        clock: the time in seconds.
        beside: keeps this thread beside the window's at full speed.

    Signals:
        stepped: the number of every step that is trained, at every speed.
        replayed: the position that every other step leads to: one made again, or one back.
        rested: a burst is over.
        stopped: the movement's number, the position, and why, "" if the target was reached or
            the run was paused.
        failed: the movement's number and the traceback of an unforeseen error.
    """

    stepped = Signal(int)
    replayed = Signal(int)
    rested = Signal()
    stopped = Signal(int, int, str)
    failed = Signal(int, str)

    def __init__(
        self,
        gate: Gate,
        clock: Callable[[], float] = perf_counter,
        beside: OneProcessor | None = None,
    ) -> None:
        super().__init__()
        self._gate, self._clock, self._beside = gate, clock, beside
        self._movement: Movement | None = None
        self._training: Training | None = None
        self._position = 0
        self._pace = inf
        self._full_pace = ASSUMED_FULL_PACE
        self._began = 0.0
        self._made = 0
        self._stops_behind: dict[int, str] = {}
        self._looked_back_to = 0
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setTimerType(Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self._make_burst)

    @Slot(object)
    def run(self, movement: Movement) -> None:
        """Begin a movement, in place of any other."""
        self._movement, self._training = movement, None
        self._position = self._looked_back_to = movement.start
        self._stops_behind = {}
        self._gate.begin(movement.number)
        self.set_pace(movement.pace)
        self._make_burst()

    @Slot()
    def pause(self) -> None:
        """Stop where the playhead is."""
        if self._movement:
            self._stop("")

    @Slot(float)
    def set_pace(self, pace: float) -> None:
        """Go on at another pace, in steps a second."""
        self._pace = pace
        self._began, self._made = self._clock(), 0
        self._part()
        if self._movement and self._due.isActive():
            self.go_on()

    @Slot(int)
    def set_target(self, target: int) -> None:
        """Let a movement that trains end elsewhere, or here if it is beyond that already."""
        movement = self._movement
        if movement is None or movement.backwards:
            return
        if target > self._position:
            self._movement = movement._replace(target=target)
        else:
            self._stop("")

    @Slot()
    def go_on(self) -> None:
        """Make the next burst as soon as a step is due."""
        if self._movement is None:
            return
        wait = 0.0
        if self._pace != inf:
            wait = self._began + (self._made + 1) / self._pace - self._clock()
        # Through the event loop even when it is due already, so that orders come between bursts.
        self._due.start(max(1, round(wait * 1000)) if wait > 0 else 0)

    @Slot()
    def finish(self) -> None:
        """End the thread in which this worker lives."""
        self._movement = None
        self._due.stop()
        self._part()
        self.thread().quit()

    @Slot()
    def _make_burst(self) -> None:
        movement = self._movement
        if movement is None:
            return
        try:
            reason = self._move_back(movement) if movement.backwards else self._train(movement)
        except (WeightOverflowError, RecordingFullError) as error:
            self._stop(str(error))
        except Exception:
            self._movement = None
            self._part()
            self.failed.emit(movement.number, traceback.format_exc())
        else:
            if reason is not None or self._position == movement.target:
                self._stop(reason or "")
                return
            if self._beside and self._pace == inf:
                self._beside.meet()
            self.rested.emit()
            if not self._gate.closed:
                self.go_on()

    def _steps_due(self, movement: Movement) -> int:
        left = abs(movement.target - self._position)
        if self._pace == inf:
            return left
        due = int((self._clock() - self._began) * self._pace) - self._made
        return min(left, max(1, due))

    def _move_back(self, movement: Movement) -> str | None:
        """Go back by the steps that are due; why the run stops, or None."""
        due = self._steps_due(movement)
        if self._pace == inf:
            due = min(due, max(1, int(self._full_pace * LONGEST_BURST)))
        for _ in range(due):
            if movement.breakpoints and self._position <= self._looked_back_to:
                self._look_back(movement.recording, movement.breakpoints)
            self._position -= 1
            self._made += 1
            self.replayed.emit(self._position)
            if self._position in self._stops_behind:
                return self._stops_behind[self._position]
            if self._gate.look():
                break
        return None

    def _look_back(self, recording: Recording, conditions: Breakpoints) -> None:
        """Learn where a run stops among the steps since the last checkpoint before this one."""
        last = self._position - 1
        first = max(0, last - 1) // recording.interval * recording.interval
        self._stops_behind = conditions.stops_within(recording, first, last)
        self._looked_back_to = first + 1

    def _train(self, movement: Movement) -> str | None:
        """Make the steps that are due, within a burst's time; why the run stops, or None."""
        gate, clock = self._gate, self._clock
        conditions, reason = movement.breakpoints, None
        began, due, made = clock(), self._steps_due(movement), 0
        self._training = self._training or self._begin(movement)
        while made < due and reason is None and not gate.look():
            # The gate ends a burst; without it orders are to arrive all the same.
            if made and clock() >= began + LONGEST_BURST:
                break
            losses = self._advance(movement, 1 if conditions else due - made)
            made += len(losses)
            if conditions:
                reason = conditions.check(self._training, float(losses[0]))
        if made and made < due and not conditions:
            # By itself, for its picture: what is needed to show a step is the weights before it.
            made += len(self._advance(movement, 1))
        if self._pace == inf:
            self._full_pace = made / max(clock() - began, 1e-6)
        elif made < due and reason is None:
            # The machine is slower than the pace: do not let a debt of steps build up.
            self._began, self._made = clock(), 0
        return reason

    def _advance(self, movement: Movement, most: int) -> Array:
        """Make a stretch of up to `most` steps, announce each of them, and return their losses."""
        training, recording = self._training, movement.recording
        assert training is not None
        if training.position == recording.length:
            self._training = training = recording.newest
            losses, heard = recording.advance(most), self.stepped
        else:
            most = min(most, recording.length - training.position)
            losses, heard = training.advance(most), self.replayed
        before, self._position = self._position, training.position
        self._made += len(losses)
        tell = heard.emit
        for number in range(before + 1, self._position + 1):
            tell(number)
        return losses

    def _begin(self, movement: Movement) -> Training:
        recording = movement.recording
        if movement.start == recording.length:
            training = recording.newest
        else:
            training = recording.cursor(movement.start)
            training.make_changes()
        if movement.breakpoints:
            movement.breakpoints.begin(training, recording.losses[: movement.start])
        return training

    def _stop(self, reason: str) -> None:
        assert self._movement is not None
        number, self._movement = self._movement.number, None
        self._due.stop()
        self._part()
        self.stopped.emit(number, self._position, reason)

    def _part(self) -> None:
        if self._beside:
            self._beside.part()
