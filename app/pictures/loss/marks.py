"""Marks on the loss curve: what is worth finding again, and the loss of guessing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.pictures.loss.grid import Grid
from app.widgets.figures import counted
from app.widgets.theme import LIGHT, Theme
from nn.explain.marks import GUESSING, KINDS, LowestLoss, Mark
from nn.run.recording import Recording

SIZE, REACH = 4.0, 7.0
"""Pixels from the middle of a mark to its edge, and to where the mouse still points at it."""

TOP, BELOW = 5.0, 10.0
"""Pixels from the upper edge to the middle of the marks, and on to another of the same place."""

MOST_NAMED = 3
"""So many marks of one place are named one by one."""

APART = 11
"""Marks that would stand closer than so many pixels are one."""

DASH, LABEL_ROOM = 6.0, 120.0
"""Pixels of a dash with its gap, and at the right edge for the name of its line."""

GUESSING_LABEL, LABEL_FLAGS = "ln 2", Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
GUESSING_NAME = "ln 2: the loss of guessing 0.5 everywhere"
LOWEST_NAME = "the lowest loss"

SHAPES = {
    "all right": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "branch": ((-1, -1), (1, 0), (-1, 1)),
    "rate": ((-1, -0.8), (1, -0.8), (0, 1)),
    "weight": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
}
"""Of each kind, around its middle."""


class _Group(NamedTuple):
    """Marks that stand at one place, from what matters most."""

    left: float
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        here = self.marks[0].position
        named = ", ".join(
            each.text + (f" at step {each.position:,}" if each.position != here else "")
            for each in self.marks[:MOST_NAMED]
        )
        more = len(self.marks) - MOST_NAMED
        return named + (f" (and {counted(more, 'more mark')} here)" if more > 0 else "")

    @property
    def drawn(self) -> tuple[tuple[float, Mark], ...]:
        """One of each kind, with its height, below one another."""
        kinds = {each.kind: each for each in reversed(self.marks)}
        drawn = [kinds[kind] for kind in KINDS if kind in kinds]
        return tuple((TOP + place * BELOW, each) for place, each in enumerate(drawn))


class LossMarks(pg.GraphicsObject):
    """Lies over the view box, in its pixels."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__()
        self._box = box
        self._theme = LIGHT
        self._grid: Grid | None = None
        self._marks: tuple[Mark, ...] = ()
        self._groups: list[_Group] = []
        self._recording: Recording | None = None
        self._lowest = LowestLoss()
        self._unknown = range(0)
        self._guessing, self._around = 0.0, QRectF()
        self.setParentItem(box)
        # While it trains only a strip around the playhead is painted again.
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        # Below the losses: no mark hides one.
        self.setZValue(-2)
        box.sigResized.connect(self._on_resized)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._theme = theme
        self.update()

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show other marks, given in the order of their positions."""
        if marks != self._marks:
            self._marks = marks
            self._group()

    def set_grid(self, grid: Grid) -> None:
        """Show another stretch of steps or losses; `grid` is in pixels of the usual size."""
        if grid != self._grid:
            self._grid = grid
            self._place()
            self._group()

    def show_recording(self, recording: Recording, position: int, known: int) -> None:
        """Mark the lowest loss there is by now.

        Args:
            recording: the run.
            position: where the playhead stands.
            known: the last step up to there whose loss is known.
        """
        if recording is not self._recording:
            self._recording, self._lowest = recording, LowestLoss()
            self._around = QRectF()
            self.update()
        before = self._lowest_known
        self._lowest.see(recording.losses)
        self._unknown = range(known + 1, position + 1)
        if before != self._lowest_known:
            self.update(self._around)
            self._place()
            self.update(self._around)

    def at(self, point: QPointF) -> tuple[int | None, str] | None:
        """The position and the name of what is marked at a point of the box; None for nothing.

        What has no position is marked all along the steps.
        """
        if self._grid is None:
            return None
        near = [
            each
            for each in self._groups
            if abs(each.left - point.x()) <= REACH and point.y() <= each.drawn[-1][0] + REACH
        ]
        if near:
            group = min(near, key=lambda each: abs(each.left - point.x()))
            return group.marks[0].position, group.text
        if self._around.contains(point):
            return self._lowest.step, LOWEST_NAME
        row = self._guessing
        if abs(row - point.y()) <= REACH / 2 and self.boundingRect().contains(point):
            return None, GUESSING_NAME
        return None

    def names(self, position: int) -> str:
        """What is marked at a position, "" for nothing."""
        texts = [each.text for each in self._marks if each.position == position]
        if position == self._lowest_known:
            texts.append(LOWEST_NAME)
        return ", ".join(texts)

    def next_position(self, position: int, backwards: bool = False) -> int | None:
        """The position of the next mark after, or before, a position; None if there is none."""
        positions = {each.position for each in self._marks}
        if self._lowest_known is not None:
            positions.add(self._lowest_known)
        if backwards:
            return max((each for each in positions if each < position), default=None)
        return min((each for each in positions if each > position), default=None)

    @property
    def _lowest_known(self) -> int | None:
        """The step with the lowest loss, unless that is what is not known yet in its phase."""
        return None if self._lowest.step in self._unknown else self._lowest.step

    def boundingRect(self) -> QRectF:
        return QRectF(self._box.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._grid is None:
            return
        box, theme, fresh = self.boundingRect(), self._theme, option.exposedRect
        row = self._guessing
        if box.top() <= row <= box.bottom():
            painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
            left = max(box.left(), fresh.left() // DASH * DASH)
            painter.drawLine(QLineF(left, row, min(box.right(), fresh.right() + DASH), row))
            if fresh.right() > box.right() - LABEL_ROOM:
                label, align = self._label(row, painter.fontMetrics().height())
                painter.drawText(label, align, GUESSING_LABEL)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lowest = self._around
        if fresh.intersects(lowest):
            painter.setPen(QPen(QColor(theme.text), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(lowest.center(), SIZE, SIZE)
        painter.setPen(QPen(QColor(theme.window), 1))
        for group in self._groups:
            if not fresh.left() - REACH < group.left < fresh.right() + REACH:
                continue
            for top, mark in group.drawn:
                painter.setBrush(QColor(self._colour(mark)))
                middle = QPointF(group.left, top)
                painter.drawPolygon(
                    QPolygonF([middle + QPointF(x, y) * SIZE for x, y in SHAPES[mark.kind]])
                )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _label(self, row: float, high: float) -> tuple[QRectF, Qt.AlignmentFlag]:
        """Where the name of a line stands: above it, or below where the marks are above."""
        box = self.boundingRect()
        room = QRectF(box.left(), row - 40, box.right() - box.left() - 4, 39)
        if row > box.top() + high + TOP + REACH:
            return room, LABEL_FLAGS
        room.moveTop(row + 2)
        return room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop

    def _colour(self, mark: Mark) -> str:
        if mark.colour is not None:
            return self._theme.branch_colour(mark.colour)
        return self._theme.accent if mark.kind == "all right" else self._theme.text

    def _group(self) -> None:
        """Let marks that would cover each other be one."""
        self.update()
        self._groups = []
        if self._grid is None or not self._marks:
            return
        lefts = self._lefts([each.position for each in self._marks])
        together: list[tuple[float, Mark]] = []
        width, begun = self._box.width(), 0.0
        for left, mark in zip(lefts, self._marks, strict=True):
            if not 0 <= left <= width:
                continue
            if together and left - begun >= APART:
                self._groups.append(self._made(together))
                together = []
            if not together:
                begun = left
            together.append((left, mark))
        if together:
            self._groups.append(self._made(together))

    def _made(self, together: list[tuple[float, Mark]]) -> _Group:
        """One group: the mark that matters most stands for all of them."""
        together = sorted(together, key=lambda each: KINDS.index(each[1].kind))
        return _Group(together[0][0], tuple(mark for _, mark in together))

    def _lefts(self, positions: list[int]) -> list[float]:
        assert self._grid is not None
        least = 1.0 if self._grid.log_steps else 0.0
        columns = self._grid.columns(np.maximum(np.array(positions, np.float64), least))
        return [each + 0.5 for each in columns.tolist()]

    def _row(self, loss: float) -> float:
        assert self._grid is not None
        return float(self._grid.rows(np.array([loss]))[0]) + 0.5

    def _place(self) -> None:
        """Find the places of the two losses that are marked, which are the same in most frames."""
        if self._grid is not None:
            self._guessing, self._around = self._row(GUESSING), self._around_lowest()

    def _around_lowest(self) -> QRectF:
        """Where the lowest loss is marked; nowhere as long as there is none."""
        if self._lowest_known is None or self._grid is None:
            return QRectF()
        (left,) = self._lefts([self._lowest_known])
        reach = QPointF(REACH, REACH)
        # Seen whole, even at an edge.
        edge = SIZE + 1
        row = min(max(self._row(self._lowest.loss), edge), self._box.height() - edge)
        middle = QPointF(left, row)
        return QRectF(middle - reach, middle + reach)

    @Slot()
    def _on_resized(self) -> None:
        self.prepareGeometryChange()
        self._place()
