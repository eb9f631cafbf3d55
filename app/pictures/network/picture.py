"""What the picture of the network shows at one moment: arrays laid out as they stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from app.pictures.network.layout import HIDDEN_ROWS, OUTPUT_COLUMNS
from app.widgets.colour_scale import Scale, rounded_up
from nn.core.arrays import Array
from nn.explain.exact_text import rounded
from nn.explain.lenses import MATRICES, Lens, lens_of
from nn.explain.made_of import made_of
from nn.explain.phases import PHASES
from nn.explain.sight import Sight
from nn.explain.symbols import SYMBOLS, Cell, Index, hidden_unit, symbol_name

COLUMN_SYMBOLS = ("x", *(symbol for symbol, _ in OUTPUT_COLUMNS))
WHOLE_NUMBERS = frozenset(("x", "label", "t"))

UNIT = Scale(1.0, lowest=0.0)
"""Bits and probabilities."""

CHANGES = Scale(1.0, decades=5)
"""Gradients, errors and changes fall by three decades in a run: in proportion they would all be
white at its end."""

MOST_AT_START = 1.0
"""The magnitude of an initial weight is below this."""


class NetworkPicture(NamedTuple):
    """Everything that the picture shows.

    Attributes:
        shown: by symbol, two-dimensional as it stands in the picture; absent while not known.
        titles: what stands over W1 and W2, the latter transposed.
        names: the same, as they are.
        short_names: of the two in a legend.
        scales: of every symbol, whether its numbers are known or not.
        reads: the symbols that the phase reads.
        writes: the symbols that the phase writes.
        parts: tells of which cells a cell is made.
        silenced: the hidden units, from 0, that nothing that answers hears; None where none can be
            silenced, as in what is drawn of a recording.
    """

    shown: Mapping[str, Array]
    titles: Mapping[str, str]
    names: Mapping[str, str]
    short_names: Mapping[str, str]
    scales: Mapping[str, Scale]
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    parts: Callable[[Cell], tuple[Cell, ...]] = lambda _: ()
    silenced: frozenset[int] | None = None

    @property
    def legends(self) -> dict[Scale, tuple[str, ...]]:
        """The scales, each with the names of what it colours, in the order of the picture."""
        found: dict[Scale, tuple[str, ...]] = {}
        for symbol in ("W1", "W2", "u1", "u2", "x", "a1", "a2", "label", "t", "e1", "e2"):
            scale = self.scales[symbol]
            name = self.short_names.get(symbol, symbol_name(symbol))
            if name not in found.setdefault(scale, ()):
                found[scale] = (*found[scale], name)
        return dict(sorted(found.items(), key=lambda each: each[0].decades))

    def value(self, symbol: str, index: Index) -> float | None:
        """The number in a cell, None while it is not known."""
        values = self.shown.get(symbol)
        if values is None:
            return None
        if len(index) == 2:
            return float(values[index[1], index[0]] if symbol == "W2" else values[index])
        return float(values.ravel()[index[0]])

    def spoken(self, symbol: str, index: Index) -> str:
        """A cell in words, with its value."""
        name = _cell_name(self.names.get(symbol, symbol), symbol, index)
        value = self.value(symbol, index)
        if self.silenced and hidden_unit((symbol, index)) in self.silenced:
            name = f"{name} (silenced)"
        return f"{name}: not known yet" if value is None else f"{name} = {rounded(value)}"

    def heard(self, symbol: str, index: Index) -> str:
        """The same for the ear: "W1, x1 to h2: 0.529056"."""
        return self.spoken(symbol, index).replace(" → ", " to ").replace(" = ", ": ")


def picture_of(sight: Sight, lens: Lens, silenced: frozenset[int] | None = None) -> NetworkPicture:
    """The picture of a moment.

    Args:
        sight: what there is to see.
        lens: what the two matrices show.
        silenced: the hidden units that are silenced; None where none can be.
    """
    shown: dict[str, Array] = {}
    titles: dict[str, str] = {}
    names: dict[str, str] = {}
    short_names: dict[str, str] = {}
    weights = Scale(rounded_up(sight.largest_weight))
    sums = Scale(rounded_up(sight.largest_sum))
    scales = dict.fromkeys((*HIDDEN_ROWS, *COLUMN_SYMBOLS), UNIT)
    scales |= {"u1": sums, "u2": sums, "e1": CHANGES, "e2": CHANGES}
    for matrix in MATRICES:
        seen = lens_of(sight, lens, matrix)
        values = seen.of(sight, matrix)
        name = names[matrix] = seen.name_of(matrix)
        short_names[matrix] = name if " " not in name else "change"
        if matrix == "W2":
            name = f"({name})ᵀ" if " " in name else f"{name}ᵀ"
            values = None if values is None else values.T
        if values is not None:
            shown[matrix] = values
        titles[matrix] = name
        scales[matrix] = CHANGES if seen.is_change else weights
        if seen.key == "since_start":
            scales[matrix] = Scale(rounded_up(sight.largest_weight + MOST_AT_START))
    for symbol in (*HIDDEN_ROWS, *COLUMN_SYMBOLS):
        known = sight.values.get(symbol)
        if known is not None:
            shown[symbol] = known[None, :] if symbol in HIDDEN_ROWS else known[:, None]
    reads = writes = frozenset[str]()
    if sight.phase is not None:
        phase = PHASES[sight.phase]
        reads, writes = frozenset(phase.reads), frozenset(phase.writes)
    parts = partial(made_of, sight, lens)
    return NetworkPicture(shown, titles, names, short_names, scales, reads, writes, parts, silenced)


def _cell_name(title: str, symbol: str, index: Index) -> str:
    units = SYMBOLS[symbol].units
    if len(index) == 2:
        return f"{title}, {units[0]}{index[0] + 1} → {units[1]}{index[1] + 1}"
    return f"{symbol_name(symbol)} of {units}{index[0] + 1}"
