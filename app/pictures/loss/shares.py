"""How much of all is answered right, laid over the loss, with a scale in percent at the right."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.pictures.loss.grid import Grid
from app.widgets.plain_axis import PlainAxis
from app.widgets.theme import LIGHT, Theme
from nn.run.shares_along import Points

PERCENT = (0.0, 104.0)
"""What the scale shows: a line at 100 % is seen whole."""

NAMES = ("% right: — vectors, - - bits", "% right")
COLOUR, FAINT = 5, 90
"""Of the stops of the map; and how opaque of 255 what lies beyond the playhead is."""


class ShareAxis(PlainAxis):
    """The scale in percent, whatever the losses are."""

    def __init__(self) -> None:
        super().__init__("right")
        self.setRange(*PERCENT)

    @Slot()
    def linkedViewChanged(self, view: pg.ViewBox, newRange: object = None) -> None:
        # The base class would show the range of the losses.
        self.picture = None
        self.update()


class ShareLines(pg.GraphicsObject):
    """Two lines over the view box, in its pixels: the vectors, and dashed the bits."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__()
        self._box = box
        self._grid: Grid | None = None
        self._points: Points | None = None
        self._lines: tuple[QPolygonF, QPolygonF] | None = None
        self._known = 0
        self._theme = LIGHT
        self.setParentItem(box)
        self.setZValue(-1.5)
        box.sigResized.connect(self._on_resized)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._theme = theme
        self.update()

    def set_points(self, points: Points | None) -> None:
        """Show what was counted; None for nothing."""
        self._points, self._lines = points, None
        self.update()

    def set_grid(self, grid: Grid) -> None:
        """Show another stretch of steps; `grid` is in pixels of the usual size."""
        if grid != self._grid:
            self._grid, self._lines = grid, None
            self.update()

    def set_known(self, known: int) -> None:
        """Let what comes after a step be faint."""
        if known != self._known:
            self._known = known
            self.update()

    def drawn(self) -> tuple[QPolygonF, QPolygonF]:
        """Where the points of both lines are, in pixels of the box; nowhere if there are none."""
        if self._points is None or self._grid is None:
            return QPolygonF(), QPolygonF()
        if self._lines is None:
            self._lines = self._line(self._points.flawless), self._line(self._points.bits)
        return self._lines

    def boundingRect(self) -> QRectF:
        return QRectF(self._box.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        lines = self.drawn()
        if self._grid is None or lines[0].isEmpty():
            return
        past, future = self.boundingRect(), self.boundingRect()
        edge = float(self._grid.columns(np.array([max(float(self._known), 0.5)]))[0]) + 0.5
        past.setRight(min(max(edge, past.left()), past.right()))
        future.setLeft(past.right())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part, opaque in ((past, 255), (future, FAINT)):
            painter.save()
            painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            colour = QColor(self._theme.map_stops[COLOUR])
            colour.setAlpha(opaque)
            for line, style in zip(
                lines, (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine), strict=True
            ):
                painter.setPen(QPen(colour, 1.6, style))
                painter.drawPolyline(line)
            painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _line(self, percents: NDArray[np.float64]) -> QPolygonF:
        assert self._grid is not None
        assert self._points is not None
        grid = Grid(self._grid.steps, PERCENT, self._grid.size, self._grid.log_steps)
        columns = grid.columns(self._points.positions.astype(np.float64)) + 0.5
        rows = grid.rows(percents) + 0.5
        return QPolygonF([QPointF(x, y) for x, y in zip(columns, rows, strict=True)])

    @Slot()
    def _on_resized(self) -> None:
        self.prepareGeometryChange()
