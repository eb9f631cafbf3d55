"""The answers to vectors that somebody has listed, beside what was expected of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import outputs
from nn.answers.validation import BATCH
from nn.core.arrays import Array, Bits
from nn.core.progress import Progress
from nn.core.step import Labels, labels
from nn.core.tasks import task_named


@dataclass(frozen=True, eq=False)
class AnswersByHand:
    """The network's answers to a list of vectors; all arrays but the last two are (count, m).

    Attributes:
        a2: the probability of a 1, for each output.
        label: the predicted bits.
        correct: the bits the task asks for.
        expected: the bits that were given with a vector, else those the task asks for.
        wrong: True where a predicted bit is not the one that is expected.
        wrong_bits: how many of a vector's are wrong, shape (count,).
        odd: of which vectors something else is expected than the task asks for, shape (count,).
    """

    a2: Array
    label: Labels
    correct: Bits
    expected: Bits
    wrong: NDArray[np.bool_]
    wrong_bits: NDArray[np.int64]
    odd: NDArray[np.bool_]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which vectors are answered as expected, shape (count,)."""
        right: NDArray[np.bool_] = self.wrong_bits == 0
        return right


def answer_by_hand(
    W1: Array,
    W2: Array,
    vectors: Bits,
    expected: Bits,
    given: NDArray[np.bool_],
    task: str,
    progress: Progress | None = None,
) -> AnswersByHand | None:
    """Answer every one of some vectors, bit for bit as if it were the only one.

    Args:
        W1: shape (n, h).
        W2: shape (h, m).
        vectors: shape (count, n).
        expected: shape (count, m).
        given: of which vectors that was given, shape (count,).
        task: its name.
        progress: told after each batch how many are answered of how many.

    Returns:
        The answers; None if it was cancelled.
    """
    count = len(vectors)
    a2 = np.empty((count, W2.shape[1]))
    for start in range(0, count, BATCH):
        batch = vectors[start : start + BATCH]
        a2[start : start + BATCH] = outputs(batch, W1, W2)
        if progress and not progress(start + len(batch), count):
            return None
    correct = task_named(task).targets(vectors)
    wanted = np.where(given[:, None], expected, correct)
    label = labels(a2)
    wrong = label != wanted
    odd = (wanted != correct).any(axis=1)
    return AnswersByHand(a2, label, correct, wanted, wrong, wrong.sum(axis=1), odd)
