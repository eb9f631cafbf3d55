"""The colour scales above the network: each with its names, its ends and its colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter

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


class _Form(NamedTuple):
    """How wide legends are.

    Attributes:
        bar: figures that are as wide as the colours.
        one_sided: likewise, where there are colours for one sign only.
        apart: figures that are as wide as the gap between two legends.
        log: what stands before the least power of ten.
    """

    bar: int
    one_sided: int
    apart: int
    log: str


FORMS = _Form(8, 5, 4, "log, from "), _Form(5, 2, 2, "log "), _Form(3, 2, 2, "log ")
"""From the roomy to the tight one."""


class Legends:
    """How much room the legends take in one font; the same at every moment of every run."""

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetricsF(font)

    def size(self, room: float) -> tuple[int, float]:
        """On how many lines they stand where there is so much room, and the longest of them."""
        _, places = self._placed(WIDEST, FORMS[-1], room)
        lines = places[-1][0] + 1
        made, places = self._placed(WIDEST, FORMS[0], room)
        if places[-1][0] > 0:
            return lines, room
        return lines, places[-1][1] + made[-1].width

    def paint(
        self, painter: QPainter, room: QRectF, theme: Theme, legends: Sequence[Named]
    ) -> None:
        """Paint the legends of a moment into their room, one beside the other and line by line.

        Args:
            painter: with the font of these legends.
            room: theirs.
            theme: its colours.
            legends: those of the moment.
        """
        lines, _ = self.size(room.width())
        high = room.height() / lines
        for form in FORMS:
            made, places = self._placed(legends, form, room.width())
            longest = max(left + each.width for each, (_, left) in zip(made, places, strict=True))
            if places[-1][0] < lines and longest <= room.width():
                break
        for legend, (line, left) in zip(made, places, strict=True):
            top = room.top() + line * high
            legend.paint(painter, QRectF(room.left() + left, top, legend.width, high), theme)

    def _placed(
        self, legends: Sequence[Named], form: _Form, room: float
    ) -> tuple[list[_Legend], list[tuple[int, float]]]:
        """Legends, and the line and the left edge of each."""
        made = [_Legend(*each, self._metrics, form) for each in legends]
        apart = self._metrics.horizontalAdvance("0" * form.apart)
        return made, flow([each.width for each in made], apart, room)


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
        self, scale: Scale, names: tuple[str, ...], metrics: QFontMetricsF, form: _Form
    ) -> None:
        one_sided = scale.lowest == 0.0
        self._scale, self._one_sided = scale, one_sided
        limit = _plain(scale.limit)
        self._texts = (
            " ".join(names),
            "0" if one_sided else f"{MINUS}{limit}",
            limit,
            f"{form.log}10{_raised(-scale.decades)}" if scale.decades else "",
        )
        self._widths = [metrics.horizontalAdvance(each) for each in self._texts]
        figures = form.one_sided if one_sided else form.bar
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
