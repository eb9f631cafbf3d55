"""How many vectors a network answers right: all there are, or a sample that is always the same."""

from __future__ import annotations

import numpy as np

from nn.answers.validation import all_vectors, flawless
from nn.core.arrays import Array, Bits

MOST_EXACT_BITS = 10
"""Up to so many bits all vectors are asked; above it a sample of 2 to this power."""

SPREAD = 40_503
"""Odd, and so no vector comes twice; near the golden section of 2^16, and so they lie apart."""


def asked_vectors(bits: int) -> Bits:
    """All 2^n vectors up to `MOST_EXACT_BITS`, else a sample; shape (count, bits)."""
    if bits <= MOST_EXACT_BITS:
        return all_vectors(bits)
    numbers = np.arange(2**MOST_EXACT_BITS) * SPREAD % 2**bits
    vectors: Bits = (numbers[:, None] >> np.arange(bits - 1, -1, -1)) & 1
    return vectors


def right_count(W1: Array, W2: Array, task: str) -> tuple[int, int]:
    """How many of the vectors asked are answered without a wrong bit, and how many are asked.

    Args:
        W1: shape (n, h).
        W2: shape (h, m).
        task: what is asked of the network.
    """
    vectors = asked_vectors(len(W1))
    return int(flawless(W1, W2, vectors, task).sum()), len(vectors)
