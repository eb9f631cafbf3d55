"""What a step taught: how its one update changed the answers to all vectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nn.answers.stable_loss import output_sums, summed_loss
from nn.answers.validation import all_vectors
from nn.core.arrays import Array, Bits
from nn.core.network import saturating
from nn.core.step import Step, labels
from nn.core.tasks import TASKS

MOST_BITS = 10
"""Up to here all 2^n vectors are looked at, above it a sample."""

SAMPLE = 1024
SAMPLE_SEED = 20_000
"""The sample is drawn apart from the run, whose random numbers stay as they are."""


@dataclass(frozen=True)
class Lesson:
    """The answers before and after a step's update.

    Attributes:
        vectors: the inputs, shape (count, n).
        complete: whether they are all vectors there are.
        before: loss of each, averaged over the outputs, shape (count,).
        after: likewise, with the weights after the update.
        wrong_before: wrong bits of each, shape (count,).
        wrong_after: likewise.
        taught: the index of the step's own observation, None if it is not in the sample.
    """

    vectors: Bits
    complete: bool
    before: Array
    after: Array
    wrong_before: NDArray[np.int64]
    wrong_after: NDArray[np.int64]
    taught: int | None

    @property
    def change(self) -> Array:
        """How much each loss rose (above 0) or fell."""
        return self.after - self.before

    @property
    def better(self) -> int:
        """How many losses fell."""
        return int((self.change < 0).sum())

    @property
    def worse(self) -> int:
        """How many losses rose."""
        return int((self.change > 0).sum())

    @property
    def mean_change(self) -> float:
        """The change of the mean loss over all of the vectors."""
        return float(self.change.mean())


def lesson_of(step: Step, task: str) -> Lesson:
    """What the update of a step did to the answers."""
    vectors = vectors_for(len(step.x))
    targets = TASKS[task].targets(vectors)
    X, T = vectors.astype(np.float64), targets.astype(np.float64)
    u2_before = output_sums(X, step.W1, step.W2)
    u2_after = output_sums(X, step.W1_after, step.W2_after)
    own = np.flatnonzero((vectors == step.x.astype(np.int64)).all(axis=1))
    return Lesson(
        vectors,
        len(step.x) <= MOST_BITS,
        summed_loss(u2_before, T) / len(step.x),
        summed_loss(u2_after, T) / len(step.x),
        _wrong(u2_before, targets),
        _wrong(u2_after, targets),
        int(own[0]) if len(own) else None,
    )


@lru_cache(maxsize=4)
def vectors_for(bits: int) -> Bits:
    """The vectors that are looked at, shape (count, bits), read-only."""
    if bits <= MOST_BITS:
        vectors = all_vectors(bits)
    else:
        vectors = np.random.RandomState(SAMPLE_SEED).binomial(1, 0.5, (SAMPLE, bits))
    vectors.flags.writeable = False
    return vectors


def _wrong(u2: Array, targets: Bits) -> NDArray[np.int64]:
    with saturating():
        a2: Array = 1.0 / (1.0 + np.exp(-u2))
    wrong: NDArray[np.int64] = (labels(a2) != targets).sum(axis=1)
    return wrong
