"""The cross-entropy from the weighted sums of the outputs: true however saturated they are."""

from __future__ import annotations

import numpy as np

from nn.core.arrays import Array
from nn.core.network import saturating


def summed_loss(u2: Array, t: Array) -> Array:
    """The cross-entropy summed over the outputs, Σ log(1 + exp(∓u2)).

    Args:
        u2: weighted sums, shape (..., n).
        t: targets, 0 or 1, broadcastable to it.

    Returns:
        Shape (...).
    """
    loss: Array = np.logaddexp(0.0, np.where(t > 0.5, -u2, u2)).sum(axis=-1)
    return loss


def output_sums(X: Array, W1: Array, W2: Array) -> Array:
    """u2 for rows of inputs.

    Args:
        X: shape (..., n).
        W1: shape (n, h).
        W2: shape (h, n).

    Returns:
        Shape (..., n).
    """
    with saturating():
        u2: Array = (1.0 / (1.0 + np.exp(-(X @ W1)))) @ W2
    return u2
