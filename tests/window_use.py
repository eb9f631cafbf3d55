"""How tests use the whole window: keys as a person presses them, and waiting for the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def still(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the playhead moves no more."""
    qtbot.waitUntil(lambda: not window.playhead.playing, timeout=30_000)


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE
) -> None:
    """Press a key as the system delivers it: to whatever in the window has the focus."""
    qtbot.keyClick(window.windowHandle(), key, modifier)
