"""Where everything stands in the diagram: inputs left, hidden units, outputs and targets right."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QRectF

from app.pictures.diagram.layer import (
    BESIDE_NAME,
    MOST_STAGGERED,
    NAME,
    ROOMY_MARGIN,
    Layer,
    Widths,
)
from app.pictures.diagram.places import Caption, DiagramLayout, Edges
from app.pictures.network.frame import Flag
from app.pictures.network.layout import MOST_LINES_ABOVE, Label, LegendSize, one_line
from nn.core.arrays import Array

TIGHT_MARGIN, BELOW_HEAD = 6.0, 12.0
LEGEND_LINE, HEAD_LINE = 19.0, 19.0
NARROWEST_GAP = 110.0
"""Pixels that edges cross, at least."""

FINEST, USUAL_PITCH = 0.5, 36.0
"""Times their usual width that edges have at least, and the pitch at which they have it."""

MOST_STRETCHED = 2.0
"""Times the width of the view that an enlarged diagram takes at most: edges need no more."""

CAPTIONS = (
    ("input", ("x",)),
    ("hidden", ("u1", "a1", "e1")),
    ("output", ("u2", "a2", "e2")),
    ("", ("label",)),
    ("target", ("t",)),
)
"""The words and the symbols over the columns of units."""


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

    fixed, total_width = Widths(text), width * min(zoom, MOST_STRETCHED)
    columns = next(
        (each for each in range(1, MOST_STAGGERED) if Layer(hidden, free, each, text).fits),
        MOST_STAGGERED,
    )
    units, staggered = (Layer(hidden, free, each, text) for each in (columns, 2))
    if columns == 1 and staggered.has_number and not units.has_number:
        # Numbers are worth a second column, if enough is left for the edges.
        gap = fixed.gap(total_width, staggered, Layer(outputs, free, 1, text))
        units = staggered if gap >= NARROWEST_GAP * text else units
    output = Layer(outputs, free, 1, text, units)
    others = {"x": Layer(inputs, free, 1, text, units), "a2": output}
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


def _points(rects: tuple[QRectF, ...], side: int, beyond: float) -> Array:
    """The middles of the left (-1) or right (1) sides of rectangles, and so far beyond."""
    return np.array(
        [
            ((each.right() if side > 0 else each.left()) + side * beyond, each.center().y())
            for each in rects
        ]
    )


def _edges(starts: Array, ends: Array, units: Layer, hidden: int) -> Edges:
    """Edges that stay outside of the hidden units, however many columns of them there are."""
    if units.columns == 1:
        return Edges(starts, ends, np.empty((0, 4)), hidden)
    at_units = ends if hidden else starts
    beside = at_units.copy()
    beside[:, 0] = at_units[:, 0].min() if hidden else at_units[:, 0].max()
    leads = np.hstack([beside, at_units])
    return Edges(starts, beside, leads, 1) if hidden else Edges(beside, ends, leads, 0)


def _names(
    letter: str, rects: tuple[QRectF, ...], units: Layer, text: float, *, left_of: bool = False
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
        hidden = unit if letter == "h" else None
        made.append(Label(place, f"{letter}{unit + 1}", align, hidden=hidden))
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
