"""Round shapes as ready-made little pictures: drawing one again costs a fraction of its curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPen, QPixmap

Look = tuple[QPen, QColor]
"""The outline of a shape, and what fills it."""


class Shapes:
    """Rounded rectangles of one radius and with one kind of look, each drawn once.

    Args of the constructor:
        look_of: tells the look from a number.
    """

    def __init__(self, look_of: Callable[[int], Look]) -> None:
        self._look_of = look_of
        self._made: dict[int, QPixmap] = {}
        self._size = (0.0, 0.0, 0.0, 0.0)

    def draw(
        self, painter: QPainter, rects: Sequence[QRectF], radius: float, numbers: Sequence[int]
    ) -> None:
        """Draw some.

        Args:
            painter: smooth.
            rects: what they cover, outline included: whole pixels, all of one size.
            radius: of their corners.
            numbers: of the look of each.
        """
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            for rect, number in zip(rects, numbers, strict=True):
                self._draw(painter, rect, radius, number)
            return
        ratio = painter.device().devicePixelRatioF()
        size = rects[0].width(), rects[0].height(), radius, ratio
        if size != self._size:
            self._size = size
            self._made.clear()
        made, draw = self._made, painter.drawPixmap
        for rect, number in zip(rects, numbers, strict=True):
            shape = made.get(number)
            if shape is None:
                shape = made[number] = self._make(rect, radius, number, ratio)
            draw(rect.topLeft(), shape)

    def _make(self, rect: QRectF, radius: float, number: int, ratio: float) -> QPixmap:
        made = QPixmap(rect.size().toSize() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._draw(painter, QRectF(0, 0, rect.width(), rect.height()), radius, number)
        painter.end()
        return made

    def _draw(self, painter: QPainter, rect: QRectF, radius: float, number: int) -> None:
        pen, fill = self._look_of(number)
        inside = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(fill)
        round_by = max(0.0, radius - inside)
        painter.drawRoundedRect(rect.adjusted(inside, inside, -inside, -inside), round_by, round_by)
