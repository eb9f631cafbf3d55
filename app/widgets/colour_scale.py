"""What a colour stands for: a range about zero, linear or by decades."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.core.arrays import Array

STEPS = (1.0, 2.0, 5.0, 10.0)
FINE_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
ZERO_ROW = 128
"""Of the 257 rows of a colour table."""


def rounded_up(value: float, steps: tuple[float, ...] = STEPS) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50, … (and 0.5, 0.2, …) that is not below `value`.

    Args:
        value: finite; 0 and below give the smallest range shown, 1e-12.
        steps: the numbers from 1 to 10 that count as round.
    """
    value = max(value, 1e-12)
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in steps if value <= step * power * (1 + 1e-12))


class Scale(NamedTuple):
    """How numbers become colours.

    Attributes:
        limit: above 0; numbers of this magnitude and beyond have the full colour.
        decades: 0 for colours in proportion to the numbers; else the strength of a colour tells
            the power of ten, and numbers so many decades below the limit have no colour.
        lowest: the least number there is to show: minus the limit, or 0.
    """

    limit: float
    decades: int = 0
    lowest: float = -math.inf

    def rows(self, values: Array) -> NDArray[np.intp]:
        """The rows of the colour table, 0 to 256 with zero at 128, in the shape of `values`."""
        shares = values / self.limit
        if self.decades:
            sizes = np.maximum(np.abs(shares), 1e-300)
            strengths = 1.0 + np.log10(sizes) / self.decades
            shares = np.copysign(between(strengths, 0.0, 1.0), shares)
        rows: NDArray[np.intp] = between(shares * 128.0 + 128.5, 0.0, 256.0).astype(np.intp)
        return rows


def between(values: Array, low: float, high: float) -> Array:
    """The same numbers, those beyond two limits as these."""
    # Of some dozens of numbers np.clip takes five times as long.
    limited: Array = np.minimum(np.maximum(values, low), high)
    return limited


def colours(values: Array, limit: float, table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The colours of values between -limit and limit: red, green and blue in a last axis."""
    return table[Scale(limit).rows(values)]
