"""Backpressure: how the window keeps up with a training that is a thousand times as quick."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Signal, Slot

SHORTEST_BURST = 0.004
LONGEST_BURST = 0.014
"""Seconds of training between two pictures, whatever the window asks for."""

STEPS_BETWEEN_LOOKS = 8
"""Looking at the clock costs a tenth of a step."""


class Gate(QObject):
    """Hears every step, ends a burst of them in time, and asks the window for one picture.

    It lives in the thread that trains, and shuts when a burst is over. When the picture is
    painted, the window opens it again, and tells until when the next burst may last.

    Attributes:
        closed: whether the training is to wait for the picture.
        count: steps heard in all, trained and replayed.
        looks_at_every_step: whether steps may be so slow that each has to look at the clock.

    Signals:
        wanted: a picture of a position is wanted; the movement's number and the position.
        opened: the picture is painted.
    """

    wanted = Signal(int, int)
    opened = Signal()

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__()
        self._clock = clock
        self._movement = self._latest = self._shown = 0
        self._deadline = 0.0
        self.closed = False
        self.count = 0
        self.looks_at_every_step = False

    def begin(self, movement: int) -> None:
        """Open for the first burst of another movement of the playhead, by its number."""
        self._movement, self._shown, self.closed = movement, self.count, False
        self._deadline = self._clock() + LONGEST_BURST

    @Slot(int)
    def on_step(self, position: int) -> None:
        """A step was made: keep where it leads, and shut if it is time."""
        self.count += 1
        self._latest = position
        looks = self.looks_at_every_step or not self.count % STEPS_BETWEEN_LOOKS
        if looks and self._clock() >= self._deadline:
            self.closed = True

    @Slot()
    def on_rest(self) -> None:
        """The burst is over: ask for a picture of where it led, if any step was heard."""
        if self.count != self._shown:
            self._shown, self.closed = self.count, True
            self.wanted.emit(self._movement, self._latest)

    @Slot(float)
    def open(self, deadline: float) -> None:
        """The picture is painted: the next burst may last until `deadline`, in `perf_counter`."""
        now = self._clock()
        self._deadline = min(max(deadline, now + SHORTEST_BURST), now + LONGEST_BURST)
        if self.closed:
            self.closed = False
            self.opened.emit()
