from __future__ import annotations

import math

import numpy as np
import pytest

from nn.answers.forward import output_sums
from nn.answers.judge import Judge
from nn.answers.rough import rough_sums
from nn.answers.sample import vectors_for
from nn.answers.tally import Tally
from nn.answers.validation import all_vectors, flawless, predict
from nn.core.settings import Settings
from nn.run.recording import Recording


@pytest.mark.parametrize("task", ["invert", "reverse"])
def test_answers_are_counted_as_the_network_itself_answers(task: str) -> None:
    recording = Recording(Settings(task=task))
    recording.advance_to(1000)
    vectors = all_vectors(5)
    judge = Judge(vectors, task)
    for position in range(0, 1000, 90):
        moment = recording.moment(position)
        right, margins = judge(moment.W1, moment.W2)
        assert np.array_equal(right, flawless(moment.W1, moment.W2, vectors, task))
        assert margins.shape == (32,)
        few = np.array([3, 17])
        assert np.array_equal(judge(moment.W1, moment.W2, few)[0], right[few])


def test_the_right_ones_of_a_sample_are_counted_one_by_one() -> None:
    settings = Settings(bits=11)
    recording = Recording(settings)
    recording.advance_to(300)
    moment, vectors = recording.moment(300), vectors_for(11)
    right = [predict(moment.W1, moment.W2, each, settings.task).flawless for each in vectors]
    tally = Judge(vectors, settings.task).tally(moment.W1, moment.W2)
    assert tally == Tally(sum(right), 1024, 2048)
    assert 0 < tally.right < 1024


@pytest.mark.parametrize(("bits", "hidden"), [(1, 1), (5, 10), (12, 30), (16, 128)])
@pytest.mark.parametrize("scale", [0.0, 1e-9, 1.0, 30.0, 1e7, 1e60, 1e300])
def test_the_quick_count_is_the_exact_one(bits: int, hidden: int, scale: float) -> None:
    recording = Recording(Settings(bits=bits, hidden_units=hidden))
    recording.advance_to(200)
    judge = Judge(vectors_for(bits), "invert")
    for position in (0, 1, 60, 200):
        moment = recording.moment(position)
        W1, W2 = moment.W1 * scale, moment.W2 * scale
        with np.errstate(over="ignore", invalid="ignore"):
            assert judge.quick_tally(W1, W2, math.inf) == judge.tally(W1, W2)


def test_rough_sums_are_off_by_no_more_than_they_say() -> None:
    draws = np.random.default_rng(1)
    for bits, hidden in ((1, 1), (5, 10), (16, 128)):
        vectors = vectors_for(bits)
        for scale in (1e-3, 1.0, 20.0, 1e3):
            W1 = draws.normal(0.0, scale, (bits, hidden))
            W2 = draws.normal(0.0, scale, (hidden, bits))
            u2, error = rough_sums(vectors.astype(np.float32), W1, W2)
            assert np.abs(u2 - output_sums(vectors, W1, W2)).max() <= error


def test_what_takes_longer_is_left_for_later() -> None:
    """The weights are 0: all is in the balance, and has to be summed exactly."""
    judge = Judge(vectors_for(5), "invert")
    W1, W2 = np.zeros((5, 10)), np.zeros((10, 5))
    assert judge.quick_tally(W1, W2, 32 * 10 - 1) is None
    assert judge.quick_tally(W1, W2, 32 * 10) == judge.tally(W1, W2)


def test_an_output_in_the_balance_is_a_zero_as_the_network_says() -> None:
    W1, W2 = np.zeros((2, 3)), np.zeros((3, 2))
    right, margins = Judge(all_vectors(2), "invert")(W1, W2)
    assert right.tolist() == [False, False, False, True]
    assert margins.tolist() == [0.0] * 4


def test_what_is_surely_wrong_is_wrong_and_what_is_in_the_balance_is_not_sure() -> None:
    recording = Recording(Settings())
    recording.advance_to(600)
    moments = [recording.moment(position) for position in range(0, 600, 50)]
    W1s, W2s = np.array([each.W1 for each in moments]), np.array([each.W2 for each in moments])
    judge = Judge(all_vectors(5), "invert")
    for vector in (0, 13, 31):
        expected = [not judge(W1, W2)[0][vector] for W1, W2 in zip(W1s, W2s, strict=True)]
        assert judge.surely_wrong(vector, W1s, W2s).tolist() == expected
    assert not judge.surely_wrong(0, W1s[:1], np.zeros_like(W2s[:1])).any()
