"""Back-propagation's gradients beside central finite differences of the loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.core.arrays import Array
from nn.core.plain import sigmoid
from nn.core.progress import Progress
from nn.core.saturation import summed_loss
from nn.core.step import Step
from nn.explain.symbols import Cell

STEP_SIZE = 1e-5
"""Of a weight of magnitude up to 1, and that share of a larger one: about the cube root of the
machine's precision, where the errors of truncation and of rounding are equally small."""

FLOOR = 1e-5
"""A difference is set against the gradient, but at least against this: central differences
resolve gradients only to about 1e-10."""

NOTE = (
    "e2 = a2 − t is the derivative of the cross-entropy summed over the outputs. The loss that is "
    "shown is its mean, the sum divided by the number of outputs; the check uses the sum. "
    f"The relative error of a gradient smaller than {FLOOR:.5f} is taken relative to {FLOOR:.5f}: "
    "differences of losses tell no more."
)


@dataclass(frozen=True)
class GradientCheck:
    """The comparison for one step.

    Attributes:
        d1: the difference quotients for W1, shape (n, h).
        d2: for W2, shape (h, m).
        error1: relative errors of back-propagation's d1, shape (n, h).
        error2: of its d2, shape (h, m).
    """

    d1: Array
    d2: Array
    error1: Array
    error2: Array

    @property
    def largest(self) -> float:
        """The largest relative error."""
        return float(max(self.error1.max(), self.error2.max()))

    @property
    def largest_cell(self) -> Cell:
        """The weight with the largest relative error."""
        if self.error1.max() >= self.error2.max():
            symbol, errors = "W1", self.error1
        else:
            symbol, errors = "W2", self.error2
        place = np.unravel_index(int(errors.argmax()), errors.shape)
        return symbol, tuple(int(each) for each in place)


def check_gradients(step: Step, progress: Progress | None = None) -> GradientCheck | None:
    """Compare d1 and d2 of a step with (L(w + ε) - L(w - ε)) / 2ε, L summed over the outputs.

    Args:
        step: the step.
        progress: told how many rows of weights are done of how many.

    Returns:
        The comparison, None if it was cancelled.
    """
    n, h = step.W1.shape
    d1, d2 = np.empty_like(step.W1), np.empty_like(step.W2)
    for row in range(n):
        d1[row] = _quotients_of_W1_row(step, row)
        if progress and not progress(row + 1, n + h):
            return None
    for row in range(h):
        d2[row] = _quotients_of_W2_row(step, row)
        if progress and not progress(n + row + 1, n + h):
            return None
    return GradientCheck(d1, d2, _relative(step.d1, d1), _relative(step.d2, d2))


def _quotients_of_W1_row(step: Step, row: int) -> Array:
    """A weight from an input to a hidden unit changes the sum of that unit alone."""
    weights, x = step.W1[row], float(step.x[row])
    up, down, width = _nudged(weights)
    losses = []
    for nudged in (up, down):
        u1 = step.u1 + x * (nudged - weights)
        change = sigmoid(u1) - step.a1
        losses.append(summed_loss(step.u2 + change[:, None] * step.W2, step.t))
    quotients: Array = (losses[0] - losses[1]) / width
    return quotients


def _quotients_of_W2_row(step: Step, row: int) -> Array:
    """A weight from a hidden unit to an output changes the sum of that output alone."""
    weights = step.W2[row]
    up, down, width = _nudged(weights)
    losses = []
    for nudged in (up, down):
        u2 = step.u2 + step.a1[row] * (nudged - weights)
        losses.append(np.logaddexp(0.0, np.where(step.t > 0.5, -u2, u2)))
    quotients: Array = (losses[0] - losses[1]) / width
    return quotients


def _nudged(weights: Array) -> tuple[Array, Array, Array]:
    """Each weight a little larger, a little smaller, and the distance between both as stored."""
    epsilon = STEP_SIZE * np.maximum(1.0, np.abs(weights))
    up, down = weights + epsilon, weights - epsilon
    return up, down, up - down


def _relative(ours: Array, quotients: Array) -> Array:
    scale = np.maximum(np.maximum(np.abs(ours), np.abs(quotients)), FLOOR)
    return np.abs(ours - quotients) / scale
