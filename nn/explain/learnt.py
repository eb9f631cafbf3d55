"""What a network has learnt, read off its weights: as if it were linear, and where its bias is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.core.arrays import Array, Bits
from nn.core.plain import sigmoid
from nn.core.step import labels
from nn.core.tasks import task_named
from nn.explain.exact_text import rounded

MOST_UNITS = 3
"""The hidden units that are named of those that an effect goes through."""


def product(W1: Array, W2: Array) -> Array:
    """What each input would add to each output if hidden units passed their sums on: W1·W2.

    Args:
        W1: shape (n, h).
        W2: shape (h, m).

    Returns:
        Shape (n, m).
    """
    effects: Array = W1 @ W2
    return effects


def told_of_product(effects: Array) -> str:
    """The product in words: its diagonal, where it has one, and the strongest input of each output.

    Args:
        effects: shape (n, m).
    """
    n, m = effects.shape
    told = []
    if n == m:
        below = int((np.diagonal(effects) < 0.0).sum())
        if below == n:
            told.append("The diagonal is below 0: every input inverts its own output.")
        elif below == 0:
            told.append("The diagonal is nowhere below 0: no input inverts its own output.")
        else:
            are = "is below 0: this input inverts its own output"
            if below > 1:
                are = "are below 0: these inputs invert their own outputs"
            told.append(f"{below} of {n} on the diagonal {are}.")
    strongest = np.abs(effects).argmax(axis=0).tolist()
    if strongest == list(range(n)):
        told.append("The strongest input of every output is its own.")
        return "\n".join(told)
    parts = [
        f"y{output + 1} {'+' if effects[source, output] >= 0.0 else '−'}x{source + 1}"
        for output, source in enumerate(strongest)
    ]
    told.append(f"The strongest input of each output: {', '.join(parts)}.")
    return "\n".join(told)


def told_of_effect(W1: Array, W2: Array, source: int, output: int) -> str:
    """What an input adds to an output, and through which hidden units the largest parts go.

    Args:
        W1: shape (n, h).
        W2: shape (h, m).
        source: the input, from 0.
        output: from 0.
    """
    through = W1[source] * W2[:, output]
    most = np.argsort(-np.abs(through), kind="stable")[:MOST_UNITS].tolist()
    parts = ", ".join(f"h{unit + 1} {rounded(float(through[unit]))}" for unit in most)
    total = rounded(float(through.sum()))
    return f"x{source + 1} → y{output + 1}: {total}; the largest parts go through {parts}"


class Offsets(NamedTuple):
    """What the outputs make of the vector 00…0; all arrays have shape (m,).

    Attributes:
        sums: half the column sums of W2, which are the u2 of that vector.
        probabilities: the a2 of it.
        targets: what the task asks for.
        wrong: where the predicted bit is another one.
    """

    sums: Array
    probabilities: Array
    targets: Bits
    wrong: NDArray[np.bool_]

    @property
    def told(self) -> str:
        """Which outputs are wrong, in words."""
        names = [f"y{output + 1}" for output in np.flatnonzero(self.wrong).tolist()]
        if not names:
            return "The half sums of all outputs have the sign that the task asks for."
        return f"The half sum has the wrong sign for the task in {', '.join(names)}."


def offsets(W2: Array, bits: int, task: str) -> Offsets:
    """What half the column sums of W2 do as a bias.

    Args:
        W2: shape (h, m).
        bits: the number n of inputs.
        task: its name.
    """
    sums: Array = np.dot(np.full(len(W2), 0.5), W2)
    probabilities = sigmoid(sums)
    targets = task_named(task).targets(np.zeros(bits, np.int64))
    return Offsets(sums, probabilities, targets, labels(probabilities) != targets)
