"""Whose the keys are: a field has them while one types in it, and then the picture again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QToolBar, QWidget

from app.widgets.key_table import KeyTable


class KeyFocus(QObject):
    """Gives the keys back to the picture after Escape, and after a click on a button.

    What is reached with Tab keeps them, so that Space presses it; but a button clicked by mouse
    has done what it is for, and Space plays again. In the tool bar, Space always plays.
    """

    KEYS = KeyTable(
        "Everywhere",
        (
            ("Escape", "Leave a field or a page: the keys move the picture again."),
            ("Tab | Shift+Tab", "Go to the next control, where Space presses or ticks it."),
        ),
    )

    def __init__(self, window: QWidget, picture: QWidget, page: Callable[[str], QWidget]) -> None:
        """Watch `window` and everything that stands in it now; `page` gives what comes later."""
        super().__init__(window)
        self._window, self._picture, self._page = window, picture, page
        window.installEventFilter(self)
        self._watch(window)

    @Slot(str)
    def watch_page(self, key: str) -> None:
        """Watch everything that stands on a page."""
        self._watch(self._page(key))

    def _watch(self, part: QWidget) -> None:
        for kind in (QAbstractButton, QComboBox):
            for control in part.findChildren(kind):
                control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window:
            # Before the control hears of it: what the click opens may take the focus from here.
            if event.type() == QEvent.Type.MouseButtonPress:
                self._picture.setFocus(Qt.FocusReason.MouseFocusReason)
            elif event.type() == QEvent.Type.ShortcutOverride and _presses(watched, event):
                event.accept()
                return True
        elif (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not event.modifiers()
        ):
            # Nothing below the window wanted it, or it has restored what was typed.
            self._picture.setFocus(Qt.FocusReason.OtherFocusReason)
        return False


def _presses(control: QObject, event: QEvent) -> bool:
    """Whether a key is the one that presses a control, if it is a button outside the tool bar."""
    return (
        isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Space
        and not event.modifiers()
        and isinstance(control, QAbstractButton)
        and not isinstance(control.parent(), QToolBar)
    )
