"""What is different where the program is a bundle that brings its own Python along."""

from __future__ import annotations

import os
import sys
from pathlib import Path

LIBRARY_PATH = "LD_LIBRARY_PATH"


def is_frozen() -> bool:
    """Whether this is such a bundle."""
    return bool(getattr(sys, "frozen", False))


def program() -> Path:
    """What a double click on the bundle starts, absolute.

    On Windows that is not the program that prints into a terminal, which may be running now, but
    the one beside it that opens no terminal.
    """
    running = Path(sys.executable).absolute()
    windowed = running.with_name("glassnet-window.exe")
    return windowed if windowed.exists() else running


def hand_back_library_path() -> None:
    """Let the programs that are started from here find the system's libraries, not the bundle's.

    The bundle sets the variable for itself and keeps what it was. This process has read it by now.
    """
    if not is_frozen():
        return
    before = os.environ.pop(f"{LIBRARY_PATH}_ORIG", None)
    os.environ.pop(LIBRARY_PATH, None)
    if before is not None:
        os.environ[LIBRARY_PATH] = before
