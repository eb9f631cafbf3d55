"""Work that takes long: in a thread of its own, with progress, and to be cancelled."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from time import perf_counter
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from app.kept.processors import anywhere
from nn.core.progress import Progress

Result = TypeVar("Result")

SECONDS_BETWEEN_REPORTS = 0.03
"""Work may report as often as it likes; what no eye can follow is not passed on."""


class _Thread(QThread):
    """Runs one function; the signals are delivered in the window's thread."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    broke = Signal(str)

    def __init__(self, work: Callable[[Progress], object]) -> None:
        super().__init__()
        self._work = work
        self._told_at = 0.0
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)

    def run(self) -> None:
        anywhere()
        try:
            result = self._work(self._progress)
        except Exception:
            self.broke.emit(traceback.format_exc())
        else:
            self.succeeded.emit(result)

    @Slot()
    def end(self) -> None:
        """Cancel, and wait for the end."""
        self.requestInterruption()
        self.wait()

    def _progress(self, done: int, total: int) -> bool:
        now = perf_counter()
        if done >= total or now - self._told_at >= SECONDS_BETWEEN_REPORTS:
            self._told_at = now
            self.progressed.emit(done, total)
        return not self.isInterruptionRequested()


_under_way: set[_Thread] = set()
"""A thread that is destroyed while it runs takes the process with it, so none is until it ends."""


class Job(QObject, Generic[Result]):
    """One piece of work; exactly one of `finished` and `failed` is emitted, unless it is ended.

    Signals:
        progressed: how much is done, of how much.
        finished: the result; None if it was cancelled.
        failed: the traceback of an unforeseen error.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(str)

    def __init__(
        self, work: Callable[[Progress], Result | None], parent: QObject | None = None
    ) -> None:
        """Prepare to call `work`, in another thread; it returns None when it was cancelled."""
        super().__init__(parent)
        self._thread = _Thread(work)
        self._ended = False
        queued = Qt.ConnectionType.QueuedConnection
        self._thread.progressed.connect(self._on_progressed, queued)
        self._thread.succeeded.connect(self._on_succeeded, queued)
        self._thread.broke.connect(self._on_broke, queued)

    @Slot()
    def start(self) -> None:
        """Begin."""
        _under_way.difference_update([each for each in _under_way if each.isFinished()])
        _under_way.add(self._thread)
        self._thread.start(QThread.Priority.LowPriority)

    @Slot()
    def cancel(self) -> None:
        """Ask the work to end at its next report of progress."""
        self._thread.requestInterruption()

    @Slot()
    def end(self) -> None:
        """Cancel, wait until the thread has ended, and report nothing any more."""
        self._ended = True
        self._thread.end()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if not self._ended:
            self.progressed.emit(done, total)

    @Slot(object)
    def _on_succeeded(self, result: object) -> None:
        if not self._ended:
            self.finished.emit(result)

    @Slot(str)
    def _on_broke(self, trace: str) -> None:
        if not self._ended:
            self.failed.emit(trace)


class LatestJob(QObject, Generic[Result]):
    """Work of which one piece is under way at a time, and only the latest one is wanted.

    Signals, of the latest piece, and emitted when nothing is under way any more:
        finished: the result; None if it was cancelled.
        failed: the traceback of an unforeseen error.

    And, while something is under way:
        progressed: how much is done, of how much.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job[Result] | None = None
        self._next: Callable[[Progress], Result | None] | None = None
        self._cancelled = False

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def begin(self, work: Callable[[Progress], Result | None]) -> None:
        """Call `work`, in another thread, once what is under way was cancelled and has ended."""
        if self._job is not None:
            self.cancel()
            self._next = work
            return
        self._cancelled = False
        self._job = Job(work, self)
        self._job.progressed.connect(self.progressed)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    @Slot()
    def cancel(self) -> None:
        """Let what is under way come to nothing, and nothing follow it."""
        self._next = None
        if self._job is not None:
            self._cancelled = True
            self._job.cancel()

    @Slot()
    def end(self) -> None:
        """Cancel, wait until the thread has ended, and report nothing of it any more."""
        if self._job is not None:
            self._job.end()
            self._forget()

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        work = self._next
        self._forget()
        if work is None:
            # It may have been over before it heard that it was cancelled.
            self.finished.emit(None if self._cancelled else result)
        else:
            self.begin(work)

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._forget()
        self.failed.emit(trace)

    def _forget(self) -> None:
        assert self._job is not None
        self._job.deleteLater()
        self._job = self._next = None
