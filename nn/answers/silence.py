"""A network without some of its hidden units: what it answers, and what breaks without them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from nn.answers.forward import outputs
from nn.core.arrays import Array, Bits
from nn.core.step import labels
from nn.core.tasks import task_named

MOST_NAMED = 4
"""Of more silenced units only the first ones are named."""


def without(W2: Array, units: Iterable[int]) -> Array:
    """The second matrix of a network of which some hidden units are silenced.

    The activation of such a unit counts as 0, which is as if all its weights to the outputs were.

    Args:
        W2: shape (h, m); it stays as it is.
        units: from 0.

    Returns:
        Shape (h, m): W2 itself where no unit is silenced.
    """
    silent = sorted(units)
    if not silent:
        return W2
    left = W2.copy()
    left[silent] = 0.0
    return left


def units_text(units: Iterable[int]) -> str:
    """The names of hidden units: "h3", "h3 and h5", "h1, h2, h3, h5 and 9 more"."""
    names = [f"h{unit + 1}" for unit in sorted(units)]
    if len(names) > MOST_NAMED + 1:
        names = [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more"]
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def without_text(units: Iterable[int]) -> str:
    """Without which hidden units an answer is given: "without h3"; "" where none is silenced."""
    names = units_text(units)
    return f"without {names}" if names else ""


class Breakage(NamedTuple):
    """What becomes of some vectors when hidden units are silenced.

    Attributes:
        asked: how many vectors these are.
        there_are: how many vectors there are.
        broken: how many are answered right by all units, and wrong without these.
        mended: how many the other way round.
        outputs: for each output, of how many vectors its bit is right by all units, and wrong
            without these.
    """

    asked: int
    there_are: int
    broken: int
    mended: int
    outputs: tuple[int, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What breaks, in words, from the longest to the shortest way to say it."""
        of = f"{self.asked:,}" if self.asked == self.there_are else f"{self.asked:,} sampled"
        if not self.broken and not self.mended:
            count = f"of {of} vectors none breaks"
        else:
            count = f"{self.broken:,} of {of} vectors {'breaks' if self.broken == 1 else 'break'}"
        mended = f"{self.mended:,} {'is' if self.mended == 1 else 'are'} mended"
        told = "; ".join((count, mended)) if self.mended else count
        short = f"{self.broken:,} break" if self.broken else "none breaks"
        by_output = [
            f"y{output + 1} {times:,}×" for output, times in enumerate(self.outputs) if times
        ]
        if not by_output:
            return told, short
        return f"{told}; bits that break: {', '.join(by_output)}", told, short


def breakage(W1: Array, W2: Array, units: Iterable[int], vectors: Bits, task: str) -> Breakage:
    """What becomes of vectors when hidden units are silenced, bit for bit as the network answers.

    Args:
        W1: shape (n, h).
        W2: shape (h, m).
        units: that are silenced, from 0.
        vectors: shape (count, n).
        task: what is asked of the network.
    """
    targets = task_named(task).targets(vectors)
    right, left = (
        labels(outputs(vectors, W1, each)) == targets for each in (W2, without(W2, units))
    )
    all_right, all_left = right.all(axis=1), left.all(axis=1)
    return Breakage(
        len(vectors),
        2 ** len(W1),
        int((all_right & ~all_left).sum()),
        int((~all_right & all_left).sum()),
        tuple(np.count_nonzero(right & ~left, axis=0).tolist()),
    )
