"""A cell for each vector: painted by its pixels, with a cross where something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.widgets.cell_map import CellMap, Spot
from app.widgets.kept_keys import ENTER
from app.widgets.key_table import KeyTable
from app.widgets.theme import INKS, inks_for, tabular, theme_of

ROOM_FOR_LINES, ROOM_FOR_CROSS = 5, 5
"""Pixels of the screen from which on cells are parted by lines, and may have a cross."""

CROSS_INSIDE, CROSS_WIDTH = 0.26, 0.1
"""Of the side of a cell: from its edge to the end of the cross, and the width of its strokes."""


class Painting(NamedTuple):
    """What the cells look like.

    Attributes:
        rows: of `colours`, for each cell, shape (rows, columns).
        colours: red, green and blue, shape (colours, 3).
        crossed: which cells have a cross, shape (rows, columns).
        texts: what stands in each cell that is large enough for it, shape (rows, columns), in
            place of the cross; None for crosses.
    """

    rows: NDArray[np.intp]
    colours: NDArray[np.uint8]
    crossed: NDArray[np.bool_]
    texts: NDArray[np.intp] | None = None


class TruthCells(CellMap):
    """Paints the cells; the mouse and the keyboard name one, a click or Enter chooses it.

    Attributes:
        painting: what is shown; None for nothing.
        frame: the cell that is tried; None for none.

    Signals:
        pointed: the name of the cell under the mouse or the keyboard.
        moved: the keyboard stands at another cell.
        chosen: row and column of a cell.
    """

    KEYS = KeyTable(
        "On the map of all vectors",
        (("Left | Right | Up | Down", "Tell of the next vector."), ("Enter", "Try the vector.")),
    )

    pointed = Signal(str)
    moved = Signal()
    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Map of all vectors", ENTER, parent)
        self.setToolTip("Point at a vector, or go through them with the arrow keys; Enter tries it")
        self.painting: Painting | None = None
        self._name_cell: Callable[[Spot], str] | None = None
        self.frame: Spot | None = None
        self._side = 1

    def show_painting(
        self, painting: Painting, name_cell: Callable[[Spot], str], frame: Spot | None
    ) -> None:
        """Show other cells.

        Args:
            painting: what they look like.
            name_cell: says what a cell is.
            frame: the cell that is tried.
        """
        self.painting, self._name_cell, self.frame = painting, name_cell, frame
        rows, columns = painting.rows.shape
        if (rows, columns) != self._shape:
            self._shape, self._cursor = (rows, columns), (0, 0)
        self._show_anew()

    def clear(self) -> None:
        """Show nothing."""
        self.painting = self._name_cell = self.frame = None
        self._show_anew()

    def set_side(self, side: int) -> None:
        """Let each cell be so many pixels of the screen wide and high."""
        self._side = side
        rows, columns = self._shape
        ratio = self.devicePixelRatioF()
        self.setFixedSize(ceil(columns * side / ratio), ceil(rows * side / ratio))
        self.update()

    @property
    def cursor_square(self) -> QRectF:
        """Where the keyboard stands."""
        return self._square(self._cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in ENTER:
            if self.painting is not None:
                self.chosen.emit(*self._cursor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place and self.painting is not None:
            self._cursor = place
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._point()
            self.chosen.emit(*place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painting = self.painting
        if painting is None:
            return
        painter = QPainter(self)
        cell = self._measure()[1]
        seen, (rows, columns) = event.rect(), self._shape
        top, left = floor(seen.top() / cell), floor(seen.left() / cell)
        part = (
            slice(max(top, 0), min(ceil((seen.bottom() + 1) / cell), rows)),
            slice(max(left, 0), min(ceil((seen.right() + 1) / cell), columns)),
        )
        image = self._image(painting, part)
        painter.drawImage(QPointF(part[1].start * cell, part[0].start * cell), image)
        if self._writes:
            self._write(painter, painting, part)
        self._paint_frames(painter, self.frame)

    @property
    def _writes(self) -> bool:
        """Whether there is room for a figure in a cell."""
        texts = self.painting.texts if self.painting else None
        return texts is not None and self._measure()[1] >= self.fontMetrics().height()

    def _image(self, painting: Painting, part: tuple[slice, slice]) -> QImage:
        """The cells of a part, pixel by pixel of the screen."""
        side = self._side
        rows, crossed = painting.rows[part], painting.crossed[part]
        high, wide = rows.shape
        grounds = _packed(painting.colours)
        cells = np.empty((high, side, wide, side), np.uint32)
        cells[:] = grounds[rows][:, None, :, None]
        if side >= ROOM_FOR_CROSS and crossed.any() and not self._writes:
            y, x = np.nonzero(crossed)
            kinds, kind = np.unique(rows[y, x], return_inverse=True)
            cells[y, :, x] = _crosses(side, painting.colours[kinds])[kind]
        if side >= ROOM_FOR_LINES:
            line = QColor(theme_of(self.palette()).line).rgb()
            cells[:, side - 1] = line
            cells[:, :, :, side - 1] = line
        # A copy, for the image is painted after the array is gone.
        image = QImage(
            cells.data, wide * side, high * side, 4 * wide * side, QImage.Format.Format_RGB32
        ).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def _write(self, painter: QPainter, painting: Painting, part: tuple[slice, slice]) -> None:
        assert painting.texts is not None
        inks = inks_for(painting.colours)
        painter.setFont(tabular(self.font()))
        for row in range(part[0].start, part[0].stop):
            for column in range(part[1].start, part[1].stop):
                painter.setPen(QColor(INKS[inks[painting.rows[row, column]]]))
                text = str(painting.texts[row, column])
                painter.drawText(self._square((row, column)), Qt.AlignmentFlag.AlignCenter, text)

    def _name(self, place: Spot) -> str:
        return self._name_cell(place) if self._name_cell else ""

    def _tell(self, name: str) -> None:
        self.pointed.emit(name)

    def _point(self) -> None:
        super()._point()
        self.moved.emit()

    def _measure(self) -> tuple[QPointF, float]:
        return QPointF(0, 0), self._side / self.devicePixelRatioF()


_INKS = np.array([[0, 0, 0], [255, 255, 255]], np.float64)


def _packed(colours: NDArray[Any]) -> NDArray[np.uint32]:
    """Colours, red, green and blue in a last axis, as single numbers."""
    parts = colours.astype(np.uint32)
    packed = 0xFF << 24 | parts[..., 0] << 16 | parts[..., 1] << 8 | parts[..., 2]
    return packed.astype(np.uint32)


def _crosses(side: int, grounds: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """A cell with a cross on each of some colours, shape (colours, side, side)."""
    inks = _INKS[np.array(inks_for(grounds))][:, None, None]
    ground = grounds[:, None, None].astype(np.float64)
    return _packed((ground + (inks - ground) * _cross(side)[..., None]).round())


@cache
def _cross(side: int) -> NDArray[np.float64]:
    """How much of each pixel of a cell its cross covers, shape (side, side)."""
    # The last row and column may be a line.
    inner = side - 1
    places = np.arange(side) + 0.5 - inner / 2
    x, y = places[None, :], places[:, None]
    reach = inner * (0.5 - CROSS_INSIDE) + 0.5
    half = max(1.0, CROSS_WIDTH * side) / 2
    off = np.minimum(np.abs(x - y), np.abs(x + y)) / np.sqrt(2.0)
    share: NDArray[np.float64] = np.clip(half + 0.5 - off, 0.0, 1.0)
    share[(np.abs(x) > reach) | (np.abs(y) > reach)] = 0.0
    share.flags.writeable = False
    return share
