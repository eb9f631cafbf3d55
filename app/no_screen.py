"""Where Qt finds no screen it aborts the process: before that, one plain line says why."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

FAILED = 1
ABOUT_PLUGINS = "qt.qpa.plugin"
"""The category of warnings that only say which plugin did not load, not why."""


@contextmanager
def said_in_a_line(complain: Callable[[str], None]) -> Iterator[None]:
    """Within, a failure of Qt's to find a screen ends the process with a line and status 1.

    Args:
        complain: says it.
    """
    warned: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            why = (warned[0] if warned else text.partition(". ")[0]).strip()
            complain(f"the window cannot be opened: {why}; --headless works without one.")
            sys.stderr.flush()
            os._exit(FAILED)
        if context.category != ABOUT_PLUGINS:
            warned.append(text)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    for each in warned:
        print(each, file=sys.stderr)
