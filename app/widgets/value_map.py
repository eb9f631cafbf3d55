"""A small map of values: a grid of coloured cells, one of them framed, named under the mouse."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.cell_map import CellMap, Spot
from app.widgets.key_table import KeyTable
from app.widgets.theme import theme_of

LARGEST_CELL = 26.0
ROOM_FOR_LINES = 8.0


class ValueMap(CellMap):
    """Cells in rows; colours and names come from the owner.

    Signals:
        pointed: the name of the cell under the mouse or the keyboard, "" for none.
    """

    KEYS = KeyTable(
        "On a map of small cells", (("Left | Right | Up | Down", "Tell of the next cell."),)
    )

    pointed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, frozenset(), parent)
        self.setToolTip("Point at a cell, or go through them with the arrow keys")
        self._colours: NDArray[np.uint8] = np.zeros((1, 1, 3), np.uint8)
        self._frame: Spot | None = None
        self._name_cell: Callable[[int, int], str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_colours(
        self,
        colours: NDArray[np.uint8],
        name_cell: Callable[[int, int], str],
        frame: Spot | None = None,
    ) -> None:
        """Show a map.

        Args:
            colours: red, green, blue, shape (rows, columns, 3).
            name_cell: says what a cell, by row and column, is.
            frame: the row and column of the cell to frame.
        """
        if colours.shape != self._colours.shape:
            self.updateGeometry()
        self._colours = np.array(colours, order="C")
        self._shape = self._colours.shape[0], self._colours.shape[1]
        self._name_cell, self._frame = name_cell, frame
        self._show_anew()

    def clear(self) -> None:
        """Show nothing."""
        background = theme_of(self.palette()).window
        colour = QColor(background)
        self._colours[:] = (colour.red(), colour.green(), colour.blue())
        self._name_cell = self._frame = None
        self.pointed.emit("")
        self._show_anew()

    def sizeHint(self) -> QSize:
        rows, columns = self._shape
        return QSize(300, round(rows * self._cell_for(300 / columns)) + 4)

    def heightForWidth(self, width: int) -> int:
        rows, columns = self._shape
        height: int = round(rows * self._cell_for(width / columns)) + 4
        return height

    def hasHeightForWidth(self) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        corner, cell = self._measure()
        rows, columns = self._shape
        area = QRectF(corner.x(), corner.y(), columns * cell, rows * cell)
        image = QImage(self._colours.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
        painter.drawImage(area, image)
        if cell >= ROOM_FOR_LINES:
            painter.setPen(QColor(theme.window))
            for column in range(1, columns):
                x = round(area.left() + column * cell)
                painter.drawLine(x, round(area.top()), x, round(area.bottom()))
            for row in range(1, rows):
                y = round(area.top() + row * cell)
                painter.drawLine(round(area.left()), y, round(area.right()), y)
        painter.setPen(QColor(theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        self._paint_frames(painter, self._frame)

    def _name(self, place: Spot) -> str:
        return self._name_cell(*place) if self._name_cell else ""

    def _tell(self, name: str) -> None:
        self.pointed.emit(name)

    def _measure(self) -> tuple[QPointF, float]:
        return QPointF(1, 1), self._cell_for((self.width() - 3) / self._shape[1])

    def _cell_for(self, room: float) -> float:
        return min(LARGEST_CELL, room)
