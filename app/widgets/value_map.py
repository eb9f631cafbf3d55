"""A small map of values: a grid of coloured cells, one of them framed, named under the mouse."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.widgets.arrow_keys import ARROW_KEYS
from app.widgets.kept_keys import KeptKeys
from app.widgets.key_table import KeyTable
from app.widgets.theme import theme_of

LARGEST_CELL = 26.0
ROOM_FOR_LINES = 8.0


class ValueMap(QWidget):
    """Cells in rows; colours and names come from the owner.

    Signals:
        pointed: the name of the cell under the mouse or the keyboard, "" for none.
    """

    KEYS = KeyTable(
        "On a map of small cells", (("Left | Right | Up | Down", "Tell of the next cell."),)
    )

    pointed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cursor = 0, 0
        KeptKeys(self, frozenset(ARROW_KEYS))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("Point at a cell, or go through them with the arrow keys")
        self._colours: NDArray[np.uint8] = np.zeros((1, 1, 3), np.uint8)
        self._frame: tuple[int, int] | None = None
        self._name_cell: Callable[[int, int], str] | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_colours(
        self,
        colours: NDArray[np.uint8],
        name_cell: Callable[[int, int], str],
        frame: tuple[int, int] | None = None,
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
        self._name_cell, self._frame = name_cell, frame
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        background = theme_of(self.palette()).window
        colour = QColor(background)
        self._colours[:] = (colour.red(), colour.green(), colour.blue())
        self._name_cell = self._frame = None
        self.pointed.emit("")
        self.update()

    def sizeHint(self) -> QSize:
        rows, columns = self._colours.shape[:2]
        return QSize(300, round(rows * self._cell_for(300 / columns)) + 4)

    def heightForWidth(self, width: int) -> int:
        rows, columns = self._colours.shape[:2]
        height: int = round(rows * self._cell_for(width / columns)) + 4
        return height

    def hasHeightForWidth(self) -> bool:
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area, cell = self._area()
        column = int((event.position().x() - area.left()) // cell)
        row = int((event.position().y() - area.top()) // cell)
        rows, columns = self._colours.shape[:2]
        if 0 <= row < rows and 0 <= column < columns and self._name_cell:
            name = self._name_cell(row, column)
            QToolTip.showText(event.globalPosition().toPoint(), name, self)
            self.pointed.emit(name)
        else:
            QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = ARROW_KEYS.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        rows, columns = self._colours.shape[:2]
        row = min(max(self._cursor[0] + move[0], 0), rows - 1)
        column = min(max(self._cursor[1] + move[1], 0), columns - 1)
        self._cursor = row, column
        self._point()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._point()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _point(self) -> None:
        """Name the cell at which the keyboard stands."""
        rows, columns = self._colours.shape[:2]
        self._cursor = min(self._cursor[0], rows - 1), min(self._cursor[1], columns - 1)
        if self._name_cell:
            name = self._name_cell(*self._cursor)
            self.setAccessibleDescription(name)
            self.pointed.emit(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        area, cell = self._area()
        rows, columns = self._colours.shape[:2]
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
        frames = [(self._frame, QPen(QColor(theme.accent), 2))]
        if self.hasFocus():
            frames.append((self._cursor, QPen(QColor(theme.text), 2)))
        for place, pen in frames:
            if place:
                painter.setPen(pen)
                corner = area.left() + place[1] * cell, area.top() + place[0] * cell
                painter.drawRect(QRectF(*corner, cell, cell))

    def _area(self) -> tuple[QRectF, float]:
        rows, columns = self._colours.shape[:2]
        cell = self._cell_for((self.width() - 3) / columns)
        return QRectF(1, 1, columns * cell, rows * cell), cell

    def _cell_for(self, room: float) -> float:
        return min(LARGEST_CELL, room)
