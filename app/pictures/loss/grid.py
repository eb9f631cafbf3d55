"""Where steps and losses lie among the pixels of the loss curve."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.widgets.colour_scale import between
from nn.core.arrays import Array

SMALLEST_LOSS = 1e-18
"""What a logarithmic axis shows of losses still smaller, and of 0."""

FARTHEST = 1_000_000
"""Pixels beyond which nothing is placed: lines to there are drawn no differently."""

Pixels = NDArray[np.int64]


@dataclass(frozen=True)
class Grid:
    """A stretch of steps and losses, and the pixels that show it.

    Attributes:
        steps, losses: what is seen, in the units of the axes: decimal logarithms where those are.
        size: width and height in pixels.
        log_steps, log_loss: which axes are logarithmic.
    """

    steps: tuple[float, float]
    losses: tuple[float, float]
    size: tuple[int, int]
    log_steps: bool = False
    log_loss: bool = False

    @cached_property
    def borders(self) -> Array:
        """The steps, fractional, at which the columns of pixels begin, and the end of the last."""
        xs = np.linspace(*self.steps, self.size[0] + 1)
        borders: Array = 10.0**xs if self.log_steps else xs
        return borders

    @property
    def last_step(self) -> int:
        """The last step in view."""
        high = self.steps[1]
        return math.floor(10.0**high if self.log_steps else high)

    def columns(self, steps: Array) -> Pixels:
        """The column of each step, fractional or not, in view or not."""
        low, high = self.steps
        xs = np.log10(np.maximum(steps, 0.5)) if self.log_steps else steps
        return _pixels(np.floor((xs - low) * (self.size[0] / (high - low))))

    def column(self, step: float) -> int:
        """The same of one step, in a tenth of the time."""
        low, high = self.steps
        x = math.log10(max(step, 0.5)) if self.log_steps else step
        place = math.floor((x - low) * (self.size[0] / (high - low)))
        return min(max(place, -FARTHEST), FARTHEST)

    def rows(self, losses: Array) -> Pixels:
        """The row of each loss, from the top, in view or not."""
        low, high = self.losses
        ys = np.log10(np.maximum(losses, SMALLEST_LOSS)) if self.log_loss else losses
        return _pixels(np.rint((high - ys) * ((self.size[1] - 1) / (high - low))))


def _pixels(places: Array) -> Pixels:
    pixels: Pixels = between(places, -FARTHEST, FARTHEST).astype(np.int64)
    return pixels
