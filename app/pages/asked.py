"""The network that a page is asked about, or was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.core.arrays import Array
from nn.core.settings import Settings


@dataclass(frozen=True, eq=False)
class Asked:
    """A network of a run.

    Attributes:
        settings: the run's.
        W1: shape (n, h).
        W2: shape (h, m).
        position: the steps that made these weights.
        run: what is the same object for all branches of a run, and another one for another run.
        branch_id: of the branch.
        branch: its name.
        silenced: the hidden units, from 0, that are silenced: W2 has zeros in their rows.
    """

    settings: Settings
    W1: Array
    W2: Array
    position: int
    run: object
    branch_id: int
    branch: str
    silenced: frozenset[int] = frozenset()

    @property
    def without(self) -> str:
        """Without which hidden units it answers: "without h3"; "" where it has all of them."""
        if not self.silenced:
            return ""
        from nn.answers.silence import without_text

        return without_text(self.silenced)

    def is_like(self, other: Asked) -> bool:
        """Whether these are the same weights at the same step, of runs with the same settings."""
        return (
            other.position == self.position
            and other.silenced == self.silenced
            and other.settings == self.settings
            and np.array_equal(other.W1, self.W1)
            and np.array_equal(other.W2, self.W2)
        )
