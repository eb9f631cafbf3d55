"""Where a card may lie: beside what it speaks of, and over as little as can be."""

from __future__ import annotations

from itertools import product

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

GAP = 10
"""Pixels around a card."""


def seen_of(widget: QWidget, window: QWidget) -> QRect:
    """What can be seen of a widget, in the coordinates of its window; empty for nothing."""
    if not widget.isVisible():
        return QRect()
    seen = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    above = widget.parentWidget()
    while above is not None and above is not window:
        seen &= QRect(above.mapTo(window, QPoint(0, 0)), above.size())
        above = above.parentWidget()
    return seen & window.rect()


def place_for(size: QSize, target: QRect, clear: QRect, room: QRect) -> QPoint:
    """Where a card is to lie.

    Args:
        size: of the card.
        target: what it speaks of: covered last of all.
        clear: what is better not covered.
        room: in which it stays.
    """
    width, height = size.width(), size.height()
    right, bottom = room.right() + 1 - width - GAP, room.bottom() + 1 - height - GAP
    left, top = room.left() + GAP, room.top() + GAP
    across = (
        target.right() + 1 + GAP,
        target.left() - GAP - width,
        target.left(),
        target.right() + 1 - width,
        clear.right() + 1 + GAP,
        left,
        right,
    )
    down = (
        target.bottom() + 1 + GAP,
        target.top() - GAP - height,
        target.top(),
        target.bottom() + 1 - height,
        clear.bottom() + 1 + GAP,
        top,
        bottom,
    )
    corners = {
        QPoint(max(min(x, right), left), max(min(y, bottom), top)).toTuple()
        for x, y in product(across, down)
    }

    def cost(corner: tuple[int, int]) -> tuple[int, int, int, int, int]:
        card = QRect(QPoint(*corner), size)
        away = card.center() - target.center()
        return (
            _area(card & target),
            _area(card & clear),
            away.manhattanLength(),
            *corner,
        )

    return QPoint(*min(corners, key=cost))


def _area(rect: QRect) -> int:
    return 0 if rect.isEmpty() else rect.width() * rect.height()
