"""What the weight heatmaps can show: the weights, or how they move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from nn.core.arrays import Array
from nn.core.draws import Draws
from nn.run.recording import Moment

Pair = tuple[Array, Array]


@dataclass(frozen=True)
class Lens:
    """One way of looking at W1 and W2.

    Attributes:
        key: its key in `LENSES`.
        title: its name as people read it.
        symbols: what stands over the two matrices, such as ("d1", "d2").
        help: what it shows, one sentence.
        show: from a moment and the initial draws to arrays of the shapes of W1 and W2.
    """

    key: str
    title: str
    symbols: tuple[str, str]
    help: str
    show: Callable[[Moment, Draws], Pair]


def _weights(moment: Moment, draws: Draws) -> Pair:
    return moment.W1, moment.W2


def _gradients(moment: Moment, draws: Draws) -> Pair:
    if moment.step is None:
        return np.zeros_like(moment.W1), np.zeros_like(moment.W2)
    return moment.step.d1, moment.step.d2


def _change_since_start(moment: Moment, draws: Draws) -> Pair:
    return moment.W1 - draws.W1, moment.W2 - draws.W2


def _change_by_step(moment: Moment, draws: Draws) -> Pair:
    step = moment.step
    if step is None:
        return np.zeros_like(moment.W1), np.zeros_like(moment.W2)
    return step.W1_after - step.W1, step.W2_after - step.W2


LENSES: Mapping[str, Lens] = {
    lens.key: lens
    for lens in (
        Lens("weights", "Weights", ("W1", "W2"), "The weights after the step.", _weights),
        Lens(
            "gradients",
            "Gradients",
            ("d1", "d2"),
            "The gradients of this step: what the loss gains as a weight grows.",
            _gradients,
        ),
        Lens(
            "since_start",
            "Change since start",
            ("W1 − W1 at step 0", "W2 − W2 at step 0"),
            "How far each weight has moved since the start of the run.",
            _change_since_start,
        ),
        Lens(
            "by_step",
            "Change by step",
            ("ΔW1", "ΔW2"),
            "How far this step moved each weight.",
            _change_by_step,
        ),
    )
}
