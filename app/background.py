"""Work that takes long: in a thread of its own, with progress, and to be cancelled."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

Result = TypeVar("Result")
Progress = Callable[[int, int], bool]
"""Told how much is done, of how much; returns False to cancel."""


class _Thread(QThread):
    """Runs one function; the signals are delivered in the window's thread."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    broke = Signal(object)

    def __init__(self, work: Callable[[Progress], object]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        try:
            result = self._work(self._progress)
        except Exception as error:
            error.add_note(traceback.format_exc())
            self.broke.emit(error)
        else:
            self.succeeded.emit(result)

    def _progress(self, done: int, total: int) -> bool:
        self.progressed.emit(done, total)
        return not self.isInterruptionRequested()


class Job(QObject, Generic[Result]):
    """One piece of work.

    Signals:
        progressed: how much is done, of how much.
        finished: the result; None if it was cancelled.
        failed: the exception.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(
        self, work: Callable[[Progress], Result | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = _Thread(work)
        queued = Qt.ConnectionType.QueuedConnection
        self._thread.progressed.connect(self.progressed, queued)
        self._thread.succeeded.connect(self._on_succeeded, queued)
        self._thread.broke.connect(self._on_broke, queued)

    def start(self) -> None:
        """Begin."""
        self._thread.start(QThread.Priority.LowPriority)

    @Slot()
    def cancel(self) -> None:
        """Ask the work to end at its next report of progress."""
        self._thread.requestInterruption()

    def end(self) -> None:
        """Cancel, and wait until the thread has ended."""
        self.cancel()
        self._thread.wait()

    @Slot(object)
    def _on_succeeded(self, result: object) -> None:
        self._thread.wait()
        self.finished.emit(result)

    @Slot(object)
    def _on_broke(self, error: object) -> None:
        self._thread.wait()
        self.failed.emit(error)
