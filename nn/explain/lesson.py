"""What a step taught: how its one update changed the answers to all vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import output_sums
from nn.answers.sample import MOST_BITS, vectors_for
from nn.core.arrays import Array, Bits
from nn.core.plain import sigmoid
from nn.core.saturation import summed_loss
from nn.core.step import Step, labels
from nn.core.tasks import task_named


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
    targets = task_named(task).targets(vectors)
    u2_before = output_sums(vectors, step.W1, step.W2)
    u2_after = output_sums(vectors, step.W1_after, step.W2_after)
    own = np.flatnonzero((vectors == step.x.astype(np.int64)).all(axis=1))
    return Lesson(
        vectors,
        len(step.x) <= MOST_BITS,
        summed_loss(u2_before, targets) / len(step.t),
        summed_loss(u2_after, targets) / len(step.t),
        _wrong(u2_before, targets),
        _wrong(u2_after, targets),
        int(own[0]) if len(own) else None,
    )


def _wrong(u2: Array, targets: Bits) -> NDArray[np.int64]:
    wrong: NDArray[np.int64] = (labels(sigmoid(u2)) != targets).sum(axis=1)
    return wrong
