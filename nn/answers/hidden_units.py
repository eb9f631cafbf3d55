"""What the hidden units answer to: which vectors switch them on, and how alike they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import LARGEST_PRODUCT
from nn.core.arrays import Array, Bits
from nn.core.plain import sigmoid

CONSTANT = 1e-12
"""The activations of a unit that is constant differ by no more than this, which is rounding."""


@dataclass(frozen=True, eq=False)
class UnitAnswers:
    """The activations of all hidden units over some vectors.

    Attributes:
        vectors: 0 and 1, shape (count, n).
        u1: the sums, shape (count, h).
        a1: the activations, shape (count, h).
    """

    vectors: Bits
    u1: Array
    a1: Array

    def order(self, unit: int) -> list[int]:
        """The vectors by how much they switch a unit on, the least first; the same where alike."""
        order: list[int] = np.argsort(self.u1[:, unit], kind="stable").tolist()
        return order

    @property
    def most(self) -> NDArray[np.intp]:
        """For each unit the first vector that switches it on most, shape (h,).

        By the sums, for activations may all be 1 to the last digit.
        """
        found: NDArray[np.intp] = self.u1.argmax(axis=0)
        return found

    @property
    def least(self) -> NDArray[np.intp]:
        """For each unit the first vector that switches it off most, shape (h,)."""
        found: NDArray[np.intp] = self.u1.argmin(axis=0)
        return found

    @property
    def on(self) -> NDArray[np.intp]:
        """For each unit the number of vectors for which it is above 0.5, shape (h,)."""
        found: NDArray[np.intp] = (self.u1 > 0.0).sum(axis=0)
        return found


def unit_answers(vectors: Bits, W1: Array) -> UnitAnswers:
    """What each hidden unit makes of vectors, up to rounding.

    Args:
        vectors: 0 and 1, shape (count, n).
        W1: shape (n, h).
    """
    inputs = vectors.astype(np.float64)
    u1 = np.concatenate([inputs[part] @ W1 for part in _parts(len(inputs), W1.size)])
    return UnitAnswers(vectors, u1, sigmoid(u1))


class Likeness(NamedTuple):
    """How alike hidden units are.

    Attributes:
        matrix: the correlation of each two activations, from −1 to 1, shape (h, h); NaN in the
            rows and columns of units that are constant, which have none.
        constant: the units that have the same activation for all vectors.
    """

    matrix: Array
    constant: tuple[int, ...]

    def extreme(self, sign: int) -> tuple[int, int, float] | None:
        """The two units that are most alike (1), or most opposite (−1), and their correlation.

        None where there are no two that are not constant.
        """
        rows, columns = np.triu_indices(len(self.matrix), 1)
        values = sign * self.matrix[rows, columns]
        if not len(values) or np.isnan(values).all():
            return None
        best = int(np.nanargmax(values))
        return int(rows[best]), int(columns[best]), float(sign * values[best])


def likeness(a1: Array) -> Likeness:
    """How alike each two hidden units are: the correlation (Pearson's) of their activations.

    Args:
        a1: over some vectors, shape (count, h).
    """
    constant = np.ptp(a1, axis=0) <= CONSTANT
    centred = a1 - a1.mean(axis=0)
    centred[:, constant] = 0.0
    lengths = np.sqrt(np.square(centred).sum(axis=0))
    centred /= np.where(constant, 1.0, lengths)
    matrix = np.clip(_squared(centred), -1.0, 1.0)
    np.fill_diagonal(matrix, 1.0)
    matrix[constant] = matrix[:, constant] = np.nan
    return Likeness(matrix, tuple(np.flatnonzero(constant).tolist()))


def _squared(columns: Array) -> Array:
    """The products of each two columns, shape (h, h)."""
    count, h = columns.shape
    total = np.zeros((h, h))
    for part in _parts(count, h * h):
        total += columns[part].T @ columns[part]
    return total


def _parts(count: int, multiplications: int) -> Iterator[slice]:
    """Rows that are multiplied at once: so many that no other thread is disturbed.

    Args:
        count: of the rows.
        multiplications: of each row.
    """
    rows = max(1, LARGEST_PRODUCT // multiplications)
    return (slice(start, start + rows) for start in range(0, count, rows))
