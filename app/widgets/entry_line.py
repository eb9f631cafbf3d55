"""A line to type into, whose owner can bring back what stood there before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.widgets.key_table import KeyTable

FRAME = 14
"""What the frame of a line and its cursor take of its width."""


def room_for(line: QLineEdit, text: str) -> int:
    """How wide a line has to be for a text to be seen whole."""
    return line.fontMetrics().horizontalAdvance(text) + FRAME


class EntryLine(QLineEdit):
    """A line of text that can be abandoned; Esc then goes on to the window.

    Signals:
        abandoned: Esc was pressed.
    """

    KEYS = KeyTable(
        "In a field",
        (
            ("Enter", "Take what is typed."),
            ("Escape", "Bring back what stood there before."),
        ),
    )

    abandoned = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)
