"""A monkey at a window: deed after deed, and what must hold after each of them."""

from __future__ import annotations

import faulthandler
import gc
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from typing import Any

import pytest
from monkey_answers import Answers, bring_to_front
from monkey_deeds import Deeds
from monkey_files import Files
from monkey_health import Health
from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app import application
from app.kept import recovery
from app.main_window import MainWindow
from nn.core.settings import Settings

LOOKED_AFTER_EVERY = 500
"""Deeds between two examinations of the window."""

CLOSED_EVERY = 250
"""Deeds between two closings of the window, or attempts at it."""

LONGEST_SECONDS = 120.0
"""A deed that takes longer hangs."""

SAVED_ASIDE_MS = 300

NOT_THE_WINDOW_S = "This plugin does not support", "occurs outside target window"
"""Warnings of the offscreen platform, which has no window manager, and of the monkey's own hand."""


class TroubleError(Exception):
    """Something that must not happen; the message says what."""


class Monkey:
    """Does things to a window of its own.

    What is drawn depends on the seed and on the number of the deed alone. What a deed meets
    depends on how far the training is by then, and so not everything is the same every time.

    Args of the constructor:
        qt: the application.
        seed: of everything that is drawn.
        folder: for files.
        log: told every deed and every answer, one line each.
    """

    def __init__(
        self, qt: QApplication, seed: int, folder: Path, log: Callable[[str], None]
    ) -> None:
        self._qt, self._seed, self._log = qt, seed, log
        self._troubles: list[str] = []
        files = Files(folder)
        self._answers = Answers(Random(seed), files, lambda text: log(f"    {text}"))
        self._window: MainWindow | None = None
        self._deeds = Deeds(lambda: self.window, files)
        self._health = Health(lambda: self.window, self._answers)

    @property
    def window(self) -> MainWindow:
        """The one that is open."""
        assert self._window is not None
        return self._window

    def run(self, count: int) -> None:
        """Do so many things.

        Raises:
            TroubleError: with the first of them after which something was wrong.
        """
        with self._listening(), pytest.MonkeyPatch.context() as patch:
            self._answers.take_the_place_of_file_dialogs(patch)
            patch.setattr(recovery, "INTERVAL_MS", SAVED_ASIDE_MS)
            self._open(Settings())
            for number in range(1, count + 1):
                self._do(number)
            self._examine()
            self._close(certainly=True)

    def _do(self, number: int) -> None:
        faulthandler.dump_traceback_later(LONGEST_SECONDS, exit=True)
        rng = Random(f"{self._seed} {number}")
        deed = self._deeds.choose(rng)
        bring_to_front(self.window)
        self._log(f"{number}: {deed.__name__} …")
        self._log(f"{number}: {deed(rng)}")
        self._let_pass(rng.choice((0.0, 0.0, 0.004, 0.015)))
        if not self.window.isVisible():
            # A menu has a way out, too.
            self._open_another()
        if number % CLOSED_EVERY == 0:
            self._close(certainly=False)
        if number % LOOKED_AFTER_EVERY == 0:
            self._examine()
        faulthandler.cancel_dump_traceback_later()

    def _examine(self) -> None:
        began = perf_counter()
        for what, check in self._health.checks():
            self._log(f"examined: {what}")
            problem = check()
            if problem:
                raise TroubleError(f"{what}: {problem}\n{self._health.state()}")
            self._let_pass(0)
        self._log(f"examined: {perf_counter() - began:.1f} s")

    def _let_pass(self, seconds: float) -> None:
        """Let the window live for a while, and say what went wrong by now."""
        until = perf_counter() + seconds
        while True:
            self._qt.processEvents()
            if perf_counter() >= until:
                break
            sleep(0.001)
        if self._troubles:
            raise TroubleError("\n".join(self._troubles))

    def _open(self, settings: Settings | None) -> None:
        self._window = application.open_window(self._qt, settings)
        # The dialog for errors nobody foresaw would be one more window; here they end all.
        sys.excepthook = self._on_error
        threading.excepthook = lambda given: self._on_error(
            given.exc_type, given.exc_value, given.exc_traceback
        )
        self._window.failed.connect(self._troubles.append)
        self._let_pass(0.05)

    def _close(self, certainly: bool) -> None:
        """Close the window, or have it asked, and open another one that remembers it."""
        self._health.quiet()
        self._answers.goes_on = certainly
        closed = self.window.close()
        self._log(f"closed: {closed}")
        self._let_pass(0)
        self._answers.goes_on = False
        if certainly and not closed:
            raise TroubleError("it cannot be closed")
        if closed and not certainly:
            self._open_another()

    def _open_another(self) -> None:
        self._log("another window is opened")
        # A program has one window. The former one goes now, at rest, and not as garbage later on.
        self.window.deleteLater()
        self._window = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        self._open(None)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Hear every error and every warning."""
        hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        handler = qInstallMessageHandler(self._on_message)
        sys.unraisablehook = lambda given: self._on_error(
            given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
        )
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
            qInstallMessageHandler(handler)

    def _on_error(self, kind: Any, error: Any, trace: Any) -> None:
        self._troubles.append("".join(traceback.format_exception(kind, error, trace)))

    def _on_message(self, kind: QtMsgType, context: object, text: str) -> None:
        harmless = QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg
        if kind not in harmless and not any(each in text for each in NOT_THE_WINDOW_S):
            where = "".join(traceback.format_stack(limit=12))
            self._troubles.append(f"Qt warns: {text}\n{where}")
