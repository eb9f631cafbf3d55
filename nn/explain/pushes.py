"""What every vector wants: how a step with each of them would move one weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.answers.forward import forward_all
from nn.answers.sample import MOST_BITS, vectors_for
from nn.core.arrays import Array, Bits
from nn.core.plain import sigmoid, sigmoid_slope
from nn.core.step import Step
from nn.core.tasks import task_named
from nn.explain.symbols import Cell


@dataclass(frozen=True)
class Pushes:
    """How each vector would move a weight, with the weights before a step.

    Attributes:
        vectors: the inputs, from the one that wants the weight up the most to the one that wants
            it down the most, shape (count, n).
        complete: whether they are all vectors there are.
        pushes: by how much each would move the weight, -learning rate · gradient, shape (count,).
        own: the index of the step's own vector, None if it is not in the sample.
        own_push: by how much the step's own vector moves the weight.
        moved: the weight after the step minus the weight before it, as they are stored.
    """

    vectors: Bits
    complete: bool
    pushes: Array
    own: int | None
    own_push: float
    moved: float

    @property
    def up(self) -> int:
        """How many vectors want the weight up."""
        return int((self.pushes > 0).sum())

    @property
    def down(self) -> int:
        """How many want it down."""
        return int((self.pushes < 0).sum())

    @property
    def mean(self) -> float:
        """The mean of the pushes: the step that learning from all of them at once would make."""
        return float(self.pushes.mean())


def pushes_of(step: Step, cell: Cell) -> Pushes:
    """What every vector wants of a weight.

    Args:
        step: the step before whose update the vectors are asked.
        cell: of W1 or W2.
    """
    (symbol, index), rate = cell, step.learning_rate
    vectors = vectors_for(len(step.x))
    own_gradient = (step.d1 if symbol == "W1" else step.d2)[index]
    # 0.0 is added because minus nothing would be a push down to the eye.
    pushes = -rate * _gradients(step, cell, vectors) + 0.0
    order = np.argsort(-pushes, kind="stable")
    own = np.flatnonzero((vectors[order] == step.x.astype(np.int64)).all(axis=1))
    before, after = getattr(step, symbol), getattr(step, f"{symbol}_after")
    return Pushes(
        vectors=vectors[order],
        complete=len(step.x) <= MOST_BITS,
        pushes=pushes[order],
        own=int(own[0]) if len(own) else None,
        own_push=float(-rate * own_gradient + 0.0),
        moved=float(after[index] - before[index]),
    )


def _gradients(step: Step, cell: Cell, vectors: Bits) -> Array:
    """The gradient of a weight for every row of `vectors`, shape (count,)."""
    symbol, (row, column) = cell
    u1, a1, u2 = forward_all(vectors, step.W1, step.W2, exactly=False)
    e2: Array = sigmoid(u2) - task_named(step.task).targets(vectors)
    if symbol == "W2":
        gradients: Array = a1[:, row] * e2[:, column]
    else:
        gradients = (
            vectors[:, row] * (e2 * step.W2[column]).sum(axis=1) * sigmoid_slope(u1[:, column])
        )
    return gradients
