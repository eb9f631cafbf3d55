"""The speeds that the slider offers."""

from __future__ import annotations

from math import inf

from nn.explain.phases import PHASES

BY_PHASES = tuple(each / len(PHASES) for each in (0.5, 1, 2, 4))
"""Steps a second that are so slow that every phase is seen."""

PACES = (
    *BY_PHASES,
    *(1, 2, 3, 5, 10, 20, 30, 60, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, inf),
)
"""Steps a second; the last is as fast as it goes."""

DEFAULT_PACE = 60


def pace_text(pace: float) -> str:
    """A pace in words."""
    phases = phases_a_second(pace)
    if phases:
        if phases < 1:
            return f"1 phase in {1 / phases:g} s"
        return "1 phase/s" if phases == 1 else f"{phases:g} phases/s"
    if pace == inf:
        return "as fast as it goes"
    return "1 step/s" if pace == 1 else f"{int(pace):,} steps/s"


def nearest_notch(pace: float) -> int:
    """The index of the pace in `PACES` that is closest to `pace` from below."""
    # What was written down and read again may be a little less.
    return max((notch for notch, each in enumerate(PACES) if each <= pace * (1 + 1e-9)), default=0)


def phases_a_second(pace: float) -> float:
    """How many phases a second are shown one by one at a pace; 0 where whole steps are."""
    return round(pace * len(PHASES), 6) if pace < 1 else 0.0
