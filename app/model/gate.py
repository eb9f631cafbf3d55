"""Backpressure: how the window keeps up with a training that is a thousand times as quick."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Signal, Slot

SHORTEST_BURST = 0.004
LONGEST_BURST = 0.014
"""Seconds of training between two pictures, whatever the window asks for."""


class Listener:
    """Hears every step.

    It is apart from the gate and no QObject, for a signal takes half as long to reach it so.

    Attributes:
        count: steps heard in all, trained and replayed.
        latest: the position that the latest one led to.
    """

    def __init__(self) -> None:
        self.count = self.latest = 0

    def on_step(self, position: int) -> None:
        """A step was made: keep where it leads."""
        self.count += 1
        self.latest = position


class Gate(QObject):
    """Ends a burst of steps in time, and asks the window for one picture of where it led.

    It lives in the thread that trains, and shuts when a burst is over. When the picture is
    painted, the window opens it again, and tells until when the next burst may last.

    Attributes:
        listener: what hears the steps.
        closed: whether the training is to wait for the picture.

    Signals:
        wanted: a picture of a position is wanted; the movement's number and the position.
        opened: the picture is painted.
    """

    wanted = Signal(int, int)
    opened = Signal()

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__()
        self._clock = clock
        self.listener = Listener()
        self.closed = False
        self._movement = self._shown = 0
        self._deadline = 0.0

    def begin(self, movement: int) -> None:
        """Open for the first burst of another movement of the playhead, which has a number."""
        self._movement, self._shown = movement, self.listener.count
        self._deadline = self._clock() + LONGEST_BURST
        self.closed = False

    def look(self) -> bool:
        """Look at the clock; whether the burst, of which a step was heard, is over."""
        if self.listener.count != self._shown and self._clock() >= self._deadline:
            self.closed = True
        return self.closed

    @Slot()
    def on_rest(self) -> None:
        """The burst is over: ask for a picture of where it led, if any step was heard."""
        listener = self.listener
        if listener.count != self._shown:
            self._shown, self.closed = listener.count, True
            self.wanted.emit(self._movement, listener.latest)

    @Slot(float)
    def open(self, deadline: float) -> None:
        """The picture is painted: the next burst may last until `deadline`, in `perf_counter`."""
        now = self._clock()
        self._deadline = min(max(deadline, now + SHORTEST_BURST), now + LONGEST_BURST)
        if self.closed:
            self.closed = False
            self.opened.emit()
