"""Files of work saved aside, each held by one window at a time."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.identity import SESSION_SUFFIX

_HALF_WRITTEN = re.compile(rf"\.(.+{re.escape(SESSION_SUFFIX)})\.\w+(\.glassnet-part)?")
"""The name under which a file is written before it takes its place; older versions had no ending.

It is that of `nn.files.half_written`, which the first picture does not need.
"""


class AsideFile:
    """A file that no other window takes while this one holds it; a lock ends with its process."""

    def __init__(self, path: Path, lock: QLockFile) -> None:
        self.path, self._lock = path, lock

    @classmethod
    def take(cls, path: Path) -> AsideFile | None:
        """Hold a file that may or may not be there yet; None if another window does."""
        lock = QLockFile(f"{path}.lock")
        lock.setStaleLockTime(0)
        # A lock is left behind by a crash, and the number of its process may be given to another
        # one. It can be removed only if no process holds it in truth.
        if lock.tryLock(0) or (lock.removeStaleLockFile() and lock.tryLock(0)):
            return cls(path, lock)
        return None

    @classmethod
    def new(cls, folder: Path) -> AsideFile:
        """Hold a file of a name that no window has.

        Raises:
            OSError: nothing can be written in the folder.
        """
        from uuid import uuid4

        folder.mkdir(parents=True, exist_ok=True)
        made = cls.take(folder / f"{uuid4().hex}{SESSION_SUFFIX}")
        if made is None:
            raise OSError(f"{folder} cannot be written to")
        return made

    def let_go(self) -> None:
        """Leave the file to other windows."""
        self._lock.unlock()

    def remove(self) -> None:
        """Remove the file."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self.let_go()


def left_behind(folder: Path) -> list[AsideFile]:
    """What windows left that ended without closing, held now, newest first."""
    found = []
    for path in folder.glob(f"*{SESSION_SUFFIX}"):
        with contextlib.suppress(OSError):
            written = path.stat().st_mtime
            file = AsideFile.take(path)
            if file is not None:
                found.append((written, path.name, file))
    return [file for _, _, file in sorted(found, key=lambda each: each[:2], reverse=True)]


def clear_remains(folder: Path) -> None:
    """Remove what a killed window had half written, and its locks."""
    if not folder.is_dir():
        return
    halves: dict[str, list[Path]] = {}
    for path in folder.iterdir():
        half = _HALF_WRITTEN.fullmatch(path.name)
        if half:
            halves.setdefault(half[1], []).append(path)
        elif path.suffix == ".lock":
            halves.setdefault(path.stem, [])
    for name, paths in halves.items():
        file = AsideFile.take(folder / name)
        if file is None:
            continue
        for path in paths:
            with contextlib.suppress(OSError):
                path.unlink()
        file.let_go()
