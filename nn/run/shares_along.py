"""How many of all vectors and of their bits are right along a recording, at some of its steps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.answers.shares import Shares, percent
from nn.answers.truth_table import Questions, count_right
from nn.core.progress import Progress
from nn.run.recording import Recording

MOST_POINTS = 512
"""Steps at which is counted at the most: more than a curve has use for."""


POINTS_AT_A_TIME = 16
"""So many more are there whenever others may see them."""


class Points(NamedTuple):
    """What is known of the curve.

    Attributes:
        positions: rising, shape (points,).
        flawless: of all vectors, in percent, shape (points,).
        bits: of all bits, in percent, shape (points,).
        shares: the counts at each.
    """

    positions: NDArray[np.int64]
    flawless: NDArray[np.float64]
    bits: NDArray[np.float64]
    shares: tuple[Shares, ...]

    def told(self, step: int) -> str:
        """In words what was counted last up to a step; "" where nothing was."""
        index = int(np.searchsorted(self.positions, step, side="right")) - 1
        if index < 0:
            return ""
        shares, at = self.shares[index], int(self.positions[index])
        when = "" if at == step else f" at {at:,}"
        return (
            f"right{when}: {percent(shares.flawless, shares.vectors)}, "
            f"bits {percent(shares.right_bits, shares.bits)}"
        )


class SharesAlong:
    """Counts along one recording, again and again as it grows.

    It counts at every step of a short run, and at every 2nd, 4th, … of a longer one, so that the
    points lie evenly and those there are stay where they are.

    Attributes:
        questions: the vectors.
        stride: steps from one point to the next.
    """

    def __init__(self, questions: Questions) -> None:
        self.questions = questions
        self.stride = 1
        self._shares: list[Shares] = []
        # Swapped as one object, under readers' eyes.
        self.points = NOTHING

    def leaves_out(self, recording: Recording) -> bool:
        """Whether there are points left to be counted at."""
        stride = self._stride_of(recording.length)
        counted = (len(self._shares) - 1) * self.stride
        return counted < recording.length // stride * stride

    def search(self, recording: Recording, progress: Progress | None = None) -> Points | None:
        """Count along what is recorded by now; in any thread, but in one at a time.

        Args:
            recording: the same one every time.
            progress: told how many points are counted of how many; may end the work.

        Returns:
            `points`; None if there was nothing to count.
        """
        if not self.leaves_out(recording):
            return None
        length = recording.length
        stride = self._stride_of(length)
        self._shares = self._shares[:: stride // self.stride]
        self.stride = stride
        total = length // stride + 1
        for number in range(len(self._shares), total):
            cursor = recording.cursor(number * stride)
            cursor.make_changes()
            network = cursor.network
            shares = count_right(self.questions, network.W1, network.W2)
            assert shares is not None
            self._shares.append(shares)
            if number % POINTS_AT_A_TIME == 0:
                self.points = _points(stride, self._shares)
            if progress and not progress(number + 1, total):
                break
        self.points = _points(stride, self._shares)
        return self.points

    def _stride_of(self, length: int) -> int:
        stride = self.stride
        while length >= MOST_POINTS * stride:
            stride *= 2
        return stride


def _points(stride: int, shares: list[Shares]) -> Points:
    flawless = [100.0 * each.flawless / each.vectors for each in shares]
    bits = [100.0 * each.right_bits / each.bits for each in shares]
    positions = np.arange(len(shares), dtype=np.int64) * stride
    return Points(positions, np.array(flawless), np.array(bits), tuple(shares))


NOTHING = _points(1, [])
"""What is known of a curve before anything is counted."""
