"""Which moments of a run an animation shows, how long each, and how large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nn.core.settings import NumberRange

MOST_FRAMES = 1000

FRAMES_PER_SECOND = NumberRange(
    "frames_per_second", "Frames a second", True, 1, 50, "how many frames are shown in a second"
)
EVERY = NumberRange("every", "Every", True, 1, 10_000, "how far two frames lie apart")
WIDTH = NumberRange("width", "Width", True, 320, 1920, "pixels from side to side")
HEIGHT = NumberRange("height", "Height", True, 240, 1200, "pixels from top to bottom")

HUNDREDTHS = 100
"""Of a second: an animation's clock ticks no faster."""

REST = 200
"""Hundredths of a second for which the last frame is shown, before the animation begins again."""


PHASES_OF_A_STEP = 11
"""As many as `nn.explain.phases` has: to read a command line nothing more is needed of it."""


class AnimationPlanError(ValueError):
    """An animation cannot be made so; the message says why and what helps, in one line."""


@dataclass(frozen=True)
class AnimationPlan:
    """An animation of the steps from `first` to `last`.

    Attributes:
        first: the position shown first.
        last: the position shown last, not below `first`.
        every: two frames lie so many steps (or phases) apart; the last one is always shown.
        by_phases: whether steps are walked through phase by phase.
        frames_per_second: 1 to 50.
        width: pixels.
        height: pixels.

    Raises:
        AnimationPlanError: it ends before it begins, or has more than `MOST_FRAMES` frames.
        SettingError: a number is out of its range.
    """

    first: int
    last: int
    every: int = 1
    by_phases: bool = False
    frames_per_second: int = 15
    width: int = 960
    height: int = 600

    def __post_init__(self) -> None:
        for each in (EVERY, FRAMES_PER_SECOND, WIDTH, HEIGHT):
            each.checked(getattr(self, each.name))
        if not 0 <= self.first <= self.last:
            raise AnimationPlanError(
                f"It would begin at step {self.first:,} and end at step {self.last:,}; "
                "the end must not lie before the beginning."
            )
        if self.count > MOST_FRAMES:
            thing = "phase" if self.by_phases else "step"
            enough = -(-self._length // (MOST_FRAMES - 1))
            raise AnimationPlanError(
                f"It would have {self.count:,} frames; {MOST_FRAMES:,} is the most: "
                f"show every {ordinal(enough)} {thing}, or fewer steps."
            )

    @property
    def _length(self) -> int:
        """Steps, or phases, from the first moment to the last one."""
        return (self.last - self.first) * (PHASES_OF_A_STEP if self.by_phases else 1)

    @property
    def count(self) -> int:
        """How many frames it has."""
        return -(-self._length // self.every) + 1

    def moments(self) -> Iterator[tuple[int, int | None]]:
        """The position and the phase of every frame; the first and the last show a step whole."""
        for number in range(self.count - 1):
            steps, phase = number * self.every, None
            if self.by_phases and number:
                steps, phase = divmod(steps - 1, PHASES_OF_A_STEP)
                steps += 1
            yield self.first + steps, phase
        yield self.last, None

    @property
    def durations(self) -> list[int]:
        """How many hundredths of a second each frame is shown; on average as many as asked for."""
        ends = [round(number * HUNDREDTHS / self.frames_per_second) for number in range(self.count)]
        return [*(end - begin for begin, end in pairwise(ends)), REST]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return sum(self.durations) / HUNDREDTHS


def ordinal(number: int) -> str:
    """A number as a place in a row: "1st", "2nd", "11th"."""
    tens = number % 100 // 10
    ending = "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"
