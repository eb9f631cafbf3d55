"""The vectors by which a network is judged wherever it has to be quick."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from nn.answers.validation import all_vectors
from nn.core.arrays import Bits

MOST_BITS = 10
"""Up to here all 2^n vectors are looked at, above it a sample."""

SAMPLE = 1024
SAMPLE_SEED = 20_000
"""The sample is drawn apart from the run, whose random numbers stay as they are."""


@lru_cache(maxsize=4)
def vectors_for(bits: int) -> Bits:
    """The vectors that are looked at, the same in every run, shape (count, bits), read-only."""
    if bits <= MOST_BITS:
        vectors = all_vectors(bits)
    else:
        vectors = np.random.RandomState(SAMPLE_SEED).binomial(1, 0.5, (SAMPLE, bits))
    vectors.flags.writeable = False
    return vectors
