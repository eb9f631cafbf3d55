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

ABOUT_PLUGINS = "qt.qpa.plugin"
"""The category of warnings that only say which plugin did not load, not why."""


@contextmanager
def told_on_screen() -> Iterator[None]:
    """While Qt looks for a screen: tell why it finds none, and end with a status, not a crash."""
    said: list[str] = []
    of_plugins: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            # Of what it says at last, all but the first sentence names what else there is.
            reason = _reason([*said, *of_plugins, message.partition(". ")[0]])
            complain_on_screen(
                f"the window cannot be opened: {reason}; --headless works without one."
            )
            # Nothing of Qt can go on from here, and it would abort the process.
            os._exit(FAILED)
        (of_plugins if context.category == ABOUT_PLUGINS else said).append(message)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        for message in said:
            print(message, file=sys.stderr)


def _reason(said: Sequence[str]) -> str:
    """What the system lacks; what Qt said first if that is not it."""
    # Not imported where a window opens.
    from app.system_libraries import what_is_missing

    missing = what_is_missing(_loaders_word()) if sys.platform == "linux" else ""
    return missing.rstrip(".") or " ".join(said[0].split()).rstrip(".")


def _loaders_word() -> str:
    """What the loader says of the file with which Qt draws on X11; "" if nothing is wrong."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    try:
        ctypes.CDLL(str(folder / "libqxcb.so"))
    except OSError as error:
        return str(error)
    return ""
