"""The losses, their averages and the playhead as one item of the plot, which draws what is new."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.pictures.loss.grid import Grid
from app.pictures.loss.trace import Trace
from app.widgets.branch_dash import dash_of
from app.widgets.theme import LIGHT, Theme, contrast, mixed
from nn.core.arrays import Array
from nn.run.recording import Recording

DRAWING_RATIO = 8
"""Where nothing is made of pixels, lines end at so many places within one."""

SEEN = 3.02
"""The contrast of WCAG 2 that a line has at least: 3:1, and what rounding may take."""

LONGEST_NAME, HALO = 160, 4
"""Pixels of the name of another branch, and of what is kept free around its letters, twice."""

BESIDE = 3
"""Pixels beside a place that its line may touch."""


class Ghost(NamedTuple):
    """Another branch, drawn faintly and dashed to compare.

    Attributes:
        recording: its steps.
        start: the position at which it is no longer the same as what is shown.
        colour: the number of its colour and of its dashes.
        name: in words.
    """

    recording: Recording
    start: int
    colour: int
    name: str


class LossLines(pg.GraphicsObject):
    """Lies over the view box, in its pixels; the past and the future differ in colour."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__()
        self._box = box
        self._recording: Recording | None = None
        self._ghosts: tuple[tuple[Ghost, Trace], ...] = ()
        self._past, self._future, self._averages = Trace(), Trace(), Trace()
        self._grid: Grid | None = None
        self._fine: tuple[Grid, float, Grid] | None = None
        self._named: tuple[Grid | None, QFont, list[tuple[QRectF, str]]] | None = None
        self._position = self._known = self._length = self._epochs = 0
        self._theme, self._colour = LIGHT, LIGHT.muted
        self.setParentItem(box)
        # While it trains only a strip around the playhead is painted again.
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        # What marks a place lies above the lines.
        self.setZValue(-1)
        box.sigResized.connect(self._on_resized)

    def set_colours(self, theme: Theme, losses: str) -> None:
        """Use the colours of a theme, and for the losses one of them, as #rrggbb."""
        self._theme, self._colour = theme, losses
        self.update()

    def set_ghosts(self, ghosts: tuple[Ghost, ...]) -> None:
        """Draw other branches too."""
        self._ghosts = tuple(
            (each, Trace(start=each.start, dash=dash_of(each.colour))) for each in ghosts
        )
        self._named = None
        self.update()

    def set_grid(self, grid: Grid) -> None:
        """Show another stretch of steps or losses; `grid` is in pixels of the usual size."""
        if grid != self._grid:
            self._grid = grid
            self.update()

    def show_recording(self, recording: Recording, position: int, known: int) -> None:
        """Show the steps there are.

        Args:
            recording: the run.
            position: where the playhead stands.
            known: the last step whose loss is known.
        """
        epochs, per_epoch = len(recording.epoch_averages), recording.settings.observations
        places = [self._position, self._known, self._length, position, known, recording.length]
        if epochs != self._epochs:
            places.append(min(epochs, self._epochs) * per_epoch)
        if recording is not self._recording:
            self._recording = recording
            self._past, self._future = Trace(), Trace()
            self._averages = Trace(width=2, stride=per_epoch)
            self.update()
        self._position, self._known = position, known
        self._length, self._epochs = recording.length, epochs
        left, right = self._left_of(min(places)), self._left_of(max(places))
        changed = QRectF(left - BESIDE, 0, right - left + 2 * BESIDE, self._box.height())
        # What lies beyond is the axis; and to update nothing would be to update everything.
        changed &= self.boundingRect()
        if not changed.isEmpty():
            self.update(changed)

    @property
    def playhead(self) -> float:
        """Where the playhead is drawn, in pixels from the left."""
        return self._left_of(self._position)

    def boundingRect(self) -> QRectF:
        return QRectF(self._box.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        recording, box = self._recording, self.boundingRect()
        if recording is None or self._grid is None or min(self._grid.size) < 1:
            return
        fresh = box & option.exposedRect
        past, future = QRectF(fresh), QRectF(fresh)
        past.setRight(self._left_of(self._known))
        future.setLeft(past.right())
        losses, colour, theme = recording.losses, self._colour, self._theme
        for ghost, trace in self._ghosts:
            other = _faint(theme.branch_colour(ghost.colour), theme.window, 0.55)
            self._paint_trace(painter, trace, ghost.recording.losses, other, fresh)
        if self._known < len(losses):
            faint = _faint(colour, theme.window, 0.35)
            self._paint_trace(painter, self._future, losses, faint, future)
        self._paint_trace(painter, self._past, losses, colour, past)
        self._paint_trace(painter, self._averages, recording.epoch_averages, theme.accent, fresh)
        self._paint_names(painter)
        painter.setPen(QPen(QColor(theme.accent), 1))
        painter.drawLine(QLineF(self.playhead, box.top(), self.playhead, box.bottom()))

    def _paint_trace(
        self, painter: QPainter, trace: Trace, series: Array, colour: str, part: QRectF
    ) -> None:
        """Paint a part of a trace."""
        if part.isEmpty():
            return
        assert self._grid is not None
        of_pixels = painter.paintEngine().type() == QPaintEngine.Type.Raster
        ratio = painter.device().devicePixelRatioF() if of_pixels else DRAWING_RATIO
        grid = self._fine_grid(ratio)
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.scale(1 / ratio, 1 / ratio)
        if of_pixels:
            picture = trace.picture(series, grid, colour, ratio)
            pixels = QRectF(part.topLeft() * ratio, part.bottomRight() * ratio).toAlignedRect()
            pixels &= picture.rect()
            painter.drawPixmap(pixels, picture, pixels)
        else:
            # Not every program that shows a drawing heeds the clipping.
            ends = part.left(), part.top(), part.right(), part.bottom()
            inside = tuple(each * ratio for each in ends)
            trace.draw(painter, series, grid, colour, ratio, inside)
        painter.restore()

    def _paint_names(self, painter: QPainter) -> None:
        """Write at the end of another branch what it is called."""
        font = painter.font()
        if self._named is None or self._named[:2] != (self._grid, font):
            self._named = self._grid, QFont(font), self._name_places(QFontMetricsF(font))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ascent = QFontMetricsF(font).ascent()
        for place, name in self._named[2]:
            letters = QPainterPath()
            letters.addText(place.left(), place.top() + ascent, font, name)
            # The lines that go through it are kept from the letters.
            painter.strokePath(letters, QPen(QColor(self._theme.window), HALO))
            painter.fillPath(letters, QColor(self._theme.text))
        painter.restore()

    def _name_places(self, metrics: QFontMetricsF) -> list[tuple[QRectF, str]]:
        """Where the names of other branches stand; above one another, as far as there is room."""
        grid, found = self._grid, list[tuple[QRectF, str]]()
        assert grid is not None
        box, high, last = self.boundingRect(), metrics.height(), grid.last_step
        for ghost, _ in self._ghosts:
            step = min(len(ghost.recording.losses), last)
            left = self._left_of(step)
            if step <= ghost.start or left < box.left():
                continue
            name = metrics.elidedText(ghost.name, Qt.TextElideMode.ElideRight, LONGEST_NAME)
            wide = metrics.horizontalAdvance(name) + 1
            row = float(grid.rows(ghost.recording.losses[step - 1 : step])[0])
            right = min(max(left, wide), box.right() - BESIDE)
            place = QRectF(right - wide, max(row - high, box.top()), wide, high)
            for other, _ in sorted(found, key=lambda each: -each[0].top()):
                if other.intersects(place):
                    place.moveBottom(other.top())
            if place.top() >= box.top():
                found.append((place, name))
        return found

    def _fine_grid(self, ratio: float) -> Grid:
        """The grid in pixels of the screen: the same object as long as it is the same."""
        assert self._grid is not None
        if self._fine is None or self._fine[:2] != (self._grid, ratio):
            width, height = (round(each * ratio) for each in self._grid.size)
            self._fine = self._grid, ratio, replace(self._grid, size=(width, height))
        return self._fine[2]

    def _left_of(self, step: int) -> float:
        """Where a step is, in pixels; a logarithmic axis begins at the first."""
        if self._grid is None:
            return 0.0
        step = max(step, 1) if self._grid.log_steps else step
        return self._grid.column(step) + 0.5

    @Slot()
    def _on_resized(self) -> None:
        self.prepareGeometryChange()


@cache
def _faint(colour: str, ground: str, least: float) -> str:
    """A colour on its ground, `least` of it or as much as it takes to be seen, opaque.

    Opaque, for a line drawn over itself to look even.
    """
    for percent in range(round(100 * least), 100):
        made = mixed(ground, colour, percent / 100)
        if contrast(made, QColor(ground)) >= SEEN:
            return made.name()
    return colour
