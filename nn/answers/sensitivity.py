"""How much each output answers to each input, at one vector: finite and exact."""

from __future__ import annotations

import numpy as np

from nn.answers.neighbours import Neighbours
from nn.core.arrays import Array, Bits
from nn.core.plain import forward, sigmoid_slope


def finite(neighbours: Neighbours) -> Array:
    """Δa2/Δx: the difference quotient over a whole bit, a2 with a 1 there minus a2 with a 0.

    Its sign compares with that of the derivative, whichever value the bit has now.

    Returns:
        From -1 to 1, inputs by outputs, shape (n, m).
    """
    towards_one = 1 - 2 * neighbours.here.x
    quotients: Array = neighbours.changes * towards_one[:, None]
    return quotients + 0.0  # minus nothing is nothing


def exact(W1: Array, W2: Array, x: Bits) -> Array:
    """∂a2/∂x at x, by the chain rule.

    The way from x[i] to a2[k] leads through every hidden unit j: u1[j] grows by W1[i,j] for each
    unit of x[i], a1[j] by σ′(u1[j]) for each of u1[j], u2[k] by W2[j,k] for each of a1[j], and
    a2[k] by σ′(u2[k]) for each of u2[k], which is a2[k]·(1 - a2[k]). So

        ∂a2[k]/∂x[i] = a2[k]·(1 - a2[k]) · Σ_j W1[i,j]·σ′(u1[j])·W2[j,k]

    Args:
        W1: shape (n, h).
        W2: shape (h, m).
        x: where the slope is taken, shape (n,); any numbers.

    Returns:
        Inputs by outputs, shape (n, m).
    """
    u1, _, u2, _ = forward(np.asarray(x, dtype=np.float64), W1, W2)
    # Each slope goes to its weights first: where it is 0 the product is, however large they are.
    slopes: Array = np.dot(W1 * sigmoid_slope(u1), W2 * sigmoid_slope(u2))
    return slopes + 0.0
