"""An array that grows at its end while others read what is already there."""

from __future__ import annotations

import numpy as np

from nn.core.arrays import Array


class GrowingArray:
    """Numbers appended by one thread and read, up to `len`, by any.

    What has been appended never changes, and a view handed out stays valid: when the storage is
    full a larger copy takes its place.
    """

    __slots__ = ("_count", "_storage")

    def __init__(self, initial: Array | None = None) -> None:
        given = np.empty(0) if initial is None else initial
        self._storage = np.empty(max(1024, 2 * len(given)))
        self._storage[: len(given)] = given
        self._count = len(given)

    def __len__(self) -> int:
        return self._count

    def append(self, value: float) -> None:
        """Add one number at the end."""
        count = self._count
        if count == len(self._storage):
            larger = np.empty(2 * count)
            larger[:count] = self._storage
            self._storage = larger
        self._storage[count] = value
        self._count = count + 1

    def view(self) -> Array:
        """All numbers so far, read-only, without copying them."""
        count = self._count  # before the storage: a larger one holds at least as many
        view = self._storage[:count]
        view.flags.writeable = False
        return view
