"""Which step is shown, and moving it: all of playing, stepping, rewinding and jumping."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.model.training_thread import TrainingThread
from app.model.worker import Movement
from nn.explain.phases import PHASES
from nn.run.breakpoints import Breakpoints
from nn.run.recording import MOST_STEPS, Moment, Recording

LAST_PHASE = len(PHASES) - 1


class Playhead(QObject):
    """A position on a recording, and perhaps a phase within the step that leads there.

    The position counts the steps made. A phase of None means that the step is seen whole.

    Signals:
        moved: the position or the phase is another, or the recording has grown.
        playing_changed: whether an order is under way.
        stopped: why a run ended by itself; "" if it reached its target.
        failed: the report of an unforeseen error in the training thread.
    """

    moved = Signal()
    playing_changed = Signal(bool)
    stopped = Signal(str)
    failed = Signal(str)

    def __init__(
        self, thread: TrainingThread, recording: Recording, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._order: Movement | None = None
        self._orders = 0
        self._after: Callable[[], None] | None = None
        self._moment: Moment | None = None
        self.recording = recording
        self.position = recording.length
        self.phase: int | None = None
        self.pace = inf
        queued = Qt.ConnectionType.QueuedConnection
        thread.gate.wanted.connect(self._on_moved, queued)
        thread.worker.stopped.connect(self._on_stopped, queued)
        thread.worker.failed.connect(self._on_failed, queued)

    @property
    def playing(self) -> bool:
        """Whether the playhead moves by itself."""
        return self._order is not None

    @property
    def backwards(self) -> bool:
        """Whether it moves into the past."""
        return self._order is not None and self._order.target < self._order.start

    @property
    def at_newest(self) -> bool:
        """Whether nothing recorded lies ahead."""
        return self.position == self.recording.length

    def moment(self) -> Moment:
        """What there is to see here."""
        if self._moment is None or self._moment.position != self.position:
            self._moment = self.recording.moment(self.position)
        return self._moment

    def show_recording(self, recording: Recording, position: int) -> None:
        """Stand on another recording; the owner shows it everywhere."""
        self._abandon()
        self.recording, self._moment = recording, None
        self.position, self.phase = position, None

    def play(self, target: int, breakpoints: Breakpoints | None = None) -> None:
        """Move towards a position at the chosen pace, training where nothing is recorded."""
        self._go(target, self.pace, breakpoints)

    def run_to(self, target: int, breakpoints: Breakpoints | None = None) -> None:
        """Move to a position as fast as it goes: at once if it is recorded."""
        if target <= self.recording.length:
            self.seek(target)
        else:
            self._go(target, inf, breakpoints)

    def pause(self) -> None:
        """Stop moving."""
        if self._order:
            self._thread.pause()

    def when_still(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as the training thread leaves the recording alone."""
        if self._order is None:
            then()
        else:
            self._after = then
            self._thread.pause()

    def set_pace(self, pace: float) -> None:
        """Move at another pace, in steps a second."""
        self.pace = pace
        if self._order:
            self._thread.set_pace(pace)

    def seek(self, position: int, phase: int | None = None) -> None:
        """Stand at a recorded position, the nearest to the one that is asked for."""
        position = min(max(position, 0), self.recording.length)
        if self._order and position != self.position:
            self._abandon()
        if (position, phase) != (self.position, self.phase):
            self.position, self.phase = position, phase if position else None
            self.moved.emit()

    def step(self) -> None:
        """Finish the step, or make the next one."""
        if self.phase is not None and self.phase < LAST_PHASE:
            self.seek(self.position)
        else:
            self.run_to(self.position + 1)

    def step_back(self) -> None:
        """Go back to where the step began, or by a whole step."""
        self.seek(self.position - 1)

    def next_phase(self) -> None:
        """Go on by a phase, into the next step if need be."""
        if self.phase is not None and self.phase < LAST_PHASE:
            self.seek(self.position, self.phase + 1)
        elif self.position < self.recording.length:
            self.seek(self.position + 1, 0)
        elif self._order is None:
            target = self.position + 1
            self._go(target, inf, None, lambda: self._enter(target))

    def previous_phase(self) -> None:
        """Go back by a phase, into the step before if need be."""
        if self.position == 0:
            return
        phase = LAST_PHASE if self.phase is None else self.phase
        if phase > 0:
            self.seek(self.position, phase - 1)
        else:
            self.seek(self.position - 1, LAST_PHASE)

    def _enter(self, position: int) -> None:
        if self.position == position:
            self.phase = 0

    def _go(
        self,
        target: int,
        pace: float,
        breakpoints: Breakpoints | None,
        after: Callable[[], None] | None = None,
    ) -> None:
        target = min(max(target, 0), MOST_STEPS)
        if target == self.position:
            return
        was_playing = self.playing
        self._orders += 1
        self._after = after
        self._order = Movement(
            self._orders, self.recording, self.position, target, pace, breakpoints
        )
        self.phase = None
        self._thread.run(self._order)
        if not was_playing:
            self.playing_changed.emit(True)

    def _abandon(self) -> None:
        """Let go of the order: reports that still come from it are not listened to."""
        if self._order:
            self._thread.pause()
            self._order = None
            self._after = None
            self.playing_changed.emit(False)

    @Slot(int, int)
    def _on_moved(self, number: int, position: int) -> None:
        if self._order and number == self._order.number:
            self.position = position
            self.moved.emit()

    @Slot(int, int, str)
    def _on_stopped(self, number: int, position: int, reason: str) -> None:
        if not self._order or number != self._order.number:
            return
        self._order, self.position = None, position
        after, self._after = self._after, None
        if after:
            after()
        self.moved.emit()
        self.playing_changed.emit(False)
        self.stopped.emit(reason)

    @Slot(int, str)
    def _on_failed(self, number: int, report: str) -> None:
        if self._order and number == self._order.number:
            self._order, self._after = None, None
            self.playing_changed.emit(False)
        self.failed.emit(report)
