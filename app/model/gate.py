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


class Listener:
    """Hears every step, and says when a burst of them is over.

    It is apart from the gate and no QObject, for a signal takes half as long to reach it so.

    Attributes:
        count: steps heard in all, trained and replayed.
        latest: the position that the latest one led to.
        deadline: when the burst is over, in the clock's seconds.
        looks_at_every_step: whether steps may be so slow that each has to look at the clock.
        over: whether the training is to wait for the picture.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.count = self.latest = 0
        self.deadline = 0.0
        self.looks_at_every_step = self.over = False

    def on_step(self, position: int) -> None:
        """A step was made: keep where it leads, and see if it is time."""
        self.count += 1
        self.latest = position
        looks = self.looks_at_every_step or not self.count % STEPS_BETWEEN_LOOKS
        if looks and self.clock() >= self.deadline:
            self.over = True


class Gate(QObject):
    """Ends a burst of steps in time, and asks the window for one picture of where it led.

    It lives in the thread that trains, and shuts when a burst is over. When the picture is
    painted, the window opens it again, and tells until when the next burst may last.

    Attributes:
        listener: what hears the steps.

    Signals:
        wanted: a picture of a position is wanted; the movement's number and the position.
        opened: the picture is painted.
    """

    wanted = Signal(int, int)
    opened = Signal()

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__()
        self._clock = clock
        self.listener = Listener(clock)
        self._movement = self._shown = 0

    @property
    def closed(self) -> bool:
        """Whether the training is to wait for the picture."""
        return self.listener.over

    def begin(self, movement: int, looks_at_every_step: bool = False) -> None:
        """Open for the first burst of another movement of the playhead.

        Args:
            movement: its number.
            looks_at_every_step: whether its steps may be so slow that each has to look at the
                clock.
        """
        listener = self.listener
        self._movement, self._shown = movement, listener.count
        listener.looks_at_every_step, listener.over = looks_at_every_step, False
        listener.deadline = self._clock() + LONGEST_BURST

    @Slot()
    def on_rest(self) -> None:
        """The burst is over: ask for a picture of where it led, if any step was heard."""
        listener = self.listener
        if listener.count != self._shown:
            self._shown, listener.over = listener.count, True
            self.wanted.emit(self._movement, listener.latest)

    @Slot(float)
    def open(self, deadline: float) -> None:
        """The picture is painted: the next burst may last until `deadline`, in `perf_counter`."""
        now, listener = self._clock(), self.listener
        listener.deadline = min(max(deadline, now + SHORTEST_BURST), now + LONGEST_BURST)
        if listener.over:
            listener.over = False
            self.opened.emit()
