"""One line of the loss curve, kept as a picture to which only what is new is added."""

from __future__ import annotations

from PySide6.QtCore import QLine, QLineF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRegion

from app.pictures.loss.clipping import Box, clipped
from app.pictures.loss.grid import Grid, Pixels
from app.pictures.loss.segments import groups, levels, segments
from app.widgets.branch_dash import strips
from nn.core.arrays import Array

MOST_EPOCH_LINES = 1500
"""With more epochs in view than this, their averages are drawn as one line."""


class Trace:
    """A series of values, as lines."""

    def __init__(
        self, width: int = 1, start: int = 0, stride: int = 1, dash: tuple[int, ...] = ()
    ) -> None:
        """Draw nothing yet.

        Args:
            width: of the lines, in pixels of the usual size.
            start: the index of the first value that is drawn at all.
            stride: steps from one value to the next. Values further apart than one step are
                averages, and each is a level line, as long as there is room for that.
            dash: pixels of the usual size, from the left, that are drawn and left out in turn.
        """
        self._width, self._start, self._stride, self._dash = width, start, stride, dash
        self._made: tuple[Grid, str] | None = None
        self._bounds: Pixels | None = None
        self._pixmap = QPixmap()
        self._drawn = 0

    def picture(self, series: Array, grid: Grid, colour: str, ratio: float) -> QPixmap:
        """The picture of a series; what was given before is its beginning.

        Args:
            series: the values there are.
            grid: the pixels.
            colour: #rrggbb; opaque, for a line drawn over itself to look even.
            ratio: pixels of the grid in one of the usual size.
        """
        if self._made != (grid, colour):
            self._made, self._drawn = (grid, colour), 0
            self._pixmap = QPixmap(QSize(*grid.size))
            self._pixmap.fill(Qt.GlobalColor.transparent)
            self._bounds = self._groups(grid)
        if len(series) > self._drawn:
            painter = QPainter(self._pixmap)
            if self._dash:
                # By columns: most of a line of single losses are uprights, too short for dashes.
                painter.setClipRegion(self._dashes(grid, ratio))
            lines = self._lines(series, grid, self._bounds, self._drawn)
            self._draw(painter, lines, colour, ratio)
            painter.end()
            self._drawn = len(series)
        return self._pixmap

    def draw(
        self,
        painter: QPainter,
        series: Array,
        grid: Grid,
        colour: str,
        ratio: float,
        inside: Box,
    ) -> None:
        """Draw it elsewhere, by the pixels of the grid, as far as it lies inside of a box."""
        lines = self._lines(series, grid, self._groups(grid), 0)
        self._set_pen(painter, colour, ratio)
        left, top, right, bottom = inside
        for begin, end in strips(self._dash, right, ratio):
            part = clipped(lines, (max(left, begin), top, min(right, end), bottom))
            painter.drawLines([QLineF(*ends) for ends in part.tolist()])

    def _dashes(self, grid: Grid, ratio: float) -> QRegion:
        width, height = grid.size
        region = QRegion()
        for left, right in strips(self._dash, width, ratio):
            region += QRect(round(left), 0, round(right) - round(left), height)
        return region

    def _groups(self, grid: Grid) -> Pixels | None:
        """Which values share a column; None where each is a level line of its own."""
        low, high = grid.borders[0], grid.borders[-1]
        if self._stride > 1 and (high - low) / self._stride <= MOST_EPOCH_LINES:
            return None
        return groups(grid, self._start, self._stride)

    def _lines(self, series: Array, grid: Grid, bounds: Pixels | None, drawn: int) -> Pixels:
        if bounds is None:
            return levels(series, grid, self._stride, drawn)
        return segments(series, grid, bounds, drawn, self._stride)

    def _draw(self, painter: QPainter, lines: Pixels, colour: str, ratio: float) -> None:
        self._set_pen(painter, colour, ratio)
        painter.drawLines([QLine(*ends) for ends in lines.tolist()])

    def _set_pen(self, painter: QPainter, colour: str, ratio: float) -> None:
        painter.setPen(QPen(QColor(colour), max(1, round(self._width * ratio))))
