"""What can be shown of each vector on the map, and how it looks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.pages.truth_cells import Painting
from app.widgets.bit_text import bits_text
from app.widgets.colour_scale import Scale, rounded_up
from app.widgets.theme import Theme
from nn.answers.truth_table import TruthTable
from nn.explain.exact_text import rounded

RIGHT_OR_WRONG, WRONG_BITS, LOSS = "right or wrong", "wrong bits", "loss"


RIGHT = 4
"""Of the stops of the map: the colour of what is right."""


class View(NamedTuple):
    """A way of looking at all vectors.

    Attributes:
        painting: of the cells.
        legend: what the colours and the crosses mean, one line.
    """

    painting: Painting
    legend: str


def view_names(outputs: int) -> tuple[str, ...]:
    """The ways there are, for networks with so many outputs."""
    probabilities = (f"probability of y{number}" for number in range(1, outputs + 1))
    return (RIGHT_OR_WRONG, WRONG_BITS, LOSS, *probabilities)


def view_of(table: TruthTable, index: int, theme: Theme) -> View:
    """Look at the answers in one of the ways of `view_names`, by its index."""
    questions = table.questions
    shape = 2 ** (questions.bits // 2), -1
    wrong, outputs = table.wrong_bits > 0, questions.outputs
    name = view_names(outputs)[index]
    texts = None
    if name == RIGHT_OR_WRONG:
        rows, colours = wrong.astype(np.intp), _ramp(theme, 1)
        legend = "✗ on red: some bit is wrong. Blue: all are right."
    elif name == WRONG_BITS:
        rows, colours, texts = table.wrong_bits, _ramp(theme, outputs), table.wrong_bits
        legend = f"Blue: no bit is wrong; the redder the more, up to {outputs}. ✗: at least one."
    elif name == LOSS:
        limit = rounded_up(float(table.loss.max()))
        rows, colours = Scale(limit).rows(table.loss), theme.colour_table()
        legend = f"Pale: a loss of 0; full blue: {limit:g}. ✗: some bit is wrong."
    else:
        output = index - len(view_names(0))
        chance = table.a2[:, output]
        rows, colours = Scale(0.5).rows(chance - 0.5), theme.colour_table()
        wrong = table.wrong[:, output]
        legend = f"Orange: 0, pale: 0.5, blue: 1. ✗: y{output + 1} is wrong."
    return View(
        Painting(
            rows.reshape(shape),
            colours,
            wrong.reshape(shape),
            None if texts is None else texts.reshape(shape),
        ),
        legend,
    )


def told_of(table: TruthTable, number: int) -> str:
    """What there is to say about a vector, by the number it spells."""
    questions, wrong = table.questions, np.flatnonzero(table.wrong[number])
    outputs = ", ".join(f"y{output + 1}" for output in wrong.tolist())
    answer = f"✗ wrong in {outputs}" if len(wrong) else "✓ right"
    return (
        f"{bits_text(questions.vectors[number])} → {bits_text(table.label[number])}  {answer}; "
        f"loss {rounded(float(table.loss[number]))}"
    )


def _ramp(theme: Theme, steps: int) -> NDArray[np.uint8]:
    """The colours from nothing wrong to all wrong, shape (steps + 1, 3)."""
    right, bad = QColor(theme.map_stops[RIGHT]), QColor(theme.bad)
    start, end = (
        np.array([each.red(), each.green(), each.blue()], np.float64) for each in (right, bad)
    )
    # One wrong bit is to be seen among many outputs as well.
    shares = np.concatenate(([0.0], np.linspace(0.35, 1.0, steps) if steps > 1 else [1.0]))
    ramp: NDArray[np.uint8] = (start + (end - start) * shares[:, None]).round().astype(np.uint8)
    return ramp
