"""What a program that was killed has left half written, and how it is found again."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from time import time

HALF_WRITTEN = ".glassnet-part"
"""How the name ends under which a file or folder is written before it takes its place."""

LEFT_SECONDS = 600.0
"""What was not touched for so long is not being written by another window."""


def clear_half_written(folder: Path) -> None:
    """Remove what was left half written in a folder; what cannot be removed stays.

    Only what was written by this program is touched, and nothing below other folders.
    """
    with contextlib.suppress(OSError):
        for path in folder.glob(f".*{HALF_WRITTEN}"):
            with contextlib.suppress(OSError):
                if time() - path.lstat().st_mtime < LEFT_SECONDS:
                    continue
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()
