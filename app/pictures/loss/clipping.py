"""What of straight lines lies inside of a box."""

from __future__ import annotations

import numpy as np

from app.pictures.loss.grid import Pixels
from nn.core.arrays import Array

Box = tuple[float, ...]
"""Left, top, right and bottom edge."""


def clipped(lines: Pixels, box: Box) -> Array:
    """The parts of lines that lie inside of a box; lines that do not touch it are left out.

    Args:
        lines: columns and rows of the two ends: shape (lines, 4).
        box: into which they are cut.

    Returns:
        Likewise: shape (lines that are left, 4).
    """
    left, top, right, bottom = box
    starts, ways = lines[:, :2].astype(np.float64), lines[:, 2:] - lines[:, :2].astype(np.float64)
    # As shares of its way: where each line enters the box, and where it leaves it.
    enter, leave = np.zeros(len(lines)), np.ones(len(lines))
    outside = np.zeros(len(lines), bool)
    for axis, low, high in ((0, left, right), (1, top, bottom)):
        start, way = starts[:, axis], ways[:, axis]
        still = way == 0.0
        outside |= still & ((start < low) | (start > high))
        shares = np.array([low - start, high - start]) / np.where(still, 1.0, way)
        enter = np.where(still, enter, np.maximum(enter, shares.min(axis=0)))
        leave = np.where(still, leave, np.minimum(leave, shares.max(axis=0)))
    kept = ~outside & (enter <= leave)
    starts, ways = starts[kept], ways[kept]
    ends = (starts + share[kept, None] * ways for share in (enter, leave))
    parts: Array = np.concatenate(tuple(ends), axis=1)
    return parts
