from __future__ import annotations

import numpy as np
import pytest

from nn.answers.sample import MOST_BITS, SAMPLE, vectors_for
from nn.answers.validation import all_vectors


@pytest.mark.parametrize("bits", [1, 5, MOST_BITS])
def test_up_to_ten_bits_every_vector_is_looked_at(bits: int) -> None:
    assert np.array_equal(vectors_for(bits), all_vectors(bits))


@pytest.mark.parametrize("bits", [11, 13, 16])
def test_above_it_a_sample_is_looked_at_in_which_zeros_and_ones_are_equally_likely(
    bits: int,
) -> None:
    vectors = vectors_for(bits)
    assert vectors.shape == (SAMPLE, bits)
    assert set(np.unique(vectors)) == {0, 1}
    # Four times the standard deviation of the mean of so many.
    assert np.abs(vectors.mean(axis=0) - 0.5).max() < 4 * 0.5 / SAMPLE**0.5
    vectors_for.cache_clear()
    assert np.array_equal(vectors, vectors_for(bits))
