"""The loss as a curve over one weight: its slope is the gradient, and a step goes down it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nn.answers.forward import forward_all
from nn.answers.sample import MOST_BITS, vectors_for
from nn.core.arrays import Array
from nn.core.plain import sigmoid
from nn.core.saturation import summed_loss
from nn.core.step import Step
from nn.core.tasks import task_named
from nn.explain.lenses import MATRICES
from nn.explain.symbols import Cell

POINTS = 121
"""Of the curve of one observation; an odd number, so that the weight itself is among them."""

FEWEST_POINTS = 21
"""Of the mean over many vectors, where each point takes long."""

NUMBERS_AT_MOST = 50_000
"""So many outputs of vectors are looked at for the mean; the points become fewer instead."""

NUMBERS_AT_ONCE = 2**14
"""As many as stay close to the processor."""

USUAL_REACH = 2.0
"""How far from the weight the curve goes to both sides, if no step leads farther."""

ROOM = 1.5
"""How far the curve goes beyond a step, in lengths of the step from the weight."""

SMALLEST_REACH = 1e-9
"""Of the magnitude of a weight: nearer to it there are hardly any other numbers."""


class Point(NamedTuple):
    """A place on the curve.

    Attributes:
        weight: a value of the weight.
        loss: of the step's observation with it, summed over the outputs.
    """

    weight: float
    loss: float


@dataclass(frozen=True)
class Slope:
    """The loss over the value of one weight, all others as they were before the step.

    All losses are cross-entropies summed over the outputs: that is what d is the derivative of.

    Attributes:
        weights: values of the weight, growing, shape (points,); the middle one is `now`'s.
        losses: of the step's observation with each, shape (points,).
        mean_weights: values of the weight over the same range, perhaps fewer.
        means: the mean loss over the vectors with each of these.
        count: how many vectors.
        complete: whether they are all vectors there are.
        d: the gradient of the weight, which is the slope of the curve at `now`.
        learning_rate: the step's.
        now: before the step.
        after: the weight after the step.
        tried: where another learning rate would have led, None without one.
    """

    weights: Array
    losses: Array
    mean_weights: Array
    means: Array
    count: int
    complete: bool
    d: float
    learning_rate: float
    now: Point
    after: Point
    tried: Point | None

    @property
    def lowest(self) -> Point:
        """The lowest point of the curve as far as it is looked at."""
        place = int(self.losses.argmin())
        return Point(float(self.weights[place]), float(self.losses[place]))

    @property
    def flat(self) -> bool:
        """Whether the loss is the same whatever the weight is."""
        return bool(self.losses.min() == self.losses.max())

    def tangent(self) -> tuple[Array, Array]:
        """The line through `now` whose slope is d: its ends' weights and losses."""
        ends = self.weights[[0, -1]]
        return ends, self.now.loss + self.d * (ends - self.now.weight)


def slope_of(
    step: Step, cell: Cell, tried_rate: float | None = None, *, close: bool = False
) -> Slope:
    """The curve of a weight at a step.

    Args:
        step: the step.
        cell: of W1 or W2.
        tried_rate: a learning rate to try, None for none.
        close: look only as far as the steps lead, however short they are.
    """
    symbol, index = cell
    now = float(getattr(step, symbol)[index])
    after = float(getattr(step, f"{symbol}_after")[index])
    d = float(getattr(step, MATRICES[symbol])[index])
    tried = None if tried_rate is None else now - tried_rate * d
    lengths = [abs(each - now) for each in (after, tried) if each is not None]
    reach = _reach(now, max(lengths), close)
    weights = _around(now, reach, POINTS)
    own = losses_with(step, cell, np.array([now, after, now if tried is None else tried]))
    vectors = vectors_for(len(step.x))
    mean_weights = _around(now, reach, _points_for(len(vectors) * _outputs(step, symbol)))
    return Slope(
        weights=weights,
        losses=losses_with(step, cell, weights),
        mean_weights=mean_weights,
        means=mean_losses_with(step, cell, mean_weights),
        count=len(vectors),
        complete=len(step.x) <= MOST_BITS,
        d=d,
        learning_rate=step.learning_rate,
        now=Point(now, float(own[0])),
        after=Point(after, float(own[1])),
        tried=None if tried is None else Point(tried, float(own[2])),
    )


def losses_with(step: Step, cell: Cell, weights: Array) -> Array:
    """The summed loss of a step's observation with each value of a weight, of their shape."""
    forward = step.u1[None], step.a1[None], step.u2[None]
    losses: Array = _losses(step, cell, weights, step.x[None], step.t[None], forward)[0]
    return losses


def mean_losses_with(step: Step, cell: Cell, weights: Array) -> Array:
    """The summed loss with each value of a weight, as the mean over the vectors looked at."""
    vectors = vectors_for(len(step.x))
    targets = task_named(step.task).targets(vectors).astype(np.float64)
    forward = forward_all(vectors, step.W1, step.W2, exactly=False)
    X = vectors.astype(np.float64)
    losses: Array = _losses(step, cell, weights, X, targets, forward).mean(axis=0)
    return losses


def _losses(
    step: Step, cell: Cell, weights: Array, X: Array, T: Array, forward: tuple[Array, Array, Array]
) -> Array:
    """The summed loss of every row of X with each value of a weight, shape (count, points)."""
    (symbol, (row, column)), (u1, a1, u2) = cell, forward
    changes = weights - getattr(step, symbol)[row, column]
    if symbol == "W2":
        # A weight from a hidden unit to an output changes the sum of that output alone.
        here, others = u2[:, column], np.delete(u2, column, axis=1)
        sums = here[:, None] + a1[:, row, None] * changes
        rest = summed_loss(others, np.delete(T, column, axis=1))
        losses: Array = summed_loss(sums[..., None], T[:, column, None, None]) + rest[:, None]
        return losses
    # A weight from an input to a hidden unit changes the sum of that unit alone, and only of the
    # vectors in which the input is 1.
    losses = np.repeat(summed_loss(u2, T)[:, None], len(weights), axis=1)
    on = np.flatnonzero(X[:, row] > 0.0)
    rows = max(1, NUMBERS_AT_ONCE // (len(weights) * T.shape[1]))
    for part in (on[start : start + rows] for start in range(0, len(on), rows)):
        activations = sigmoid(u1[part, column, None] + changes) - a1[part, column, None]
        sums = u2[part, None, :] + activations[..., None] * step.W2[column]
        losses[part] = summed_loss(sums, T[part, None, :])
    return losses


def _outputs(step: Step, symbol: str) -> int:
    """How many outputs a weight of a matrix changes."""
    return len(step.t) if symbol == "W1" else 1


def _points_for(numbers: int) -> int:
    """How many points there are to be if each takes so many numbers: odd."""
    points = min(max(NUMBERS_AT_MOST // numbers, FEWEST_POINTS), POINTS)
    return points - 1 + points % 2


def _reach(now: float, length: float, close: bool) -> float:
    """How far the curve goes to both sides: a power of two, so that it seldom changes."""
    least = SMALLEST_REACH * max(1.0, abs(now))
    wanted = max(ROOM * length, least if close and length > 0.0 else USUAL_REACH, least)
    return math.ldexp(1.0, math.ceil(math.log2(wanted)))


def _around(now: float, reach: float, points: int) -> Array:
    weights = np.linspace(now - reach, now + reach, points)
    weights[points // 2] = now
    return weights
