"""Whether all vectors there are are answered right: exact, and quick while one still is not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nn.answers.forward import output_sums
from nn.answers.validation import BATCH, all_vectors, flawless
from nn.core.arrays import Array
from nn.core.network import Network
from nn.core.settings import Settings
from nn.core.tasks import TASKS

CLOSEST = 1024
"""Once all are right, how many vectors are looked at, the least certain ones, for the end of it."""

NEAR = 1e-12
"""Of the weights that add up to u2: how close to 0 two orders of summation may part."""


class AllRight:
    """Asked after every step whether all 2^n vectors are answered right.

    An answer of "all right" that follows a "not yet" is exact, bit for bit the network's own. It
    costs a look at one vector as long as the one that was wrong last is still wrong. Once all are
    right, the `CLOSEST` vectors that were nearest to a wrong bit are looked at for the end of
    that: up to 10 bits these are all there are, above it an end that none of them shows is missed.

    Args of the constructor:
        settings: of the run.
    """

    def __init__(self, settings: Settings) -> None:
        self._task = settings.task
        self._vectors = all_vectors(settings.bits)
        self._inputs = self._vectors.astype(np.float64)
        self._ones = TASKS[settings.task].targets(self._vectors) == 1
        self._fault = 0
        self._closest: NDArray[np.intp] | None = None

    def begin(self) -> None:
        """The next weights do not follow from the last ones."""
        self._closest = None

    def __call__(self, network: Network) -> bool:
        """Whether all are right with the weights that the network has now."""
        W1, W2 = network.W1, network.W2
        if self._closest is not None:
            wrong = self._closest[~self._right(W1, W2, self._closest)[0]]
            if not len(wrong):
                return True
            self._closest, self._fault = None, int(wrong[0])
            return False
        if not self._right(W1, W2, np.array([self._fault]))[0][0]:
            return False
        margins = np.empty(len(self._vectors))
        # Where one fault was the next is not far: from there on, and around.
        order = np.roll(np.arange(len(self._vectors)), -self._fault)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            right, margins[batch] = self._right(W1, W2, batch)
            if not right.all():
                self._fault = int(batch[~right][0])
                return False
        self._closest = np.argsort(margins, kind="stable")[:CLOSEST]
        return True

    def _right(
        self, W1: Array, W2: Array, batch: NDArray[np.intp]
    ) -> tuple[NDArray[np.bool_], Array]:
        """Which of some vectors are right, and how far each is from a change of a bit."""
        u2 = output_sums(self._inputs[batch], W1, W2, exactly=False)
        right = ((u2 > 0.0) == self._ones[batch]).all(axis=1)
        margins: Array = np.abs(u2).min(axis=1)
        unsure = margins <= NEAR * (1.0 + np.abs(W2).sum(axis=0).max())
        if unsure.any():
            right[unsure] = flawless(W1, W2, self._vectors[batch[unsure]], self._task)
        return right, margins
