"""A series as lines between pixels: as few as the screen has room for, without losing a peak."""

from __future__ import annotations

import numpy as np

from app.pictures.loss.grid import Grid, Pixels
from nn.core.arrays import Array


def groups(grid: Grid, start: int = 0, stride: int = 1) -> Pixels:
    """Which values of a series share a column of pixels.

    Args:
        grid: the pixels.
        start: the index of the first value that is drawn at all.
        stride: steps from one value to the next; the value at index i belongs to step
            (i + 1) * stride.

    Returns:
        The index at which each group begins, and that at which the last ends, rising. One value
        before those in view and one after are groups too: lines lead to them.
    """
    edges = np.ceil(grid.borders / stride).astype(np.int64) - 1
    edges = np.concatenate(([edges[0] - 1], edges, [edges[-1] + 1])).clip(max(start, 0))
    return edges[np.diff(edges, prepend=edges[0] - 1) > 0]


def segments(series: Array, grid: Grid, bounds: Pixels, drawn: int = 0, stride: int = 1) -> Pixels:
    """The lines that draw a series, each from one pixel to another.

    A group of values is an upright line from the greatest to the least; the last value of a group
    is joined with the first of the next. So what is drawn of a part of a group is a part of what is
    drawn of all of it, and a series that grew is drawn by adding lines.

    Args:
        series: the values there are.
        grid: the pixels.
        bounds: of the groups.
        drawn: how many values of the series are drawn already.
        stride: as for `groups`.

    Returns:
        Columns and rows of the two ends: shape (lines, 4).
    """
    end = min(len(series), int(bounds[-1]))
    # The group that was left unfinished, and the one before, from which a line leads to it.
    begun = max(int(np.searchsorted(bounds, drawn - 1, "right")) - 2, 0)
    starts = bounds[begun : np.searchsorted(bounds, end)]
    if not len(starts):
        return np.empty((0, 4), np.int64)
    ends = np.append(starts[1:], end)
    columns = grid.columns(np.multiply(starts + 1, stride, dtype=np.float64))
    part, offsets = series[starts[0] : end], starts - starts[0]
    highest, lowest = np.maximum.reduceat(part, offsets), np.minimum.reduceat(part, offsets)
    # All rows in one go: most of what it costs is to begin.
    tops, bottoms, leads, enters = grid.rows(
        np.array((highest, lowest, series[ends - 1], series[starts]))
    )
    lines = np.empty((2 * len(starts) - 1, 4), np.int64)
    uprights, joins = lines[: len(starts)], lines[len(starts) :]
    uprights[:, 0] = uprights[:, 2] = columns
    uprights[:, 1], uprights[:, 3] = tops, bottoms
    joins[:, 0], joins[:, 1] = columns[:-1], leads[:-1]
    joins[:, 2], joins[:, 3] = columns[1:], enters[1:]
    return lines


def levels(averages: Array, grid: Grid, length: int, drawn: int = 0) -> Pixels:
    """A level line below each epoch at its average.

    Args:
        averages: of the epochs there are.
        grid: the pixels.
        length: steps of an epoch.
        drawn: how many of them are drawn already.

    Returns:
        Columns and rows of the two ends: shape (lines, 4).
    """
    first = max(drawn, int(grid.borders[0] / length) - 1)
    last = max(first, min(len(averages), int(grid.borders[-1] / length) + 2))
    lines = np.empty((last - first, 4), np.int64)
    # Where an epoch ends the next one begins.
    places = grid.columns(np.arange(first, last + 1, dtype=np.float64) * length + 0.5)
    lines[:, 0], lines[:, 2] = places[:-1], places[1:]
    lines[:, 1] = lines[:, 3] = grid.rows(averages[first:last])
    return lines
