"""Numbers as ready-made little pictures: drawing one again costs a fifth of laying out text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

MOST_STAMPS = 12_000
"""About 20 MB; beyond it the oldest go."""

INKS = {True: "#14171c", False: "#ffffff"}
"""What dark and light ink look like."""


class NumberStamps:
    """Short texts in one font, in dark or light ink, at one device pixel ratio."""

    def __init__(self, font: QFont, pixel_ratio: float) -> None:
        self._font = font
        self._ratio = pixel_ratio
        self._metrics = QFontMetricsF(font)
        self._stamps: dict[tuple[str, bool], tuple[QPixmap, float, float]] = {}

    def draw(self, painter: QPainter, x: float, y: float, text: str, dark_ink: bool) -> None:
        """Draw `text` with its centre at a point."""
        stamp = self._stamps.get((text, dark_ink)) or self._make(text, dark_ink)
        pixmap, half_width, half_height = stamp
        painter.drawPixmap(round(x - half_width), round(y - half_height), pixmap)

    def _make(self, text: str, dark_ink: bool) -> tuple[QPixmap, float, float]:
        width = self._metrics.horizontalAdvance(text) + 2
        height = self._metrics.height()
        pixmap = QPixmap(round(width * self._ratio), round(height * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setFont(self._font)
        painter.setPen(QColor(INKS[dark_ink]))
        painter.drawText(QPointF(1, self._metrics.ascent()), text)
        painter.end()
        if len(self._stamps) >= MOST_STAMPS:
            del self._stamps[next(iter(self._stamps))]
        stamp = self._stamps[text, dark_ink] = pixmap, width / 2, height / 2
        return stamp
