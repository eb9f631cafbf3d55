"""The network: one hidden layer, sigmoids, no biases, one observation at a time.

The formulas and their order are the notebook's, so the weights come out bit for bit the same.
Every array is allocated once and written in place, and exp(-u) is computed once for both the
activation and its derivative: that is where the speed comes from.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nn.core.arrays import Array

WEIGHT_LIMIT = 1e300
"""A weight beyond this magnitude counts as overflowed: up to here no sum of products can."""


class Observation(NamedTuple):
    """A vector to learn from, in the forms in which the network multiplies it.

    Attributes:
        x: the input bits as floats, shape (n,).
        x_column: the same numbers, shape (n, 1).
        t: the target bits as floats, shape (n,).
        not_t: 1 - t, shape (n,).
    """

    x: Array
    x_column: Array
    t: Array
    not_t: Array


def saturating() -> np.errstate:
    """A context in which exp(-u) may overflow silently: the sigmoid is then saturated.

    Enter it once around a loop of steps; entering costs a tenth of a step.
    """
    return np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore")


class Network:
    """Weights, and the numbers of the latest training step.

    With n bits and h hidden units: x, t, u2, a2, e2 have shape (n,); u1, a1, slope1, e1 have
    shape (h,); W1 and d1 have shape (n, h); W2 and d2 have shape (h, n). All arrays are
    overwritten by the next step: copy what you keep.
    """

    __slots__ = (
        "W1",
        "W2",
        "_a1_column",
        "_e1_row",
        "_e2_row",
        "_gradient",
        "_log_share",
        "_one1",
        "_one2",
        "_rate",
        "_scaled",
        "_z1",
        "_z2",
        "_zero1",
        "a1",
        "a2",
        "d1",
        "d2",
        "e1",
        "e2",
        "slope1",
        "u1",
        "u2",
        "weights",
    )

    def __init__(self, n: int, h: int) -> None:
        self.weights = np.zeros(2 * n * h)
        self.W1 = self.weights[: n * h].reshape(n, h)
        self.W2 = self.weights[n * h :].reshape(h, n)
        self._gradient = np.zeros(2 * n * h)
        self.d1 = self._gradient[: n * h].reshape(n, h)
        self.d2 = self._gradient[n * h :].reshape(h, n)
        self._scaled = np.empty(2 * n * h)
        self._rate = np.empty(2 * n * h)
        self.u1, self.a1, self.slope1, self.e1, self._z1 = (np.zeros(h) for _ in range(5))
        self.u2, self.a2, self.e2, self._z2, self._log_share = (np.zeros(n) for _ in range(5))
        # The outer products as products of a column and a row: quicker than broadcasting.
        self._a1_column = self.a1.reshape(h, 1)
        self._e2_row, self._e1_row = self.e2.reshape(1, n), self.e1.reshape(1, h)
        self._one1, self._one2, self._zero1 = np.ones(h), np.ones(n), np.zeros(h)

    @property
    def learning_rate(self) -> float:
        """The factor of the gradient in an update."""
        return float(self._rate[0])

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._rate.fill(value)

    def learn(self, observation: Observation) -> float:
        """Make one training step: forward, backward and update; return its loss.

        Of the cross-entropy summed over the outputs, e2 is the derivative with respect to u2,
        d2 to W2, e1 to u1, and d1 to W1. Call it within `saturating`.
        """
        x, x_column, t, not_t = observation
        u1, z1, slope1, u2, z2, a2 = self.u1, self._z1, self.slope1, self.u2, self._z2, self.a2
        e2, e1, weights, scaled = self.e2, self.e1, self.weights, self._scaled

        # u1 = x·W1, a1 = σ(u1) = 1 / (1 + exp(-u1))
        x.dot(self.W1, u1)
        _negative(u1, z1)
        _exp(z1, z1)
        _add(self._one1, z1, slope1)
        _divide(self._one1, slope1, self.a1)

        # u2 = a1·W2, a2 = σ(u2)
        self.a1.dot(self.W2, u2)
        _negative(u2, z2)
        _exp(z2, z2)
        _add(self._one2, z2, z2)
        _divide(self._one2, z2, a2)

        # e2 = a2 - t, d2 = a1 ⊗ e2
        _subtract(a2, t, e2)
        self._a1_column.dot(self._e2_row, self.d2)

        # e1 = (W2·e2) ∘ σ'(u1), with σ'(u1) = exp(-u1) / (1 + exp(-u1))², and d1 = x ⊗ e1
        _square(slope1, slope1)
        _divide(z1, slope1, slope1)
        _fmax(slope1, self._zero1, slope1)  # inf / inf: a saturated unit has slope 0
        self.W2.dot(e2, e1)
        _multiply(e1, slope1, e1)
        x_column.dot(self._e1_row, self.d1)

        # W1 -= learning rate · d1, W2 -= learning rate · d2
        _multiply(self._rate, self._gradient, scaled)
        _subtract(weights, scaled, weights)
        return self.loss(not_t)

    def loss(self, not_t: Array) -> float:
        """The cross-entropy of the latest forward pass, averaged over the outputs; never NaN.

        Where the notebook's -mean(t·log(a2) + (1-t)·log(1-a2)) is finite this is that number;
        where an output is saturated to exactly 0 or 1, and the notebook's is not, it is the true
        value, from u2.

        Args:
            not_t: 1 - t, shape (n,).
        """
        q = self._log_share
        _subtract(not_t, self.a2, q)
        _absolute(q, q)
        _log(q, q)
        total = float(q.dot(self._one2))
        # A smaller total may hide a term that only u2 still resolves, a larger one is infinite.
        if _HUGE_LOSS < total < _SMALL_LOSS:
            return -(total / len(q))
        if total > _HUGE_LOSS and (q.all() or ((self.a2 > 0.0) & (self.a2 < 1.0)).all()):
            return -(total / len(q))
        towards_target = np.where(not_t == 0.0, self.u2, -self.u2)
        return float(np.mean(np.logaddexp(0.0, -towards_target)))

    def overflowed(self) -> bool:
        """Whether a weight is not finite, or beyond `WEIGHT_LIMIT`."""
        return not self.largest_weight() <= WEIGHT_LIMIT

    def largest_weight(self) -> float:
        """The largest magnitude among the weights; NaN if one of them is NaN."""
        return float(np.abs(self.weights).max())


_SMALL_LOSS, _HUGE_LOSS = -0.01, -1e300
_negative, _exp, _log, _absolute, _square = np.negative, np.exp, np.log, np.absolute, np.square
_add, _subtract, _multiply, _divide, _fmax = (
    np.add,
    np.subtract,
    np.multiply,
    np.divide,
    np.fmax,
)
