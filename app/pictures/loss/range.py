"""The range of losses that is seen: it grows in steps, so that it never flickers."""

from __future__ import annotations

import math

from app.pictures.loss.grid import SMALLEST_LOSS
from app.widgets.colour_scale import FINE_STEPS, rounded_up

EMPTY = (0.0, 1.0)


class LossRange:
    """A round range that holds all losses included since `reset`.

    Attributes:
        limits: its ends, in the units of the axis: decimal logarithms if `logarithmic`.
        logarithmic: whether the axis is.
    """

    def __init__(self, logarithmic: bool = False) -> None:
        self.logarithmic = logarithmic
        self.limits = EMPTY
        self._holds_any = False

    def reset(self, logarithmic: bool) -> None:
        """Forget what was included; `limits` stay until something is."""
        self.logarithmic = logarithmic
        self._holds_any = False

    def include(self, least: float, greatest: float) -> None:
        """Grow, if need be, to hold the losses from `least` to `greatest`."""
        if self.logarithmic:
            low = float(math.floor(math.log10(max(least, SMALLEST_LOSS))))
            high = max(math.log10(rounded_up(max(greatest, SMALLEST_LOSS))), low + 1.0)
        else:
            low, high = 0.0, rounded_up(greatest, FINE_STEPS)
        if self._holds_any:
            low, high = min(low, self.limits[0]), max(high, self.limits[1])
        self.limits = low, high
        self._holds_any = True
