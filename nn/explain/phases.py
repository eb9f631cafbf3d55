"""One training step in phases, as data: what each reads, what it writes, and its formula."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from nn.core.arrays import Array
from nn.core.step import Step
from nn.core.tasks import task_named
from nn.explain.symbols import SYMBOLS


class Phase(NamedTuple):
    """A part of a step.

    Attributes:
        key: its short name.
        formula: in the notebook's symbols; {target} stands for what the task makes of x.
        explanation: one plain sentence.
        reads: the symbols whose numbers it uses.
        writes: the symbols whose numbers it makes.
    """

    key: str
    formula: str
    explanation: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]

    def formula_for(self, task: str) -> str:
        """The formula as it reads where the network learns a task."""
        return self.formula.replace("{target}", task_named(task).formula)


PHASES: tuple[Phase, ...] = (
    Phase(
        "observation",
        "x,  t = {target}",
        "The next observation: the input bits and the bits that are wanted.",
        (),
        ("x", "t"),
    ),
    Phase(
        "u1",
        "u1 = x · W1",
        "Each hidden unit adds up the weights of the inputs that are 1.",
        ("x", "W1"),
        ("u1",),
    ),
    Phase("a1", "a1 = σ(u1)", "The sigmoid squeezes each sum between 0 and 1.", ("u1",), ("a1",)),
    Phase(
        "u2",
        "u2 = a1 · W2",
        "Each output adds up the hidden activations times their weights.",
        ("a1", "W2"),
        ("u2",),
    ),
    Phase(
        "a2",
        "a2 = σ(u2),  ŷ = a2 > 0.5",
        "Each output's probability of a 1, and the bit it amounts to.",
        ("u2",),
        ("a2", "label"),
    ),
    Phase(
        "loss",
        "loss = −mean(t·log a2 + (1−t)·log(1−a2))",
        "How far the probabilities are from the bits wanted: the mean over the outputs.",
        ("a2", "t"),
        ("loss",),
    ),
    Phase(
        "e2",
        "e2 = a2 − t",
        "The slope of the summed loss, not of its mean: the error of each output.",
        ("a2", "t"),
        ("e2",),
    ),
    Phase(
        "d2",
        "d2 = a1 ⊗ e2",
        "The gradient of each weight in W2: its activation times its error.",
        ("a1", "e2"),
        ("d2",),
    ),
    Phase(
        "e1",
        "e1 = (W2 · e2) ∘ σ′(u1)",
        "The errors go back through W2 to the hidden units.",
        ("W2", "e2", "u1"),
        ("slope1", "e1"),
    ),
    Phase(
        "d1",
        "d1 = x ⊗ e1",
        "The gradient of each weight in W1: its input times its error.",
        ("x", "e1"),
        ("d1",),
    ),
    Phase(
        "update",
        "W1 −= η·d1,  W2 −= η·d2",
        "Every weight moves against its gradient, by the learning rate η.",
        ("W1", "d1", "W2", "d2"),
        ("W1", "W2"),
    ),
)
"""In the notebook's order."""

ALWAYS_KNOWN = frozenset(symbol for symbol, each in SYMBOLS.items() if each.after)
"""The weights: a step begins with those that the step before left."""

OVERLAYS: Mapping[str, str] = {
    symbol: each.overlays for symbol, each in SYMBOLS.items() if each.overlays
}
"""The gradients have the shape of a matrix and are shown in its place."""


def known(phase: int, phases: tuple[Phase, ...] = PHASES) -> frozenset[str]:
    """The symbols whose numbers are known once the phase with this index is done."""
    return ALWAYS_KNOWN.union(*(each.writes for each in phases[: phase + 1]))


def updated(phase: int | None, phases: tuple[Phase, ...] = PHASES) -> frozenset[str]:
    """The weights that are updated once a phase is done; None is the whole step."""
    done = phases if phase is None else phases[: phase + 1]
    return ALWAYS_KNOWN.intersection(symbol for each in done for symbol in each.writes)


def values(step: Step, phase: int | None, phases: tuple[Phase, ...] = PHASES) -> dict[str, Array]:
    """What is known of a step once a phase is done.

    Args:
        step: the step.
        phase: the index of the phase; None is the whole step.
        phases: the table that divides the step.

    Returns:
        The array of each known symbol, of its shape in `Step` (the loss: shape ()). The weights
        are those before the update until the phase that writes them, and then those after it.
    """
    seen = SYMBOLS.keys() if phase is None else known(phase, phases)
    after = updated(phase, phases)
    return {
        symbol: np.asarray(
            getattr(step, SYMBOLS[symbol].after if symbol in after else symbol), np.float64
        )
        for symbol in SYMBOLS
        if symbol in seen
    }


def index_writing(symbol: str, phases: tuple[Phase, ...] = PHASES) -> int:
    """The index of the first phase that writes a symbol.

    Raises:
        KeyError: none does.
    """
    for index, each in enumerate(phases):
        if symbol in each.writes:
            return index
    raise KeyError(symbol)


LOSS_PHASE, UPDATE_PHASE = index_writing("loss"), index_writing("W1")
"""From these phases on the loss is known, and the weights are those after the step."""
