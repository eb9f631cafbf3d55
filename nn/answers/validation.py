"""How well a network answers: one vector, fresh vectors, or all there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import outputs
from nn.core.arrays import Array, Bits
from nn.core.draws import draw_validation_vectors
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.core.step import Labels, labels
from nn.core.tasks import task_named

CHALLENGES = 3
BATCH = 1024
"""Vectors answered at a time."""


class Prediction(NamedTuple):
    """The network's answer to one vector; all arrays but x have shape (m,).

    Attributes:
        x: the input bits, shape (n,).
        a2: the probability of a 1, for each output.
        label: the predicted bits.
        correct: the bits the task asks for.
        wrong: True where label and correct differ.
    """

    x: Bits
    a2: Array
    label: Labels
    correct: Bits
    wrong: NDArray[np.bool_]

    @property
    def flawless(self) -> bool:
        """Whether no bit is wrong."""
        return not self.wrong.any()


@dataclass(frozen=True)
class Validation:
    """The notebook's report on vectors drawn after the weights.

    Attributes:
        count: how many vectors.
        challenges: the first three of them, with the answers.
        flawless: how many were answered without a wrong bit.
    """

    count: int
    challenges: tuple[Prediction, ...]
    flawless: int

    @property
    def percent(self) -> float:
        """Flawless instances in percent, rounded to a whole number as the notebook does.

        The notebook multiplies the mean by 100: 100 · 0.575 is a little less than 57.5.
        """
        return float(round(100 * (self.flawless / self.count), 0))


def predict(W1: Array, W2: Array, x: Bits, task: str) -> Prediction:
    """The network's answer to the one vector `x`, shape (n,)."""
    return predict_all(W1, W2, x[None, :], task)[0]


def predict_all(W1: Array, W2: Array, vectors: Bits, task: str) -> list[Prediction]:
    """The network's answer to every row of `vectors`, shape (count, n)."""
    a2 = outputs(vectors, W1, W2)
    label, correct = labels(a2), task_named(task).targets(vectors)
    return [
        Prediction(*row) for row in zip(vectors, a2, label, correct, label != correct, strict=True)
    ]


def all_vectors(bits: int) -> Bits:
    """Every vector of so many bits, counting up, shape (2^bits, bits)."""
    numbers = np.arange(2**bits)[:, None]
    return (numbers >> np.arange(bits - 1, -1, -1)) & 1


def flawless(W1: Array, W2: Array, vectors: Bits, task: str) -> NDArray[np.bool_]:
    """Which rows of `vectors` are answered without a wrong bit, shape (count,)."""
    wrong = labels(outputs(vectors, W1, W2)) != task_named(task).targets(vectors)
    flawless: NDArray[np.bool_] = np.logical_not(wrong.any(axis=1))
    return flawless


def validate(
    settings: Settings,
    W1: Array,
    W2: Array,
    count: int = 5000,
    progress: Progress | None = None,
) -> Validation | None:
    """Answer `count` new vectors, the notebook's, and count the flawless answers.

    Args:
        settings: the run's; they determine the vectors.
        W1: shape (n, h).
        W2: shape (h, m).
        count: at least 1.
        progress: told after each batch how many vectors are answered of how many.

    Returns:
        The report, or None if it was cancelled.
    """
    vectors = draw_validation_vectors(settings, count)
    right = 0
    for start in range(0, count, BATCH):
        batch = vectors[start : start + BATCH]
        right += int(flawless(W1, W2, batch, settings.task).sum())
        if progress and not progress(start + len(batch), count):
            return None
    challenges = predict_all(W1, W2, vectors[:CHALLENGES], settings.task)
    return Validation(count, tuple(challenges), right)
