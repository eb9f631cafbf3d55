"""What stands where in the diagram: what covers a point, and what is next to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from app.pictures.network.layout import Label
from nn.core.arrays import Array
from nn.explain.phases import OVERLAYS
from nn.explain.symbols import Cell

COLUMNS = ("x", "W1", "u1", "a1", "e1", "W2", "u2", "a2", "e2", "label", "t")
"""What stands where, from left to right; an error is the ring around its unit."""


@dataclass(frozen=True)
class Caption:
    """What stands over a column of units.

    Attributes:
        rect: as wide as the column; it stands in the middle.
        word: what the units are, for which there may be no room; or "".
        symbols: what is shown of them.
    """

    rect: QRectF
    word: str
    symbols: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Edges:
    """The edges of one matrix.

    Attributes:
        starts: shape (sources, 2): x and y where the edges of each source begin.
        ends: shape (targets, 2): where those to each target end.
        leads: shape (hidden units, 4): from there to each hidden unit, where these are staggered
            and the edges end beside all of them; else shape (0, 4).
        hidden: which index of the matrix counts the hidden units.
    """

    starts: Array
    ends: Array
    leads: Array
    hidden: int

    def ends_of(self, source: int, target: int) -> tuple[QPointF, QPointF]:
        """The two ends of an edge."""
        return QPointF(*self.starts[source]), QPointF(*self.ends[target])

    def middle(self, source: int, target: int) -> QPointF:
        """The middle of an edge."""
        start, end = self.ends_of(source, target)
        return (start + end) / 2


@dataclass(frozen=True, eq=False)
class DiagramLayout:
    """The whole diagram.

    Attributes:
        cells: what the numbers of each vector cover, by symbol; of an error, ring and unit.
        edges: by matrix.
        names: of the units.
        captions: over the columns of units.
        legends: room for the colour scales.
        ring: how thick a ring is.
        stroke: how many times their usual width edges have.
        with_numbers: the symbols whose cells have room for numbers.
        width: pixels needed.
        height: pixels needed.
        text: how many times its usual size text has.
    """

    cells: Mapping[str, tuple[QRectF, ...]]
    edges: Mapping[str, Edges]
    names: tuple[Label, ...]
    captions: tuple[Caption, ...]
    legends: QRectF
    ring: float
    stroke: float
    with_numbers: frozenset[str]
    width: float
    height: float
    text: float = 1.0

    @property
    def smallest(self) -> tuple[float, float]:
        """Width and height of the smallest unit."""
        units = [self.cells[symbol][0] for symbol in ("a1", "a2")]
        return min(each.width() for each in units), min(each.height() for each in units)

    def rect_of(self, cell: Cell) -> QRectF:
        """What a cell covers; of an edge, its middle."""
        symbol, index = OVERLAYS.get(cell[0], cell[0]), cell[1]
        if symbol in self.edges:
            rect = QRectF(0, 0, 16 * self.text, 16 * self.text)
            rect.moveCenter(self.edges[symbol].middle(*index))
            return rect
        return self.cells[symbol][index[0]]

    def head_at(self, point: QPointF) -> int | None:
        """The hidden unit, from 0, at the name of which a point is."""
        for label in self.names:
            if label.hidden is not None and label.rect.contains(point):
                return label.hidden
        return None

    def head_of(self, unit: int) -> Label | None:
        """The name of a hidden unit, from 0; None where there is no room for it."""
        return next((each for each in self.names if each.hidden == unit), None)

    def unit_at(self, point: QPointF) -> Cell | None:
        """The cell of a vector at a point; inside a ring it is the unit."""
        for symbol in ("x", "u1", "a1", "u2", "a2", "label", "t", "e1", "e2"):
            for unit, rect in enumerate(self.cells[symbol]):
                if rect.contains(point):
                    return symbol, (unit,)
        return None

    def neighbour(self, cell: Cell, rows: int, columns: int) -> Cell | None:
        """The next cell in a direction: along a column, or in the next one at the same height."""
        symbol, index = cell
        if rows:
            *source, unit = index
            count = len(self.cells[_far_end(symbol)])
            return (symbol, (*source, unit + rows)) if 0 <= unit + rows < count else None
        place = COLUMNS.index(symbol) + columns
        if not 0 <= place < len(COLUMNS):
            return None
        there = COLUMNS[place]
        if there in self.edges:
            near, far = ((self.cells[each]) for each in ENDS[there])
            if columns > 0:
                return there, (index[0], _nearest(far, near[index[0]]))
            return there, (_nearest(near, far[index[0]]), index[0])
        if symbol in self.edges:
            return there, (index[1] if columns > 0 else index[0],)
        return there, index


ENDS = {"W1": ("x", "a1"), "W2": ("a1", "a2")}
"""The units that the edges of a matrix join."""


def _far_end(symbol: str) -> str:
    return ENDS[symbol][1] if symbol in ENDS else symbol


def _nearest(rects: tuple[QRectF, ...], to: QRectF) -> int:
    return min(range(len(rects)), key=lambda each: abs(rects[each].center().y() - to.center().y()))
