"""Numbers as ready-made little pictures: drawing one again costs a fifth of laying out text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

TAIL = 2
"""Characters of the second part of a longer number: so 123.45 and 678.45 share a stamp."""

MOST_STAMPS = 2000
"""About 4 MB; beyond it all are made again as they are needed."""

MOST_NUMBERS = 10_000
"""About 2 MB more: a run of millions of steps comes by far more of them than by stamps."""

Stamp = tuple[QPixmap, int]
"""A picture and its width."""


class NumberStamps:
    """Short texts in one font, in two inks, at one device pixel ratio.

    Args of the constructor:
        font: with figures of one width.
        pixel_ratio: device pixels of a pixel.
        inks: as #rrggbb.
    """

    def __init__(self, font: QFont, pixel_ratio: float, inks: tuple[str, str]) -> None:
        self._font, self._ratio = QFont(font), pixel_ratio
        self._inks = [QColor(ink) for ink in inks]
        self._metrics = QFontMetricsF(font)
        self._height = round(self._metrics.height())
        self._stamps: dict[tuple[str, int], Stamp] = {}
        self._numbers: dict[tuple[object, int, int], tuple[Stamp, Stamp | None, int]] = {}

    def are_for(self, font: QFont, pixel_ratio: float) -> bool:
        """Whether they are of a font and a device pixel ratio."""
        return font == self._font and pixel_ratio == self._ratio

    def find(self, key: object, number: int, ink: int) -> tuple[Stamp, Stamp | None, int] | None:
        """The stamps of a number that was made before: one or two, and their width together."""
        return self._numbers.get((key, number, ink))

    def make(
        self, key: object, number: int, ink: int, text: str
    ) -> tuple[Stamp, Stamp | None, int]:
        """Make the stamps of a number and keep them under its key."""
        if len(self._stamps) > MOST_STAMPS:
            self._stamps.clear()
            self._numbers.clear()
        elif len(self._numbers) > MOST_NUMBERS:
            self._numbers.clear()
        tail = None
        head = self._stamp(text[:-TAIL] if len(text) > TAIL + 1 else text, ink)
        if len(text) > TAIL + 1:
            tail = self._stamp(text[-TAIL:], ink)
        made = head, tail, head[1] + (tail[1] if tail else 0)
        self._numbers[key, number, ink] = made
        return made

    @property
    def height(self) -> int:
        """Of a stamp, in pixels."""
        return self._height

    def _stamp(self, text: str, ink: int) -> Stamp:
        found = self._stamps.get((text, ink))
        if found:
            return found
        width = max(1, round(self._metrics.horizontalAdvance(text)))
        pixmap = QPixmap(round(width * self._ratio), round(self._height * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setFont(self._font)
        painter.setPen(self._inks[ink])
        painter.drawText(QPointF(0, self._metrics.ascent()), text)
        painter.end()
        made = self._stamps[text, ink] = pixmap, width
        return made
