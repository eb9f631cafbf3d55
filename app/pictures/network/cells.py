"""The cells of one block: they keep what was painted, and paint what has changed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from app.pictures.network.layout import Block
from app.pictures.network.number_stamps import NumberStamps
from app.pictures.network.numbers import Format
from app.widgets.colour_scale import Scale
from app.widgets.theme import Theme, inks_for
from nn.core.arrays import Array


class Colours:
    """The colours of a theme, ready to paint cells with.

    Attributes:
        by_row: of the rows of the colour table.
        inks: for each of them the index of the ink that reads better on it.
        pixels: the same colours, and as the last one that of the ground, as 0xffrrggbb.
    """

    def __init__(self, theme: Theme) -> None:
        table = theme.colour_table()
        self.by_row = [QColor(*row) for row in table.tolist()]
        self.inks = inks_for(table)
        colours = (*self.by_row, QColor(theme.window))
        self.pixels = np.array([colour.rgb() for colour in colours], np.uint32)


class Painted(NamedTuple):
    """How the cells were painted last.

    Attributes:
        rows: of the colour table, by cell.
        keys: of the numbers, by cell; all 0 where none are written.
    """

    rows: NDArray[np.intp]
    keys: NDArray[np.int64]


class NumberedCells:
    """Cells with a number in each: those whose colour or number has changed are painted.

    Args of the constructor:
        block: where they are.
        form: how the numbers are written.
        seen: the part of the picture that is painted at all.
        colours: of the cells.
        stamps: of the numbers.
    """

    def __init__(
        self, block: Block, form: Format, seen: QRect, colours: Colours, stamps: NumberStamps
    ) -> None:
        self._form, self._colours, self._stamps = form, colours, stamps
        places = [(row, column) for row in range(block.rows) for column in range(block.columns)]
        self._cells = [block.pixels(*place) for place in places]
        self._seen = np.array([cell.intersects(seen) for cell in self._cells])
        self._before: Painted | None = None

    def paint(self, painter: QPainter, values: Array, scale: Scale) -> None:
        """Bring the cells up to date."""
        form, stamps = self._form, self._stamps
        now = Painted(scale.rows(values).ravel(), form.keys(values).ravel())
        changed = self._seen
        if self._before:
            before = self._before
            changed = changed & ((now.rows != before.rows) | (now.keys != before.keys))
        self._before = now
        places = np.flatnonzero(changed)
        cells, colours, inks = self._cells, self._colours.by_row, self._colours.inks
        fill, draw, height = painter.fillRect, painter.drawPixmap, stamps.height
        for place, row, key in zip(
            places.tolist(), now.rows[places].tolist(), now.keys[places].tolist(), strict=True
        ):
            cell, ink = cells[place], inks[row]
            fill(cell, colours[row])
            made = stamps.find(form, key, ink)
            head, tail, width = made or stamps.make(form, key, ink, form.text(key))
            x = cell.left() + (cell.width() - width + 1) // 2
            y = cell.top() + (cell.height() - height + 1) // 2
            draw(x, y, head[0])
            if tail:
                draw(x + head[1], y, tail[0])


class PlainCells:
    """Cells too small for a number, all of them painted as one image if any has changed.

    There are up to thousands of them, and filling one costs as much as fifty pixels of an image.

    Args of the constructor:
        block: where they are.
        colours: of the cells.
    """

    def __init__(self, block: Block, colours: Colours) -> None:
        first, last = block.pixels(0, 0), block.pixels(block.rows - 1, block.columns - 1)
        self._outer = first.united(last)
        self._of_rows = colours.pixels
        self._colours = np.full((block.rows + 1, block.columns + 1), colours.pixels[-1])
        # For each column and row of pixels that of the cells; beyond the last one is the ground.
        self._columns = np.full(self._outer.width(), block.columns)
        self._rows = np.full(self._outer.height(), block.rows)
        for column in range(block.columns):
            cell = block.pixels(0, column).translated(-self._outer.topLeft())
            self._columns[cell.left() : cell.right() + 1] = column
        for row in range(block.rows):
            cell = block.pixels(row, 0).translated(-self._outer.topLeft())
            self._rows[cell.top() : cell.bottom() + 1] = row
        self._before: NDArray[np.intp] | None = None

    def paint(self, painter: QPainter, values: Array, scale: Scale) -> None:
        """Bring the cells up to date."""
        rows = scale.rows(values)
        if self._before is not None and np.array_equal(rows, self._before):
            return
        self._before = rows
        self._colours[:-1, :-1] = self._of_rows[rows]
        pixels = self._colours.take(self._columns, axis=1).take(self._rows, axis=0)
        height, width = pixels.shape
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        painter.drawImage(self._outer, image)


Cells = NumberedCells | PlainCells
