"""A font with its measures, for what is painted line by line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

ELLIPSIS = "…"


class Ink:
    """A font with its measures."""

    def __init__(self, font: QFont, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        self.font = font
        font.setWeight(weight)
        self._metrics = QFontMetricsF(font)
        self.height, self.ascent = self._metrics.height(), self._metrics.ascent()

    def width(self, text: str) -> float:
        """How wide a text is, in pixels."""
        return self._metrics.horizontalAdvance(text)

    def shortened(self, text: str, room: float) -> str:
        """As much of a text as there is room for; "" where not even an ellipsis fits."""
        if self.width(text) <= room:
            return text
        if room < self.width(ELLIPSIS):
            return ""
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def write(
        self, painter: QPainter, colour: str, left: float, baseline: float, text: str
    ) -> float:
        """Write a piece of text and return its width."""
        painter.setFont(self.font)
        painter.setPen(QColor(colour))
        painter.drawText(round(left), round(baseline), text)
        return self.width(text)
