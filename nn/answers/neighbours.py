"""The neighbours of a vector on the hypercube: one bit turned over, and what the answer is then."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nn.answers.validation import Prediction, predict_all
from nn.core.arrays import Array, Bits


class Neighbours(NamedTuple):
    """The answers to a vector and to each vector that differs from it in one bit.

    Attributes:
        here: the answer to the vector itself.
        there: for each input bit, the answer to the vector in which it is turned over.
    """

    here: Prediction
    there: tuple[Prediction, ...]

    @property
    def changes(self) -> Array:
        """By how much each a2 changes when a bit is turned over, shape (n, m)."""
        changes: Array = np.stack([each.a2 for each in self.there]) - self.here.a2
        return changes

    @property
    def turned(self) -> Bits:
        """1 where a predicted bit is another one when an input bit is turned over, (n, m)."""
        there = np.stack([each.label for each in self.there])
        turned: Bits = (there != self.here.label).astype(np.int64)
        return turned


def neighbours_of(W1: Array, W2: Array, x: Bits, task: str) -> Neighbours:
    """The answers to the vector x, shape (n,), and to its n neighbours.

    Args:
        W1: shape (n, h).
        W2: shape (h, m).
        x: 0 and 1, shape (n,).
        task: its name.
    """
    here, *there = predict_all(W1, W2, np.vstack([x, x ^ np.eye(len(x), dtype=np.int64)]), task)
    return Neighbours(here, tuple(there))
