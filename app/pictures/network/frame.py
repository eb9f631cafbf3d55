"""What stands around the cells and seldom changes: names, empty cells and the colour scales."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication

from app.pictures.network.heads import paint_heads
from app.pictures.network.layout import Layout
from app.pictures.network.legends import Legends, Named
from app.pictures.network.picture import NetworkPicture
from app.pictures.network.words import paint_beginning, paint_title_word, paint_words
from app.widgets.theme import Theme

LABEL_PIXELS = 11
Flag = Qt.AlignmentFlag


class Frame(NamedTuple):
    """What the frame depends on; two that are equal look alike.

    Attributes:
        titles: what stands over W1 and W2.
        unknown: the symbols whose values are not known yet.
        legends: the scales, with the names of what each colours.
        silenced: the hidden units that are silenced; None where none can be.
        keys: whether it is said before the first step which keys begin.
    """

    titles: tuple[str, str]
    unknown: frozenset[str]
    legends: tuple[Named, ...]
    silenced: frozenset[int] | None = None
    keys: bool = True


def label_font(text: float) -> QFont:
    """What names and legends are written in, where text has so many times its usual size."""
    font = QFont(QApplication.font())
    font.setPixelSize(round(LABEL_PIXELS * text))
    return font


def frame_of(picture: NetworkPicture, layout: Layout, keys: bool = True) -> Frame:
    """The frame of a picture, with or without the keys that begin."""
    return Frame(
        (picture.titles["W1"], picture.titles["W2"]),
        frozenset(layout.blocks) - frozenset(picture.shown),
        tuple(picture.legends.items()),
        picture.silenced,
        keys,
    )


def paint_frame(
    painter: QPainter, layout: Layout, theme: Theme, frame: Frame, within: QRectF | None = None
) -> None:
    """Paint everything but the cells that have numbers.

    Args:
        painter: on the picture.
        layout: where all stands.
        theme: its colours.
        frame: what to paint.
        within: the only part of it that matters; names that do not reach there are left out.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    plain = label_font(layout.text)
    strong = QFont(plain)
    strong.setBold(True)
    text, muted = QColor(theme.text), QColor(theme.muted)
    # Letters may stand out of their room, but not by a whole line.
    line_height = QFontMetricsF(strong).height()
    around = QMarginsF(line_height, line_height, line_height, line_height)

    def matters(rect: QRectF) -> bool:
        return within is None or within.intersects(rect + around)

    labels = [label for label in layout.labels if matters(label.rect)]
    paint_heads(painter, layout, labels, theme, plain, frame.silenced)
    for label in labels:
        if label.hidden is not None:
            continue
        faint = label.symbol in frame.unknown
        painter.setFont(strong if label.symbol else plain)
        painter.setPen(text if label.symbol and not faint else muted)
        painter.drawText(label.rect, label.align, label.text)
    paint_words(painter, layout, theme, plain, strong)
    if "x" in frame.unknown and frame.keys:
        paint_beginning(painter, layout, theme, plain)
    for title, rect in zip(frame.titles, layout.titles.values(), strict=True):
        if not matters(rect):
            continue
        paint_title_word(painter, rect, title, theme, plain, strong)
        painter.setFont(strong)
        painter.setPen(text)
        shown = QFontMetricsF(strong).elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Flag.AlignLeft | Flag.AlignBottom, shown)
    for symbol, block in layout.blocks.items():
        line = QColor(theme.line)
        outer = block.pixels(0, 0).united(block.pixels(block.rows - 1, block.columns - 1))
        painter.setPen(line)
        painter.drawRect(outer.adjusted(-1, -1, 0, 0))
        if symbol in frame.unknown and block.has_gaps:
            painter.fillRect(outer, line)
            for row in range(block.rows):
                for column in range(block.columns):
                    painter.fillRect(block.pixels(row, column), QColor(theme.window))
    painter.setFont(plain)
    Legends(plain).paint(painter, layout.legends, theme, frame.legends)
