"""What stands around the units and edges and seldom changes: names, captions, scales."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.pictures.diagram.edges import MOST_EDGES, flow_of
from app.pictures.diagram.layout import Caption, DiagramLayout
from app.pictures.network.frame import label_font
from app.pictures.network.legends import Legends, Named
from app.pictures.network.picture import NAMES, NetworkPicture
from app.widgets.figures import counted
from app.widgets.theme import Theme

ARROW = 5.0
"""Pixels from the middle of an arrow's head to its edge."""

Flag = Qt.AlignmentFlag


@dataclass(frozen=True)
class Frame:
    """What the frame depends on; two that are equal look alike.

    Attributes:
        titles: what stands over the edges of W1 and W2.
        notes: what is said of them beside.
        flows: which way the phase goes along them.
        unknown: the symbols whose values are not known yet.
        legends: the scales, with the names of what each colours.
    """

    titles: tuple[str, str]
    notes: tuple[tuple[str, ...], tuple[str, ...]]
    flows: tuple[int, int]
    unknown: frozenset[str]
    legends: tuple[Named, ...]


def frame_of(picture: NetworkPicture, layout: DiagramLayout) -> Frame:
    """The frame of a picture."""
    symbols = {*layout.cells, *layout.edges}
    return Frame(
        tuple(picture.names[matrix] for matrix in layout.edges),  # type: ignore[arg-type]
        tuple(_notes(picture, layout, each) for each in layout.edges),  # type: ignore[arg-type]
        tuple(flow_of(picture, each) for each in layout.edges),  # type: ignore[arg-type]
        frozenset(symbols - picture.shown.keys()),
        tuple(picture.legends.items()),
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
    painter.setFont(plain)
    painter.setPen(QColor(theme.muted))
    for label in layout.names:
        painter.drawText(label.rect, label.align, label.text)
    painter.setPen(QColor(theme.line))
    for edges in layout.edges.values():
        painter.drawLines([QLineF(*lead) for lead in edges.leads.tolist()])
    for caption in layout.captions:
        _paint_caption(painter, caption, theme, frame.unknown, plain, strong)
    for matrix, title, notes, flow in zip(
        layout.titles, frame.titles, frame.notes, frame.flows, strict=True
    ):
        rect = layout.titles[matrix]
        faint = matrix in frame.unknown
        _paint_title(painter, rect, title, notes, theme, plain, strong, faint)
        if flow:
            _paint_arrow(painter, rect, flow, theme)
    painter.setFont(plain)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    Legends(plain).paint(painter, layout.legends, theme, frame.legends)


def _paint_caption(
    painter: QPainter,
    caption: Caption,
    theme: Theme,
    unknown: frozenset[str],
    plain: QFont,
    strong: QFont,
) -> None:
    pieces = [(caption.word, plain, theme.muted)] if caption.word else []
    for symbol in caption.symbols:
        colour = theme.muted if symbol in unknown else theme.text
        pieces.append((NAMES.get(symbol, symbol), strong, colour))
    widths = [QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in pieces]
    space = QFontMetricsF(plain).horizontalAdvance(" ") + 2
    left = caption.rect.center().x() - (sum(widths) + space * (len(pieces) - 1)) / 2
    for (text, font, colour), width in zip(pieces, widths, strict=True):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        place = QRectF(left, caption.rect.top(), width + 1, caption.rect.height())
        painter.drawText(place, Flag.AlignLeft | Flag.AlignVCenter, text)
        left += width + space


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


def _paint_arrow(painter: QPainter, rect: QRectF, flow: int, theme: Theme) -> None:
    """An arrow below the title, from the units that are read to those that are made."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    y = round(rect.bottom()) + 1.5
    ends = [QPointF(rect.left(), y), QPointF(rect.right(), y)]
    tail, head = ends if flow > 0 else reversed(ends)
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.drawLine(tail, head - QPointF(flow * ARROW, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    back = QPointF(-flow * 1.6 * ARROW, 0)
    side = QPointF(0, ARROW * 0.8)
    painter.drawPolygon(QPolygonF([head, head + back + side, head + back - side]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
