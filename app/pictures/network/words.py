"""Words in the picture of the network: what its symbols are, and what is to come at step 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.pictures.network.layout import HIDDEN_ROWS, OUTPUT_COLUMNS, Label, Layout
from app.widgets.as_it_is import as_it_is
from app.widgets.theme import Theme
from nn.explain.symbols import SYMBOLS

APART, EDGE = 6.0, 3.0
"""Pixels between a word and its symbol, and from the edge of the picture."""

OVER_THE_EDGE = 4.0
"""Pixels by which a word may be wider than its column, where nothing stands beside it."""

BEGINNINGS = (
    (
        "Nothing is computed yet: the empty cells will hold one step.",
        "Forward: the input x, the hidden sums u1 and activations a1, the outputs a2 and the "
        "answers ŷ beside their targets t.",
        "Backward: the errors e2 and e1.",
        "",
        "↓  the first step, phase by phase",
        "Space  trains",
    ),
    (
        "The empty cells will hold one step: forward x, u1, a1, u2, a2; then the errors e2, e1.",
        "",
        "↓  first step, phase by phase",
        "Space  trains",
    ),
    ("Empty until the first step.", "↓  phase by phase", "Space  trains"),
    ("↓  by phases", "Space  trains"),
    ("↓, Space",),
)
"""What the picture says before the first step, from where there is much room to little."""


WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def paint_words(
    painter: QPainter, layout: Layout, theme: Theme, plain: QFont, strong: QFont
) -> None:
    """Paint the words of the symbols, each group of them where all of it has room."""
    metrics, bold = QFontMetricsF(plain), QFontMetricsF(strong)
    labels = {label.symbol: label for label in layout.labels if label.symbol}
    painter.setFont(plain)
    painter.setPen(QColor(theme.muted))
    rows = [_before(labels[symbol], bold) for symbol in HIDDEN_ROWS]
    _paint(
        painter,
        metrics,
        HIDDEN_ROWS,
        rows,
        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    )
    columns = tuple(symbol for symbol, _ in OUTPUT_COLUMNS)
    for group, wider in ((columns, -2.0), (("x",), OVER_THE_EDGE)):
        rooms = [
            _above(labels[symbol], layout.blocks[symbol].cell_width + wider, metrics)
            for symbol in group
        ]
        _paint(
            painter,
            metrics,
            group,
            rooms,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom,
        )


def paint_title_word(
    painter: QPainter, room: QRectF, title: str, theme: Theme, plain: QFont, strong: QFont
) -> None:
    """Paint the word of what stands over a matrix behind its name, where there is room."""
    name = title.removesuffix("ᵀ")
    if name in SYMBOLS:
        word, behind = SYMBOLS[name].word, QRectF(room)
        behind.setLeft(room.left() + QFontMetricsF(strong).horizontalAdvance(title) + APART)
        if QFontMetricsF(plain).horizontalAdvance(word) <= behind.width():
            painter.setFont(plain)
            painter.setPen(QColor(theme.muted))
            painter.drawText(
                behind, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, word
            )


def paint_beginning(painter: QPainter, layout: Layout, theme: Theme, font: QFont) -> None:
    """Say what the empty cells will hold, and which keys begin, where no cells are."""
    first, last, right = layout.blocks["u2"], layout.blocks["e2"], layout.blocks["W1"]
    top = right.rect.top()
    above = first.top - 3 * QFontMetricsF(font).height()
    room = QRectF(first.left, top, last.rect.right() - first.left, above - top)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    for lines in BEGINNINGS:
        text = "\n".join(lines)
        taken = metrics.boundingRect(QRectF(0, 0, room.width(), 10_000), WRAPPED, text)
        if taken.height() <= room.height() and taken.width() <= room.width():
            painter.drawText(room, WRAPPED, text)
            return


def symbol_at(layout: Layout, titles: Mapping[str, str], point: QPointF) -> str | None:
    """The symbol whose name, or word, stands at a point.

    Args:
        layout: where all stands.
        titles: what stands over W1 and W2.
        point: of the picture.
    """
    for label in layout.labels:
        rect = QRectF(label.rect)
        if label.symbol in HIDDEN_ROWS:
            rect.setLeft(EDGE)
        else:
            rect.setTop(rect.top() - rect.height())
        if label.symbol and rect.contains(point):
            return label.symbol
    for matrix, rect in layout.titles.items():
        if rect.contains(point):
            name = titles[matrix].removesuffix("ᵀ")
            return name if name in SYMBOLS else matrix
    return None


def explained(symbol: str) -> str:
    """What a symbol is, its formula and its shape, as a tool tip."""
    from nn.explain.glossary import entry

    each = entry(symbol)
    lines = (f"{each.name}  {each.word}", each.meaning, each.formula, f"shape {each.shape}")
    return as_it_is("\n".join(line for line in lines if line))


def _paint(
    painter: QPainter,
    metrics: QFontMetricsF,
    symbols: Sequence[str],
    rooms: Sequence[QRectF],
    align: Qt.AlignmentFlag,
) -> None:
    """Paint the words of some symbols, or their shorter words; nothing where one has no room."""
    all_of = [SYMBOLS[symbol] for symbol in symbols]
    for words in ([each.word for each in all_of], [each.brief or each.word for each in all_of]):
        pairs = list(zip(words, rooms, strict=True))
        if all(metrics.horizontalAdvance(word) <= room.width() for word, room in pairs):
            for word, room in pairs:
                painter.drawText(room, align, word)
            return


def _before(label: Label, bold: QFontMetricsF) -> QRectF:
    """The room to the left of a name that stands to the left of a row."""
    right = label.rect.right() - bold.horizontalAdvance(label.text) - APART
    return QRectF(EDGE, label.rect.top(), right - EDGE, label.rect.height())


def _above(label: Label, width: float, metrics: QFontMetricsF) -> QRectF:
    """The room over a name that stands over a column."""
    rect = label.rect.translated(0, -metrics.height())
    return QRectF(rect.center().x() - width / 2, rect.top(), width, rect.height())
