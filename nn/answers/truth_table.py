"""The answers to all 2^n vectors there are: each exactly as the network gives it for that alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import output_sums, outputs
from nn.answers.shares import Shares, shares_of
from nn.answers.validation import all_vectors
from nn.core.arrays import Array, Bits
from nn.core.plain import sigmoid
from nn.core.progress import Progress
from nn.core.saturation import summed_loss
from nn.core.settings import Settings
from nn.core.step import labels
from nn.core.tasks import task_named

PART = 2**13
"""Vectors answered at a time: their numbers stay in the memory that is near."""


class Questions:
    """All vectors there are, and what a task asks for.

    Attributes:
        vectors: counting up, so that the index of a vector is the number it spells, shape
            (2^n, n), read-only.
        correct: the bits that the task makes of them, shape (2^n, m), read-only.
        inputs: the vectors as numbers that multiply, shape (2^n, n).
    """

    def __init__(self, settings: Settings) -> None:
        self.vectors: Bits = all_vectors(settings.bits)
        self.correct: Bits = np.array(task_named(settings.task).targets(self.vectors))
        self.inputs: Array = self.vectors.astype(np.float64)
        for each in (self.vectors, self.correct, self.inputs):
            each.flags.writeable = False

    def __len__(self) -> int:
        return len(self.vectors)

    @property
    def bits(self) -> int:
        """Bits of a vector, n."""
        bits: int = self.vectors.shape[1]
        return bits

    @property
    def outputs(self) -> int:
        """Bits of an answer, m."""
        outputs: int = self.correct.shape[1]
        return outputs


@dataclass(frozen=True, eq=False)
class TruthTable:
    """What a network answers to every vector.

    Attributes:
        questions: the vectors.
        a2: the probability of a 1 for each output, shape (2^n, m).
        loss: of each vector, as the readable core gives it, shape (2^n,).
    """

    questions: Questions
    a2: Array
    loss: Array

    @cached_property
    def label(self) -> NDArray[np.int64]:
        """The predicted bits, shape (2^n, m)."""
        return labels(self.a2)

    @cached_property
    def wrong(self) -> NDArray[np.bool_]:
        """Which predicted bits are wrong, shape (2^n, m)."""
        wrong: NDArray[np.bool_] = self.label != self.questions.correct
        return wrong

    @cached_property
    def wrong_bits(self) -> NDArray[np.intp]:
        """How many bits are wrong in each answer, shape (2^n,)."""
        count: NDArray[np.intp] = self.wrong.sum(axis=1)
        return count

    @cached_property
    def shares(self) -> Shares:
        """How many answers and bits are right."""
        return shares_of(self.wrong)


def answer_all(
    questions: Questions, W1: Array, W2: Array, progress: Progress | None = None
) -> TruthTable | None:
    """Let a network answer every vector.

    Args:
        questions: the vectors.
        W1: shape (n, h).
        W2: shape (h, m).
        progress: told how many vectors are answered of how many.

    Returns:
        The answers, or None if it was cancelled.
    """
    count = len(questions)
    a2, loss = np.empty(questions.correct.shape), np.empty(count)
    for part in _parts(count):
        u2 = output_sums(questions.inputs[part], W1, W2)
        a2[part] = sigmoid(u2)
        loss[part] = _losses(u2, a2[part], questions.correct[part])
        if progress and not progress(part.stop, count):
            return None
    return TruthTable(questions, a2, loss)


def sums_of_all(questions: Questions, W1: Array, W2: Array) -> Array:
    """The u2 of every vector as the network gives it for that alone, shape (2^n, m)."""
    parts = (output_sums(questions.inputs[part], W1, W2) for part in _parts(len(questions)))
    return np.concatenate(list(parts))


def count_right(
    questions: Questions, W1: Array, W2: Array, progress: Progress | None = None
) -> Shares | None:
    """How many of all vectors, and of their bits, a network answers right.

    Args:
        questions: the vectors.
        W1: shape (n, h).
        W2: shape (h, m).
        progress: told how many vectors are answered of how many.

    Returns:
        The counts, or None if it was cancelled.
    """
    count, flawless = len(questions), 0
    right = np.zeros(questions.outputs, np.int64)
    for part in _parts(count):
        label = labels(outputs(questions.inputs[part], W1, W2))
        found = shares_of(label != questions.correct[part])
        flawless += found.flawless
        right += found.right
        if progress and not progress(part.stop, count):
            return None
    return Shares(count, flawless, tuple(right.tolist()))


def _parts(count: int) -> Iterator[slice]:
    for start in range(0, count, PART):
        yield slice(start, min(start + PART, count))


def _losses(u2: Array, a2: Array, correct: Bits) -> Array:
    """What `plain.loss` says of every row, shape (count,)."""
    # The correct bit is 0 or 1: of t·log(a2) + (1-t)·log(1-a2) one term is left.
    chosen = np.where(correct == 1, a2, 1.0 - a2)
    saturated = ((a2 <= 0.0) | (a2 >= 1.0)).any(axis=1)
    chosen[saturated] = 0.5
    losses: Array = -np.log(chosen).mean(axis=1)
    if saturated.any():
        losses[saturated] = summed_loss(u2[saturated], correct[saturated]) / correct.shape[1]
    return losses
