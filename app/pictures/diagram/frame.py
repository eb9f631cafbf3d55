"""What stands around the units and edges and seldom changes: names, captions, scales."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.pictures.diagram.edges import MOST_EDGES, flow_of
from app.pictures.diagram.places import Caption, DiagramLayout
from app.pictures.network.frame import Flag, label_font
from app.pictures.network.heads import paint_heads
from app.pictures.network.legends import Legends, Named
from app.pictures.network.picture import NetworkPicture
from app.widgets.figures import counted
from app.widgets.theme import Theme
from nn.explain.symbols import SYMBOLS, symbol_name

ARROW, APART = 5.0, 6.0
"""Pixels from the middle of an arrow's head to its edge, and between two captions."""


OUTPUTS = 2
"""Which of the captions is that of the outputs; the answers and the targets follow."""


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
        f"{MOST_EDGES}/{count:,}",
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
    captions, titles = _written(layout, frame, theme, plain, strong)
    for caption in (*captions, *titles):
        caption.paint(painter)
    for edges, rect, flow in zip(
        layout.edges.values(), _between(captions), frame.flows, strict=True
    ):
        if flow:
            # Not beyond the edges, whose ends may be far from the captions.
            start, end = edges.starts[:, 0].min(), edges.ends[:, 0].max()
            left, right = max(rect.left() + ARROW, start), min(rect.right() - ARROW, end)
            _paint_arrow(painter, left, right, rect.bottom(), flow, theme)
    painter.setFont(plain)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    Legends(plain).paint(painter, layout.legends, theme, frame.legends)


def symbol_at(layout: DiagramLayout, frame: Frame, theme: Theme, point: QPointF) -> str | None:
    """The symbol whose name, or word, stands at a point."""
    plain = label_font(layout.text)
    strong = QFont(plain)
    strong.setBold(True)
    captions, titles = _written(layout, frame, theme, plain, strong)
    return next((found for each in (*captions, *titles) if (found := each.symbol_at(point))), None)


class _Piece(NamedTuple):
    """A part of a line: what it says, how, and the symbol that it belongs to, "" for none."""

    text: str
    font: QFont
    colour: str
    symbol: str = ""


class _Line:
    """Some pieces beside one another, around the middle of a room."""

    def __init__(self, rect: QRectF, pieces: Sequence[_Piece], plain: QFont) -> None:
        self._pieces = pieces
        self._widths = [QFontMetricsF(each.font).horizontalAdvance(each.text) for each in pieces]
        self._space = QFontMetricsF(plain).horizontalAdvance(" ") + 2
        self.width = sum(self._widths) + self._space * max(0, len(pieces) - 1)
        middle = rect.center().x()
        self.left, self.right = middle - self.width / 2, middle + self.width / 2
        self.top, self.height = rect.top(), rect.height()

    def move(self, by: float) -> None:
        """Move it to the right, or below 0 to the left."""
        self.left, self.right = self.left + by, self.right + by

    def paint(self, painter: QPainter) -> None:
        """Paint it."""
        for each, place in self._places():
            painter.setFont(each.font)
            painter.setPen(QColor(each.colour))
            painter.drawText(place, Flag.AlignLeft | Flag.AlignVCenter, each.text)

    def symbol_at(self, point: QPointF) -> str | None:
        """The symbol that stands at a point."""
        beside = self._space / 2
        return next(
            (
                each.symbol
                for each, place in self._places()
                if each.symbol and place.adjusted(-beside, 0, beside, 0).contains(point)
            ),
            None,
        )

    def _places(self) -> Iterator[tuple[_Piece, QRectF]]:
        left = self.left
        for each, width in zip(self._pieces, self._widths, strict=True):
            yield each, QRectF(left, self.top, width + 1, self.height)
            left += width + self._space


def _written(
    layout: DiagramLayout, frame: Frame, theme: Theme, plain: QFont, strong: QFont
) -> tuple[list[_Line], list[_Title]]:
    """What stands over the columns of units and over the edges, in the words there is room for.

    What is said of the edges comes before the words of the units.
    """
    chosen = [_shared_word] * len(layout.captions)
    if not _fits(layout, frame, *_lines(layout, frame, chosen, theme, plain, strong)):
        chosen = [_no_word] * len(layout.captions)
    captions, titles = _lines(layout, frame, chosen, theme, plain, strong)
    told = sum(each.told for each in titles)
    for place in (OUTPUTS + 1, *range(len(chosen))):
        for words in (_own_words, _brief_words):
            more = [*chosen[:place], words, *chosen[place + 1 :]]
            over, between = _lines(layout, frame, more, theme, plain, strong)
            if _fits(layout, frame, over, between) and sum(each.told for each in between) == told:
                chosen, captions, titles = more, over, between
                break
    return captions, [each for each in titles if each.width > 0]


def _lines(
    layout: DiagramLayout,
    frame: Frame,
    words: Sequence[_Words],
    theme: Theme,
    plain: QFont,
    strong: QFont,
) -> tuple[list[_Line], list[_Title]]:
    captions = [
        _Line(each.rect, choose(each, frame.unknown, theme, plain, strong), plain)
        for each, choose in zip(layout.captions, words, strict=True)
    ]
    # Over the edges at their left there is room, beside one another there is little.
    for one, other in reversed(list(pairwise(captions[OUTPUTS:]))):
        one.move(min(0.0, other.left - APART - one.right))
    titles = [
        _title(layout, frame, number, room, theme, plain, strong)
        for number, room in enumerate(_between(captions))
    ]
    return captions, titles


def _fits(
    layout: DiagramLayout, frame: Frame, captions: Sequence[_Line], titles: Sequence[_Title]
) -> bool:
    """Whether no caption is cut or covered, and all is told of the edges that there is."""
    within = captions[0].left >= 0 and captions[-1].right <= layout.width
    apart = all(one.right + APART <= other.left for one, other in pairwise(captions))
    told = all(title.told or not notes for title, notes in zip(titles, frame.notes, strict=True))
    return within and apart and told and all(each.width > 0 for each in titles)


def _between(captions: Sequence[_Line]) -> list[QRectF]:
    """The rooms over the edges of W1 and of W2."""
    return [
        QRectF(before.right, before.top, after.left - before.right, before.height)
        for before, after in pairwise(captions[:3])
    ]


_Words = Callable[[Caption, frozenset[str], Theme, QFont, QFont], "list[_Piece]"]
"""Chooses what stands over a column of units."""


class _Title(_Line):
    """The name of a matrix over its edges, and what there is to say of them.

    Attributes:
        told: whether there was room to say that.
    """

    told = False


def _title(
    layout: DiagramLayout,
    frame: Frame,
    number: int,
    rect: QRectF,
    theme: Theme,
    plain: QFont,
    strong: QFont,
) -> _Title:
    matrix, title = list(layout.edges)[number], frame.titles[number]
    metrics, room = QFontMetricsF(strong), rect.width() - 4 * ARROW
    if room < metrics.horizontalAdvance("W1"):
        return _Title(rect, [], plain)
    title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
    symbol = title if title in SYMBOLS else matrix
    colour = theme.muted if matrix in frame.unknown else theme.text
    name = _Piece(title, strong, colour, symbol)
    word = SYMBOLS[title].word if title in SYMBOLS and not frame.notes[number] else ""
    for note in (*frame.notes[number], word):
        made = _Title(rect, [name, _Piece(note, plain, theme.muted, symbol)], plain)
        if note and made.width <= room:
            made.told = True
            return made
    return _Title(rect, [name], plain)


def _own_words(
    caption: Caption, unknown: frozenset[str], theme: Theme, plain: QFont, strong: QFont
) -> list[_Piece]:
    """Each symbol with its own word."""
    words = {symbol: SYMBOLS[symbol].word for symbol in caption.symbols}
    return _each_with(words, unknown, theme, plain, strong)


def _brief_words(
    caption: Caption, unknown: frozenset[str], theme: Theme, plain: QFont, strong: QFont
) -> list[_Piece]:
    """Each symbol with a short word."""
    words = {symbol: SYMBOLS[symbol].brief or SYMBOLS[symbol].word for symbol in caption.symbols}
    return _each_with(words, unknown, theme, plain, strong)


def _each_with(
    words: Mapping[str, str], unknown: frozenset[str], theme: Theme, plain: QFont, strong: QFont
) -> list[_Piece]:
    """Each symbol after its word."""
    return [
        piece
        for symbol, word in words.items()
        for piece in (
            _Piece(word, plain, theme.muted, symbol),
            _name(symbol, unknown, theme, strong),
        )
    ]


def _shared_word(
    caption: Caption, unknown: frozenset[str], theme: Theme, plain: QFont, strong: QFont
) -> list[_Piece]:
    """One word for all symbols of the column."""
    word = [_Piece(caption.word, plain, theme.muted)] if caption.word else []
    return word + _no_word(caption, unknown, theme, plain, strong)


def _no_word(
    caption: Caption, unknown: frozenset[str], theme: Theme, plain: QFont, strong: QFont
) -> list[_Piece]:
    return [_name(symbol, unknown, theme, strong) for symbol in caption.symbols]


def _name(symbol: str, unknown: frozenset[str], theme: Theme, strong: QFont) -> _Piece:
    colour = theme.muted if symbol in unknown else theme.text
    return _Piece(symbol_name(symbol), strong, colour, symbol)


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
