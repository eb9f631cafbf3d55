"""What stands around the cells and seldom changes: names, grid lines and the colour scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.pictures.network.layout import Block, Layout
from app.widgets.colour_scale import colours
from app.widgets.theme import Theme
from nn.explain.exact_text import MINUS

LABEL_PIXELS = 11
ROOM_FOR_LINES = 9.0
LONGEST_LEGEND = 170.0


def paint_frame(
    painter: QPainter,
    layout: Layout,
    theme: Theme,
    titles: Mapping[str, str],
    unknown: frozenset[str],
    limit: float,
) -> None:
    """Paint everything but the cells.

    Args:
        painter: on the picture or on a layer of it.
        layout: where all stands.
        theme: its colours.
        titles: what stands over W1 and W2.
        unknown: the symbols whose values are not known yet.
        limit: the range of the weights' colours.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    plain = QFont(QApplication.font())
    plain.setPixelSize(LABEL_PIXELS)
    strong = QFont(plain)
    strong.setBold(True)
    text, muted = QColor(theme.text), QColor(theme.muted)
    for label in layout.labels:
        faint = label.symbol in unknown
        painter.setFont(strong if label.symbol else plain)
        painter.setPen(text if label.symbol and not faint else muted)
        painter.drawText(label.rect, label.align, label.text)
    painter.setFont(strong)
    painter.setPen(text)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for symbol, rect in layout.titles.items():
        painter.drawText(rect, left, titles[symbol])
    for symbol, block in layout.blocks.items():
        _paint_grid(painter, block, theme, symbol in unknown)
    painter.setFont(plain)
    _paint_legend(painter, layout.legend, theme, limit)


def _paint_grid(painter: QPainter, block: Block, theme: Theme, unknown: bool) -> None:
    rect = block.rect
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if min(block.cell_width, block.cell_height) >= ROOM_FOR_LINES:
        painter.setPen(QColor(theme.line if unknown else theme.window))
        for column in range(1, block.columns):
            x = round(rect.left() + column * block.cell_width)
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        for row in range(1, block.rows):
            y = round(rect.top() + row * block.cell_height)
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    painter.setPen(QColor(theme.line))
    painter.drawRect(rect)


def _paint_legend(painter: QPainter, room: QRectF, theme: Theme, limit: float) -> None:
    width = min(room.width() - 8, LONGEST_LEGEND)
    bar = QRectF(room.right() - width, room.top() + 5, width, 10)
    ramp = colours(np.linspace(-1.0, 1.0, 129), 1.0, theme.colour_table())
    ramp = np.ascontiguousarray(ramp[None, :, :])
    image = QImage(ramp.data, 129, 1, 3 * 129, QImage.Format.Format_RGB888)
    painter.drawImage(bar, image)
    painter.setPen(QColor(theme.line))
    painter.drawRect(bar)
    painter.setPen(QColor(theme.muted))
    below = QRectF(bar.left() - 12, bar.bottom() + 2, bar.width() + 24, 14)
    number, flags = f"{limit:g}", Qt.AlignmentFlag
    painter.drawText(below, flags.AlignLeft, f"{MINUS}{number}")
    painter.drawText(below, flags.AlignHCenter, "0")
    painter.drawText(below, flags.AlignRight, number)
