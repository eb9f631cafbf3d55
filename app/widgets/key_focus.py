"""Whose the keys are: a field has them while one types in it, and then the picture again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from app.widgets.kept_keys import ENTER
from app.widgets.key_table import KeyTable

KEYPAD = Qt.KeyboardModifier.KeypadModifier
OF_A_PART = (
    Qt.ShortcutContext.WidgetShortcut,
    Qt.ShortcutContext.WidgetWithChildrenShortcut,
)
"""What is heard only where the keyboard is, or in what that stands in."""


class KeyFocus(QObject):
    """Gives the keys back to the picture after Escape, and after a click on a button.

    What is reached with Tab keeps them, so that Space and Enter press it; but a button clicked by
    mouse has done what it is for, and Space plays again. Keys that are a letter, a figure or a
    sign are commands only where no control has the keyboard, so that nobody who speaks or types
    to one sets off others (WCAG 2.1.4), and not at all if a person wants none.

    Attributes:
        letters: whether such keys are commands.

    Signals:
        left: a field or a page is about to be left by Escape.
    """

    left = Signal()

    KEYS = KeyTable(
        "Everywhere",
        (
            ("Escape", "Leave a field or a page: the keys move the picture again."),
            ("Tab | Shift+Tab", "Go to the next control, where Space or Enter presses it."),
            ("Menu | Shift+F10", "What else there is to do: sort or copy a table, see all steps."),
        ),
    )

    def __init__(
        self,
        window: QWidget,
        picture: QWidget,
        page: Callable[[str], QWidget],
        pictures: tuple[type[QWidget], ...],
    ) -> None:
        """Watch all that stands in a window.

        Args:
            window: it and everything that stands in it now are watched.
            picture: what the keys belong to when nobody else has them.
            page: gives what comes later, by its key.
            pictures: what may have the keyboard while letters are commands.
        """
        super().__init__(window)
        self._window, self._picture, self._page = window, picture, page
        self._pictures = pictures
        self.letters = True
        window.installEventFilter(self)
        self._watch(window)

    @Slot(str)
    def watch_page(self, key: str) -> None:
        """Watch everything that stands on a page."""
        self._watch(self._page(key))

    @Slot(bool)
    def use_letters(self, wanted: bool) -> None:
        """Say whether keys that are a letter, a figure or a sign are commands."""
        self.letters = wanted

    def _watch(self, part: QWidget) -> None:
        for kind in (QAbstractButton, QComboBox):
            for control in part.findChildren(kind):
                control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window:
            if isinstance(event, QKeyEvent):
                return self._hear(event)
        elif kind == QEvent.Type.MouseButtonPress:
            # Before the control hears of it: what the click opens may take the focus from here.
            self._picture.setFocus(Qt.FocusReason.MouseFocusReason)
        elif (
            isinstance(watched, QAbstractButton)
            and isinstance(event, QKeyEvent)
            and _presses(event)
        ):
            event.accept()
            return True
        return False

    def _hear(self, event: QKeyEvent) -> bool:
        """A key that nothing below the window wanted."""
        if event.type() == QEvent.Type.ShortcutOverride:
            if _is_letter(event) and not (self._letters_are_heard() or self._is_own(event)):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and _asks_for_menu(event):
            return self._open_menu()
        elif event.type() == QEvent.Type.KeyPress and not event.modifiers() & ~KEYPAD:
            if event.key() == Qt.Key.Key_Escape:
                # What was typed is restored by now.
                self.left.emit()
                self._picture.setFocus(Qt.FocusReason.OtherFocusReason)
            elif event.key() in ENTER and not event.isAutoRepeat():
                button = self._window.focusWidget()
                if isinstance(button, QAbstractButton):
                    button.click()
                    return True
        return False

    def _open_menu(self) -> bool:
        """Do what the menu key does, which not every keyboard has."""
        focus = self._window.focusWidget()
        if focus is None:
            return False
        at = focus.rect().center()
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(focus, QContextMenuEvent(reason, at, focus.mapToGlobal(at)))
        return True

    def _letters_are_heard(self) -> bool:
        focus = self._window.focusWidget()
        return self.letters and (
            focus is None or focus is self._window or isinstance(focus, self._pictures)
        )

    def _is_own(self, event: QKeyEvent) -> bool:
        """Whether a key is one of what has the keyboard, or of what that stands in."""
        pressed = QKeySequence(event.keyCombination())
        part: QWidget | None = self._window.focusWidget()
        while part is not None and part is not self._window:
            own = (each for each in part.actions() if each.shortcutContext() in OF_A_PART)
            if any(pressed in action.shortcuts() for action in own):
                return True
            part = part.parentWidget()
        return False


def _is_letter(event: QKeyEvent) -> bool:
    """Whether a key alone, or with Shift, writes something that can be seen."""
    written = event.text()
    return (
        not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | KEYPAD)
        and written.isprintable()
        and bool(written.strip())
    )


def _asks_for_menu(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier


def _presses(event: QKeyEvent) -> bool:
    """Whether a key presses the button that has the keyboard, before it is a command."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and event.key() == Qt.Key.Key_Space
        and not event.modifiers() & ~KEYPAD
    )
