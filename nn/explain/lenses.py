"""What the weight heatmaps can show: the weights, or how they move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from nn.core.arrays import Array
from nn.explain.phases import OVERLAYS, PHASES
from nn.explain.sight import Sight

MATRICES = {matrix: gradient for gradient, matrix in OVERLAYS.items()}
"""The gradient of each matrix of weights."""


class Lens(NamedTuple):
    """One way of looking at W1 and W2.

    Attributes:
        key: its key in `LENSES`.
        title: its name as people read it.
        name: what stands over a matrix, with {} for "W1" or "W2" and {gradient} for "d1" or "d2".
        help: what it shows, one sentence.
        of: the numbers in the place of a matrix, of its shape; None where they are not known.
        is_change: whether the numbers are small and of both signs: gradients and changes by steps.
    """

    key: str
    title: str
    name: str
    help: str
    of: Callable[[Sight, str], Array | None]
    is_change: bool = False

    def name_of(self, matrix: str) -> str:
        """What stands over "W1" or "W2"."""
        return self.name.format(matrix, gradient=MATRICES[matrix])


def _weights(sight: Sight, matrix: str) -> Array | None:
    return sight.values[matrix]


def _gradients(sight: Sight, matrix: str) -> Array | None:
    return sight.values.get(MATRICES[matrix])


def _change_since_start(sight: Sight, matrix: str) -> Array | None:
    start: Array = getattr(sight.draws, matrix)
    return sight.values[matrix] - start


def _change_by_step(sight: Sight, matrix: str) -> Array | None:
    if sight.step is None or not sight.updated:
        return None
    before: Array = getattr(sight.step, matrix)
    after: Array = getattr(sight.step, f"{matrix}_after")
    return after - before


LENSES: Mapping[str, Lens] = {
    lens.key: lens
    for lens in (
        Lens("weights", "Weights", "{}", "The weights in force.", _weights),
        Lens(
            "gradients",
            "Gradients",
            "{gradient}",
            "The gradients of this step: what the loss gains as a weight grows.",
            _gradients,
            is_change=True,
        ),
        Lens(
            "since_start",
            "Change since start",
            "{0} − {0} at step 0",
            "How far each weight has moved since the start of the run.",
            _change_since_start,
        ),
        Lens(
            "by_step",
            "Change by step",
            "Δ{}",
            "How far this step moved each weight.",
            _change_by_step,
            is_change=True,
        ),
    )
}


def lens_of(sight: Sight, lens: Lens, matrix: str) -> Lens:
    """Through which lens a matrix is seen: in the phases that make gradients, these are shown.

    Args:
        sight: what there is to see.
        lens: the one that a person chose.
        matrix: "W1" or "W2".
    """
    if sight.phase is not None:
        making = set(PHASES[sight.phase].writes) & set(OVERLAYS)
        if making and MATRICES[matrix] in sight.values:
            return LENSES["gradients"]
    return lens
