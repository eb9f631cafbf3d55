"""A long series reduced to as many points as the screen has room for, without losing a peak."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nn.core.arrays import Array

BLOCK = 64
"""Values whose extremes are worked out once."""

LONG = 4 * BLOCK
"""A piece from this length on is read from whole blocks."""


def even_edges(first: int, last: int, pieces: int) -> NDArray[np.int64]:
    """Borders of `pieces` stretches of equal length from `first` up to `last`."""
    return _rising(np.linspace(first, last, pieces + 1).astype(np.int64))


def logarithmic_edges(first: int, last: int, pieces: int) -> NDArray[np.int64]:
    """Borders of stretches that are equally long on a logarithmic axis of 1 + index."""
    exponents = np.linspace(np.log10(first + 1), np.log10(last + 1), pieces + 1)
    edges = _rising((10.0**exponents - 1).round().astype(np.int64))
    edges[0], edges[-1] = first, last
    return edges


def _rising(sorted_edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same without repetitions; `np.unique` would sort again, at a multiple of the time."""
    return sorted_edges[np.diff(sorted_edges, prepend=sorted_edges[0] - 1) > 0]


class Peaks:
    """The extremes of a series that only grows, ready for any stretch of it.

    By hand, because it pays: a million steps are drawn anew in 4 ms, with pyqtgraph's own
    down-sampling, which goes through all of them each time, in 20 ms.
    """

    def __init__(self) -> None:
        self._lows = np.empty(0)
        self._highs = np.empty(0)
        self._blocks = 0

    def reduce(self, values: Array, edges: NDArray[np.int64]) -> tuple[Array, Array]:
        """The values between the first and the last of `edges`, as a greatest and least a piece.

        A piece of at least `LONG` values may show the extremes of up to `BLOCK` values before it
        too: a quarter of its length at the most, which is less than a pixel.

        Args:
            values: the whole series; what was given before is its beginning.
            edges: borders of the pieces, indexes that rise, and pieces that never get shorter by
                more than one.

        Returns:
            Positions (indexes, fractional) and values; the plain values where that is fewer.
        """
        first, last = int(edges[0]), int(edges[-1])
        if last - first <= 2 * (len(edges) - 1):
            return np.arange(first, last, dtype=np.float64), values[first:last]
        self._extend(values)
        starts, lengths = edges[:-1], np.diff(edges)
        highs, lows = np.empty(len(starts)), np.empty(len(starts))
        long = np.flatnonzero(lengths >= LONG)
        short = int(long[0]) if len(long) else len(starts)
        if short:
            part = values[first : edges[short]]
            highs[:short] = np.maximum.reduceat(part, starts[:short] - first)
            lows[:short] = np.minimum.reduceat(part, starts[:short] - first)
        if short < len(starts):
            at = starts[short:] // BLOCK
            end = min(last // BLOCK, self._blocks)
            highs[short:] = np.maximum.reduceat(self._highs[:end], at)
            lows[short:] = np.minimum.reduceat(self._lows[:end], at)
            rest = values[end * BLOCK : last]
            if len(rest):
                highs[-1], lows[-1] = max(highs[-1], rest.max()), min(lows[-1], rest.min())
        positions = np.repeat((edges[:-1] + edges[1:] - 1) / 2.0, 2)
        extremes = np.empty(2 * len(starts))
        extremes[0::2], extremes[1::2] = highs, lows
        return positions, extremes

    def _extend(self, values: Array) -> None:
        """Work out the blocks that have become full."""
        blocks = len(values) // BLOCK
        if blocks <= self._blocks:
            return
        if blocks > len(self._lows):
            self._lows = _enlarged(self._lows, self._blocks, 2 * blocks)
            self._highs = _enlarged(self._highs, self._blocks, 2 * blocks)
        fresh = values[self._blocks * BLOCK : blocks * BLOCK].reshape(-1, BLOCK)
        self._lows[self._blocks : blocks] = fresh.min(axis=1)
        self._highs[self._blocks : blocks] = fresh.max(axis=1)
        self._blocks = blocks


def _enlarged(array: Array, used: int, size: int) -> Array:
    larger = np.empty(size)
    larger[:used] = array[:used]
    return larger
