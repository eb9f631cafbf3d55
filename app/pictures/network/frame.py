"""What stands around the cells and seldom changes: names, empty cells and the colour scales."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.pictures.network.layout import LEGENDS_WIDTH, Layout
from app.pictures.network.picture import NetworkPicture
from app.widgets.colour_scale import ZERO_ROW, Scale
from app.widgets.theme import Theme
from nn.explain.exact_text import MINUS

LABEL_PIXELS = 11
Flag = Qt.AlignmentFlag


class Frame(NamedTuple):
    """What the frame depends on; two that are equal look alike.

    Attributes:
        titles: what stands over W1 and W2.
        unknown: the symbols whose values are not known yet.
        legends: the scales, with the names of what each colours.
    """

    titles: tuple[str, str]
    unknown: frozenset[str]
    legends: tuple[tuple[Scale, tuple[str, ...]], ...]


def frame_of(picture: NetworkPicture, layout: Layout) -> Frame:
    """The frame of a picture."""
    return Frame(
        (picture.titles["W1"], picture.titles["W2"]),
        frozenset(layout.blocks) - frozenset(picture.shown),
        tuple(picture.legends.items()),
    )


def paint_frame(painter: QPainter, layout: Layout, theme: Theme, frame: Frame) -> None:
    """Paint everything but the cells that have numbers.

    Args:
        painter: on the picture.
        layout: where all stands.
        theme: its colours.
        frame: what to paint.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    plain = QFont(QApplication.font())
    plain.setPixelSize(round(LABEL_PIXELS * layout.text))
    strong = QFont(plain)
    strong.setBold(True)
    text, muted = QColor(theme.text), QColor(theme.muted)
    for label in layout.labels:
        faint = label.symbol in frame.unknown
        painter.setFont(strong if label.symbol else plain)
        painter.setPen(text if label.symbol and not faint else muted)
        painter.drawText(label.rect, label.align, label.text)
    painter.setFont(strong)
    painter.setPen(text)
    for title, rect in zip(frame.titles, layout.titles.values(), strict=True):
        shown = QFontMetricsF(strong).elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Flag.AlignLeft | Flag.AlignVCenter, shown)
    for symbol, block in layout.blocks.items():
        painter.setPen(QColor(theme.line))
        for row in range(block.rows):
            for column in range(block.columns):
                if symbol in frame.unknown and block.has_gaps:
                    painter.drawRect(block.pixels(row, column).adjusted(0, 0, -1, -1))
        outer = block.pixels(0, 0).united(block.pixels(block.rows - 1, block.columns - 1))
        painter.drawRect(outer.adjusted(-1, -1, 0, 0))
    painter.setFont(plain)
    _paint_legends(painter, layout, theme, frame)


def _paint_legends(painter: QPainter, layout: Layout, theme: Theme, frame: Frame) -> None:
    """For each scale its names, its lowest number, its colours and its highest number."""
    metrics, room = QFontMetricsF(painter.font()), layout.legends
    high = metrics.height() + 1
    left, top = room.left(), room.top()
    short = room.width() < LEGENDS_WIDTH * layout.text
    for scale, names in frame.legends:
        parts = _Legend(scale, " ".join(names), metrics, short)
        if left > room.left() and left + parts.width > room.right():
            left, top = room.left(), top + high
        parts.paint(painter, QRectF(left, top, parts.width, high), theme)
        left += parts.width + metrics.horizontalAdvance("00" if short else "0000")


class _Legend:
    """One scale, on one line."""

    def __init__(self, scale: Scale, names: str, metrics: QFontMetricsF, short: bool) -> None:
        one_sided = scale.lowest == 0.0
        self._scale, self._one_sided = scale, one_sided
        self._texts = (
            names,
            "0" if one_sided else f"{MINUS}{scale.limit:g}",
            f"{scale.limit:g}",
            f"log{'' if short else ', from'} 10{_raised(-scale.decades)}" if scale.decades else "",
        )
        self._widths = [metrics.horizontalAdvance(each) for each in self._texts]
        figures = (5 if one_sided else 8) - (3 if short else 0)
        self._bar = metrics.horizontalAdvance("0" * figures)
        self._gap = metrics.horizontalAdvance(" ") + 1
        self.width = sum(self._widths) + self._bar + (5 if scale.decades else 4) * self._gap

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
                painter.drawText(place, Flag.AlignLeft | Flag.AlignVCenter, text)
            else:
                self._paint_bar(painter, place, theme)
            left += width + self._gap

    def _paint_bar(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        height = round(place.height() * 0.6)
        bar = QRectF(
            round(place.left()),
            round(place.center().y() - height / 2),
            round(self._bar),
            height,
        )
        table = theme.colour_table()[ZERO_ROW if self._one_sided else 0 :]
        ramp = np.ascontiguousarray(table[None, :, :])
        count = ramp.shape[1]
        image = QImage(ramp.data, count, 1, 3 * count, QImage.Format.Format_RGB888)
        painter.drawImage(bar, image)
        painter.setPen(QColor(theme.line))
        painter.drawRect(bar)


def _raised(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
