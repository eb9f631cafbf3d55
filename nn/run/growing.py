"""An array that grows at its end while others read what is already there."""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from nn.core.arrays import Array

FEW = 1024
MOST_COPIED = 2**17
"""Numbers that are copied at the most to make room: a window waits for them, about 1 ms."""


class GrowingArray:
    """Numbers appended by one thread and read, up to `len`, by any.

    What has been appended never changes, and a view handed out stays valid. While there are few,
    a larger copy takes the place of a storage that is full. Then there is room for all there may
    ever be: what is not written to yet takes no memory.

    Args of the constructor:
        most: numbers there may ever be.
    """

    __slots__ = ("_count", "_most", "_storage")

    def __init__(self, most: int) -> None:
        self._most = most
        self._storage = np.empty(min(most, FEW))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def extend(self, values: Array) -> None:
        """Add numbers at the end."""
        count, needed = self._count, self._count + len(values)
        if needed > len(self._storage):
            larger = self._room(needed)
            larger[:count] = self._storage[:count]
            self._storage = larger
        self._storage[count:needed] = values
        self._count = needed

    def view(self) -> Array:
        """All numbers so far, read-only, without copying them."""
        count = self._count  # before the storage: a larger one holds at least as many
        view = self._storage[:count]
        view.flags.writeable = False
        return view

    def _room(self, needed: int) -> Array:
        if needed > MOST_COPIED:
            # Some systems refuse room that is not used yet; there it is made as it is needed.
            with suppress(MemoryError):
                return np.empty(max(self._most, needed))
        return np.empty(2 * needed)
