"""The speeds that the slider offers."""

from __future__ import annotations

from math import inf

PACES = (1, 2, 3, 5, 10, 20, 30, 60, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, inf)
"""Steps a second; the last is as fast as it goes."""

DEFAULT_PACE = 60


def pace_text(pace: float) -> str:
    """A pace in words."""
    if pace == inf:
        return "as fast as it goes"
    return "1 step/s" if pace == 1 else f"{int(pace):,} steps/s"


def nearest_notch(pace: float) -> int:
    """The index of the pace in `PACES` that is closest to `pace` from below."""
    return max((notch for notch, each in enumerate(PACES) if each <= pace), default=0)
