"""What the picture of the network shows at one moment: arrays laid out as they stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.pictures.network.layout import HIDDEN_ROWS, OUTPUT_COLUMNS
from app.widgets.figures import full_text
from nn.core.arrays import Array
from nn.core.draws import Draws
from nn.explain.lenses import LENSES, Lens
from nn.explain.phases import OVERLAYS, PHASES, Phase, known, updated
from nn.explain.symbols import Index
from nn.run.recording import Moment

COLUMN_SYMBOLS = ("x", *(symbol for symbol, _ in OUTPUT_COLUMNS))
WHOLE_NUMBERS = frozenset(("x", "label", "t"))
WEIGHTED_SUMS = ("u1", "u2")


@dataclass(frozen=True)
class NetworkPicture:
    """Everything that the picture shows.

    Attributes:
        shown: by symbol, two-dimensional as it stands in the picture; absent while not known.
        titles: what stands over W1 and W2.
        lens_key: the scale that W1 and W2 share.
        reads: the symbols that the phase reads.
        writes: the symbols that the phase writes.
    """

    shown: Mapping[str, Array]
    titles: Mapping[str, str]
    lens_key: str
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()

    @property
    def scaled(self) -> Mapping[str, tuple[Array, ...]]:
        """The arrays that determine each scale, by its key."""
        sums = tuple(self.shown[symbol] for symbol in WEIGHTED_SUMS if symbol in self.shown)
        return {self.lens_key: (self.shown["W1"], self.shown["W2"]), "u": sums}

    def scale_of(self, symbol: str) -> str:
        """The key of the scale that colours a symbol; "unit" is fixed from -1 to 1."""
        if symbol in OVERLAYS.values():
            return self.lens_key
        return "u" if symbol in WEIGHTED_SUMS else "unit"

    def spoken(self, symbol: str, index: Index) -> str:
        """A cell in words, with its value."""
        name = _cell_name(self.titles.get(symbol, symbol), symbol, index)
        values = self.shown.get(symbol)
        if values is None:
            return f"{name}: not known yet"
        if symbol == "W2":
            value = values[index[1], index[0]]
        elif symbol == "W1":
            value = values[index]
        else:
            value = values.ravel()[index[0]]
        return f"{name} = {full_text(float(value))}"


def picture_of(moment: Moment, draws: Draws, lens: Lens, phase: int | None) -> NetworkPicture:
    """The picture of a moment.

    Args:
        moment: what there is to see.
        draws: the start of the run.
        lens: what the two matrices show.
        phase: the index of the phase that the step stands in, None for the whole step.
    """
    step = moment.step
    current = PHASES[phase] if phase is not None else None
    if step is not None and not updated(phase):
        moment = Moment(moment.position, step, step.W1, step.W2, step.learning_rate)
    W1, W2 = lens.show(moment, draws)
    titles = {"W1": lens.symbols[0], "W2": _transposed(lens.symbols[1])}
    key = lens.key
    if step is not None and current is not None:
        W1, W2, titles, key = _phase_matrices(current, lens, step.d1, step.d2, W1, W2, titles)
    shown: dict[str, Array] = {"W1": W1, "W2": W2.T}
    if step is not None:
        visible = known(phase) if phase is not None else None
        for symbol in HIDDEN_ROWS:
            if visible is None or symbol in visible:
                shown[symbol] = getattr(step, symbol)[None, :]
        for symbol in COLUMN_SYMBOLS:
            if visible is None or symbol in visible:
                shown[symbol] = getattr(step, symbol)[:, None]
    if current is None:
        return NetworkPicture(shown, titles, key)
    return NetworkPicture(shown, titles, key, frozenset(current.reads), frozenset(current.writes))


def _phase_matrices(
    phase: Phase,
    lens: Lens,
    d1: Array,
    d2: Array,
    W1: Array,
    W2: Array,
    titles: dict[str, str],
) -> tuple[Array, Array, dict[str, str], str]:
    if not {"d1", "d2"} & set(phase.writes):
        return W1, W2, titles, lens.key
    empty_1, empty_2 = np.zeros_like(d1), np.zeros_like(d2)
    return (
        d1 if "d1" in phase.writes else empty_1,
        d2 if "d2" in phase.writes else empty_2,
        {"W1": "d1", "W2": _transposed("d2")},
        LENSES["gradients"].key,
    )


def _transposed(name: str) -> str:
    return f"{name}ᵀ" if " " not in name else f"({name})ᵀ"


def _cell_name(title: str, symbol: str, index: Index) -> str:
    if symbol == "W1":
        return f"{title}, x{index[0] + 1} → h{index[1] + 1}"
    if symbol == "W2":
        return f"{title}, h{index[0] + 1} → y{index[1] + 1}"
    unit = "h" if symbol in HIDDEN_ROWS else ("x" if symbol == "x" else "y")
    return f"{symbol} of {unit}{index[0] + 1}"
