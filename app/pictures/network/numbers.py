"""How the numbers of a block of cells are written: alike in all of them, as exactly as fits."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.widgets.colour_scale import Scale, between
from nn.core.arrays import Array
from nn.explain.exact_text import MINUS

Keys = NDArray[np.int64]
FARTHEST = 400
"""No power of ten of a number of a computer is as far from 0."""

MANTISSA = 10_000
FIGURES_OF_POWERS = 2
"""Of negative ones; where every power is written, one fewer."""


@dataclass(frozen=True)
class Decimals:
    """Numbers with a fixed count of decimals.

    Attributes:
        count: decimals.
    """

    count: int

    def keys(self, values: Array) -> Keys:
        """Equal keys are written alike; in the shape of `values`."""
        scaled = between(values * 10.0**self.count, -1e17, 1e17)
        return np.rint(scaled).astype(np.int64)

    def text(self, key: int) -> str:
        """The number that has a key; never a "−0"."""
        whole, rest = divmod(abs(key), 10**self.count)
        sign = MINUS if key < 0 else ""
        return f"{sign}{whole}.{rest:0{self.count}}" if self.count else f"{sign}{whole}"


@dataclass(frozen=True)
class Significant:
    """Numbers with a fixed count of significant digits: 0.0022, 2.2e-5.

    Attributes:
        count: digits.
        always_raised: whether every power of ten is written, which is shorter: 2e-3.
    """

    count: int
    always_raised: bool = False

    @property
    def least(self) -> float:
        """Numbers below this are written as 0, for their power of ten has no room."""
        figures = FIGURES_OF_POWERS - 1 if self.always_raised else FIGURES_OF_POWERS
        return float(f"1e{1 - 10**figures}")

    def keys(self, values: Array) -> Keys:
        """Equal keys are written alike; in the shape of `values`."""
        sizes = np.abs(values)
        some = sizes > self.least
        powers = np.floor(np.log10(np.where(some, sizes, 1.0)))
        digits = np.rint(sizes / 10.0 ** (powers - self.count + 1))
        carried = digits >= 10.0**self.count
        digits, powers = np.where(carried, digits / 10.0, digits), powers + carried
        keys = ((powers + FARTHEST) * MANTISSA + digits) * np.where(values < 0.0, -1.0, 1.0)
        return np.where(some, keys, 0.0).astype(np.int64)

    def text(self, key: int) -> str:
        """The number that has a key; never a "−0"."""
        if key == 0:
            return "0"
        power, digits = divmod(abs(key), MANTISSA)
        power -= FARTHEST
        sign = MINUS if key < 0 else ""
        if -3 <= power < 3 and not (self.always_raised and power < 0):
            decimals = self.count - 1 - power
            number = digits * 10.0**-decimals
            return f"{sign}{number:.{max(0, decimals)}f}"
        mantissa = str(digits)
        point = "." if len(mantissa) > 1 and abs(power) < 10 else ""
        shown = mantissa[0] + (point + mantissa[1:] if point else "")
        return f"{sign}{shown}e{power}"


Format = Decimals | Significant

WHOLE = Decimals(0)
MOST_DECIMALS = 3
BY_DECADES: Mapping[Significant, tuple[str, ...]] = {
    Significant(2): (f"{MINUS}0.0088", f"{MINUS}8.8e-8"),
    Significant(1): (f"{MINUS}0.008",),
    Significant(1, always_raised=True): (f"{MINUS}8e-8",),
}
"""With their longest texts."""


def format_for(scale: Scale, fits: Callable[[str], bool], *, whole: bool = False) -> Format | None:
    """How to write the numbers of a block; None if there is no room for them.

    It depends on the scale, not on the numbers, so that nothing changes its shape from one step to
    the next.

    Args:
        scale: of the block.
        fits: whether a text has room in a cell.
        whole: whether all numbers are 0 or 1.
    """
    if whole:
        return WHOLE if fits("8") else None
    if scale.decades:
        return next((each for each, longest in BY_DECADES.items() if all(map(fits, longest))), None)
    digits = 1 + max(0, math.floor(math.log10(scale.limit) + 1e-9))
    longest = ("" if scale.lowest == 0.0 else MINUS) + "8" * digits
    for decimals in range(MOST_DECIMALS, 0, -1):
        if fits(f"{longest}.{'8' * decimals}"):
            return Decimals(decimals)
    return WHOLE if digits > 1 and fits(longest) else None
