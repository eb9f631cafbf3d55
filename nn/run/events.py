"""What a person changes in a run while it runs; replay honours it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from nn.core.cut_short import cut_short
from nn.core.network import Network
from nn.core.settings import RANGES

EDIT_LIMIT = 1e6
"""The largest magnitude of a weight typed by hand."""


class EventError(ValueError):
    """A change that cannot be made; the message says what is wrong and what is allowed."""


@dataclass(frozen=True)
class LearningRateChange:
    """From here on, updates use this learning rate.

    Raises:
        SettingError: the learning rate is out of range.
    """

    learning_rate: float

    def __post_init__(self) -> None:
        checked = RANGES["learning_rate"].checked(self.learning_rate)
        object.__setattr__(self, "learning_rate", checked)

    def apply(self, network: Network) -> None:
        """Make the change."""
        network.learning_rate = self.learning_rate


@dataclass(frozen=True)
class WeightEdit:
    """A weight set by hand.

    Attributes:
        matrix: "W1" or "W2".
        row: from 0; of W1 an input bit, of W2 a hidden unit.
        column: from 0; of W1 a hidden unit, of W2 an output.
        value: finite, of magnitude up to `EDIT_LIMIT`.

    Raises:
        EventError: the matrix, the position or the value is out of range.
    """

    matrix: Literal["W1", "W2"]
    row: int
    column: int
    value: float

    def __post_init__(self) -> None:
        if self.matrix not in ("W1", "W2"):
            raise EventError(f"the matrix is {cut_short(self.matrix)}; it must be W1 or W2.")
        if self.row < 0 or self.column < 0:
            raise EventError(f"there is no weight {self.row}, {self.column} in {self.matrix}.")
        if not math.isfinite(self.value) or abs(self.value) > EDIT_LIMIT:
            raise EventError(
                f"the weight is {self.value}; it must be a number from "
                f"-{EDIT_LIMIT:,.0f} to {EDIT_LIMIT:,.0f}."
            )

    def apply(self, network: Network) -> None:
        """Make the change.

        Raises:
            EventError: the network has no such weight.
        """
        matrix = network.W1 if self.matrix == "W1" else network.W2
        rows, columns = matrix.shape
        if self.row >= rows or self.column >= columns:
            raise EventError(
                f"there is no weight {self.row}, {self.column} in {self.matrix}, "
                f"which has {rows} rows and {columns} columns."
            )
        matrix[self.row, self.column] = self.value


Event = LearningRateChange | WeightEdit
Events = Mapping[int, tuple[Event, ...]]
"""The changes by position: made after that many steps, before the next one."""
