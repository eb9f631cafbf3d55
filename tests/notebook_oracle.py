"""The notebook's network written plainly, formula by formula: what all the rest is held against.

Nothing here is shared with the code under test, and nothing here is quick.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sigmoid(u: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-u))


def sigmoid_slope(u: Array) -> Array:
    return np.exp(-u) / ((1.0 + np.exp(-u)) ** 2)


def cross_entropy(a2: Array, t: NDArray[Any]) -> float:
    return float(-np.mean(t * np.log(a2) + (1 - t) * np.log(1 - a2)))


def forward(
    x: NDArray[Any], W1: Array, W2: Array
) -> tuple[Array, Array, Array, Array, NDArray[Any]]:
    u1 = np.dot(x, W1)
    a1 = sigmoid(u1)
    u2 = np.dot(a1, W2)
    a2 = sigmoid(u2)
    label = (a2 > 0.5).astype(int)
    return u1, a1, u2, a2, label


@dataclass
class Run:
    """What a run of the notebook leaves behind."""

    vectors: NDArray[Any]
    targets: NDArray[Any]
    W1: Array
    W2: Array
    random: np.random.RandomState
    losses: list[float] = field(default_factory=list)

    @property
    def epoch_averages(self) -> list[float]:
        length = len(self.vectors)
        return [
            float(np.mean(self.losses[start : start + length]))
            for start in range(0, len(self.losses), length)
        ]


def begin(bits: int = 5, hidden: int = 10, observations: int = 500, seed: int = 42) -> Run:
    random = np.random.RandomState(seed)
    vectors = random.binomial(1, 0.5, (observations, bits))
    W1 = random.uniform(low=-1, high=1, size=(bits, hidden))
    W2 = random.uniform(low=-1, high=1, size=(hidden, bits))
    return Run(vectors, vectors ^ 1, W1, W2, random)


def train(
    bits: int = 5,
    hidden: int = 10,
    observations: int = 500,
    learning_rate: float = 0.1,
    epochs: int = 10,
    seed: int = 42,
    after_step: Callable[[Run, dict[str, Any]], None] | None = None,
) -> Run:
    run = begin(bits, hidden, observations, seed)
    for _ in range(epochs):
        for i in range(observations):
            x, t = run.vectors[i], run.targets[i]
            u1, a1, u2, a2, label = forward(x, run.W1, run.W2)
            e2 = a2 - t
            d2 = np.outer(a1, e2)
            e1 = np.dot(run.W2, e2) * sigmoid_slope(u1)
            d1 = np.outer(x, e1)
            if after_step is not None:
                before = run.W1.copy(), run.W2.copy()
            run.W1 -= learning_rate * d1
            run.W2 -= learning_rate * d2
            run.losses.append(cross_entropy(a2, t))
            if after_step is not None:
                numbers = {
                    "x": x,
                    "t": t,
                    "u1": u1,
                    "a1": a1,
                    "u2": u2,
                    "a2": a2,
                    "label": label,
                    "e2": e2,
                    "d2": d2,
                    "e1": e1,
                    "d1": d1,
                    "W1": before[0],
                    "W2": before[1],
                    "slope1": sigmoid_slope(u1),
                }
                after_step(run, numbers)
    return run


def validate(run: Run, count: int) -> tuple[NDArray[Any], list[bool], list[NDArray[Any]]]:
    """The vectors, which were answered flawlessly, and the labels."""
    vectors = run.random.binomial(1, 0.5, (count, run.vectors.shape[1]))
    flawless, labels = [], []
    for x in vectors:
        label = forward(x, run.W1, run.W2)[4]
        labels.append(label)
        flawless.append(bool(np.array_equal(label, x ^ 1)))
    return vectors, flawless, labels
