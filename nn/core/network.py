"""The fast network: what `plain` does, bit for bit, in a fifth of the time of writing it plainly.

Nothing in it is ever shown; `plain` says what the numbers mean. Where the speed comes from:

- Every array is allocated once and written in place.
- -u1, -a1, -u2, -e2 and -e1 are carried instead of u1, a1, u2, e2 and e1: exp(-u) needs no
  negation before it, and in every product the signs cancel. Rounding knows no sign, so that all
  bits stay the same.
- exp(-u1) serves the activation and its slope. Their numerators, -1 and exp(-u1), stand side by
  side, and so do their denominators, 1 + exp(-u1) and its square: one call divides both.
- The outer products are products of a column and a row, quicker than broadcasting.
- Both gradients lie in one array and both matrices in another, so that one call updates both.
- The losses of a whole stretch of steps are made at once.

A unit so saturated that its slope is ∞ / ∞ leaves NaN in the weights for good. So it is enough to
look at the weights after a stretch: then the stretch is undone and made by `plain`.
"""

from __future__ import annotations

import numpy as np

from nn.core import plain
from nn.core.arrays import Array
from nn.core.observations import Stretch
from nn.core.saturation import saturating, summed_loss

LONGEST_STRETCH = 32
"""Steps that are made at once at the most: enough that what a stretch costs no longer counts."""

WEIGHT_LIMIT = 1e300
"""A weight beyond this magnitude counts as overflowed: up to here no sum of products can."""

SOUND = 1e200
"""A sum of squared weights below this tells that none of them was near `WEIGHT_LIMIT` within a
stretch: a step adds at most 100 to a weight of W2, and 400 times the largest of W2 to one of W1."""


class Network:
    """Weights, and one verb: `train`.

    Attributes:
        weights: all of them, flat, shape (n·h + h·m,): first W1, then W2.
        W1: a view of them, shape (n, h).
        W2: a view of them, shape (h, m).
    """

    def __init__(self, n: int, h: int, m: int) -> None:
        self.weights = np.zeros(n * h + h * m)
        self.W1, self.W2 = _matrices(self.weights, n, h, m)
        self._gradient = np.empty_like(self.weights)
        self._d1, self._d2 = _matrices(self._gradient, n, h, m)
        self._rate, self._change = np.zeros_like(self.weights), np.empty_like(self.weights)
        # Of the hidden layer: -1 and exp(-u1), over 1 + exp(-u1) and its square.
        self._numerators, self._denominators, self._quotients = np.empty((3, 2 * h))
        self._numerators[:h] = -1.0
        self._minus_u1, self._minus_e1, self._one1 = np.empty(h), np.empty(h), np.ones(h)
        self._z2, self._minus_e2, self._one2 = np.empty(m), np.empty(m), np.ones(m)
        self._minus_U2, self._A2, self._logs = np.empty((3, LONGEST_STRETCH, m))
        self._rows_of_U2, self._rows_of_A2 = list(self._minus_U2), list(self._A2)

    @property
    def learning_rate(self) -> float:
        """The factor of the gradient in an update."""
        return float(self._rate[0])

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._rate.fill(value)

    def train(self, stretch: Stretch) -> Array:
        """Make a step with each observation of a stretch of 1 to `LONGEST_STRETCH`.

        Returns:
            The loss of every step made, as `plain.loss` gives it. They are fewer than the
            observations, perhaps none, if a weight would overflow at the next step.
        """
        before = self.weights.copy()
        losses = self._train_fast(stretch)
        if np.dot(self.weights, self.weights) < SOUND:
            return losses
        self.weights[:] = before
        return self._train_plainly(stretch)

    def latest_outputs(self) -> Array:
        """The a2 of the first step of the latest stretch, shape (m,), until the next one."""
        outputs: Array = self._A2[0]
        return outputs

    @saturating
    def _train_fast(self, stretch: Stretch) -> Array:
        h = len(self._one1)
        W1, W2, one1, one2, rate = self.W1, self.W2, self._one1, self._one2, self._rate
        numerators, denominators, quotients = self._numerators, self._denominators, self._quotients
        minus_u1, z1 = self._minus_u1, numerators[h:]
        one_and_z1, its_square = denominators[:h], denominators[h:]
        minus_a1, slope1 = quotients[:h], quotients[h:]
        minus_a1_column = minus_a1.reshape(h, 1)
        z2, minus_e2, minus_e1 = self._z2, self._minus_e2, self._minus_e1
        minus_e2_row, minus_e1_row = minus_e2.reshape(1, -1), minus_e1.reshape(1, h)
        weights, gradient, change = self.weights, self._gradient, self._change
        d1, d2 = self._d1, self._d2
        exp, add, square, divide, subtract, multiply = _UFUNCS
        for (minus_x, minus_x_column, t), minus_u2, a2 in zip(
            stretch.rows, self._rows_of_U2, self._rows_of_A2, strict=False
        ):
            # u1 = x·W1, a1 = σ(u1), and already σ′(u1)
            minus_x.dot(W1, minus_u1)
            exp(minus_u1, z1)
            add(one1, z1, one_and_z1)
            square(one_and_z1, its_square)
            divide(numerators, denominators, quotients)
            # u2 = a1·W2, a2 = σ(u2)
            minus_a1.dot(W2, minus_u2)
            exp(minus_u2, z2)
            add(one2, z2, z2)
            divide(one2, z2, a2)
            # e2 = a2 - t, d2 = a1 ⊗ e2
            subtract(t, a2, minus_e2)
            minus_a1_column.dot(minus_e2_row, d2)
            # e1 = (W2·e2) ∘ σ′(u1), d1 = x ⊗ e1
            W2.dot(minus_e2, minus_e1)
            multiply(minus_e1, slope1, minus_e1)
            minus_x_column.dot(minus_e1_row, d1)
            # W1 -= learning rate · d1, W2 -= learning rate · d2
            multiply(rate, gradient, change)
            subtract(weights, change, weights)
        return self._losses(stretch)

    def _losses(self, stretch: Stretch) -> Array:
        """The losses of a stretch just made: the notebook's, or where that is not finite, true."""
        count, m = stretch.T.shape
        a2, logs = self._A2[:count], self._logs[:count]
        # t is 0 or 1: of t·log(a2) + (1-t)·log(1-a2) one term is left, log |1 - t - a2|.
        np.subtract(stretch.not_T, a2, logs)
        np.absolute(logs, logs)
        np.log(logs, logs)
        losses: Array = np.add.reduce(logs, axis=1) / -m
        # Only where an output is exactly 0 or 1 the notebook's is not finite: such a logarithm is
        # 0 or infinite, but others can be 0, too.
        if logs.max() == 0.0 or not np.isfinite(losses).all():
            saturated = ((a2 == 0.0) | (a2 == 1.0)).any(axis=1)
            sums = summed_loss(-self._minus_U2[:count][saturated], stretch.T[saturated])
            losses[saturated] = sums / m
        return losses

    def _train_plainly(self, stretch: Stretch) -> Array:
        """The same, step by step, for weights so large that the fast way is not sure."""
        losses = []
        for x, t, row in zip(stretch.X, stretch.T, self._rows_of_A2, strict=False):
            u1, a1, u2, a2 = plain.forward(x, self.W1, self.W2)
            _, d2, _, d1 = plain.backward(x, t, u1, a1, a2, self.W2)
            W1, W2 = plain.update(self.W1, self.W2, d1, d2, self.learning_rate)
            if overflowed(W1, W2):
                break
            self.W1[:], self.W2[:], row[:] = W1, W2, a2
            losses.append(plain.loss(u2, a2, t))
        return np.array(losses)


def overflowed(W1: Array, W2: Array) -> bool:
    """Whether a weight is NaN, or beyond `WEIGHT_LIMIT`."""
    return not (np.abs(W1).max() <= WEIGHT_LIMIT and np.abs(W2).max() <= WEIGHT_LIMIT)


def _matrices(flat: Array, n: int, h: int, m: int) -> tuple[Array, Array]:
    return flat[: n * h].reshape(n, h), flat[n * h :].reshape(h, m)


_UFUNCS = np.exp, np.add, np.square, np.divide, np.subtract, np.multiply
