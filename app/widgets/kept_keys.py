"""Keys that a control needs for itself while it has the focus, before the window's shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

Key = Qt.Key
SPIN_KEYS = frozenset({Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown})
LIST_KEYS = SPIN_KEYS | {Key.Key_Home, Key.Key_End}
CHOICE_KEYS = LIST_KEYS | {Key.Key_Space}
ENTER = frozenset({Key.Key_Return, Key.Key_Enter})
SLIDER_KEYS = LIST_KEYS | {Key.Key_Left, Key.Key_Right}


class KeptKeys(QObject):
    """Lets `control` have some unmodified keys to itself.

    Attributes:
        keys: which ones.
    """

    def __init__(self, control: QWidget, keys: frozenset[Qt.Key] = frozenset()) -> None:
        super().__init__(control)
        self.keys = keys
        control.installEventFilter(self)

    def keeps(self, event: QKeyEvent) -> bool:
        """Whether a key is one of them."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.key() in self.keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.keeps(event)
        ):
            event.accept()
            return True
        return False
