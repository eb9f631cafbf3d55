"""The forward pass over many vectors at once: what everything that asks in bulk goes through."""

from __future__ import annotations

import numpy as np

from nn.core.arrays import Array, Bits
from nn.core.plain import sigmoid

LARGEST_PRODUCT = 2**17
"""Multiplications in one product of matrices at the most: larger ones are shared out among threads,
which take several times as long wherever another thread trains meanwhile."""


def forward_all(
    vectors: Bits | Array, W1: Array, W2: Array, *, exactly: bool = True
) -> tuple[Array, Array, Array]:
    """The u1, a1 and u2 of every row of `vectors`.

    Args:
        vectors: shape (count, n).
        W1: shape (n, h).
        W2: shape (h, m).
        exactly: bit for bit what the network gives for the row alone; else up to rounding, with
            products of many rows, which is several times as quick for many of them.

    Returns:
        Shapes (count, h), (count, h) and (count, m).
    """
    X = np.asarray(vectors, dtype=np.float64)
    rows = max(1, LARGEST_PRODUCT // (W1.shape[1] * max(W1.shape[0], W2.shape[1])))
    if not exactly and len(X) > rows:
        parts = (
            forward_all(X[start : start + rows], W1, W2, exactly=False)
            for start in range(0, len(X), rows)
        )
        u1, a1, u2 = (np.concatenate(each) for each in zip(*parts, strict=True))
        return u1, a1, u2
    if exactly:
        # Stacked (1, n) matrices keep the order of summation of a single vector's product.
        X = X[:, None, :]
    u1 = np.matmul(X, W1)
    a1 = sigmoid(u1)
    u2 = np.matmul(a1, W2)
    count = len(X)
    return u1.reshape(count, -1), a1.reshape(count, -1), u2.reshape(count, -1)


def output_sums(vectors: Bits | Array, W1: Array, W2: Array, *, exactly: bool = True) -> Array:
    """The u2 of every row of `vectors`, shape (count, m), as `forward_all` makes it."""
    return forward_all(vectors, W1, W2, exactly=exactly)[2]


def outputs(vectors: Bits | Array, W1: Array, W2: Array) -> Array:
    """The a2 of every row of `vectors`, bit for bit what the network gives for it alone."""
    return sigmoid(output_sums(vectors, W1, W2))
