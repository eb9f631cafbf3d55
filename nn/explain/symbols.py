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
        words: what one of its numbers is, in words.
        units: what each index counts: inputs x, hidden units h, outputs y; "" for one number.
        word: what all of it is, in a word or two, to stand before the symbol.
        meaning: what it says, one sentence.
        overlays: the matrix in whose place it is shown, "" if it has a place of its own.
        after: the name under which a step holds it after the update, "" if nothing updates it.
        brief: a shorter word, where there is little room; "" if `word` is short.
        name: what people read, "" if it is the symbol itself.
    """

    words: str
    units: str
    word: str
    meaning: str
    overlays: str = ""
    after: str = ""
    brief: str = ""
    name: str = ""


SYMBOLS: Mapping[str, Symbol] = {
    "x": Symbol("input bit", "x", "input", "The bits that the network is shown."),
    "t": Symbol("target bit", "y", "target", "The bits that the task wants of the outputs."),
    "u1": Symbol(
        "weighted sum",
        "h",
        "hidden sum",
        "What each hidden unit adds up: the weights of the inputs that are 1.",
        brief="sum",
    ),
    "a1": Symbol(
        "hidden activation",
        "h",
        "activation",
        "How strongly each hidden unit is on: its sum, squeezed between 0 and 1.",
        brief="active",
    ),
    "slope1": Symbol(
        "slope of the sigmoid",
        "h",
        "slope",
        "How much an activation moves if its sum moves a little: most at 0, next to nothing "
        "where the unit is fully on or off.",
        name="σ′(u1)",
    ),
    "u2": Symbol(
        "weighted sum",
        "y",
        "output sum",
        "What each output adds up: the hidden activations times their weights.",
        brief="sum",
    ),
    "a2": Symbol(
        "probability of a 1",
        "y",
        "output",
        "The probability of a 1 that each output states: its sum, squeezed between 0 and 1.",
    ),
    "label": Symbol(
        "predicted bit",
        "y",
        "answer",
        "The bit that an output amounts to: 1 where its probability is above one half.",
        brief="bit",
        name="ŷ",
    ),
    "loss": Symbol(
        "loss of the step",
        "",
        "loss",
        "How far the probabilities are from the targets: the cross-entropy, averaged over the "
        "outputs. 0 is perfect, ln 2 is guessing.",
    ),
    "e2": Symbol(
        "output error",
        "y",
        "error",
        "How much too high each output is, or, below 0, too low.",
    ),
    "d2": Symbol(
        "gradient of the weight",
        "hy",
        "gradients",
        "How the loss of this observation grows with each weight of W2.",
        overlays="W2",
    ),
    "e1": Symbol(
        "hidden error",
        "h",
        "hidden error",
        "How much of the errors each hidden unit is to blame for.",
        brief="error",
    ),
    "d1": Symbol(
        "gradient of the weight",
        "xh",
        "gradients",
        "How the loss of this observation grows with each weight of W1.",
        overlays="W1",
    ),
    "W1": Symbol(
        "weight",
        "xh",
        "weights",
        "How strongly, and with which sign, each input counts for each hidden unit.",
        after="W1_after",
    ),
    "W2": Symbol(
        "weight",
        "hy",
        "weights",
        "How strongly, and with which sign, each hidden unit counts for each output.",
        after="W2_after",
    ),
}


def symbol_name(symbol: str) -> str:
    """What people read: "ŷ" for the label."""
    return SYMBOLS[symbol].name or symbol


def cell_name(symbol: str, index: Index) -> str:
    """A cell's name, counted from 1: "W1[x2,h3]"."""
    name, places = symbol_name(symbol), ",".join(_units(symbol, index))
    if not places:
        return name
    return f"{name[:-1]}[{places}])" if name.endswith(")") else f"{name}[{places}]"


def cell_title(symbol: str, index: Index) -> str:
    """What a cell is in words: "weight from x2 to h3"."""
    words, units = SYMBOLS[symbol].words, _units(symbol, index)
    if len(units) == 2:
        return f"{words} from {units[0]} to {units[1]}"
    return f"{words} of {units[0]}" if units else words


def hidden_unit(cell: Cell) -> int | None:
    """The hidden unit, from 0, that a cell belongs to; None if it belongs to none."""
    symbol, index = cell
    place = SYMBOLS[symbol].units.find("h")
    return index[place] if place >= 0 else None


def _units(symbol: str, index: Index) -> list[str]:
    return [f"{unit}{at + 1}" for unit, at in zip(SYMBOLS[symbol].units, index, strict=True)]
