"""One training step with every number in it, under the notebook's names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.core.arrays import Array

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Step:
    """Every number of one training step; all arrays are read-only.

    With n bits and h hidden units:

    Attributes:
        number: 1 for the first step of a run.
        epoch: 1 for the first pass over the observations.
        observation: 1 for the first observation.
        learning_rate: the one this step was made with.
        x: input bits, shape (n,).
        t: target bits, shape (n,).
        u1: x·W1, shape (h,).
        a1: σ(u1), shape (h,).
        slope1: σ'(u1), shape (h,).
        u2: a1·W2, shape (n,).
        a2: σ(u2), the probability of a 1, shape (n,).
        label: 1 where a2 > 0.5, else 0, shape (n,).
        loss: cross-entropy averaged over the outputs.
        e2: a2 - t, derivative of the summed cross-entropy with respect to u2, shape (n,).
        d2: a1 ⊗ e2, its derivative with respect to W2, shape (h, n).
        e1: (W2·e2) ∘ σ'(u1), its derivative with respect to u1, shape (h,).
        d1: x ⊗ e1, its derivative with respect to W1, shape (n, h).
        W1: before the update, shape (n, h).
        W2: before the update, shape (h, n).
        W1_after: W1 - learning_rate·d1.
        W2_after: W2 - learning_rate·d2.
    """

    number: int
    epoch: int
    observation: int
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


def labels(a2: Array) -> Labels:
    """Turn probabilities into bits: 1 where a2 > 0.5, else 0; the same shape."""
    return (a2 > 0.5).astype(np.int64)
