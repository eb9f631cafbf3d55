"""Whether all vectors there are are answered right: exact, and quick while one still is not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nn.answers.judge import Judge
from nn.answers.validation import BATCH, all_vectors
from nn.core.network import Network
from nn.core.settings import Settings

CLOSEST = 1024
"""Once all are right, how many vectors are looked at, the least certain ones, for the end of it."""


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
        self._judge = Judge(all_vectors(settings.bits), settings.task)
        self._fault = 0
        self._closest: NDArray[np.intp] | None = None

    def begin(self) -> None:
        """The next weights do not follow from the last ones."""
        self._closest = None

    def __call__(self, network: Network) -> bool:
        """Whether all are right with the weights that the network has now."""
        W1, W2, judge = network.W1, network.W2, self._judge
        if self._closest is not None:
            wrong = self._closest[~judge(W1, W2, self._closest)[0]]
            if not len(wrong):
                return True
            self._closest, self._fault = None, int(wrong[0])
            return False
        if not judge(W1, W2, np.array([self._fault]))[0][0]:
            return False
        margins = np.empty(len(judge.vectors))
        # Where one fault was the next is not far: from there on, and around.
        order = np.roll(np.arange(len(judge.vectors)), -self._fault)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            right, margins[batch] = judge(W1, W2, batch)
            if not right.all():
                self._fault = int(batch[~right][0])
                return False
        self._closest = np.argsort(margins, kind="stable")[:CLOSEST]
        return True
