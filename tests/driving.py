"""Driving a playhead and a window, as a person would."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.model.playhead import Playhead

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def still(qtbot: QtBot, playhead: Playhead) -> None:
    """Wait until it moves no more."""
    qtbot.waitUntil(lambda: not playhead.playing, timeout=30_000)


def run_to(qtbot: QtBot, playhead: Playhead, position: int) -> None:
    """Move it to a position, and wait until it is there."""
    playhead.run_to(position)
    still(qtbot, playhead)


def press_in_window(
    qtbot: QtBot, window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE
) -> None:
    """Press a key as the system delivers it: to whatever in the window has the focus."""
    qtbot.keyClick(window.windowHandle(), key, modifier)


def press(qtbot: QtBot, widget: QWidget, *keys: Qt.Key) -> None:
    """Press keys one after another."""
    for key in keys:
        qtbot.keyClick(widget, key)
