"""Frames: when the picture of a burst is painted, the next burst gets the rest of a frame."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.model.gate import SHORTEST_BURST

FRAME = 1 / 60
"""Seconds a frame takes: the display's rate."""

MOST_MADE_UP = 3 * FRAME
"""Seconds that frames may be late and are made up for by those that follow."""

CALM_FRAME = 1 / 5
"""The same for who wants little motion: too slow for a flash (WCAG 2.3.1)."""

LONGEST_WAIT_MS = 60
"""A window that is hidden is never painted: after so long the training goes on all the same."""


class FrameClock(QObject):
    """Hands out deadlines, one a frame, so that what a frame's end costs delays no other.

    Attributes:
        frames: how many were painted.
        calm: whether they are to come slowly, however often one is asked for.

    Signals:
        released: until when, in the clock's seconds, the next burst may last.
    """

    released = Signal(float)
    _later = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._waiting = False
        self._due = 0.0
        self.frames = 0
        self.calm = False
        self._shown = 0.0
        self._overdue = QTimer(self)
        self._overdue.setSingleShot(True)
        self._overdue.setInterval(LONGEST_WAIT_MS)
        self._overdue.timeout.connect(self._release)
        # Through the event queue, so that widgets painted in the same go are done as well.
        self._later.connect(self._release, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """A burst has arrived; its numbers are about to be handed to the views."""
        self._waiting = True
        self._overdue.start()

    def skip(self) -> bool:
        """Whether a burst that has arrived is not to be shown; then the next may begin at once."""
        now = self._clock()
        if self.calm and now - self._shown < CALM_FRAME:
            self._later.emit()
            return True
        self._shown = now
        return False

    @Slot(bool)
    def set_calm(self, calm: bool) -> None:
        """Let frames come slowly, or as they are asked for."""
        self.calm = calm

    @Slot()
    def on_painted(self) -> None:
        """The main picture was painted."""
        self.frames += 1
        if self._waiting:
            self._later.emit()

    @Slot()
    def _release(self) -> None:
        if not self._waiting:
            return
        self._waiting = False
        self._overdue.stop()
        soonest = self._clock() + SHORTEST_BURST
        self._due += FRAME
        # A busy machine lets some frames be late; what takes longer is like a pause.
        if soonest - self._due > MOST_MADE_UP:
            self._due = soonest
        self.released.emit(max(self._due, soonest))
