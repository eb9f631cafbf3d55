"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from nn.files.half_written import HALF_WRITTEN


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` in place of what is at `path`; a crash in the middle leaves the old file.

    Raises:
        OSError: it cannot be written; the old file is as it was.
    """
    with written_atomically(path) as file:
        file.write(content)


@contextlib.contextmanager
def written_atomically(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece, which takes the place of what is at `path` at the end.

    Where the block is left by an exception, nothing is left of what was written.

    Raises:
        OSError: it cannot be written; the old file is as it was.
    """
    path = path.resolve()
    prefix = f".{path.name[:100]}."
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=HALF_WRITTEN, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or of a new one."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
