"""The units of the diagram: filled by what they hold, hollow while that is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.pictures.diagram.layout import DiagramLayout
from app.pictures.network.cells import Colours
from app.pictures.network.numbers import Format
from app.pictures.network.picture import NetworkPicture
from app.widgets.theme import Theme, inks_for

BITS = frozenset(("x", "label", "t"))
"""They stand in rounded squares, what is computed in capsules."""

RINGS = ("e1", "e2")
BODIES = ("x", "u1", "a1", "u2", "a2", "label", "t")
WITH_NUMBERS = ("x", "a1", "a2", "label", "t")
"""The beads of the sums are too small for one."""

SUMS = {"a1": "u1", "a2": "u2"}
"""A unit whose activation is not known yet holds the number of its sum."""


Writer = Callable[[QPainter, QRectF, Format, int, int], None]
"""Writes the number with a key into a rectangle, in one of the inks."""


class UnitPainter:
    """Paints units in the colours of a theme.

    Args of the constructor:
        theme: its colours.
        colours: the same, ready to paint with.
    """

    def __init__(self, theme: Theme, colours: Colours) -> None:
        self._colours = colours
        self._ground = QColor(theme.window)
        ground = self._ground.red(), self._ground.green(), self._ground.blue()
        (self._ground_ink,) = inks_for(np.array([ground], np.uint8))
        self._outline = QPen(QColor(theme.frame), 1.0)
        self._none = QPen(Qt.PenStyle.NoPen)

    def paint(
        self,
        painter: QPainter,
        layout: DiagramLayout,
        picture: NetworkPicture,
        forms: Mapping[str, Format | None],
        write: Writer,
    ) -> None:
        """Paint all units, and the numbers that have room."""
        self._paint_rings(painter, layout, picture)
        by_row = self._colours.by_row
        painter.setPen(self._outline)
        for symbol in BODIES:
            values, rects = picture.shown.get(symbol), layout.cells[symbol]
            round_by = radius_of(symbol, rects[0])
            if values is None:
                painter.setBrush(self._ground)
                for rect in rects:
                    painter.drawRoundedRect(rect, round_by, round_by)
                continue
            rows = picture.scales[symbol].rows(values).ravel().tolist()
            for rect, row in zip(rects, rows, strict=True):
                painter.setBrush(by_row[row])
                painter.drawRoundedRect(rect, round_by, round_by)
        self._paint_numbers(painter, layout, picture, forms, write)

    def _paint_rings(
        self, painter: QPainter, layout: DiagramLayout, picture: NetworkPicture
    ) -> None:
        """The blame of each unit, around it; the ground, so that no edge is seen through it."""
        half = layout.ring / 2
        for symbol in RINGS:
            values, rects = picture.shown.get(symbol), layout.cells[symbol]
            painter.setBrush(self._ground)
            radius = rects[0].height() / 2 - half
            if values is None:
                painter.setPen(self._none)
                for rect in rects:
                    painter.drawRoundedRect(rect, radius, radius)
                continue
            rows = picture.scales[symbol].rows(values).ravel().tolist()
            for rect, row in zip(rects, rows, strict=True):
                painter.setPen(QPen(self._colours.by_row[row], layout.ring))
                painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)

    def _paint_numbers(
        self,
        painter: QPainter,
        layout: DiagramLayout,
        picture: NetworkPicture,
        forms: Mapping[str, Format | None],
        write: Writer,
    ) -> None:
        for place in WITH_NUMBERS:
            known = place in picture.shown
            symbol = place if known else SUMS.get(place, place)
            form, values = forms.get(symbol), picture.shown.get(symbol)
            if form is None or values is None:
                continue
            keys = form.keys(values).ravel().tolist()
            rows = picture.scales[symbol].rows(values).ravel().tolist()
            for rect, key, row in zip(layout.cells[place], keys, rows, strict=True):
                ink = self._colours.inks[row] if known else self._ground_ink
                write(painter, rect, form, key, ink)


def radius_of(symbol: str, rect: QRectF) -> float:
    """How round the corners of a cell are."""
    return min(4.0, rect.height() / 4) if symbol in BITS else rect.height() / 2
