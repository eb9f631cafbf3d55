"""What every picture of the network is as an item: a moment, its layout, and what is marked."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.pictures.network.cells import Colours
from app.pictures.network.picture import NetworkPicture
from app.widgets.theme import Theme
from nn.explain.symbols import Cell

VEIL = 170
"""How much of what a silenced unit holds is covered, of 255."""

Placed = TypeVar("Placed")
"""A layout."""


class PictureItem(pg.GraphicsObject, Generic[Placed]):
    """Holds what is to be painted; how that is done is up to each picture.

    Attributes:
        says_keys: whether keys are named that a person may press.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._layout: Placed | None = None
        self._picture: NetworkPicture | None = None
        self._selected: Cell | None = None
        self._sources: tuple[Cell, ...] = ()
        self._seen = QRect()
        self.says_keys = True
        self._theme, self._colours = theme, Colours(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme, self._colours = theme, Colours(theme)
        self._forget()

    def set_layout(self, layout: Placed) -> None:
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
        """Mark the selected cell, and what it is made of."""
        self._selected = cell
        self.update()

    def set_sources(self, cells: tuple[Cell, ...]) -> None:
        """Mark the cells that a term comes from."""
        self._sources = cells
        self.update()

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell at a point."""
        raise NotImplementedError

    def head_at(self, point: QPointF) -> int | None:
        """The hidden unit, from 0, the switch of which is at a point, if it can be silenced."""
        if self._picture is None or self._picture.silenced is None:
            return None
        layout: Any = self._layout
        unit: int | None = layout.head_at(point)
        return unit

    def symbol_at(self, point: QPointF) -> str | None:
        """The symbol whose name stands at a point, if names are explained there."""
        return None

    def boundingRect(self) -> QRectF:
        if self._layout is None:
            return QRectF()
        return QRectF(0, 0, *self._size()).adjusted(-400, -400, 400, 400)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        layout, picture = self._layout, self._picture
        if layout is None or picture is None:
            return
        width, height = self._size()
        seen = QRect(0, 0, round(width) + 1, round(height) + 1).intersected(self._seen)
        if not seen.isEmpty():
            self._paint_all(painter, layout, picture, seen)

    def _paint_all(
        self, painter: QPainter, layout: Placed, picture: NetworkPicture, seen: QRect
    ) -> None:
        raise NotImplementedError

    def _forget(self) -> None:
        """Paint everything anew."""
        self.update()

    def _parts(self) -> tuple[Cell, ...]:
        """What the selected cell is made of."""
        if self._selected is None or self._picture is None:
            return ()
        return self._picture.parts(self._selected)

    def _veil(self, painter: QPainter, rect: QRectF) -> None:
        """Let what a silenced unit holds show only faintly."""
        ground = QColor(self._theme.window)
        ground.setAlpha(VEIL)
        painter.fillRect(rect, ground)

    def _size(self) -> tuple[float, float]:
        layout: Any = self._layout
        return layout.width, layout.height
