"""The network, written to be read: forward, loss, backward, update.

One hidden layer of sigmoids, no biases, one observation at a time. With n inputs, h hidden units
and m outputs: x has shape (n,); u1, a1, e1 have shape (h,); u2, a2, t, e2 have shape (m,); W1 and
d1 have shape (n, h); W2 and d2 have shape (h, m). Formulas, order and names are the notebook's,
and every step that is looked at is computed here. L is the cross-entropy summed over the outputs.
"""

from __future__ import annotations

import numpy as np

from nn.core.arrays import Array
from nn.core.saturation import saturating, summed_loss


@saturating
def sigmoid(u: Array) -> Array:
    """σ(u), between 0 and 1; any shape."""
    return 1.0 / (1.0 + np.exp(-u))


@saturating
def sigmoid_slope(u: Array) -> Array:
    """σ′(u), the derivative of σ(u) with respect to u; any shape."""
    slope = np.exp(-u) / (1.0 + np.exp(-u)) ** 2
    return np.fmax(slope, 0.0)  # far below 0 it is ∞ / ∞, and truly 0


def forward(x: Array, W1: Array, W2: Array) -> tuple[Array, Array, Array, Array]:
    """From an observation x, (n,), to u1, a1, (h,), and u2, a2, (m,)."""
    u1 = np.dot(x, W1)  # each hidden unit's weighted sum
    a1 = sigmoid(u1)  # its activation
    u2 = np.dot(a1, W2)  # each output's weighted sum
    a2 = sigmoid(u2)  # its probability of a 1
    return u1, a1, u2, a2


def loss(u2: Array, a2: Array, t: Array) -> float:
    """The cross-entropy of a2 and t, (m,), averaged over the outputs: L / m."""
    if np.all((a2 > 0.0) & (a2 < 1.0)):
        ones, zeros = t * np.log(a2), (1.0 - t) * np.log(1.0 - a2)
        return float(-np.mean(ones + zeros))
    return float(summed_loss(u2, t)) / len(t)  # log 0 says nothing, u2 says it all


def backward(
    x: Array, t: Array, u1: Array, a1: Array, a2: Array, W2: Array
) -> tuple[Array, Array, Array, Array]:
    """From a forward pass to e2, (m,), d2, (h, m), e1, (h,), and d1, (n, h)."""
    e2 = a2 - t  # ∂L/∂u2
    d2 = np.outer(a1, e2)  # ∂L/∂W2
    e1 = np.dot(W2, e2) * sigmoid_slope(u1)  # ∂L/∂u1
    d1 = np.outer(x, e1)  # ∂L/∂W1
    return e2, d2, e1, d1


def update(W1: Array, W2: Array, d1: Array, d2: Array, learning_rate: float) -> tuple[Array, Array]:
    """Both matrices, (n, h) and (h, m), one step down their gradients."""
    W1 = W1 - learning_rate * d1
    W2 = W2 - learning_rate * d2
    return W1, W2
