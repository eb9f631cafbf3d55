"""A matrix to read: coloured cells with their numbers where there is room, and names around."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.pictures.network.numbers import Format, format_for
from app.widgets.cell_map import CellMap
from app.widgets.colour_scale import Scale, rounded_up
from app.widgets.kept_keys import ENTER
from app.widgets.key_table import KeyTable
from app.widgets.theme import INKS, inks_for, tabular, theme_of
from nn.core.arrays import Array

WIDEST = 4.5
"""Heights of a line that a cell with a number is wide at the most."""

SQUARE, ROOM_FOR_LINES = 26.0, 8.0
"""Pixels of a cell without a number at the most, and from where on a line is left between two."""

LOWEST, LOW_ROWS = 14.0, 60.0
"""Pixels of the height of a cell without a number, as far as all rows together are not higher."""

AROUND, BESIDE, EDGE = 4.0, 6.0, 1.0
"""Pixels around a number, on both sides together, beside a name, and around all."""

SMALL = 0.9
"""The size of figures and names to that of other text."""

USUAL_WIDTH = 300


class Numbers(NamedTuple):
    """What a matrix shows.

    Attributes:
        values: shape (rows, columns); NaN in cells that are blank.
        rows: the name of each row; none where nothing is to be named.
        columns: the name of each column, or none.
        scales: one for each column, or one for all.
        whole: the columns whose numbers are all 0 or 1.
    """

    values: Array
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    scales: tuple[Scale, ...]
    whole: frozenset[int] = frozenset()

    def scale(self, column: int) -> Scale:
        """That of a column."""
        return self.scales[column % len(self.scales)]


class _Grid(NamedTuple):
    """Where the cells are, in pixels."""

    left: float
    top: float
    wide: float
    high: float
    numbered: bool

    def cell(self, row: int, column: int) -> QRectF:
        """What a cell covers."""
        x, y = self.left + column * self.wide, self.top + row * self.high
        return QRectF(x, y, self.wide, self.high)


NO_NUMBERS = Numbers(np.full((1, 1), np.nan), (), (), (Scale(1.0),))


class NumberMap(CellMap):
    """Cells in rows, named by mouse and keyboard.

    Signals:
        pointed: the name of the cell under the mouse or the keyboard, "" for none.
        chosen: the row and the column of a cell that was clicked, or at which Enter was pressed.
    """

    KEYS = KeyTable(
        "On a matrix",
        (
            ("Left | Right | Up | Down", "Tell of the next cell."),
            ("Enter", "Choose the cell, as a click does."),
        ),
    )

    pointed = Signal(str)
    chosen = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, ENTER, parent)
        self._take_font()
        self._numbers = NO_NUMBERS
        self._frame: tuple[int, int] | None = None
        self._name_cell: Callable[[int, int], str] | None = None
        self._colours: NDArray[np.uint8] = np.zeros((1, 1, 3), np.uint8)
        self._inks: NDArray[np.intp] = np.zeros((1, 1), np.intp)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_numbers(
        self,
        numbers: Numbers,
        name_cell: Callable[[int, int], str],
        frame: tuple[int, int] | None = None,
    ) -> None:
        """Show a matrix.

        Args:
            numbers: to show.
            name_cell: says what a cell, by row and column, is.
            frame: the row and column of the cell to frame.
        """
        before, self._numbers = self._numbers, numbers
        self._name_cell, self._frame = name_cell, frame
        self._shape = numbers.values.shape[0], numbers.values.shape[1]
        self._colour()
        alike = before.values.shape == numbers.values.shape and before[1:3] == numbers[1:3]
        if not alike:
            self.updateGeometry()
        self._show_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of palette.
        if not hasattr(self, "_inks"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
        elif event.type() == QEvent.Type.FontChange:
            self._take_font()

    @property
    def columns(self) -> int:
        """How many cells stand in a row."""
        return self._shape[1]

    def sizeHint(self) -> QSize:
        return QSize(USUAL_WIDTH, self.heightForWidth(USUAL_WIDTH))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        grid = self._grid(width)
        return math.ceil(grid.top + self._shape[0] * grid.high + EDGE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = self._place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._cursor = place
            self._point()
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self._choose()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, grid = QPainter(self), theme_of(self.palette()), self._grid(self.width())
        rows, columns = self._shape
        wide, high = grid.wide, grid.high
        area = QRectF(grid.left, grid.top, columns * wide, rows * high)
        image = QImage(self._colours.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
        painter.drawImage(area, image)
        painter.setPen(QColor(theme.window))
        if min(wide, high) >= ROOM_FOR_LINES:
            for column in range(1, columns):
                x = round(area.left() + column * wide)
                painter.drawLine(x, round(area.top()), x, round(area.bottom()))
            for row in range(1, rows):
                y = round(area.top() + row * high)
                painter.drawLine(round(area.left()), y, round(area.right()), y)
        painter.setPen(QColor(theme.line))
        painter.drawRect(area)
        painter.setFont(self._font)
        painter.setPen(QColor(theme.muted))
        self._paint_names(painter, grid)
        self._paint_numbers(painter, grid)
        self._paint_frames(painter, self._frame)

    def _paint_names(self, painter: QPainter, grid: _Grid) -> None:
        metrics, numbers, flags = self._metrics, self._numbers, Qt.AlignmentFlag
        high = metrics.height()
        for row in range(0, len(numbers.rows), _every(high, grid.high)):
            middle = grid.cell(row, 0).center().y()
            rect = QRectF(0.0, middle - high / 2, grid.left - BESIDE, high)
            painter.drawText(rect, flags.AlignRight | flags.AlignVCenter, numbers.rows[row])
        longest = max((metrics.horizontalAdvance(each) for each in numbers.columns), default=0.0)
        for column in range(0, len(numbers.columns), _every(longest + BESIDE, grid.wide)):
            middle = grid.cell(0, column).center().x()
            if middle + longest / 2 <= self.width():
                rect = QRectF(middle - longest, 0.0, 2 * longest, grid.top)
                painter.drawText(rect, flags.AlignCenter, numbers.columns[column])

    def _paint_numbers(self, painter: QPainter, grid: _Grid) -> None:
        if not grid.numbered:
            return
        numbers = self._numbers
        for column in range(self._shape[1]):
            form = self._form(column, grid.wide)
            assert form is not None
            values = numbers.values[:, column]
            for row, key in enumerate(form.keys(np.nan_to_num(values)).tolist()):
                if not np.isnan(values[row]):
                    painter.setPen(QColor(INKS[self._inks[row, column]]))
                    cell = grid.cell(row, column)
                    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, form.text(key))

    def _form(self, column: int, wide: float) -> Format | None:
        """How the numbers of a column are written; None where they have no room."""
        width = self._metrics.horizontalAdvance
        scale, whole = self._numbers.scale(column), column in self._numbers.whole
        return format_for(scale, lambda text: width(text) + AROUND <= wide, whole=whole)

    def _grid(self, width: int) -> _Grid:
        """Where the cells are in a width."""
        line, numbers, columns = self._metrics.height(), self._numbers, self._shape[1]
        names = (self._metrics.horizontalAdvance(each) for each in numbers.rows)
        left = EDGE + (max(names) + BESIDE if numbers.rows else 0.0)
        top = EDGE + (line if numbers.columns else 0.0)
        free = (width - left - 2 * EDGE) / columns
        wide = min(WIDEST * line, free)
        if all(self._form(column, wide) for column in range(columns)):
            return _Grid(left, top, wide, line + AROUND, True)
        wide = min(SQUARE, free)
        # A few rows of very many columns are to be pointed at as well.
        return _Grid(left, top, wide, max(wide, min(LOWEST, LOW_ROWS / self._shape[0])), False)

    def _take_font(self) -> None:
        self._font = tabular(self.font(), SMALL)
        self._metrics = QFontMetricsF(self._font)
        self.updateGeometry()

    def _colour(self) -> None:
        theme, numbers = theme_of(self.palette()), self._numbers
        table = theme.colour_table()
        values = np.nan_to_num(numbers.values)
        rows = np.stack(
            [numbers.scale(at).rows(values[:, at]) for at in range(values.shape[1])], axis=1
        )
        ground = QColor(theme.window)
        colours = table[rows]
        colours[np.isnan(numbers.values)] = ground.red(), ground.green(), ground.blue()
        self._colours = np.ascontiguousarray(colours)
        self._inks = np.asarray(inks_for(table), np.intp)[rows]

    def _choose(self) -> None:
        if self._name_cell:
            self.chosen.emit(*self._cursor)

    def _name(self, place: tuple[int, int]) -> str:
        return self._name_cell(*place) if self._name_cell else ""

    def _tell(self, name: str) -> None:
        self.pointed.emit(name)

    def _place_at(self, point: QPointF) -> tuple[int, int] | None:
        grid = self._grid(self.width())
        column = int((point.x() - grid.left) // grid.wide)
        row = int((point.y() - grid.top) // grid.high)
        rows, columns = self._shape
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    def _square(self, place: tuple[int, int]) -> QRectF:
        return self._grid(self.width()).cell(*place)


def _every(needed: float, there_is: float) -> int:
    """Of how many names one has room."""
    return max(1, math.ceil(needed / max(there_is, 0.1) - 1e-9))


def unit_names(letter: str, count: int) -> tuple[str, ...]:
    """The names of units, counted from 1: "x1", "x2"."""
    return tuple(f"{letter}{number}" for number in range(1, count + 1))


def reaching(values: Array) -> Scale:
    """A scale that reaches as far as the largest of some values."""
    return Scale(rounded_up(float(np.abs(values).max())))
