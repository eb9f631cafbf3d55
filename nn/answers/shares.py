"""How many of all vectors, and of all their bits, are answered right: exact, in counts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Shares(NamedTuple):
    """What is right of the answers to all vectors there are.

    Attributes:
        vectors: how many there are.
        flawless: how many are answered without a wrong bit.
        right: of each output, how many of its bits are right.
    """

    vectors: int
    flawless: int
    right: tuple[int, ...]

    @property
    def bits(self) -> int:
        """How many bits all answers have together."""
        return self.vectors * len(self.right)

    @property
    def right_bits(self) -> int:
        """How many of all bits are right."""
        return sum(self.right)

    @property
    def of_vectors(self) -> str:
        """The vectors in words: "27 of 32 vectors flawless: 84.3 %"."""
        return (
            f"{self.flawless:,} of {self.vectors:,} vectors flawless: "
            f"{percent(self.flawless, self.vectors)}"
        )

    @property
    def of_bits(self) -> str:
        """The bits in words: "152 of 160 bits right: 95.0 %"."""
        return (
            f"{self.right_bits:,} of {self.bits:,} bits right: "
            f"{percent(self.right_bits, self.bits)}"
        )

    @property
    def of_outputs(self) -> str:
        """Each output in words: "y1 100.0 %, y2 96.8 %"."""
        return ", ".join(
            f"y{number} {percent(each, self.vectors)}".replace(" ", "\N{NO-BREAK SPACE}")
            for number, each in enumerate(self.right, 1)
        )


def shares_of(wrong: NDArray[np.bool_]) -> Shares:
    """Count, by which bits are wrong, shape (vectors, m)."""
    vectors = len(wrong)
    flawless = vectors - int(wrong.any(axis=1).sum())
    return Shares(vectors, flawless, tuple((vectors - wrong.sum(axis=0)).tolist()))


def percent(part: int, whole: int) -> str:
    """A share in percent, rounded down: 100.0 % is said only where nothing is missing."""
    return f"{1000 * part // whole / 10:.1f} %"
