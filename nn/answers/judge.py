"""Which vectors of a fixed list are answered right: exact, and quick for many of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import output_sums
from nn.answers.rough import rough_sums
from nn.answers.tally import Tally
from nn.answers.validation import flawless
from nn.core.arrays import Array, Bits
from nn.core.plain import sigmoid
from nn.core.tasks import task_named

NEAR = 1e-12
"""Of the weights that add up to u2: how close to 0 two orders of summation may part."""


class Judge:
    """Asks networks for the answers to some vectors.

    Attributes:
        vectors: of 0 and 1, shape (count, n).
        inputs: the same as numbers that multiply, shape (count, n).
        ones: where the task asks for a 1, shape (count, m).
    """

    def __init__(self, vectors: Bits, task: str) -> None:
        self.vectors, self._task = vectors, task
        self.inputs: Array = vectors.astype(np.float64)
        self._rough = vectors.astype(np.float32)
        self.ones: NDArray[np.bool_] = task_named(task).targets(vectors) == 1

    def __call__(
        self, W1: Array, W2: Array, batch: NDArray[np.intp] | slice = slice(None)
    ) -> tuple[NDArray[np.bool_], Array]:
        """Which of the vectors, or of a batch, are right, and how far each is from a change.

        Args:
            W1: shape (n, h).
            W2: shape (h, m).
            batch: indexes of vectors.

        Returns:
            Which are answered without a wrong bit, exactly as the network itself answers, and the
            smallest magnitude of u2 of each: both of shape (count,).
        """
        u2 = output_sums(self.inputs[batch], W1, W2, exactly=False)
        right = ((u2 > 0.0) == self.ones[batch]).all(axis=1)
        margins: Array = np.abs(u2).min(axis=1)
        unsure = margins <= rounding(W2)
        if unsure.any():
            right[unsure] = flawless(W1, W2, self.vectors[batch][unsure], self._task)
        return right, margins

    def tally(self, W1: Array, W2: Array) -> Tally:
        """How many of the vectors are answered right by W1, shape (n, h), and W2, (h, m)."""
        right, _ = self(W1, W2)
        asked, bits = self.vectors.shape
        return Tally(int(right.sum()), asked, 2**bits)

    def quick_tally(self, W1: Array, W2: Array, most_sums: float) -> Tally | None:
        """The same count, found several times as quickly wherever few answers are in the balance.

        Args:
            W1: shape (n, h).
            W2: shape (h, m).
            most_sums: how many weighted sums of hidden units may be made for those that are.

        Returns:
            None if that is not enough.
        """
        u2, error = rough_sums(self._rough, W1, W2)
        # Not "below": what is no number is unsure.
        unsure = np.flatnonzero(~(np.abs(u2).min(axis=1) > error))
        if len(unsure) * W1.shape[1] > most_sums:
            return None
        right = ((u2 > 0.0) == self.ones).all(axis=1)
        if len(unsure):
            right[unsure], _ = self(W1, W2, unsure)
        asked, bits = self.vectors.shape
        return Tally(int(right.sum()), asked, 2**bits)

    def surely_wrong(self, vector: int, W1s: Array, W2s: Array) -> NDArray[np.bool_]:
        """Which of many networks surely answer one of the vectors wrong.

        Args:
            vector: its index.
            W1s: shape (networks, n, h).
            W2s: shape (networks, h, m).
        """
        a1 = sigmoid(np.matmul(self.inputs[vector], W1s))
        u2 = np.matmul(a1[:, None, :], W2s)[:, 0, :]
        wrong = (u2 > 0.0) != self.ones[vector]
        surely: NDArray[np.bool_] = (wrong & (np.abs(u2) > rounding(W2s)[:, None])).any(axis=1)
        return surely


def rounding(W2: Array) -> Array:
    """The magnitude up to which a u2 may have another sign when it is summed in another order.

    Args:
        W2: shape (..., h, m).

    Returns:
        Shape (...).
    """
    largest: Array = np.abs(W2).sum(axis=-2).max(axis=-1)
    return NEAR * (1.0 + largest)
