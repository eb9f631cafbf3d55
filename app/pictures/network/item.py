"""The picture of the network as one item: it keeps what it painted and paints what has changed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPaintEngine, QPainter, QPen

from app.pictures.network.cells import Cells, NumberedCells, PlainCells
from app.pictures.network.figures import Rooms, choose_forms
from app.pictures.network.frame import Frame, frame_of, paint_frame
from app.pictures.network.kept_pixmap import KeptPixmap
from app.pictures.network.layout import HIDDEN_ROWS, Layout
from app.pictures.network.number_stamps import NumberStamps
from app.pictures.network.numbers import Format
from app.pictures.network.picture import NetworkPicture
from app.pictures.network.picture_item import PictureItem
from app.pictures.network.words import symbol_at
from app.widgets.theme import INKS, Theme
from nn.explain.phases import OVERLAYS
from nn.explain.symbols import SYMBOLS, Cell

STRIKE = 1
"""Pixels of the line through the column of a silenced unit."""


class NetworkItem(PictureItem[Layout]):
    """Cells with their numbers, names and scales, and over them the marks of a phase."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._kept = KeptPixmap()
        self._frame: Frame | None = None
        self._cells: dict[str, Cells] = {}
        self._forms: dict[str, Format | None] = {}
        self._stamps: NumberStamps | None = None

    def cell_at(self, point: QPointF) -> Cell | None:
        return self._layout.cell_at(point) if self._layout else None

    def symbol_at(self, point: QPointF) -> str | None:
        if self._layout is None or self._picture is None:
            return None
        return symbol_at(self._layout, self._picture.titles, point)

    def _paint_all(
        self, painter: QPainter, layout: Layout, picture: NetworkPicture, seen: QRect
    ) -> None:
        if painter.paintEngine().type() == QPaintEngine.Type.Raster:
            self._bring_up_to_date(layout, picture, seen, painter.device().devicePixelRatioF())
            self._kept.show(painter)
        else:
            self._draw(painter, layout, picture)
        for unit in picture.silenced or ():
            self._strike(painter, layout, unit)
        # In the order of the symbols, or two frames around one block change places at every start.
        for symbol in SYMBOLS:
            if symbol in picture.reads | picture.writes:
                self._paint_light(painter, layout, symbol, symbol in picture.writes)
        for rect in self._rects_of(layout, self._parts()):
            self._outline(painter, rect, self._theme.accent, 2)
        for cell in self._sources:
            if OVERLAYS.get(cell[0], cell[0]) in layout.blocks:
                self._outline(painter, layout.rect_of(cell), self._theme.text, 2)
        if self._selected:
            self._outline(painter, layout.rect_of(self._selected), self._theme.accent, 3)

    def _strike(self, painter: QPainter, layout: Layout, unit: int) -> None:
        """Veil the column of a silenced unit, and strike it through."""
        whole = QRectF()
        for symbol in ("W1", *HIDDEN_ROWS, "W2"):
            block = layout.blocks[symbol]
            left = block.left + unit * block.cell_width
            column = QRectF(left, block.top, block.cell_width, block.rect.height())
            self._veil(painter, column)
            whole = whole.united(column)
        painter.setPen(QPen(QColor(self._theme.muted), STRIKE))
        x = round(whole.center().x())
        painter.drawLine(QPointF(x, whole.top()), QPointF(x, whole.bottom()))

    def _rects_of(self, layout: Layout, cells: tuple[Cell, ...]) -> list[QRectF]:
        """One rectangle for all cells of each block: they are a row, a column or one alone."""
        rects: dict[str, QRectF] = {}
        for cell in cells:
            symbol = OVERLAYS.get(cell[0], cell[0])
            if symbol in layout.blocks:
                rects[symbol] = rects.get(symbol, QRectF()).united(layout.rect_of(cell))
        return list(rects.values())

    def _forget(self) -> None:
        self._kept.forget()
        super()._forget()

    def _bring_up_to_date(
        self, layout: Layout, picture: NetworkPicture, seen: QRect, ratio: float
    ) -> None:
        frame = frame_of(picture, layout, self.says_keys)
        fits = self._kept.fits(seen, ratio)
        if not fits or frame != self._frame:
            font, forms = choose_forms(_rooms(layout), picture.scales, layout.text)
            if self._stamps is None or not self._stamps.are_for(font, ratio):
                self._stamps, fits = NumberStamps(font, ratio, INKS), False
            # Where a cell ends within a pixel, a number may reach into the cell beside it, which
            # only a full painting puts right.
            whole = ratio.is_integer()
            if fits and whole and forms == self._forms and self._differs_in_scales(frame):
                self._paint_scales(layout, frame, seen)
            else:
                painter = self._kept.begin(seen, ratio, self._theme)
                paint_frame(painter, layout, self._theme, frame)
                painter.end()
                self._cells = {
                    symbol: NumberedCells(block, form, seen, self._colours, self._stamps)
                    if (form := forms[symbol])
                    else PlainCells(block, self._colours)
                    for symbol, block in layout.blocks.items()
                }
            self._frame, self._forms = frame, forms
        painter = self._kept.painter()
        for symbol, values in picture.shown.items():
            self._cells[symbol].paint(painter, values, picture.scales[symbol])
        painter.end()

    def _differs_in_scales(self, frame: Frame) -> bool:
        """Whether nothing else is different from what stands around the cells."""
        return self._frame is not None and self._frame._replace(legends=frame.legends) == frame

    def _paint_scales(self, layout: Layout, frame: Frame, seen: QRect) -> None:
        """Paint the scales in the place of those before; the cells follow by themselves.

        Where text is large or narrow, words reach into the room of the scales, and these out of it
        to the right, where no cells are.
        """
        room = layout.legends.adjusted(-1, 0, 0, 0).toAlignedRect()
        room.setRight(max(room.right(), seen.right()))
        painter = self._kept.painter()
        painter.setClipRect(room)
        painter.fillRect(room, QColor(self._theme.window))
        paint_frame(painter, layout, self._theme, frame, QRectF(room))
        painter.end()

    def _draw(self, painter: QPainter, layout: Layout, picture: NetworkPicture) -> None:
        """Draw all of it from rectangles and texts, where nothing is made of pixels."""
        paint_frame(painter, layout, self._theme, frame_of(picture, layout, self.says_keys))
        font, forms = choose_forms(_rooms(layout), picture.scales, layout.text)
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


def _rooms(layout: Layout) -> Rooms:
    return {
        symbol: (block.cell_width, block.cell_height) for symbol, block in layout.blocks.items()
    }


def _centred(text: str, cell: QRect, metrics: QFontMetricsF) -> QPointF:
    """Where a text begins that stands in the middle of a cell."""
    width, height = round(metrics.horizontalAdvance(text)), round(metrics.height())
    left = cell.left() + (cell.width() - width + 1) // 2
    top = cell.top() + (cell.height() - height + 1) // 2
    return QPointF(left, top + metrics.ascent())
