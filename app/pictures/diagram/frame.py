"""What stands around the units and edges and seldom changes: names, captions, scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.pictures.diagram.edges import MOST_EDGES, flow_of
from app.pictures.diagram.places import DiagramLayout
from app.pictures.network.frame import Flag, label_font
from app.pictures.network.heads import paint_heads
from app.pictures.network.legends import Legends, Named
from app.pictures.network.picture import NetworkPicture
from app.widgets.figures import counted
from app.widgets.theme import Theme
from nn.explain.symbols import symbol_name

ARROW, APART = 5.0, 6.0
"""Pixels from the middle of an arrow's head to its edge, and between two captions."""


@dataclass(frozen=True)
class Frame:
    """What the frame depends on; two that are equal look alike.

    Attributes:
        titles: what stands over the edges of W1 and W2.
        notes: what is said of them beside.
        flows: which way the phase goes along them.
        unknown: the symbols whose values are not known yet.
        legends: the scales, with the names of what each colours.
        silenced: the hidden units that are silenced; None where none can be.
    """

    titles: tuple[str, str]
    notes: tuple[tuple[str, ...], tuple[str, ...]]
    flows: tuple[int, int]
    unknown: frozenset[str]
    legends: tuple[Named, ...]
    silenced: frozenset[int] | None = None


def frame_of(picture: NetworkPicture, layout: DiagramLayout) -> Frame:
    """The frame of a picture."""
    symbols = {*layout.cells, *layout.edges}
    return Frame(
        tuple(picture.names[matrix] for matrix in layout.edges),  # type: ignore[arg-type]
        tuple(_notes(picture, layout, each) for each in layout.edges),  # type: ignore[arg-type]
        tuple(flow_of(picture, each) for each in layout.edges),  # type: ignore[arg-type]
        frozenset(symbols - picture.shown.keys()),
        tuple(picture.legends.items()),
        picture.silenced,
    )


def _notes(picture: NetworkPicture, layout: DiagramLayout, matrix: str) -> tuple[str, ...]:
    """What is to be said of the edges, from the longest to the shortest way of saying it."""
    if matrix not in picture.shown:
        return ("not known yet", "unknown")
    ends = layout.edges[matrix]
    count = len(ends.starts) * len(ends.ends)
    if count <= MOST_EDGES:
        return ()
    return (
        f"the strongest {MOST_EDGES} of {counted(count, 'edge')}",
        f"strongest {MOST_EDGES} of {count:,}",
        f"{MOST_EDGES} of {count:,}",
    )


def paint_frame(painter: QPainter, layout: DiagramLayout, theme: Theme, frame: Frame) -> None:
    """Paint everything but the units and the edges."""
    plain = label_font(layout.text)
    strong = QFont(plain)
    strong.setBold(True)
    paint_heads(painter, layout, layout.names, theme, plain, frame.silenced)
    painter.setFont(plain)
    painter.setPen(QColor(theme.muted))
    for label in layout.names:
        if label.hidden is None:
            painter.drawText(label.rect, label.align, label.text)
    painter.setPen(QColor(theme.line))
    for edges in layout.edges.values():
        painter.drawLines([QLineF(*lead) for lead in edges.leads.tolist()])
    captions = _worded(layout, frame.unknown, theme, plain, strong)
    for caption in captions:
        caption.paint(painter)
    for (matrix, edges), (before, after), title, notes, flow in zip(
        layout.edges.items(),
        pairwise(captions[:3]),
        frame.titles,
        frame.notes,
        frame.flows,
        strict=True,
    ):
        rect = QRectF(before.right, before.top, after.left - before.right, before.height)
        faint = matrix in frame.unknown
        _paint_title(painter, rect, title, notes, theme, plain, strong, faint)
        if flow:
            # Not beyond the edges, whose ends may be far from the captions.
            start, end = edges.starts[:, 0].min(), edges.ends[:, 0].max()
            left, right = max(rect.left() + ARROW, start), min(rect.right() - ARROW, end)
            _paint_arrow(painter, left, right, rect.bottom(), flow, theme)
    painter.setFont(plain)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    Legends(plain).paint(painter, layout.legends, theme, frame.legends)


class _Caption:
    """What stands over a column of units: a word, and the symbols that are known or not."""

    def __init__(self, rect: QRectF, pieces: Sequence[tuple[str, QFont, str]]) -> None:
        self._pieces = pieces
        self._widths = [QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in pieces]
        self._space = QFontMetricsF(pieces[0][1]).horizontalAdvance(" ") + 2
        width = sum(self._widths) + self._space * (len(pieces) - 1)
        self.left, self.right = rect.center().x() - width / 2, rect.center().x() + width / 2
        self.top, self.height = rect.top(), rect.height()

    def paint(self, painter: QPainter) -> None:
        """Paint it."""
        left = self.left
        for (text, font, colour), width in zip(self._pieces, self._widths, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            place = QRectF(left, self.top, width + 1, self.height)
            painter.drawText(place, Flag.AlignLeft | Flag.AlignVCenter, text)
            left += width + self._space


def _worded(
    layout: DiagramLayout, unknown: frozenset[str], theme: Theme, plain: QFont, strong: QFont
) -> list[_Caption]:
    """The captions, without their words if there is no room for all of them."""
    made: list[_Caption] = []
    for words in (True, False):
        made = []
        for caption in layout.captions:
            pieces = [(caption.word, plain, theme.muted)] if words and caption.word else []
            for symbol in caption.symbols:
                colour = theme.muted if symbol in unknown else theme.text
                pieces.append((symbol_name(symbol), strong, colour))
            made.append(_Caption(caption.rect, pieces))
        within = made[0].left >= 0 and made[-1].right <= layout.width
        if within and all(one.right + APART <= other.left for one, other in pairwise(made)):
            break
    return made


def _paint_title(
    painter: QPainter,
    rect: QRectF,
    title: str,
    notes: tuple[str, ...],
    theme: Theme,
    plain: QFont,
    strong: QFont,
    faint: bool,
) -> None:
    metrics, space = QFontMetricsF(strong), QFontMetricsF(plain).horizontalAdvance("  ")
    room = rect.width() - 4 * ARROW
    if room < metrics.horizontalAdvance("W1"):
        return
    title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
    wide = metrics.horizontalAdvance(title)
    note = next(
        (
            each
            for each in notes
            if wide + space + QFontMetricsF(plain).horizontalAdvance(each) <= room
        ),
        "",
    )
    whole = wide + (space + QFontMetricsF(plain).horizontalAdvance(note) if note else 0.0)
    left = rect.center().x() - whole / 2
    for text, font, colour in (
        (title, strong, theme.muted if faint else theme.text),
        (note, plain, theme.muted),
    ):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        width = QFontMetricsF(font).horizontalAdvance(text)
        place = QRectF(left, rect.top(), width + 1, rect.height())
        painter.drawText(place, Flag.AlignLeft | Flag.AlignVCenter, text)
        left += width + space


def _paint_arrow(
    painter: QPainter, left: float, right: float, bottom: float, flow: int, theme: Theme
) -> None:
    """An arrow below the title, from the units that are read to those that are made."""
    if right - left < 4 * ARROW:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    y = round(bottom) + 1.5
    ends = [QPointF(left, y), QPointF(right, y)]
    tail, head = ends if flow > 0 else reversed(ends)
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.drawLine(tail, head - QPointF(flow * ARROW, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    back = QPointF(-flow * 1.6 * ARROW, 0)
    side = QPointF(0, ARROW * 0.8)
    painter.drawPolygon(QPolygonF([head, head + back + side, head + back - side]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
