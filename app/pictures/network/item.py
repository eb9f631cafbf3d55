"""The picture of the network as one item: it keeps what it painted and paints what has changed."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem, QWidget

from app.pictures.network.cells import Cells, Colours, NumberedCells, PlainCells
from app.pictures.network.frame import Frame, frame_of, paint_frame
from app.pictures.network.layout import Block, Layout
from app.pictures.network.number_stamps import NumberStamps
from app.pictures.network.numbers import WHOLE, Format, Significant, format_for
from app.pictures.network.picture import WHOLE_NUMBERS, NetworkPicture
from app.widgets.theme import INKS, Theme, tabular
from nn.explain.phases import OVERLAYS
from nn.explain.symbols import SYMBOLS, Cell

SIZES = 9, 11, 14
"""Pixels of the smallest, the usual and the largest figures, where text has its usual size.

Larger figures than the usual ones are written neither at the cost of digits nor where they would
stand close below one another.
"""

ROOMY = 1.6
"""Heights of a figure that are room enough for a cell of large ones."""

BESIDE_FIGURES, BESIDE_MORE, ABOVE_FIGURES = 0.45, 1.0, 3.0
"""Widths of a figure that a number leaves free of its cell, and pixels.

Many figures need more room beside them than few, or the numbers of a row run together.
"""

FEW_FIGURES = 5
"""A sign, a point and three figures."""


class NetworkItem(pg.GraphicsObject):
    """Cells with their numbers, names and scales, and over them the marks of a phase."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layout: Layout | None = None
        self._picture: NetworkPicture | None = None
        self._selected: Cell | None = None
        self._sources: tuple[Cell, ...] = ()
        self._pixmap: QPixmap | None = None
        self._corner = QPoint()
        self._seen = QRect()
        self._frame: Frame | None = None
        self._cells: dict[str, Cells] = {}
        self._stamps: NumberStamps | None = None
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._colours = Colours(theme)
        self._forget()

    def set_layout(self, layout: Layout) -> None:
        """Place everything anew."""
        self.prepareGeometryChange()
        self._layout = layout
        self._forget()

    def set_seen(self, seen: QRect) -> None:
        """Say which part of the picture is going to be painted."""
        self._seen = seen

    def show_picture(self, picture: NetworkPicture | None) -> None:
        """Show the numbers of a moment, or nothing."""
        self._picture = picture
        self.update()

    def set_selected(self, cell: Cell | None) -> None:
        """Frame the selected cell."""
        self._selected = cell
        self.update()

    def set_sources(self, cells: tuple[Cell, ...]) -> None:
        """Frame the cells that a term comes from."""
        self._sources = cells
        self.update()

    def boundingRect(self) -> QRectF:
        if self._layout is None:
            return QRectF()
        return QRectF(0, 0, self._layout.width, self._layout.height).adjusted(-400, -400, 400, 400)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        layout, picture = self._layout, self._picture
        if layout is None or picture is None:
            return
        whole = QRect(0, 0, round(layout.width) + 1, round(layout.height) + 1)
        seen = whole.intersected(self._seen)
        if seen.isEmpty():
            return
        if painter.paintEngine().type() == QPaintEngine.Type.Raster:
            self._bring_up_to_date(layout, picture, seen, painter.device().devicePixelRatioF())
            assert self._pixmap is not None
            painter.drawPixmap(self._corner, self._pixmap)
        else:
            self._draw(painter, layout, picture)
        # In the order of the symbols, or two frames around one block change places at every start.
        for symbol in SYMBOLS:
            if symbol in picture.reads | picture.writes:
                self._paint_light(painter, layout, symbol, symbol in picture.writes)
        for cell in self._sources:
            self._outline(painter, self._rect_of(layout, cell), self._theme.text, 2)
        if self._selected:
            self._outline(painter, self._rect_of(layout, self._selected), self._theme.accent, 3)

    def _forget(self) -> None:
        self._pixmap = None
        self.update()

    def _bring_up_to_date(
        self, layout: Layout, picture: NetworkPicture, seen: QRect, ratio: float
    ) -> None:
        frame = frame_of(picture, layout)
        pixmap = self._pixmap
        if (
            pixmap is None
            or frame != self._frame
            or self._corner != seen.topLeft()
            or pixmap.size() != seen.size() * ratio
            or pixmap.devicePixelRatio() != ratio
        ):
            pixmap = QPixmap(seen.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(self._theme.window))
            self._pixmap, self._frame, self._corner = pixmap, frame, seen.topLeft()
            painter = QPainter(pixmap)
            painter.translate(-seen.topLeft())
            paint_frame(painter, layout, self._theme, frame)
            painter.end()
            font, forms = self._choose_forms(layout, picture)
            if self._stamps is None or not self._stamps.are_for(font, ratio):
                self._stamps = NumberStamps(font, ratio, INKS)
            self._cells = {
                symbol: NumberedCells(block, form, seen, self._colours, self._stamps)
                if (form := forms[symbol])
                else PlainCells(block, self._colours)
                for symbol, block in layout.blocks.items()
            }
        painter = QPainter(pixmap)
        painter.translate(-seen.topLeft())
        for symbol, values in picture.shown.items():
            self._cells[symbol].paint(painter, values, picture.scales[symbol])
        painter.end()

    def _draw(self, painter: QPainter, layout: Layout, picture: NetworkPicture) -> None:
        """Draw all of it from rectangles and texts, where nothing is made of pixels."""
        paint_frame(painter, layout, self._theme, frame_of(picture, layout))
        font, forms = self._choose_forms(layout, picture)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for symbol, values in picture.shown.items():
            block, form = layout.blocks[symbol], forms[symbol]
            rows = picture.scales[symbol].rows(values)
            keys = form.keys(values) if form else rows
            for (row, column), key in np.ndenumerate(keys):
                cell, colour = block.pixels(row, column), int(rows[row, column])
                painter.fillRect(cell, self._colours.by_row[colour])
                if form is not None:
                    text = form.text(int(key))
                    painter.setPen(QColor(INKS[self._colours.inks[colour]]))
                    painter.drawText(_centred(text, cell, metrics), text)

    def _choose_forms(
        self, layout: Layout, picture: NetworkPicture
    ) -> tuple[QFont, dict[str, Format | None]]:
        """Choose the font of the figures, and how the numbers of each block are written."""
        font = tabular(QApplication.font())
        smallest, usual, largest = (round(each * layout.text) for each in SIZES)
        forms = at_usual = self._forms_in(font, usual, layout, picture)
        lowest = min(block.cell_height for block in layout.blocks.values())
        for pixels in range(largest, smallest - 1, -1):
            forms = self._forms_in(font, pixels, layout, picture)
            roomy = QFontMetricsF(font).capHeight() * ROOMY <= lowest
            if all(map(_says_enough, forms.values())) and (
                pixels <= usual or (roomy and forms == at_usual)
            ):
                break
        return font, forms

    def _forms_in(
        self, font: QFont, pixels: int, layout: Layout, picture: NetworkPicture
    ) -> dict[str, Format | None]:
        """How the numbers of each block are written in figures of some size, given to the font."""
        font.setPixelSize(pixels)
        metrics = QFontMetricsF(font)
        return {
            symbol: self._form(picture, block, metrics) for symbol, block in layout.blocks.items()
        }

    def _form(self, picture: NetworkPicture, block: Block, metrics: QFontMetricsF) -> Format | None:
        if block.cell_height < metrics.capHeight() + ABOVE_FIGURES:
            return None
        figure = metrics.horizontalAdvance("0")

        scale = picture.scales[block.symbol]

        def fits(text: str) -> bool:
            many = len(text) > FEW_FIGURES and not scale.decades
            beside = BESIDE_MORE if many else BESIDE_FIGURES
            return metrics.horizontalAdvance(text) + figure * beside <= block.cell_width

        return format_for(scale, fits, whole=block.symbol in WHOLE_NUMBERS)

    def _paint_light(self, painter: QPainter, layout: Layout, symbol: str, written: bool) -> None:
        block = layout.blocks.get(OVERLAYS.get(symbol, symbol))
        if block:
            colour = self._theme.accent if written else self._theme.text
            self._outline(painter, block.rect, colour, 3 if written else 2, dashed=not written)

    def _outline(
        self, painter: QPainter, rect: QRectF, colour: str, width: int, dashed: bool = False
    ) -> None:
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def _rect_of(self, layout: Layout, cell: Cell) -> QRectF:
        block = layout.blocks[OVERLAYS.get(cell[0], cell[0])]
        return block.cell(*block.place(cell[1]))


def _centred(text: str, cell: QRect, metrics: QFontMetricsF) -> QPointF:
    """Where a text begins that stands in the middle of a cell."""
    width, height = round(metrics.horizontalAdvance(text)), round(metrics.height())
    left = cell.left() + (cell.width() - width + 1) // 2
    top = cell.top() + (cell.height() - height + 1) // 2
    return QPointF(left, top + metrics.ascent())


def _says_enough(form: Format | None) -> bool:
    """Whether larger figures are not at the cost of what the numbers say."""
    if isinstance(form, Significant):
        return not form.always_raised
    return form is not None and (form == WHOLE or form.count > 0)
