from __future__ import annotations

import numpy as np
import pytest

from nn.answers.right_count import MOST_EXACT_BITS, asked_vectors, right_count
from nn.answers.validation import predict, right_of_all
from nn.core.settings import Settings
from nn.run.recording import Recording


@pytest.mark.parametrize("bits", [1, 5, 10])
def test_up_to_ten_bits_every_vector_is_asked(bits: int) -> None:
    settings = Settings(bits=bits)
    recording = Recording(settings)
    recording.advance_to(100)
    moment = recording.moment(100)
    right, asked = right_count(moment.W1, moment.W2, settings.task)
    assert (right, asked) == (right_of_all(moment.W1, moment.W2, settings.task), 2**bits)


@pytest.mark.parametrize("bits", [11, 13, 16])
def test_above_it_a_sample_is_asked_in_which_no_vector_comes_twice(bits: int) -> None:
    vectors = asked_vectors(bits)
    assert vectors.shape == (2**MOST_EXACT_BITS, bits)
    assert len(np.unique(vectors, axis=0)) == len(vectors)
    assert set(np.unique(vectors)) == {0, 1}
    # Each bit is as often 1 as 0, or nearly so.
    assert np.abs(vectors.mean(axis=0) - 0.5).max() < 0.01
    assert np.array_equal(vectors, asked_vectors(bits))


def test_the_answers_of_a_sample_are_counted() -> None:
    settings = Settings(bits=11)
    recording = Recording(settings)
    recording.advance_to(300)
    moment = recording.moment(300)
    answers = [
        predict(moment.W1, moment.W2, each, settings.task).flawless for each in asked_vectors(11)
    ]
    assert right_count(moment.W1, moment.W2, settings.task) == (sum(answers), len(answers))
