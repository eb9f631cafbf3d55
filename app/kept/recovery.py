"""Unsaved work is saved aside while the window is open, and offered again after a crash."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, QTimer, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from app.identity import SESSION_SUFFIX
from app.kept.background import Job
from nn.files.atomic_write import write_atomically
from nn.files.session_file import as_text
from nn.run.branches import Branches

INTERVAL_MS = 10_000


class Work(Protocol):
    """What there is to save.

    Attributes:
        branches: all of them.
        epochs: how many are planned.
        position: where the work stands.
        revision: another number whenever something has changed that a person would miss.
    """

    @property
    def branches(self) -> Branches: ...
    @property
    def epochs(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def revision(self) -> int: ...


class Recovery(QObject):
    """Keeps one autosave for this window, guarded by a lock that ends with the process."""

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        """Prepare to save `work` aside; as it is now, nobody would miss it."""
        super().__init__(parent)
        self._work = work
        self._written = self._writing = work.revision
        self._lock: QLockFile | None = None
        self._job: Job[bool] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.save_aside)

    def start(self) -> None:
        """Begin to save aside."""
        self._timer.start()

    @Slot()
    def save_aside(self) -> None:
        """Save the work aside if it has changed since the last time."""
        # Read first: what is trained while the text is made is saved the next time.
        revision = self._work.revision
        if revision == self._written or self._job is not None:
            return
        # Saving aside is a help, not a duty: a full disk must not disturb the work.
        with contextlib.suppress(OSError):
            path = self._own_file()
            text = as_text(self._work.branches, self._work.epochs, self._work.position)
            # Elsewhere: a disk may take its time, and the picture must not wait for it.
            self._job = Job(lambda progress: _write(path, text), self)
            self._job.finished.connect(self._on_finished)
            self._job.failed.connect(self._on_failed)
            self._job.start()
            self._writing = revision

    def end(self) -> None:
        """The window closes as it should: nothing is to be offered again."""
        self._timer.stop()
        if self._job is not None:
            self._job.end()
        if self._lock is not None:
            self._own_file().unlink(missing_ok=True)
            self._lock.unlock()
            self._lock = None

    @Slot(object)
    def _on_finished(self, written: object) -> None:
        self._forget_job()
        if written:
            self._written = self._writing

    @Slot(str)
    def _on_failed(self, trace: str) -> None:
        self._forget_job()

    def _forget_job(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None

    def _own_file(self) -> Path:
        path = folder() / f"{os.getpid()}{SESSION_SUFFIX}"
        if self._lock is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = QLockFile(f"{path}.lock")
            lock.setStaleLockTime(0)
            lock.tryLock(0)
            self._lock = lock
        return path


def _write(path: Path, text: str) -> bool:
    try:
        write_atomically(path, text.encode())
    except OSError:
        return False
    return True


def folder() -> Path:
    """Where work is saved aside."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "autosave"


def left_behind() -> list[Path]:
    """What windows saved aside that ended without closing, newest first."""
    found = []
    for path in folder().glob(f"*{SESSION_SUFFIX}"):
        lock = QLockFile(f"{path}.lock")
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            continue
        lock.unlock()
        with contextlib.suppress(OSError):
            found.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(found, reverse=True)]


def take(path: Path) -> Path:
    """Move what was left behind out of the way, so that it is offered once."""
    taken = path.with_suffix(".offered")
    os.replace(path, taken)
    return taken


def offer(window: QWidget, recover: Callable[[Path], None]) -> None:
    """Offer the newest of what was left behind.

    Args:
        window: in front of which the question is asked.
        recover: opens what is taken back.
    """
    for path in left_behind()[:1]:
        taken = take(path)
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            window,
            "Recover the last run?",
            "Glassnet ended without closing the last time. The run was saved aside: open it?",
            buttons.Open | buttons.Discard,
            buttons.Open,
        )
        if answer == buttons.Open:
            recover(taken)
        else:
            taken.unlink(missing_ok=True)
