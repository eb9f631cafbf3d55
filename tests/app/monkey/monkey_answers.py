"""Whoever answers what a window asks: at random, or as somebody who wants to go on."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from monkey_files import Files
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QMessageBox,
    QProgressDialog,
    QWidget,
)
from shiboken6 import isValid

EVERY_MS = 5
LEAST_LOOKS, MOST_LOOKS = 1, 12
"""For how many turns a dialog is left open."""

GOES_ON = ("Reset", "Discard", "OK", "Yes", "Close", "Cancel")


class Answers(QObject):
    """Answers dialogs and popups that stand before the window, also those that wait in a loop.

    Attributes:
        goes_on: whether to answer so that things go on, instead of at random.
    """

    def __init__(self, rng: Random, files: Files, log: Callable[[str], None]) -> None:
        super().__init__()
        self._rng, self._files, self._log = rng, files, log
        self.goes_on = False
        self._before: QWidget | None = None
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def take_the_place_of_file_dialogs(self, patch: pytest.MonkeyPatch) -> None:
        """Name files at once: the dialogs are the system's own."""
        patch.setattr(QFileDialog, "getOpenFileName", self._name_to_open)
        patch.setattr(QFileDialog, "getSaveFileName", self._name_to_write)
        patch.setattr(QFileDialog, "getExistingDirectory", self._name_folder)

    def waiting(self) -> QWidget | None:
        """What stands before the window."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget()

    @Slot()
    def look(self) -> None:
        """Look whether something is to be answered, and do it after a while."""
        found = self.waiting()
        if found is None:
            return
        if found is not self._before:
            self._before = found
            self._looks = self._rng.randint(LEAST_LOOKS, MOST_LOOKS)
        self._looks -= 1
        if self._looks == 0:
            self._before = None
            # An answer may open what waits for one itself, and a timer is deaf until it returns.
            QTimer.singleShot(0, self._answer)

    @Slot()
    def _answer(self) -> None:
        found = self.waiting()
        if found is None or (Pressing.into and found.windowHandle() is Pressing.into):
            return
        rng, name = self._rng, f"{type(found).__name__} {found.windowTitle()!r}"
        if QApplication.activePopupWidget() is found:
            self._answer_popup(found, name)
            return
        buttons = [
            each
            for each in found.findChildren(QAbstractButton)
            if each.isVisible() and each.isEnabled()
        ]
        if self.goes_on:
            texts = {each.text().replace("&", ""): each for each in buttons}
            wanted = next((texts[each] for each in GOES_ON if each in texts), None)
            if isinstance(found, QProgressDialog):
                # It goes on by itself.
                return
        else:
            wanted = rng.choice(buttons) if buttons else None
        if wanted is None or (not self.goes_on and rng.random() < 0.2):
            self._log(f"Escape in {name}")
            press(found, Qt.Key.Key_Escape)
            return
        said = f" ({found.text()[:60]!r})" if isinstance(found, QMessageBox) else ""
        self._log(f"{wanted.text()!r} in {name}{said}")
        wanted.click()

    def _answer_popup(self, found: QWidget, name: str) -> None:
        rng = self._rng
        if self.goes_on or rng.random() < 0.3:
            self._log(f"Escape in {name}")
            press(found, Qt.Key.Key_Escape)
        elif rng.random() < 0.5:
            place = QPoint(rng.randrange(max(found.width(), 1)), rng.randrange(found.height()))
            self._log(f"click at {place.toTuple()} in {name}")
            handle = found.windowHandle()
            if handle is not None:
                click(handle, place)
        else:
            keys = [Qt.Key.Key_Down] * rng.randrange(1, 9) + [Qt.Key.Key_Return]
            self._log(f"{len(keys) - 1} times down and Enter in {name}")
            for each in keys:
                press(found, each)

    def _name_to_open(self, *_: object) -> tuple[str, str]:
        return self._named("open", self._files.to_open(self._rng)), ""

    def _name_to_write(self, *_: object) -> tuple[str, str]:
        return self._named("write", self._files.to_write(self._rng)), ""

    def _name_folder(self, *_: object) -> str:
        return self._named("fill", self._files.folder(self._rng))

    def _named(self, what: str, path: object) -> str:
        name = "" if self.goes_on or self._rng.random() < 0.15 else str(path)
        self._log(f"named to {what}: {name!r}")
        return name


class Pressing(QObject):
    """Notes into which window a key is being pressed, until that hears of it.

    With Ctrl Qt presses two keys, and lets all else go on in between: a window that is answered
    just then is gone for the second one, and that crashes.
    """

    into: QWindow | None = None
    HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)

    def __init__(self, handle: QWindow) -> None:
        super().__init__()
        self._handle = handle

    def __enter__(self) -> None:
        Pressing.into = self._handle
        self._application().installEventFilter(self)

    def __exit__(self, *_: object) -> None:
        Pressing.into = None
        self._application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() not in self.HELD:
            # What it opens may wait for an answer.
            Pressing.into = None
        return False

    @staticmethod
    def _application() -> QCoreApplication:
        application = QCoreApplication.instance()
        assert application is not None
        return application


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key as the system delivers it, to whatever has the focus in a window."""
    # A menu may be gone with the key before, or answered meanwhile by another look.
    handle = widget.window().windowHandle() if isValid(widget) else None
    if handle is not None and is_there(handle):
        if handle.type() == Qt.WindowType.Popup:
            # Alt alone closes a menu.
            modifier = Qt.KeyboardModifier.NoModifier
        # The press may close the window: Qt's own click would go on to one that is gone, and crash.
        with Pressing(handle):
            QTest.keyPress(handle, key, modifier)
        if is_there(handle):
            QTest.keyRelease(handle, key)


def click(
    handle: QWindow, place: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    """Click as the system delivers it, into a window that may be gone with the press."""
    if is_there(handle):
        QTest.mousePress(handle, button, pos=place)
    if is_there(handle):
        QTest.mouseRelease(handle, button, pos=place)


def is_there(handle: QWindow) -> bool:
    """Whether a window still is: Python need not have heard of the end of one that Qt made."""
    return handle in QGuiApplication.allWindows()


def bring_to_front(window: QWidget) -> None:
    """Activate a window when no other is, as a window manager does when a dialog is gone."""
    if QApplication.activeWindow() is None:
        window.activateWindow()
        QApplication.processEvents()
