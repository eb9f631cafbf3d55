"""The observations of a run, in the forms in which the network multiplies them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nn.core.arrays import Array
from nn.core.draws import Draws


class Row(NamedTuple):
    """One observation, ready for a step; its x is negated, as the network carries it.

    Attributes:
        minus_x: shape (n,).
        minus_x_column: the same numbers, shape (n, 1).
        t: the target bits, shape (m,).
    """

    minus_x: Array
    minus_x_column: Array
    t: Array


class Stretch(NamedTuple):
    """Observations that follow one another within an epoch.

    Attributes:
        rows: one for each.
        X: the input bits, shape (count, n).
        T: the target bits, shape (count, m).
        not_T: 1 - T.
    """

    rows: list[Row]
    X: Array
    T: Array
    not_T: Array


class Observations:
    """All observations of a run; its replays and branches share them.

    Attributes:
        draws: the vectors, and the initial weights.
        X: the input bits, shape (observations, n).
        T: the target bits, shape (observations, m).
    """

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        self.X = self.draws.vectors.astype(np.float64)
        self.T = self.draws.targets.astype(np.float64)
        self._minus_X, self._not_T = -self.X, 1.0 - self.T
        self._rows: list[Row | None] = [None] * len(self.X)
        self._ready = 0

    def stretch(self, index: int, count: int) -> Stretch:
        """The `count` observations from `index` on, all of one epoch."""
        end = index + count
        if end > self._ready:
            self._prepare(end)
        part = slice(index, end)
        rows: list[Row] = self._rows[part]  # type: ignore[assignment]
        return Stretch(rows, self.X[part], self.T[part], self._not_T[part])

    def _prepare(self, end: int) -> None:
        # Only as far as is trained: a run of 100,000 observations is to begin at once. Another
        # thread may prepare the same rows; it makes the same ones.
        for index in range(self._ready, end):
            minus_x = self._minus_X[index]
            self._rows[index] = Row(minus_x, minus_x.reshape(-1, 1), self.T[index])
        self._ready = max(self._ready, end)
