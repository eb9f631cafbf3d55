"""The thread that trains, and the worker that lives in it.

A worker object moved to a plain QThread, rather than a QThread subclass with a loop of its own:
each burst of steps is one turn of the thread's event loop, so that what is asked of it (a pause,
another pace or movement) arrives between bursts as queued signals and nothing needs a lock.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from nn.core.network import saturating
from nn.run.breakpoints import Breakpoints
from nn.run.recording import Recording, RecordingFullError
from nn.run.training import Training, WeightOverflowError

LONGEST_BURST = 0.014
SHORTEST_BURST = 0.004
STEPS_BETWEEN_LOOKS_AT_CLOCK = 8
ASSUMED_FULL_PACE = 40_000.0
"""Steps a second of playing backwards as fast as it goes, until a burst has been measured."""


@dataclass(frozen=True)
class Movement:
    """One movement of the playhead.

    Attributes:
        number: tells what is heard of it from what is heard of earlier ones.
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


class Worker(QObject):
    """Moves the playhead in bursts; where it passes the end of the recording, it trains.

    After each burst it waits until the picture is painted (`release`): so the picture stays
    smooth however fast the training is.

    Signals:
        stepped: the number of every step made, at every speed.
        moved: after each burst: the movement's number and the position.
        stopped: the movement's number, the position, and why, "" if the target was reached or the
            run was paused.
        failed: the movement's number and the traceback of an unforeseen error.
    """

    stepped = Signal(int)
    moved = Signal(int, int)
    stopped = Signal(int, int, str)
    failed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._movement: Movement | None = None
        self._training: Training | None = None
        self._position = 0
        self._pace = inf
        self._burst = LONGEST_BURST
        self._full_pace = ASSUMED_FULL_PACE
        self._began = 0.0
        self._made = 0
        self._waits_for_picture = False
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setTimerType(Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self._make_burst)

    @Slot(object)
    def run(self, movement: Movement) -> None:
        """Begin a movement, in place of any other."""
        self._movement = movement
        self._training = None
        self._position = movement.start
        self._waits_for_picture = False
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
        self._began, self._made = perf_counter(), 0
        if self._movement and self._due.isActive():
            self._schedule()

    @Slot(float)
    def release(self, burst: float) -> None:
        """The picture is painted: go on, with a burst of so many seconds at the most."""
        self._burst = min(max(burst, SHORTEST_BURST), LONGEST_BURST)
        if self._movement and self._waits_for_picture:
            self._waits_for_picture = False
            self._schedule()

    @Slot()
    def finish(self) -> None:
        """End the thread in which this worker lives."""
        self._movement = None
        self._due.stop()
        self.thread().quit()

    def _schedule(self) -> None:
        wait = 0.0
        if self._pace != inf:
            wait = self._began + (self._made + 1) / self._pace - perf_counter()
        if wait > 0:
            self._due.start(max(1, round(wait * 1000)))
        else:
            self._make_burst()

    @Slot()
    def _make_burst(self) -> None:
        movement = self._movement
        if movement is None:
            return
        try:
            if movement.target < movement.start:
                self._move_back(movement)
                reason = None
            else:
                reason = self._train(movement)
        except (WeightOverflowError, RecordingFullError) as error:
            self._stop(str(error))
        except Exception:
            self._movement = None
            self.failed.emit(movement.number, traceback.format_exc())
        else:
            if reason is not None or self._position == movement.target:
                self._stop(reason or "")
            else:
                self._waits_for_picture = True
                self.moved.emit(movement.number, self._position)

    def _steps_due(self, movement: Movement) -> int:
        left = abs(movement.target - self._position)
        if self._pace == inf:
            return left
        due = int((perf_counter() - self._began) * self._pace) - self._made
        return min(left, max(1, due))

    def _move_back(self, movement: Movement) -> None:
        due = self._steps_due(movement)
        if self._pace == inf:
            due = min(due, max(1, int(self._full_pace * self._burst)))
        self._position -= due
        self._made += due

    def _train(self, movement: Movement) -> str | None:
        """Make the steps that are due, within a burst's time; why the run stops, or None."""
        began = perf_counter()
        deadline = began + self._burst
        due, made, reason = self._steps_due(movement), 0, None
        recording = movement.recording
        training = self._training or self._begin(movement)
        try:
            with saturating():
                while made < due and reason is None and perf_counter() < deadline:
                    if training.position == recording.length:
                        training, advance, most = recording.newest, recording.advance, due - made
                    else:
                        recorded = recording.length - training.position
                        advance, most = training.advance, min(due - made, recorded)
                    # A condition may take long to look at: then every step looks at the clock.
                    most = 1 if movement.breakpoints else min(most, STEPS_BETWEEN_LOOKS_AT_CLOCK)
                    before = training.position
                    try:
                        reason = self._make_steps(advance, training, most, movement.breakpoints)
                    finally:
                        made += training.position - before
        finally:
            self._training = training
            self._position = training.position
            self._made += made
        if self._pace == inf:
            self._full_pace = made / max(perf_counter() - began, 1e-6)
        elif made < due and reason is None:
            # The machine is slower than the pace: do not let a debt of steps build up.
            self._began, self._made = perf_counter(), 0
        return reason

    def _make_steps(
        self,
        advance: Callable[[], float],
        training: Training,
        count: int,
        breakpoints: Breakpoints | None,
    ) -> str | None:
        """Make steps one by one; the reason to stop, or None."""
        stepped = self.stepped
        if breakpoints is None:
            for _ in range(count):
                advance()
                stepped.emit(training.position)
            return None
        for _ in range(count):
            loss = advance()
            stepped.emit(training.position)
            reason = breakpoints.check(training, loss)
            if reason:
                return reason
        return None

    def _begin(self, movement: Movement) -> Training:
        recording = movement.recording
        if movement.start == recording.length:
            training = recording.newest
        else:
            training = recording.cursor(movement.start)
        if movement.breakpoints:
            movement.breakpoints.begin(training, recording.losses[: movement.start])
        return training

    def _stop(self, reason: str) -> None:
        assert self._movement is not None
        number, self._movement = self._movement.number, None
        self._due.stop()
        self.stopped.emit(number, self._position, reason)


class TrainingThread(QObject):
    """The thread, seen from the window: movements go in, the worker's signals come out."""

    _run = Signal(object)
    _pause = Signal()
    _set_pace = Signal(float)
    _release = Signal(float)
    _finish = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = Worker()
        self._thread = QThread(self)
        self._thread.setObjectName("training")
        self.worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._run.connect(self.worker.run, queued)
        self._pause.connect(self.worker.pause, queued)
        self._set_pace.connect(self.worker.set_pace, queued)
        self._release.connect(self.worker.release, queued)
        self._finish.connect(self.worker.finish, queued)
        self._thread.start()

    def run(self, movement: Movement) -> None:
        """Begin a movement."""
        self._run.emit(movement)

    def pause(self) -> None:
        """Stop after the burst under way."""
        self._pause.emit()

    def set_pace(self, pace: float) -> None:
        """Go on at another pace, in steps a second."""
        self._set_pace.emit(pace)

    def release(self, burst: float) -> None:
        """Tell the worker that its last burst is painted."""
        self._release.emit(burst)

    def close(self) -> None:
        """End the thread after the burst under way."""
        self._finish.emit()
        self._thread.wait()
