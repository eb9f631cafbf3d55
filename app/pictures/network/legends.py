"""The colour scales above the network: each with its names, its ends and its colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter

from app.pictures.network.layout import Layout
from app.widgets.colour_scale import Scale
from app.widgets.theme import Theme
from nn.explain.exact_text import MINUS

Named = tuple[Scale, tuple[str, ...]]
"""A scale, and the names of what it colours."""

WIDEST: Sequence[Named] = (
    (Scale(5000.0), ("change",)),
    (Scale(5000.0), ("u1", "u2")),
    (Scale(1.0, lowest=0.0), ("x", "a1", "a2", "ŷ", "t")),
    (Scale(1.0, decades=5), ("e1", "e2")),
)
"""No moment has more legends, nor wider ones: for these there is always room."""

MOST_WRITTEN_OUT = 10_000.0
"""Numbers from here on are written as 5e5."""


class Legends:
    """How much room the legends take in one font; the same at every moment of every run."""

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetricsF(font)

    def size(self, room: float) -> tuple[int, float]:
        """On how many lines they stand where there is so much room, and the longest of them."""
        return self._flowed(room)[1:]

    def _flowed(self, room: float) -> tuple[bool, int, float]:
        """Whether they are short, their lines, and the longest line."""
        for short in (False, True):
            widths = [_Legend(*each, self._metrics, short).width for each in WIDEST]
            places = flow(widths, self._gap(short), room)
            lines = places[-1][0] + 1
            if lines == 1:
                break
        longest = max(left + width for (_, left), width in zip(places, widths, strict=True))
        return short, lines, longest

    def _gap(self, short: bool) -> float:
        return self._metrics.horizontalAdvance("00" if short else "0000")

    def paint(
        self, painter: QPainter, layout: Layout, theme: Theme, legends: Sequence[Named]
    ) -> None:
        """Paint the legends of a moment into their room, one beside the other and line by line.

        Args:
            painter: with the font of these legends.
            layout: tells the room.
            theme: its colours.
            legends: those of the moment.
        """
        room = layout.legends
        short, lines, _ = self._flowed(room.width())
        high = room.height() / lines
        made = [_Legend(*each, self._metrics, short) for each in legends]
        places = flow([each.width for each in made], self._gap(short), room.width())
        for legend, (line, left) in zip(made, places, strict=True):
            top = room.top() + line * high
            legend.paint(painter, QRectF(room.left() + left, top, legend.width, high), theme)


def flow(widths: Sequence[float], gap: float, room: float) -> list[tuple[int, float]]:
    """The line and the left edge of things that stand in rows, as in a text."""
    places, line, left = [], 0, 0.0
    for width in widths:
        if left and left + width > room:
            line, left = line + 1, 0.0
        places.append((line, left))
        left += width + gap
    return places


class _Legend:
    """One scale, on one line."""

    def __init__(
        self, scale: Scale, names: tuple[str, ...], metrics: QFontMetricsF, short: bool
    ) -> None:
        one_sided = scale.lowest == 0.0
        self._scale, self._one_sided = scale, one_sided
        limit = _plain(scale.limit)
        self._texts = (
            " ".join(names),
            "0" if one_sided else f"{MINUS}{limit}",
            limit,
            f"log{'' if short else ', from'} 10{_raised(-scale.decades)}" if scale.decades else "",
        )
        self._widths = [metrics.horizontalAdvance(each) for each in self._texts]
        figures = (5 if one_sided else 8) - (3 if short else 0)
        self._bar = metrics.horizontalAdvance("0" * figures)
        self._gap = metrics.horizontalAdvance(" ") + 1
        self.width = sum(self._widths) + self._bar + (4 if scale.decades else 3) * self._gap

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        """Paint it from the left edge of some room on."""
        names, low, high, log = self._texts
        left = room.left()
        for text, width, colour in zip(
            (names, low, "", high, log),
            (*self._widths[:2], self._bar, *self._widths[2:]),
            (theme.text, theme.muted, "", theme.muted, theme.muted),
            strict=True,
        ):
            place = QRectF(left, room.top(), width + 1, room.height())
            if colour:
                painter.setPen(QColor(colour))
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(place, flags, text)
            else:
                self._paint_bar(painter, place, theme)
            left += width + self._gap

    def _paint_bar(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        height = round(min(room.height(), painter.fontMetrics().height() + 1) * 0.6)
        bar = QRectF(
            round(room.left()),
            round(room.center().y() - height / 2),
            round(self._bar),
            height,
        )
        stops = [QColor(each) for each in theme.map_stops]
        if self._one_sided:
            stops = stops[len(stops) // 2 :]
        ramp = QLinearGradient(bar.topLeft(), bar.topRight())
        for place, stop in zip(np.linspace(0.0, 1.0, len(stops)).tolist(), stops, strict=True):
            ramp.setColorAt(place, stop)
        painter.fillRect(bar, ramp)
        painter.setPen(QColor(theme.line))
        painter.drawRect(bar)


def _plain(limit: float) -> str:
    if limit < MOST_WRITTEN_OUT:
        return f"{limit:g}".replace("-0", MINUS).replace("-", MINUS)
    return f"{limit:.0e}".replace("+0", "").replace("+", "")


def _raised(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
