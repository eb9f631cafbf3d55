"""What is painted over the heatmaps: their frame, the numbers in the cells, and marks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem, QWidget

from app.pictures.network.frame import paint_frame
from app.pictures.network.layout import Block, Layout
from app.pictures.network.number_stamps import NumberStamps
from app.pictures.network.picture import WHOLE_NUMBERS, NetworkPicture
from app.widgets.colour_scale import colour_rows
from app.widgets.figures import cell_text
from app.widgets.theme import tabular, theme_of
from nn.core.arrays import Array
from nn.explain.phases import OVERLAYS
from nn.explain.symbols import SYMBOLS, Cell

ROOM_FOR_NUMBER = (33.0, 13.0)
ROOM_FOR_DIGIT = (11.0, 11.0)
ROOM_FOR_THREE_DECIMALS = 52.0
LIGHT_ENOUGH = 140.0
"""From this brightness (of 255) on, a cell is written on in dark ink."""

LARGEST_LAYER = 4_000_000
"""Pixels; a larger picture (much enlarged cells) is not kept but painted where it is seen."""


class NetworkAnnotations(pg.GraphicsObject):
    """One item for all of it, so that it is quick: sixty times a second, beside the training."""

    def __init__(self) -> None:
        super().__init__()
        self._layout: Layout | None = None
        self._picture: NetworkPicture | None = None
        self._limits: Mapping[str, float] = {}
        self._selected: Cell | None = None
        self._sources: tuple[Cell, ...] = ()
        self._layer: tuple[object, QPixmap] | None = None
        self._stamps: NumberStamps | None = None
        self.set_palette(QApplication.palette())

    def set_palette(self, palette: QPalette) -> None:
        """Use the colours of another palette."""
        self._theme = theme_of(palette)
        # Rec. 709 luma tells whether dark or light ink reads better on a colour.
        luma = self._theme.colour_table() @ np.array([0.2126, 0.7152, 0.0722])
        self._dark_ink = luma > LIGHT_ENOUGH
        self._layer = None
        self.update()

    def set_layout(self, layout: Layout) -> None:
        """Place everything anew."""
        self.prepareGeometryChange()
        self._layout = layout
        self._layer = self._stamps = None
        self.update()

    def show_picture(self, picture: NetworkPicture, limits: Mapping[str, float]) -> None:
        """Write the numbers of a moment; `limits` are the ranges of the scales by key."""
        self._picture, self._limits = picture, limits
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
        ratio = painter.device().devicePixelRatioF()
        self._paint_frame(painter, layout, picture, ratio)
        stamps = self._stamps
        if stamps is None:
            stamps = self._stamps = self._make_stamps(layout, ratio)
        for symbol, values in picture.shown.items():
            self._paint_numbers(painter, stamps, symbol, layout.blocks[symbol], values, widget)
        # In the table's order: where two frames meet, the same one lies above on every run.
        for symbol in SYMBOLS:
            if symbol in picture.reads or symbol in picture.writes:
                self._paint_light(painter, layout, symbol, symbol in picture.writes)
        for cell in self._sources:
            self._outline(painter, self._rect_of(layout, cell), self._theme.text, 2)
        if self._selected:
            self._outline(painter, self._rect_of(layout, self._selected), self._theme.accent, 3)

    def _make_stamps(self, layout: Layout, ratio: float) -> NumberStamps:
        block = layout.blocks["W1"]
        font = tabular(QApplication.font())
        font.setPixelSize(int(min(13.0, max(9.0, block.cell_height * 0.5))))
        return NumberStamps(font, ratio)

    def _paint_frame(
        self, painter: QPainter, layout: Layout, picture: NetworkPicture, ratio: float
    ) -> None:
        unknown = frozenset(layout.blocks) - frozenset(picture.shown)
        limit = self._limits[picture.lens_key]
        given = (layout, self._theme, picture.titles, unknown, limit)
        if layout.width * layout.height * ratio * ratio > LARGEST_LAYER:
            paint_frame(painter, *given)
            return
        key = (tuple(picture.titles.values()), unknown, limit, ratio)
        if self._layer is None or self._layer[0] != key:
            layer = QPixmap(round(layout.width * ratio) + 1, round(layout.height * ratio) + 1)
            layer.setDevicePixelRatio(ratio)
            layer.fill(Qt.GlobalColor.transparent)
            layer_painter = QPainter(layer)
            paint_frame(layer_painter, *given)
            layer_painter.end()
            self._layer = key, layer
        painter.drawPixmap(0, 0, self._layer[1])

    def _paint_numbers(
        self,
        painter: QPainter,
        stamps: NumberStamps,
        symbol: str,
        block: Block,
        values: Array,
        widget: QWidget | None,
    ) -> None:
        whole = symbol in WHOLE_NUMBERS
        need = ROOM_FOR_DIGIT if whole else ROOM_FOR_NUMBER
        if block.cell_width < need[0] or block.cell_height < need[1]:
            return
        assert self._picture is not None
        decimals = 0 if whole else 3 if block.cell_width >= ROOM_FOR_THREE_DECIMALS else 2
        limit = self._limits.get(self._picture.scale_of(symbol), 1.0)
        first, last = self._columns_in_sight(block, widget)
        inks = self._dark_ink[colour_rows(values, limit)][:, first:last].tolist()
        y = block.top + block.cell_height / 2
        draw, width = stamps.draw, block.cell_width
        for row, row_of_inks in zip(values[:, first:last].tolist(), inks, strict=True):
            x = block.left + (first + 0.5) * width
            for value, ink in zip(row, row_of_inks, strict=True):
                draw(painter, x, y, cell_text(value, decimals), ink)
                x += width
            y += block.cell_height

    def _columns_in_sight(self, block: Block, widget: QWidget | None) -> tuple[int, int]:
        """From and up to which column the block is not scrolled away."""
        if widget is None or not widget.isVisible():
            return 0, block.columns
        seen = widget.visibleRegion().boundingRect()
        first = int((seen.left() - block.left) // block.cell_width)
        last = int((seen.right() - block.left) // block.cell_width) + 1
        return min(max(first, 0), block.columns), min(max(last, 0), block.columns)

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
