"""The line round what the tour speaks of."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from app.widgets.theme import theme_of

LINE, ROUND = 3, 6
"""Pixels."""


class Outline(QWidget):
    """Only a line: what it surrounds is seen, clicked and painted as ever."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, place: QRect) -> None:
        """Stand round a place, in the coordinates of the window, as far as the window goes."""
        rect = place.adjusted(-LINE, -LINE, LINE, LINE) & self._window.rect()
        self.setGeometry(rect)
        here = self.rect()
        inner = here.adjusted(LINE + 1, LINE + 1, -LINE - 1, -LINE - 1)
        self.setMask(QRegion(here) - QRegion(inner))
        self.setVisible(not place.isEmpty())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme_of(self.palette()).accent), LINE - 0.5))
        half = LINE / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), ROUND, ROUND
        )
