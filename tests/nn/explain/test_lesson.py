from __future__ import annotations

from dataclasses import replace

import notebook_oracle as oracle
import numpy as np
import pytest

from nn.answers.sample import vectors_for
from nn.core.settings import Settings
from nn.explain.lesson import lesson_of
from nn.run.recording import Recording


@pytest.mark.parametrize("number", [1, 2, 40, 300])
def test_a_lesson_is_the_difference_of_the_notebook_s_losses(number: int) -> None:
    recording = Recording(Settings())
    recording.advance_to(300)
    step = recording.step(number)
    lesson = lesson_of(step, "invert")
    assert lesson.complete
    assert len(lesson.vectors) == 32
    for place, x in enumerate(lesson.vectors):
        for W1, W2, losses, wrong in (
            (step.W1, step.W2, lesson.before, lesson.wrong_before),
            (step.W1_after, step.W2_after, lesson.after, lesson.wrong_after),
        ):
            a2, label = oracle.forward(x, W1, W2)[3:]
            assert losses[place] == pytest.approx(oracle.cross_entropy(a2, x ^ 1), rel=1e-9)
            assert wrong[place] == (label != (x ^ 1)).sum()
    assert lesson.taught is not None
    assert np.array_equal(lesson.vectors[lesson.taught], step.x)
    assert lesson.change[lesson.taught] < 0
    assert lesson.better + lesson.worse <= 32
    assert lesson.mean_change == pytest.approx(lesson.after.mean() - lesson.before.mean())


def test_lessons_interfere_before_they_add_up() -> None:
    recording = Recording(Settings())
    recording.advance_to(100)
    assert any(lesson_of(recording.step(n), "invert").worse > 0 for n in range(1, 101))


def test_above_ten_bits_a_sample_is_looked_at_and_the_run_is_not_disturbed() -> None:
    recording = Recording(Settings(bits=11, hidden_units=3))
    recording.advance_to(3)
    first = lesson_of(recording.step(2), "invert")
    again = lesson_of(recording.step(2), "invert")
    assert not first.complete
    assert first.vectors.shape == (1024, 11)
    assert np.array_equal(first.change, again.change)


def test_of_ten_bits_all_vectors_are_looked_at() -> None:
    recording = Recording(Settings(bits=10, hidden_units=2))
    recording.advance_to(1)
    lesson = lesson_of(recording.step(1), "invert")
    assert lesson.complete
    assert len(np.unique(lesson.vectors, axis=0)) == 1024


def test_an_observation_that_is_not_in_the_sample_is_marked_nowhere() -> None:
    recording = Recording(Settings(bits=16, hidden_units=2))
    recording.advance_to(40)
    sample = {tuple(each) for each in vectors_for(16).tolist()}
    for number in range(1, 41):
        step = recording.step(number)
        taught = lesson_of(step, "invert").taught
        assert (taught is not None) == (tuple(step.x.astype(int).tolist()) in sample)


def test_a_probability_of_one_half_is_a_0() -> None:
    recording = Recording(Settings())
    recording.advance_to(1)
    step = recording.step(1)
    undecided = replace(step, W2=np.zeros_like(step.W2))
    lesson = lesson_of(undecided, "invert")
    assert np.array_equal(lesson.wrong_before, (lesson.vectors == 0).sum(axis=1))


def test_the_vectors_are_shared_and_so_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        vectors_for(3)[0, 0] = 1


def test_a_step_that_moves_nothing_teaches_nothing() -> None:
    recording = Recording(Settings())
    recording.advance_to(40)
    step = recording.step(40)
    still = replace(step, W1_after=step.W1, W2_after=step.W2)
    lesson = lesson_of(still, "invert")
    assert (lesson.better, lesson.worse, lesson.mean_change) == (0, 0, 0.0)
    assert np.array_equal(lesson.wrong_before, lesson.wrong_after)
    assert np.array_equal(lesson.wrong_before, lesson_of(step, "invert").wrong_before)
