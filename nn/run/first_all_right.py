"""The first step after which all vectors are answered right, found in what is recorded."""

from __future__ import annotations

import numpy as np

from nn.answers.judge import Judge
from nn.core.arrays import Array
from nn.core.progress import Progress
from nn.run.recording import Recording
from nn.run.weights_along import matrices_of, weights_along


class FirstAllRight:
    """Searches one recording from its start, again and again as it grows.

    What it finds is a property of the recording, whatever was looked at while it was made. The
    weights at a position are those in force there, with what was set by hand.

    Attributes:
        judge: asks for the answers to the vectors that count.
        searched: the positions below this one are known not to be it.
        step: the first position at which all vectors of the judge are right; None while unknown.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self._fault = 0
        self.searched = 0
        self.step: int | None = None

    def leaves_out(self, recording: Recording) -> bool:
        """Whether there are steps left in which it may still be found."""
        return self.step is None and self.searched <= recording.length

    def search(self, recording: Recording, progress: Progress | None = None) -> int | None:
        """Search what is recorded by now; in any thread, but in one at a time.

        Args:
            recording: the same one every time.
            progress: told how many steps are searched of how many; may end the search.

        Returns:
            `step`.
        """
        end = recording.length
        if not self.leaves_out(recording):
            return self.step
        sizes = recording.settings.sizes
        for weights in weights_along(recording, self.searched):
            found = self._first(*matrices_of(weights, sizes))
            self.searched += len(weights)
            if found is not None:
                self.step = self.searched - len(weights) + found
            if (progress and not progress(self.searched, end + 1)) or self.step is not None:
                break
        return self.step

    def _first(self, W1s: Array, W2s: Array) -> int | None:
        """The index of the first of some networks that is right; (networks, n, h), (…, h, m)."""
        left = np.arange(len(W1s))
        while len(left):
            left = left[~self.judge.surely_wrong(self._fault, W1s[left], W2s[left])]
            if not len(left):
                break
            right, _ = self.judge(W1s[left[0]], W2s[left[0]])
            if right.all():
                return int(left[0])
            self._fault, left = int(np.argmin(right)), left[1:]
        return None
