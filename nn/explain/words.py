"""What sentences about a step have in common: how much is said of a number, and in which words."""

from __future__ import annotations

import math

from nn.core.step import Step
from nn.explain.exact_text import LARGEST_PLAIN, MINUS

SATURATED = 0.01
"""A slope below this share of its largest value, 0.25, counts as saturated."""

NEXT_TO_NOTHING = 0.01
"""An output nearer than this to its target has next to nothing to learn."""

MILLIONTH = 1e-6
DIGITS = 3
STRENGTHS = (0.6, "on"), (0.4, "half on"), (0.1, "a little on"), (0.0, "hardly on")
"""The least activation of each, from the greatest."""

MOST_NAMES = 4
"""More names than this are counted in a sentence, not listed."""


def brief(value: float, digits: int = DIGITS) -> str:
    """A number with few significant digits, as a sentence can bear them.

    Args:
        value: finite.
        digits: significant ones; trailing zeros are left out.
    """
    size = abs(value)
    if size == 0:
        return "0"
    if MILLIONTH <= size < LARGEST_PLAIN:
        decimals = max(0, digits - 1 - math.floor(math.log10(size)))
        text = f"{value:.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if decimals else text
    else:
        text = f"{value:.{digits - 1}e}"
    return text.replace("-", MINUS)


def amount(change: float) -> str:
    """How much something changed, without its sign."""
    size = abs(change)
    return "less than a millionth" if size < MILLIONTH else brief(size)


def apart(a2: float, t: float) -> str:
    """An output with as many digits as tell it from its target."""
    for digits in range(DIGITS, 17):
        text = brief(a2, digits)
        if float(text.replace(MINUS, "-")) != t:
            return text
    return repr(a2)


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two different numbers with as few digits as tell them from one another."""
    # Seventeen digits tell any two numbers apart.
    pairs = ((brief(one, digits), brief(other, digits)) for digits in range(DIGITS, 18))
    return next(pair for pair in pairs if pair[0] != pair[1])


def strength(a1: float) -> str:
    """How far a hidden unit is on."""
    return next(words for least, words in STRENGTHS if a1 >= least)


def side(e2: float) -> str:
    """On which side of its target an output is whose error is not 0."""
    return "high" if e2 > 0 else "low"


def is_flat(slope: float) -> bool:
    """Whether a unit whose sigmoid has this slope is saturated."""
    return slope < SATURATED * 0.25


def all_nearly_right(step: Step) -> bool:
    """Whether no output has more than next to nothing to learn."""
    return bool((abs(step.e2) < NEXT_TO_NOTHING).all())


def listed(names: list[str]) -> str:
    """Names as a sentence lists them: "x1, x2 and x3"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
