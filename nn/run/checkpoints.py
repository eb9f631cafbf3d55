"""The weights of a run at equal distances, which one thread adds to while any thread reads."""

from __future__ import annotations

import mmap
import sys
from collections.abc import Iterator

import numpy as np

from nn.core.arrays import Array

BLOCK_BYTES = 2**20


class Checkpoints:
    """Rows of weights, read-only, in blocks that recordings share and never change again.

    Blocks rather than arrays of their own: a hundred small numbers would take a fifth more. They
    come from the system and go back to it: what is freed when only every other row is kept would
    otherwise lie about between what stays.

    Attributes:
        interval: steps from one row to the next.
    """

    def __init__(self, interval: int, weights: Array) -> None:
        """Begin with the weights before the first step, flat."""
        self.interval = interval
        self._size = len(weights)
        self._rows_of_block = max(1, BLOCK_BYTES // weights.nbytes)
        self._blocks: list[Array] = []
        self._count = 0
        self.append(weights)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Array:
        block, row = divmod(index, self._rows_of_block)
        if not 0 <= index < self._count:
            raise IndexError(f"There is no checkpoint {index}; there are {self._count}.")
        weights: Array = self._blocks[block][row]
        weights.flags.writeable = False
        return weights

    def __iter__(self) -> Iterator[Array]:
        return (self[index] for index in range(self._count))

    @property
    def nbytes(self) -> int:
        """Bytes of all rows."""
        return self._count * self._size * 8

    def append(self, weights: Array) -> None:
        """Add the weights `interval` steps later."""
        self._extend(weights[None])

    def thinned(self) -> Checkpoints:
        """Every other row, from the first on."""
        made = Checkpoints(2 * self.interval, self[0])
        for start, rows in self._filled():
            # The first row of all is there already.
            made._extend(rows[2 if not start else start % 2 :: 2])
        return made

    def first(self, count: int) -> Checkpoints:
        """The first rows, 1 at least, for another recording to go on from."""
        made = Checkpoints(self.interval, self[0])
        whole = count // self._rows_of_block
        if whole:
            made._blocks, made._count = self._blocks[:whole], whole * self._rows_of_block
        for start, rows in self._filled():
            made._extend(rows[max(made._count - start, 0) : max(count - start, 0)])
        return made

    def _filled(self) -> Iterator[tuple[int, Array]]:
        """The rows of each block, as far as there are any, and the index of the first of them."""
        count, size = self._count, self._rows_of_block
        for number in range(-(-count // size)):
            yield number * size, self._blocks[number][: count - number * size]

    def _extend(self, rows: Array) -> None:
        """Add rows of one block; every other one of two blocks fill one."""
        if not len(rows):
            return
        block, row = divmod(self._count, self._rows_of_block)
        if block == len(self._blocks):
            self._blocks.append(_block(self._rows_of_block, self._size))
        self._blocks[block][row : row + len(rows)] = rows
        # Who reads meanwhile sees a row only when it is there.
        self._count += len(rows)


def _block(rows: int, size: int) -> Array:
    if sys.platform == "win32":
        room = mmap.mmap(-1, rows * size * 8)
    else:
        # By itself it would be shared with a process that is forked.
        room = mmap.mmap(-1, rows * size * 8, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    return np.frombuffer(room, np.float64).reshape(rows, size)
