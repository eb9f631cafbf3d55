"""The forward pass over many vectors at once: what everything that asks in bulk goes through."""

from __future__ import annotations

import numpy as np

from nn.core.arrays import Array, Bits
from nn.core.plain import sigmoid


def output_sums(vectors: Bits | Array, W1: Array, W2: Array, *, exactly: bool = True) -> Array:
    """The u2 of every row of `vectors`.

    Args:
        vectors: shape (count, n).
        W1: shape (n, h).
        W2: shape (h, m).
        exactly: bit for bit what the network gives for the row alone; else up to rounding, with
            one product for all rows, which is several times as quick for many of them.

    Returns:
        Shape (count, m).
    """
    X = np.asarray(vectors, dtype=np.float64)
    if exactly:
        # Stacked (1, n) matrices keep the order of summation of a single vector's product.
        X = X[:, None, :]
    u2: Array = np.matmul(sigmoid(np.matmul(X, W1)), W2)
    return u2.reshape(len(X), -1)


def outputs(vectors: Bits | Array, W1: Array, W2: Array) -> Array:
    """The a2 of every row of `vectors`, bit for bit what the network gives for it alone."""
    return sigmoid(output_sums(vectors, W1, W2))
