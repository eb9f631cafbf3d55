"""The thread that trains, and the worker that lives in it.

A worker object moved to a plain QThread, rather than a QThread subclass with a loop of its own:
each burst of steps is one turn of the thread's event loop, so that orders (pause, pace, another
run) arrive between bursts as queued signals and nothing needs a lock.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from math import inf
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from nn.run.breakpoints import Breakpoints
from nn.run.recording import Recording, RecordingFullError
from nn.run.training import Training, WeightOverflowError

LONGEST_BURST = 0.014
SHORTEST_BURST = 0.004
STEPS_BETWEEN_LOOKS_AT_CLOCK = 8
ASSUMED_FULL_PACE = 40_000.0
"""Steps a second of playing backwards as fast as it goes, until a burst has been measured."""


@dataclass(frozen=True)
class Order:
    """One movement of the playhead.

    Attributes:
        number: tells the reports of this order from those of earlier ones.
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
        moved: after each burst: the order's number and the position.
        stopped: the order's number, the position, and why, "" if the target was reached or the
            run was paused.
        failed: the order's number and the report of an unforeseen error.
    """

    stepped = Signal(int)
    moved = Signal(int, int)
    stopped = Signal(int, int, str)
    failed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._order: Order | None = None
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
    def run(self, order: Order) -> None:
        """Begin an order, in place of any other."""
        self._order = order
        self._training = None
        self._position = order.start
        self._waits_for_picture = False
        self.set_pace(order.pace)
        self._make_burst()

    @Slot()
    def pause(self) -> None:
        """Stop where the playhead is."""
        if self._order:
            self._stop("")

    @Slot(float)
    def set_pace(self, pace: float) -> None:
        """Go on at another pace, in steps a second."""
        self._pace = pace
        self._began, self._made = perf_counter(), 0
        if self._order and self._due.isActive():
            self._schedule()

    @Slot(float)
    def release(self, burst: float) -> None:
        """The picture is painted: go on, with a burst of so many seconds at the most."""
        self._burst = min(max(burst, SHORTEST_BURST), LONGEST_BURST)
        if self._order and self._waits_for_picture:
            self._waits_for_picture = False
            self._schedule()

    @Slot()
    def finish(self) -> None:
        """End the thread in which this worker lives."""
        self._order = None
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
        order = self._order
        if order is None:
            return
        try:
            if order.target < order.start:
                self._move_back(order)
                reason = None
            else:
                reason = self._train(order)
        except (WeightOverflowError, RecordingFullError) as error:
            self._stop(str(error))
        except Exception:
            self._order = None
            self.failed.emit(order.number, traceback.format_exc())
        else:
            if reason is not None or self._position == order.target:
                self._stop(reason or "")
            else:
                self._waits_for_picture = True
                self.moved.emit(order.number, self._position)

    def _steps_due(self, order: Order) -> int:
        left = abs(order.target - self._position)
        if self._pace == inf:
            return left
        due = int((perf_counter() - self._began) * self._pace) - self._made
        return min(left, max(1, due))

    def _move_back(self, order: Order) -> None:
        due = self._steps_due(order)
        if self._pace == inf:
            due = min(due, max(1, int(self._full_pace * self._burst)))
        self._position -= due
        self._made += due

    def _train(self, order: Order) -> str | None:
        """Make the steps that are due, within a burst's time; why the run stops, or None."""
        began = perf_counter()
        deadline = began + self._burst
        due, made, reason = self._steps_due(order), 0, None
        recording = order.recording
        training = self._training or self._begin(order)
        try:
            while made < due and reason is None and perf_counter() < deadline:
                if training.position == recording.length:
                    training, advance, most = recording.newest, recording.advance, due - made
                else:
                    recorded = recording.length - training.position
                    advance, most = training.advance, min(due - made, recorded)
                # A condition may take long to look at: then every step looks at the clock.
                most = 1 if order.breakpoints else most
                before = training.position
                losses = advance(most)
                made += len(losses)
                for number in range(before + 1, before + 1 + len(losses)):
                    self.stepped.emit(number)
                if order.breakpoints:
                    reason = order.breakpoints.check(training, float(losses[0]))
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

    def _begin(self, order: Order) -> Training:
        recording = order.recording
        if order.start == recording.length:
            training = recording.newest
        else:
            training = recording.cursor(order.start)
        if order.breakpoints:
            order.breakpoints.begin(training, recording.losses[: order.start])
        return training

    def _stop(self, reason: str) -> None:
        assert self._order is not None
        number, self._order = self._order.number, None
        self._due.stop()
        self.stopped.emit(number, self._position, reason)


class TrainingThread(QObject):
    """The thread, seen from the window: orders go in, the worker's signals come out."""

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

    def run(self, order: Order) -> None:
        """Begin an order."""
        self._run.emit(order)

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
