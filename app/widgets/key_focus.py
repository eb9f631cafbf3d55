"""Whose the keys are: a field has them while one types in it, and then the picture again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from app.widgets.key_table import KeyTable


class KeyFocus(QObject):
    """Gives the keys back to the picture after Escape, and after a click on a button.

    What is reached with Tab keeps them, so that Space presses it; but a button clicked by mouse
    has done what it is for, and Space plays again.
    """

    KEYS = KeyTable(
        "Everywhere",
        (
            ("Escape", "Leave a field or a page: the keys move the picture again."),
            ("Tab | Shift+Tab", "Go to the next control, where Space presses or ticks it."),
        ),
    )

    def __init__(self, window: QWidget, picture: QWidget) -> None:
        """Watch everything that stands in `window` now."""
        super().__init__(window)
        self._window, self._picture = window, picture
        window.installEventFilter(self)
        for kind in (QAbstractButton, QComboBox):
            for control in window.findChildren(kind):
                control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window:
            # Before the control hears of it: what the click opens may take the focus from here.
            if event.type() == QEvent.Type.MouseButtonPress:
                self._picture.setFocus(Qt.FocusReason.MouseFocusReason)
        elif (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not event.modifiers()
        ):
            # Nothing below the window wanted it, or it has restored what was typed.
            self._picture.setFocus(Qt.FocusReason.OtherFocusReason)
        return False
