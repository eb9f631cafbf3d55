"""The forward pass over many vectors in half as many digits, with how far it may be off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import LARGEST_PRODUCT
from nn.core.arrays import Array

Rough = NDArray[np.float32]

DIGIT = float(np.finfo(np.float32).eps)
OF_SIGMOID = 8
"""Last digits by which a sigmoid made of three operations may be off."""

STEEPEST = 0.25
"""The largest slope of the sigmoid."""


def rough_sums(vectors: Rough, W1: Array, W2: Array) -> tuple[Rough, float]:
    """The u2 of every row of `vectors`, up to some error.

    It is several times as quick as the exact sums, for most of the time goes into exponentials.

    Args:
        vectors: of 0 and 1, shape (count, n).
        W1: shape (n, h).
        W2: shape (h, m).

    Returns:
        The sums, shape (count, m), and the magnitude by which none of them is off; where numbers
        are too large for so few digits, that is infinite or no number.
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        first, second = W1.astype(np.float32), W2.astype(np.float32)
        count, (n, h) = len(vectors), W1.shape
        u2 = np.empty((count, W2.shape[1]), np.float32)
        rows = max(1, LARGEST_PRODUCT // (h * max(n, W2.shape[1])))
        for start in range(0, count, rows):
            part = slice(start, start + rows)
            a1 = vectors[part] @ first
            np.negative(a1, out=a1)
            np.exp(a1, out=a1)
            a1 += np.float32(1.0)
            np.reciprocal(a1, out=a1)
            np.matmul(a1, second, out=u2[part])
        into_hidden = float(np.abs(W1).sum(axis=0).max())
        into_output = float(np.abs(W2).sum(axis=0).max())
        of_u1 = (n + 1) * DIGIT * into_hidden
        of_a1 = STEEPEST * of_u1 + OF_SIGMOID * DIGIT
        return u2, into_output * (of_a1 + (h + 2) * DIGIT)
