"""Backpressure: the next burst of steps is released when the last one is painted."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

FRAME = 1 / 60
"""Seconds a frame may take: the display's rate."""

LONGEST_WAIT_MS = 60
"""A window that is hidden is never painted: after so long the training goes on all the same."""


class FrameClock(QObject):
    """Times how long the picture of a burst takes, and gives the next burst the rest of a frame.

    Signals:
        released: how many seconds the next burst may take.
    """

    released = Signal(float)
    _later = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown_at: float | None = None
        self.frames = 0
        self._overdue = QTimer(self)
        self._overdue.setSingleShot(True)
        self._overdue.setInterval(LONGEST_WAIT_MS)
        self._overdue.timeout.connect(self._release)
        # Through the event queue, so that widgets painted in the same go are done as well.
        self._later.connect(self._release, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """A burst has arrived; its numbers are about to be handed to the views."""
        self._shown_at = perf_counter()
        self._overdue.start()

    @Slot()
    def on_painted(self) -> None:
        """The main picture was painted."""
        self.frames += 1
        if self._shown_at is not None:
            self._later.emit()

    @Slot()
    def _release(self) -> None:
        if self._shown_at is None:
            return
        drawing = perf_counter() - self._shown_at
        self._shown_at = None
        self._overdue.stop()
        self.released.emit(FRAME - drawing)
