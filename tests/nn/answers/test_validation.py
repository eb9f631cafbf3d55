from __future__ import annotations

import notebook_oracle as oracle
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn.answers.forward import outputs
from nn.answers.truth_table import Questions, count_right
from nn.answers.validation import (
    Validation,
    all_vectors,
    flawless,
    predict,
    validate,
)
from nn.core.settings import Settings
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def trained() -> Recording:
    recording = Recording(Settings())
    recording.advance_to(5000)
    return recording


def test_the_notebook_s_report_comes_out(trained: Recording) -> None:
    moment = trained.moment(5000)
    report = validate(trained.settings, moment.W1, moment.W2, 5000)
    assert report is not None
    assert [each.x.tolist() for each in report.challenges] == [
        [1, 0, 1, 0, 0],
        [1, 0, 0, 1, 0],
        [1, 0, 0, 1, 0],
    ]
    assert all(each.flawless for each in report.challenges)
    assert (report.flawless, report.percent) == (5000, 100.0)


@pytest.mark.parametrize(("epochs", "count"), [(1, 1), (1, 1024), (1, 2500), (0, 700)])
def test_validation_equals_the_notebook_s_for_weights_that_still_err(
    epochs: int, count: int
) -> None:
    run = oracle.train(observations=60, epochs=epochs)
    recording = Recording(Settings(observations=60, epochs=1))
    recording.advance_to(60 * epochs)
    moment = recording.moment(60 * epochs)
    report = validate(recording.settings, moment.W1, moment.W2, count)
    vectors, right, labels = oracle.validate(run, count)
    assert report is not None
    assert report.flawless == sum(right)
    for place, each in enumerate(report.challenges):
        assert np.array_equal(each.x, vectors[place])
        assert np.array_equal(each.label, labels[place])
        assert np.array_equal(each.correct, vectors[place] ^ 1)
    assert sum(right) < count or count == 1


def test_a_validation_reports_its_progress_and_can_be_cancelled(trained: Recording) -> None:
    moment, seen = trained.moment(0), list[tuple[int, int]]()

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return len(seen) < 2

    assert validate(trained.settings, moment.W1, moment.W2, 5000, progress) is None
    assert seen == [(1024, 5000), (2048, 5000)]


@pytest.mark.parametrize("steps", [0, 120, 300])
def test_all_vectors_are_counted_that_are_right_one_by_one(trained: Recording, steps: int) -> None:
    moment = trained.moment(steps)
    right = 0
    for number in range(32):
        x = np.array([int(bit) for bit in f"{number:05b}"])
        a2 = oracle.forward(x, moment.W1, moment.W2)[3]
        right += bool(((a2 > 0.5) == (x == 0)).all())
    shares = count_right(Questions(Settings()), moment.W1, moment.W2)
    assert shares is not None
    assert shares.flawless == right


@settings(max_examples=30)
@given(st.integers(1, 16), st.integers(1, 128), st.integers(0, 2**32 - 1))
def test_many_answers_are_bit_for_bit_those_of_one_vector_at_a_time(
    bits: int, hidden: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    W1, W2 = random.uniform(-3, 3, (bits, hidden)), random.uniform(-3, 3, (hidden, bits))
    vectors = random.integers(0, 2, (9, bits))
    together = outputs(vectors, W1, W2)
    for row, x in zip(together, vectors, strict=True):
        assert np.array_equal(row, oracle.forward(x, W1, W2)[3])


def test_all_32_vectors_are_right_after_the_notebook_s_run(trained: Recording) -> None:
    vectors = all_vectors(5)
    assert len({tuple(x) for x in vectors.tolist()}) == 32
    moment = trained.moment(5000)
    assert flawless(moment.W1, moment.W2, vectors, "invert").all()


def test_a_prediction_names_its_wrong_bits() -> None:
    W1, W2 = np.zeros((3, 2)), np.array([[1.0, 1.0, -1.0], [1.0, 1.0, -1.0]])
    prediction = predict(W1, W2, np.array([0, 1, 1]), "invert")
    assert prediction.label.tolist() == [1, 1, 0]
    assert prediction.correct.tolist() == [1, 0, 0]
    assert prediction.wrong.tolist() == [False, True, False]
    assert not prediction.flawless


@pytest.mark.parametrize(
    ("flawless_answers", "count", "percent"), [(23, 40, 57.0), (1, 8, 12.0), (7, 8, 88.0)]
)
def test_the_proportion_is_rounded_as_the_notebook_does(
    flawless_answers: int, count: int, percent: float
) -> None:
    flags = [True] * flawless_answers + [False] * (count - flawless_answers)
    assert round(100 * np.mean(flags), 0) == percent
    assert Validation(count, (), flawless_answers).percent == percent
