"""How many vectors a network answers right, in numbers and in words."""

from __future__ import annotations

from typing import NamedTuple


class Tally(NamedTuple):
    """How far a run is, at one moment.

    Attributes:
        right: how many of the vectors that were asked are answered without a wrong bit.
        asked: how many these are.
        there_are: how many vectors there are.
        first: the first step at which all that are asked were right, if that is known and past;
            as the run goes, with all its hidden units.
        without: the hidden units without which they are answered: "without h3", or "".
    """

    right: int
    asked: int
    there_are: int
    first: int | None = None
    without: str = ""

    @property
    def all_right(self) -> bool:
        """Whether none of them is wrong."""
        return self.right == self.asked

    @property
    def words(self) -> str:
        """The count: "27 of 32 right", or "All 32 right"; perhaps "without h3"."""
        if self.all_right:
            return self._told(f"All {self._of}")
        return self._told(f"{self.right:,} of {self._of}")

    @property
    def longest_count(self) -> str:
        """No count takes more room."""
        return self._told(f"{self.asked:,} of {self._of}")

    @property
    def notes(self) -> tuple[str, ...]:
        """Since when, in words, from the longest to the shortest way to say it."""
        if self.first is None:
            return ("",)
        step = f"step {self.first:,}"
        if self.without:
            return f"with all units all right first at {step}", f"with all units: {step}", ""
        if self.all_right:
            return f"for the first time at {step}", f"first at {step}", f"first: {self.first:,}", ""
        return f"all right first at {step}", f"all at {step}", f"all: {self.first:,}", ""

    @property
    def meaning(self) -> str:
        """What is counted, in a sentence."""
        if self.asked == self.there_are:
            return f"Of all {self.asked:,} vectors there are, with the weights that are shown."
        return (
            f"Of {self.asked:,} vectors, the same sample in every run, drawn from the "
            f"{self.there_are:,} there are, with the weights that are shown."
        )

    def _told(self, count: str) -> str:
        return f"{count} right {self.without}".rstrip()

    @property
    def _of(self) -> str:
        return f"{self.asked:,}" if self.asked == self.there_are else f"{self.asked:,} sampled"
