"""Dashes by which branches are told apart without their colours."""

from __future__ import annotations

from itertools import cycle

DASHES: tuple[tuple[int, ...], ...] = ((12, 4), (4, 4), (14, 3, 3, 3), (7, 10), (2, 6))
"""Pixels that are drawn and left out in turn, of each kind: a whole line is what is shown.

Of them there is another number than of the colours: so thirty branches all differ.
"""


def dash_of(number: int) -> tuple[int, ...]:
    """The dashes of a branch, by the number of its colour."""
    return DASHES[number % len(DASHES)]


def strips(dash: tuple[int, ...], width: float, ratio: float = 1.0) -> list[tuple[float, float]]:
    """What is drawn of a width: left and right edges, each dash `ratio` times as wide.

    Without dashes all of it is.
    """
    if not dash:
        return [(0.0, width)]
    found: list[tuple[float, float]] = []
    left = 0.0
    for drawn, length in zip(cycle((True, False)), cycle(dash), strict=False):
        if left >= width:
            return found
        if drawn:
            found.append((left, min(left + length * ratio, width)))
        left += length * ratio
    return found
