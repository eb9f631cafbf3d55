"""What a validation was about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.core.arrays import Array
from nn.core.settings import Settings


@dataclass(frozen=True, eq=False)
class Asked:
    """The network that was asked.

    Attributes:
        settings: the run's.
        W1: shape (n, h).
        W2: shape (h, n).
        position: the steps made so far.
    """

    settings: Settings
    W1: Array
    W2: Array
    position: int

    def is_about(self, settings: Settings, W1: Array, W2: Array, position: int) -> bool:
        """Whether these are the same weights at the same step, of a run with the same settings."""
        return (
            position == self.position
            and settings == self.settings
            and np.array_equal(W1, self.W1)
            and np.array_equal(W2, self.W2)
        )
