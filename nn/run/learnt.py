"""When each vector came to be answered right, and was forgotten: step by step, exactly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import LARGEST_PRODUCT, outputs
from nn.answers.judge import rounding
from nn.answers.truth_table import Questions, sums_of_all
from nn.core.arrays import Array
from nn.core.plain import sigmoid
from nn.core.progress import Progress
from nn.core.step import labels
from nn.run.recording import Recording
from nn.run.weights_along import matrices_of, weights_along

MOST_TURNS = 2**24
"""How often all vectors together may have turned right or wrong: the turns then take 128 MiB."""

Turns = tuple[NDArray[np.int32], NDArray[np.int32]]
"""Positions, rising, and the vector that turned at each, by the number it spells."""


class Standing(NamedTuple):
    """How each vector stands at a position; both of shape (2^n,).

    Attributes:
        since: the position since which it is right without a break, -1 where it is wrong.
        forgotten: how often it turned wrong again after it was right.
    """

    since: NDArray[np.int64]
    forgotten: NDArray[np.int64]

    def fits(self, right: NDArray[np.bool_]) -> bool:
        """Whether these are the vectors that are right, shape (2^n,)."""
        return bool(np.array_equal(self.since >= 0, right))

    @property
    def last(self) -> int | None:
        """Of the vectors that are right the one that came last; None if none is."""
        last = int(np.argmax(self.since))
        return last if self.since[last] >= 0 else None

    @property
    def most_forgotten(self) -> int | None:
        """The vector that was forgotten most often; None if none was."""
        most = int(np.argmax(self.forgotten))
        return most if self.forgotten[most] else None


class Learnt:
    """Searches one recording from its start, again and again as it grows.

    All vectors are answered anew once in `CHECKPOINT_INTERVAL` steps. In between only those are
    that may have turned: whose weighted sums were no farther from 0 than the weights have moved
    them at the most.

    Attributes:
        questions: the vectors.
        searched: the positions below this one are known.
    """

    def __init__(self, questions: Questions) -> None:
        self.questions = questions
        self.searched = 0
        self._right = np.zeros(len(questions), bool)
        self._found: list[Turns] = []
        self._count = 0
        # Positions, vectors and how many positions they tell of change together, as one object,
        # under readers' eyes.
        self._known: tuple[Turns, int] = (_joined([]), 0)

    @property
    def full(self) -> bool:
        """Whether there are more turns than are kept: then the rest is not searched."""
        return self._count > MOST_TURNS

    def leaves_out(self, recording: Recording) -> bool:
        """Whether there are steps left to be searched."""
        return not self.full and self.searched <= recording.length

    def search(self, recording: Recording, progress: Progress | None = None) -> int | None:
        """Search what is recorded by now; in any thread, but in one at a time.

        Args:
            recording: the same one every time.
            progress: told how many steps are searched of how many; may end the search.

        Returns:
            `searched`; None if there was nothing to search.
        """
        if not self.leaves_out(recording):
            return None
        end, sizes = recording.length, recording.settings.sizes
        for weights in weights_along(recording, self.searched):
            positions, vectors = self._turns(*matrices_of(weights, sizes))
            self._found.append((positions + np.int32(self.searched), vectors))
            self._count += len(vectors)
            self.searched += len(weights)
            if (progress and not progress(self.searched, end + 1)) or self.full:
                break
        turns = _joined(self._found)
        self._found, self._known = [turns], (turns, self.searched)
        return self.searched

    def standing(self, position: int) -> Standing | None:
        """How each vector stands at a position; None where that is not searched yet."""
        (positions, vectors), searched = self._known
        if not 0 <= position < searched:
            return None
        vectors = vectors[: np.searchsorted(positions, position, side="right")]
        count = len(self.questions)
        # Of several turns of a vector the last is the one that is left.
        latest = np.zeros(count, np.int64)
        latest[vectors] = positions[: len(vectors)]
        turns = np.bincount(vectors, minlength=count)
        # Every vector counts as wrong before the first position.
        since = np.where(turns % 2 == 1, latest, -1)
        return Standing(since, turns // 2)

    def _turns(self, W1s: Array, W2s: Array) -> Turns:
        """Which vectors turn at which of some networks that follow one another, by its index."""
        questions = self.questions
        u2 = sums_of_all(questions, W1s[0], W2s[0])
        right = (labels(sigmoid(u2)) == questions.correct).all(axis=1)
        unsure = np.flatnonzero(_may_turn(u2, W1s, W2s))
        # At the first network all are known. All that are sure stay what they are there.
        turned = np.flatnonzero(right != self._right)
        at, vectors = [np.zeros_like(turned)], [turned]
        W1s, W2s = W1s[1:], W2s[1:]
        for part in np.array_split(unsure, max(1, -(-len(unsure) // _rows(W1s, W2s)))):
            answers = np.concatenate((right[None, part], self._answers(part, W1s, W2s)))
            when, which = np.nonzero(answers[1:] != answers[:-1])
            at.append(when + 1)
            vectors.append(part[which])
            right[part] = answers[-1]
        self._right = right
        order = np.argsort(np.concatenate(at), kind="stable")
        joined = (np.concatenate(each)[order].astype(np.int32) for each in (at, vectors))
        positions, numbers = joined
        return positions, numbers

    def _answers(self, part: NDArray[np.intp], W1s: Array, W2s: Array) -> NDArray[np.bool_]:
        """Which of some vectors each network answers right, shape (networks, vectors)."""
        inputs, correct = self.questions.inputs[part], self.questions.correct[part]
        u2 = np.matmul(sigmoid(np.matmul(inputs, W1s)), W2s)
        right: NDArray[np.bool_] = ((u2 > 0.0) == (correct == 1)).all(axis=2)
        close = (np.abs(u2) <= rounding(W2s)[:, None, None]).any(axis=2)
        for network in np.flatnonzero(close.any(axis=1)).tolist():
            # Summed in another order its sign may be another one.
            which = close[network]
            exact = labels(outputs(inputs[which], W1s[network], W2s[network]))
            right[network, which] = (exact == correct[which]).all(axis=1)
        return right


def _may_turn(u2: Array, W1s: Array, W2s: Array) -> NDArray[np.bool_]:
    """Which vectors some of the networks may answer in another way than the first of them.

    Args:
        u2: of the first network for all vectors, shape (vectors, m).
        W1s: shape (networks, n, h).
        W2s: shape (networks, h, m).
    """
    moved1 = _farthest(W1s - W1s[0])
    # The slope of a sigmoid is 1/4 at the most, and it lies between 0 and 1.
    moved_a1 = np.minimum(moved1 / 4.0, 1.0)
    moved2 = _farthest(W2s - W2s[0]) + moved_a1 @ np.abs(W2s[0])
    reach = moved2.max(axis=0) + 2.0 * rounding(W2s).max()
    unsure: NDArray[np.bool_] = (np.abs(u2) <= reach).any(axis=1)
    return unsure


def _farthest(moved: Array) -> Array:
    """How far sums of rows, each counted from 0 to 1 times, may come: (…, rows, columns)."""
    farthest: Array = np.maximum(
        np.maximum(moved, 0.0).sum(axis=-2), np.maximum(-moved, 0.0).sum(axis=-2)
    )
    return farthest


def _rows(W1s: Array, W2s: Array) -> int:
    """How many vectors are answered at a time, by products that stay within one thread."""
    return int(max(1, LARGEST_PRODUCT // (W1s.shape[2] * max(W1s.shape[1], W2s.shape[2]))))


def _joined(turns: list[Turns]) -> Turns:
    empty = np.empty(0, np.int32)
    positions = np.concatenate([empty, *(each[0] for each in turns)])
    vectors = np.concatenate([empty, *(each[1] for each in turns)])
    return positions, vectors
