"""One training step with every number in it, under the notebook's names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.core import plain
from nn.core.arrays import Array

Labels = NDArray[np.int64]

TRIED = -1
"""The number, epoch and observation of what is no step of a run: a vector that is tried."""


@dataclass(frozen=True)
class Step:
    """Every number of one training step; all arrays are read-only.

    With n inputs, h hidden units and m outputs:

    Attributes:
        number: 1 for the first step of a run, `TRIED` for what is no step of it.
        epoch: 1 for the first pass over the observations.
        observation: 1 for the first observation.
        task: the name of the task that makes t of x.
        learning_rate: the one this step was made with.
        x: input bits, shape (n,).
        t: target bits, shape (m,).
        u1: x·W1, shape (h,).
        a1: σ(u1), shape (h,).
        slope1: σ'(u1), shape (h,).
        u2: a1·W2, shape (m,).
        a2: σ(u2), the probability of a 1, shape (m,).
        label: 1 where a2 > 0.5, else 0, shape (m,).
        loss: cross-entropy averaged over the outputs.
        e2: a2 - t, derivative of the summed cross-entropy with respect to u2, shape (m,).
        d2: a1 ⊗ e2, its derivative with respect to W2, shape (h, m).
        e1: (W2·e2) ∘ σ'(u1), its derivative with respect to u1, shape (h,).
        d1: x ⊗ e1, its derivative with respect to W1, shape (n, h).
        W1: before the update, shape (n, h).
        W2: before the update, shape (h, m).
        W1_after: W1 - learning_rate·d1.
        W2_after: W2 - learning_rate·d2.
    """

    number: int
    epoch: int
    observation: int
    task: str
    learning_rate: float
    x: Array
    t: Array
    u1: Array
    a1: Array
    slope1: Array
    u2: Array
    a2: Array
    label: Labels
    loss: float
    e2: Array
    d2: Array
    e1: Array
    d1: Array
    W1: Array
    W2: Array
    W1_after: Array
    W2_after: Array

    def __post_init__(self) -> None:
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False


def make_step(
    x: Array,
    t: Array,
    W1: Array,
    W2: Array,
    learning_rate: float,
    *,
    number: int,
    epoch: int,
    observation: int,
    task: str,
) -> Step:
    """Make a step with the formulas of `plain`, and keep every number.

    Args:
        x: input bits, shape (n,).
        t: target bits, shape (m,).
        W1: before the step, shape (n, h).
        W2: before the step, shape (h, m).
        learning_rate: the factor of the gradients.
        number: of the step, from 1, or `TRIED`; so are the next two.
        epoch: from 1.
        observation: from 1.
        task: its name.
    """
    u1, a1, u2, a2 = plain.forward(x, W1, W2)
    loss = plain.loss(u2, a2, t)
    e2, d2, e1, d1 = plain.backward(x, t, u1, a1, a2, W2)
    W1_after, W2_after = plain.update(W1, W2, d1, d2, learning_rate)
    return Step(
        number=number,
        epoch=epoch,
        observation=observation,
        task=task,
        learning_rate=learning_rate,
        x=x.copy(),
        t=t.copy(),
        u1=u1,
        a1=a1,
        slope1=plain.sigmoid_slope(u1),
        u2=u2,
        a2=a2,
        label=labels(a2),
        loss=loss,
        e2=e2,
        d2=d2,
        e1=e1,
        d1=d1,
        W1=W1.copy(),
        W2=W2.copy(),
        W1_after=W1_after,
        W2_after=W2_after,
    )


def labels(a2: Array) -> Labels:
    """Turn probabilities into bits: 1 where a2 > 0.5, else 0; the same shape."""
    return (a2 > 0.5).astype(np.int64)
