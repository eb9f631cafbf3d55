"""The range of a colour scale: it grows in steps and never flickers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from nn.core.arrays import Array

STEPS = (1.0, 2.0, 5.0, 10.0)
FINE_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def rounded_up(value: float, steps: tuple[float, ...] = STEPS) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50, … (and 0.5, 0.2, …) that is not below `value`.

    Args:
        value: finite; 0 and below give the smallest range shown, 1e-12.
        steps: the numbers from 1 to 10 that count as round.
    """
    value = max(value, 1e-12)
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in steps if value <= step * power * (1 + 1e-12))


class ColourScale:
    """A symmetric range about zero that holds all values seen since `reset`."""

    def __init__(self) -> None:
        self.limit = 0.0

    def reset(self) -> None:
        """Forget what was seen."""
        self.limit = 0.0

    def include(self, *arrays: Array) -> None:
        """Grow, if need be, to hold the values of `arrays`."""
        for values in arrays:
            largest = max(float(values.max()), -float(values.min()))
            if largest > self.limit:
                self.limit = rounded_up(largest)


def colour_rows(values: Array, limit: float) -> NDArray[np.intp]:
    """The rows of the colour table for values between -limit and limit.

    Args:
        values: any shape.
        limit: above 0; values beyond it take the row of the limit.

    Returns:
        0 to 256, zero at 128, in the shape of `values`.
    """
    rows: NDArray[np.intp] = np.clip(values * (128.0 / limit) + 128.5, 0.0, 256.0).astype(np.intp)
    return rows


def colours(values: Array, limit: float, table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The colours of values between -limit and limit: red, green and blue in a last axis."""
    return table[colour_rows(values, limit)]
