"""The notebook's symbols as data: what each is in words, what its indexes count, and its cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Index = tuple[int, ...]
"""Where a number stands in its array, each place from 0; () for one number alone."""

Cell = tuple[str, Index]
"""A symbol, and an index of its array."""


class Symbol(NamedTuple):
    """One of the names under which a step holds its numbers.

    Attributes:
        words: what it is, in words.
        units: what each index counts: inputs x, hidden units h, outputs y; "" for one number.
        overlays: the matrix in whose place it is shown, "" if it has a place of its own.
        after: the name under which a step holds it after the update, "" if nothing updates it.
    """

    words: str
    units: str
    overlays: str = ""
    after: str = ""


SYMBOLS: Mapping[str, Symbol] = {
    "x": Symbol("input bit", "x"),
    "t": Symbol("target bit", "y"),
    "u1": Symbol("weighted sum", "h"),
    "a1": Symbol("hidden activation", "h"),
    "slope1": Symbol("slope of the sigmoid", "h"),
    "u2": Symbol("weighted sum", "y"),
    "a2": Symbol("probability of a 1", "y"),
    "label": Symbol("predicted bit", "y"),
    "loss": Symbol("loss of the step", ""),
    "e2": Symbol("output error", "y"),
    "d2": Symbol("gradient of the weight", "hy", overlays="W2"),
    "e1": Symbol("hidden error", "h"),
    "d1": Symbol("gradient of the weight", "xh", overlays="W1"),
    "W1": Symbol("weight", "xh", after="W1_after"),
    "W2": Symbol("weight", "hy", after="W2_after"),
}


def cell_name(symbol: str, index: Index) -> str:
    """A cell's name, counted from 1: "W1[x2,h3]"."""
    places = ",".join(_units(symbol, index))
    return f"{symbol}[{places}]" if places else symbol


def cell_title(symbol: str, index: Index) -> str:
    """What a cell is in words: "weight from x2 to h3"."""
    words, units = SYMBOLS[symbol].words, _units(symbol, index)
    if len(units) == 2:
        return f"{words} from {units[0]} to {units[1]}"
    return f"{words} of {units[0]}" if units else words


def _units(symbol: str, index: Index) -> list[str]:
    return [f"{unit}{at + 1}" for unit, at in zip(SYMBOLS[symbol].units, index, strict=True)]
