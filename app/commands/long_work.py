"""Work that may take long: in the background, with progress to see and a way to cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.identity import APP_NAME
from app.kept.background import Job
from app.widgets.as_it_is import as_it_is
from nn.core.progress import Progress

PATIENCE_MS = 400
"""Work that is done sooner shows no progress."""

Result = TypeVar("Result")


class LongWork(QObject):
    """Does pieces of work for a window, each in a thread of its own.

    Signals:
        told: what became of one that was cancelled, one line.
        failed: the traceback of an unforeseen error.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pieces: list[_Piece] = []

    def do(
        self,
        title: str,
        work: Callable[[Progress], Result | None],
        done: Callable[[Result], None],
    ) -> Callable[[], None]:
        """Begin a piece of work.

        Args:
            title: of its progress.
            work: done elsewhere; returns None when it was cancelled.
            done: takes its result, in the window's thread.

        Returns:
            What drops it, as if it had never been asked for, unless it is done.
        """
        piece = _Piece(self._window, title, work, done)
        piece.ended.connect(self._on_ended)
        piece.told.connect(self.told)
        piece.failed.connect(self.failed)
        self._pieces.append(piece)
        piece.begin()
        return lambda: self._drop(piece)

    def end(self) -> None:
        """Stop what is under way, before the window closes."""
        for piece in self._pieces:
            piece.end()

    def _drop(self, piece: _Piece) -> None:
        if piece in self._pieces:
            piece.drop()

    @Slot(object)
    def _on_ended(self, piece: _Piece) -> None:
        self._pieces.remove(piece)
        piece.deleteLater()


class _Piece(QObject):
    """One piece of work with its dialog."""

    ended = Signal(object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        window: QWidget,
        title: str,
        work: Callable[[Progress], Result | None],
        done: Callable[[Result], None],
    ) -> None:
        super().__init__(window)
        self._done: Callable[..., None] = done
        self._dialog = QProgressDialog(as_it_is(title), "Cancel", 0, 100, window)
        self._dialog.setMinimumDuration(PATIENCE_MS)
        self._dialog.setWindowTitle(APP_NAME)
        self._dialog.setModal(True)
        self._job = Job(work, self)
        self._job.progressed.connect(self._on_progress)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._dialog.canceled.connect(self._job.cancel)

    def begin(self) -> None:
        """Begin the work."""
        self._job.start()

    def end(self) -> None:
        """Stop, and wait for the end; nothing is told any more."""
        self._job.end()

    def drop(self) -> None:
        """Stop, and leave nothing behind."""
        self.end()
        self._close()

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self._dialog.setValue(round(99 * done / max(total, 1)))

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        self._close()
        if result is None:
            self.told.emit("Cancelled; nothing was changed.")
        else:
            self._done(result)

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._close()
        self.failed.emit(trace)

    def _close(self) -> None:
        self._dialog.reset()
        self._dialog.deleteLater()
        self.ended.emit(self)
