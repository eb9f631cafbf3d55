"""Where everything stands in the diagram: inputs left, hidden units, outputs and targets right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from app.pictures.network.frame import Flag
from app.pictures.network.layout import MOST_LINES_ABOVE, Label, LegendSize, one_line
from nn.core.arrays import Array
from nn.explain.phases import OVERLAYS
from nn.explain.symbols import Cell

ROOMY_MARGIN, TIGHT_MARGIN, BELOW_HEAD = 14.0, 6.0, 12.0
LEGEND_LINE, HEAD_LINE = 19.0, 19.0
NAME, BESIDE_NAME = 24.0, 7.0
"""Room for the name of a unit, such as x12 or h128, and between the two."""

LARGEST_PITCH = 76.0
"""Pixels from one unit to the next where there is much room."""

TALLEST, LOWEST_WITH_NUMBER, SMALLEST = 34.0, 12.0, 5.0
"""Heights of a unit: the largest, the least one that holds a number, and of a mere dot."""

WIDTH_WITH_NUMBER, WIDTH_OF_BIT, WIDEST_BIT = 50.0, 26.0, 34.0
NARROWEST_GAP = 110.0
"""Pixels that edges cross, at least."""

FINEST, USUAL_PITCH = 0.5, 36.0
"""Times their usual width that edges have at least, and the pitch at which they have it."""

MOST_STRETCHED = 2.0
"""Times the width of the view that an enlarged diagram takes at most: edges need no more."""

MOST_STAGGERED = 8
"""Columns of dots in which very many hidden units stand."""

COLUMNS = ("x", "W1", "u1", "a1", "e1", "W2", "u2", "a2", "e2", "label", "t")
"""What stands where, from left to right; an error is the ring around its unit."""

CAPTIONS = (
    ("input", ("x",)),
    ("hidden", ("u1", "a1", "e1")),
    ("output", ("u2", "a2", "e2")),
    ("", ("label",)),
    ("target", ("t",)),
)
"""The words and the symbols over the columns of units."""


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

    def rect_of(self, cell: Cell) -> QRectF:
        """What a cell covers; of an edge, its middle."""
        symbol, index = OVERLAYS.get(cell[0], cell[0]), cell[1]
        if symbol in self.edges:
            rect = QRectF(0, 0, 16 * self.text, 16 * self.text)
            rect.moveCenter(self.edges[symbol].middle(*index))
            return rect
        return self.cells[symbol][index[0]]

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


def lay_out(
    sizes: tuple[int, int, int],
    width: float,
    height: float,
    zoom: float = 1.0,
    text: float = 1.0,
    legends: LegendSize = one_line,
) -> DiagramLayout:
    """Fit the diagram into `width` × `height` pixels, or as small as it can be.

    Args:
        sizes: inputs, hidden units and outputs.
        width: of the view.
        height: of the view.
        zoom: 1 fits the view, more lets it grow beyond it.
        text: how many times its usual size text has.
        legends: how much room they take.
    """
    margin = ROOMY_MARGIN if height >= 300 * text else TIGHT_MARGIN
    lines, _ = legends(width - 2 * margin)
    legends_height = lines * LEGEND_LINE * text
    below = lines > MOST_LINES_ABOVE
    head_top = margin + (0.0 if below else legends_height)
    units_top = head_top + HEAD_LINE * text + BELOW_HEAD
    around = units_top + margin + (legends_height if below else 0.0)
    free = (height - around) * zoom
    inputs, hidden, outputs = sizes

    fixed, total_width = _Widths(text), width * min(zoom, MOST_STRETCHED)
    columns = next(
        (each for each in range(1, MOST_STAGGERED) if _Units(hidden, free, each, text).fits),
        MOST_STAGGERED,
    )
    units, staggered = (_Units(hidden, free, each, text) for each in (columns, 2))
    if columns == 1 and staggered.has_number and not units.has_number:
        # Numbers are worth a second column, if enough is left for the edges.
        gap = fixed.gap(total_width, staggered, _Units(outputs, free, 1, text))
        units = staggered if gap >= NARROWEST_GAP * text else units
    output = _Units(outputs, free, 1, text, units)
    others = {"x": _Units(inputs, free, 1, text, units), "a2": output}
    needed = max(each.tall for each in (units, *others.values()))
    total_height = max(height, around + needed)
    middle = units_top + max(needed, free) / 2

    gap = max(NARROWEST_GAP * text / 2, fixed.gap(total_width, units, output))
    left = margin + fixed.name
    cells: dict[str, tuple[QRectF, ...]] = {}
    x_rects = others["x"].rects(left, middle, fixed.bit)
    hidden_left = left + fixed.bit + gap
    hidden_right = hidden_left + units.across(fixed.number, fixed.name)
    output_left = hidden_right + gap
    cells["x"] = x_rects
    cells |= units.parts("1", hidden_left, middle, fixed)
    cells |= output.parts("2", output_left, middle, fixed)
    label_left = output_left + output.across(fixed.number, fixed.name) + fixed.between
    target_left = label_left + fixed.bit + fixed.between
    cells["label"] = output.rects(label_left, middle, fixed.bit)
    cells["t"] = output.rects(target_left, middle, fixed.bit)
    right = target_left + fixed.bit + margin + fixed.end

    beyond = fixed.name if units.named else 0.0
    into, out_of = _points(cells["u1"], -1, 0.0), _points(cells["e1"], 1, beyond)
    edges = {
        "W1": _edges(_points(cells["x"], 1, 1.0), into, units, 1),
        "W2": _edges(out_of, _points(cells["u2"], -1, 0.0), units, 0),
    }
    names = [
        *_names("x", cells["x"], others["x"], text, left_of=True),
        *_names("h", cells["e1"], units, text),
        *_names("y", cells["e2"], output, text),
    ]
    captions = _captions(cells, head_top, text)
    legends_top = total_height - margin - legends_height if below else margin
    return DiagramLayout(
        cells,
        edges,
        tuple(names),
        captions,
        QRectF(margin, legends_top, max(width, right) - 2 * margin, legends_height),
        units.ring,
        min(1.0, max(FINEST, units.pitch / USUAL_PITCH)),
        frozenset(
            symbol
            for each, symbols in (
                (units, ("u1", "a1")),
                (output, ("u2", "a2", "label", "t")),
                (others["x"], ("x",)),
            )
            if each.has_number
            for symbol in symbols
        ),
        right,
        total_height,
        text,
    )


class _Widths:
    """What does not depend on the size of the network."""

    def __init__(self, text: float) -> None:
        self.name, self.number = NAME * text + BESIDE_NAME, WIDTH_WITH_NUMBER * text
        self.bit, self.between, self.end = WIDEST_BIT * text, 10.0 * text, 12.0 * text

    def gap(self, width: float, hidden: _Units, outputs: _Units) -> float:
        """What is left for the edges of each matrix."""
        layers = sum(each.across(self.number, self.name) for each in (hidden, outputs))
        beside = 2 * ROOMY_MARGIN + self.name + 3 * self.bit + 2 * self.between + self.end
        return (width - layers - beside) / 2


class _Units:
    """The units of a layer, from top to bottom in one column or staggered in several.

    None is larger than those of another layer that they are to be like.

    Attributes:
        count: how many.
        pitch: from one to the next below it, whichever column that is in.
        height: of a unit.
        ring: how thick the ring around it is.
        bead: diameter of the bead for its sum.
    """

    def __init__(
        self, count: int, free: float, columns: int, text: float, like: _Units | None = None
    ) -> None:
        self.count, self.columns = count, min(columns, count)
        self._pitches = count + self.columns - 1
        self.pitch = min(free / self._pitches, LARGEST_PITCH * text)
        row = self.pitch * self.columns
        self.ring: float = like.ring if like else 3.0 if row >= 26 else 2.0 if row >= 20 else 1.0
        self.fits = row >= SMALLEST + self._around
        if not self.fits and (like is not None or columns == MOST_STAGGERED):
            # What does not fit is scrolled.
            self.pitch = (SMALLEST + self._around) / self.columns
            row = self.pitch * self.columns
        tall = min(row - self._around, TALLEST * text)
        # Of whole pixels, like all that units consist of: so equal ones look alike.
        tall = tall if like is None else min(tall, like.height)
        self.height: float = max(SMALLEST, float(int(tall)))
        self.has_number = self.height >= LOWEST_WITH_NUMBER * text
        self.bead = float(round(min(max(3.0, self.height * 0.4), 12.0)))
        self._text = text

    @property
    def _around(self) -> float:
        """Above and below a unit: a gap, the ring, and half of what is left between two."""
        return 2 * (self.ring + 1.0) + 2.0

    @property
    def named(self) -> bool:
        """Whether their names stand at their right."""
        return self.columns == 1 or self.has_number

    @property
    def tall(self) -> float:
        """How high the layer is."""
        return self.pitch * self._pitches

    def across(self, number: float, name: float) -> float:
        """How wide the layer is, with its names."""
        return self.columns * self._step(number, name)

    def _width(self, number: float) -> float:
        return number if self.has_number else self.height

    def _step(self, number: float, name: float) -> float:
        around = self.bead + 2 * (self.ring + 1.0) + 2.0
        return self._width(number) + around + (name if self.named else 2.0)

    def rects(self, left: float, middle: float, width: float) -> tuple[QRectF, ...]:
        """Units in one column."""
        wide = max(WIDTH_OF_BIT * self._text, self.height) if self.has_number else self.height
        return tuple(
            QRectF(round(left + (width - wide) / 2), y - self.height / 2, wide, self.height)
            for y in self._heights(middle)
        )

    def parts(
        self, layer: str, left: float, middle: float, widths: _Widths
    ) -> dict[str, tuple[QRectF, ...]]:
        """Beads, units, and rings."""
        beads, units, rings = [], [], []
        wide, step = self._width(widths.number), self._step(widths.number, widths.name)
        for unit, y in enumerate(self._heights(middle)):
            start = round(left + (unit % self.columns) * step)
            beads.append(QRectF(start, round(y - self.bead / 2), self.bead, self.bead))
            body = QRectF(
                start + self.bead + self.ring + 2.0, y - self.height / 2, wide, self.height
            )
            units.append(body)
            out = self.ring + 1.0
            rings.append(body.adjusted(-out, -out, out, out))
        return {f"u{layer}": tuple(beads), f"a{layer}": tuple(units), f"e{layer}": tuple(rings)}

    def _heights(self, middle: float) -> list[float]:
        top = middle - self.tall / 2 + self.pitch * self.columns / 2
        even = self.height % 2 / 2
        return [round(top + self.pitch * unit) + even for unit in range(self.count)]


def _points(rects: tuple[QRectF, ...], side: int, beyond: float) -> Array:
    """The middles of the left (-1) or right (1) sides of rectangles, and so far beyond."""
    return np.array(
        [
            ((each.right() if side > 0 else each.left()) + side * beyond, each.center().y())
            for each in rects
        ]
    )


def _edges(starts: Array, ends: Array, units: _Units, hidden: int) -> Edges:
    """Edges that stay outside of the hidden units, however many columns of them there are."""
    if units.columns == 1:
        return Edges(starts, ends, np.empty((0, 4)), hidden)
    at_units = ends if hidden else starts
    beside = at_units.copy()
    beside[:, 0] = at_units[:, 0].min() if hidden else at_units[:, 0].max()
    leads = np.hstack([beside, at_units])
    return Edges(starts, beside, leads, 1) if hidden else Edges(beside, ends, leads, 0)


def _names(
    letter: str, rects: tuple[QRectF, ...], units: _Units, text: float, *, left_of: bool = False
) -> list[Label]:
    if not units.named:
        return []
    row = units.pitch * units.columns
    every = max(1, int(np.ceil(12 * text / row)))
    wide, high = NAME * text, 14 * text
    align = (Flag.AlignRight if left_of else Flag.AlignLeft) | Flag.AlignVCenter
    made = []
    for unit in range(0, units.count, every):
        rect = rects[unit]
        start = rect.left() - wide - BESIDE_NAME if left_of else rect.right() + BESIDE_NAME
        place = QRectF(start, rect.center().y() - high / 2, wide, high)
        made.append(Label(place, f"{letter}{unit + 1}", align))
    return made


def _captions(
    cells: Mapping[str, tuple[QRectF, ...]], top: float, text: float
) -> tuple[Caption, ...]:
    made = []
    for word, symbols in CAPTIONS:
        over = QRectF()
        for symbol in symbols:
            for each in cells[symbol]:
                over = over.united(each)
        rect = QRectF(over.left(), top, over.width(), HEAD_LINE * text)
        made.append(Caption(rect, word, symbols))
    return tuple(made)
