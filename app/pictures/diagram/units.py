"""The units of the diagram: filled by what they hold, hollow while that is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.pictures.diagram.places import DiagramLayout
from app.pictures.diagram.shapes import Look, Shapes
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


HOLLOW = -1
"""In place of a row of the colour table, where a number is not known."""


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
        self._ring = 0.0
        self._shapes = {
            **{symbol: Shapes(self._body) for symbol in BODIES},
            **{symbol: Shapes(self._blame) for symbol in RINGS},
        }

    def paint(
        self,
        painter: QPainter,
        layout: DiagramLayout,
        picture: NetworkPicture,
        forms: Mapping[str, Format | None],
        write: Writer,
    ) -> None:
        """Paint all units, and the numbers that have room."""
        self._ring = layout.ring
        for symbol in (*RINGS, *BODIES):
            values, rects = picture.shown.get(symbol), layout.cells[symbol]
            if values is None and symbol in RINGS:
                continue
            rows = [HOLLOW] * len(rects)
            if values is not None:
                rows = picture.scales[symbol].rows(values).ravel().tolist()
            self._shapes[symbol].draw(painter, rects, radius_of(symbol, rects[0]), rows)
        self._paint_numbers(painter, layout, picture, forms, write)

    def _body(self, row: int) -> Look:
        """How a unit looks: filled by what it holds."""
        return self._outline, self._ground if row == HOLLOW else self._colours.by_row[row]

    def _blame(self, row: int) -> Look:
        """How a ring looks, around the unit whose blame it shows."""
        return QPen(self._colours.by_row[row], self._ring), self._ground

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
