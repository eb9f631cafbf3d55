"""Everything random in a run, drawn from one seed in the notebook's order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nn.core.arrays import Array, Bits
from nn.core.settings import Settings
from nn.core.tasks import task_named


class Draws(NamedTuple):
    """The training vectors and the initial weights of a run.

    Attributes:
        vectors: 0 or 1, shape (observations, bits).
        targets: what the task makes of them, shape (observations, outputs).
        W1: uniform in [-1, 1), shape (bits, hidden units).
        W2: uniform in [-1, 1), shape (hidden units, outputs).
    """

    vectors: Bits
    targets: Bits
    W1: Array
    W2: Array


def draw(settings: Settings) -> Draws:
    """Draw a run's training vectors, then W1, then W2."""
    return _draw(settings, np.random.RandomState(settings.seed))


def draw_validation_vectors(settings: Settings, count: int) -> Bits:
    """The vectors that the notebook validates on: drawn after the weights, shape (count, bits)."""
    random = np.random.RandomState(settings.seed)
    _draw(settings, random)
    return random.binomial(1, 0.5, (count, settings.bits))


def _draw(settings: Settings, random: np.random.RandomState) -> Draws:
    n, h, m = settings.sizes
    vectors = random.binomial(1, 0.5, (settings.observations, n))
    W1 = random.uniform(low=-1, high=1, size=(n, h))
    W2 = random.uniform(low=-1, high=1, size=(h, m))
    return Draws(vectors, task_named(settings.task).targets(vectors), W1, W2)
