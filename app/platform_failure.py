"""Why Qt cannot be loaded, or finds no screen to draw on, told so that it is seen."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QMessageLogContext, QtMsgType, qInstallMessageHandler

from app.complaint import FAILED, complain_on_screen


@contextmanager
def told_on_screen() -> Iterator[None]:
    """While Qt looks for a screen: tell why it finds none, and end with a status, not a crash."""
    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        said.append(message)
        if kind == QtMsgType.QtFatalMsg:
            complain_on_screen(
                f"the window cannot be opened: {_reason(said)} --headless works without it."
            )
            # Nothing of Qt can go on from here, and it would abort the process.
            os._exit(FAILED)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        for message in said:
            print(message, file=sys.stderr)


def _reason(said: Sequence[str]) -> str:
    """What the system lacks; what Qt said if that is not it."""
    # Not imported where a window opens.
    from app.system_libraries import what_is_missing

    missing = what_is_missing(_loaders_word()) if sys.platform == "linux" else ""
    # Qt goes on to guess what may be wrong, even where it knows that there is no screen.
    known = [each for each in said if "connect to display" in each] or said
    return missing or " ".join(" ".join(known).split()).rstrip(".") + "."


def _loaders_word() -> str:
    """What the loader says of the file with which Qt draws on X11; "" if nothing is wrong."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    try:
        ctypes.CDLL(str(folder / "libqxcb.so"))
    except OSError as error:
        return str(error)
    return ""
