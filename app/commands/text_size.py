"""How large text is: larger in a window that has the room, and as large as a class needs it."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget
from shiboken6 import isValid

from app.pages.panel import Panel
from app.widgets.theme import SIZES_ITSELF

USUAL_WINDOW = 1280, 800
"""Pixels of the largest window in which text has the size of all other programs."""

SHARE, STEP = 0.5, 0.05
"""Of what a window is larger so much goes into its text, in steps so that it seldom changes."""


def grown(width: int, height: int) -> float:
    """How many times its usual size text has in a window of so many pixels, 1 at the least."""
    larger = min(width / USUAL_WINDOW[0], height / USUAL_WINDOW[1]) - 1.0
    return 1.0 + STEP * floor(max(0.0, larger) * SHARE / STEP)


class TextSize(QObject):
    """Gives everything in a window its size of text.

    Args of the constructor:
        window: the one.
        panel: whose sections are made later than the window.
    """

    def __init__(self, window: QMainWindow, panel: Panel) -> None:
        super().__init__(window)
        self._window = window
        self._size, self._chosen = 1.0, 0.0
        self._tips = QFont(QToolTip.font())
        self._own_fonts: dict[QWidget, QFont] = {}
        window.installEventFilter(self)
        panel.appeared.connect(self._show_in_new)

    @property
    def size(self) -> float:
        """How many times its usual size text has."""
        return self._size

    def choose(self, size: float) -> None:
        """Have text of so many times its usual size, whatever the window's; 0: as suits that."""
        self._chosen = size
        self._suit()

    def end(self) -> None:
        """Give tool tips, which are no part of the window, their size back."""
        QToolTip.setFont(self._tips)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize:
            self._suit()
        elif kind == QEvent.Type.ApplicationFontChange and self._size != 1.0:
            self._show()
        return False

    def _suit(self) -> None:
        size = self._chosen or grown(self._window.width(), self._window.height())
        if size != self._size:
            self._size = size
            self._show()

    @Slot()
    def _show_in_new(self) -> None:
        if self._size != 1.0:
            self._show()

    def _show(self) -> None:
        """Give everything its size, what has just been made included."""
        usual = self._size == 1.0
        self._window.setFont(QFont() if usual else self._larger(QApplication.font()))
        QToolTip.setFont(self._larger(self._tips))
        # Parents come before their children.
        for widget in self._window.findChildren(QWidget):
            parent, size = widget.parentWidget(), widget.font().pointSizeF()
            if widget.property(SIZES_ITSELF):
                continue
            if widget not in self._own_fonts:
                if parent is None or size <= 0 or size == parent.font().pointSizeF():
                    continue
                # A size of its own, or a style sheet: it does not follow by itself.
                self._own_fonts[widget] = QFont(widget.font())
            widget.setFont(self._larger(self._own_fonts[widget]))
        if usual:
            self._own_fonts.clear()
        else:
            self._own_fonts = {each: own for each, own in self._own_fonts.items() if isValid(each)}

    def _larger(self, font: QFont) -> QFont:
        larger = QFont(font)
        if self._size != 1.0:
            larger.setPointSizeF(font.pointSizeF() * self._size)
        return larger
