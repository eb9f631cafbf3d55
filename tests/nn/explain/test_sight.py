from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from sights import at

from nn.answers.validation import all_vectors
from nn.core.arrays import Array
from nn.core.settings import Settings
from nn.explain.lenses import LENSES, lens_of
from nn.explain.phases import PHASES, known
from nn.explain.sight import Sight, sight_of
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def recording() -> Recording:
    run = Recording(Settings())
    run.advance_to(20)
    edit, rate = WeightEdit("W1", 2, 3, 3.25), LearningRateChange(0.7)
    branch = run.branch(20, edit, rate)
    branch.advance_to(40)
    return branch


def test_in_a_phase_only_what_is_known_is_seen_and_the_weights_are_those_in_force(
    recording: Recording,
) -> None:
    step = recording.step(20)
    for phase in range(len(PHASES)):
        sight = at(recording, 20, phase)
        last = phase == len(PHASES) - 1
        assert sight.values.keys() == known(phase)
        assert sight.updated == last
        assert np.array_equal(sight.W1, step.W1_after if last else step.W1)
        assert np.array_equal(sight.W2, step.W2_after if last else step.W2)
        assert sight.edits == ()
        assert sight.learning_rate == 0.1
        for symbol in sight.values.keys() - {"W1", "W2"}:
            assert np.array_equal(sight.values[symbol], getattr(step, symbol))


def test_a_whole_step_is_seen_with_what_was_then_set_by_hand(recording: Recording) -> None:
    sight, step = at(recording, 20), recording.step(20)
    assert sight.W1[2, 3] == 3.25
    assert np.delete(sight.W1.ravel(), 23).tolist() == np.delete(step.W1_after.ravel(), 23).tolist()
    assert sight.edits == (WeightEdit("W1", 2, 3, 3.25),)
    assert sight.learning_rate == 0.7
    assert at(recording, 21, 0).W1[2, 3] == 3.25
    assert at(recording, 21).edits == ()
    assert at(recording, 21, 0).learning_rate == at(recording, 21).learning_rate == 0.7


def test_before_the_first_step_there_are_weights_and_nothing_else(recording: Recording) -> None:
    sight = at(recording, 0)
    assert sight.values.keys() == {"W1", "W2"}
    assert sight.step is None
    assert not sight.updated
    assert np.array_equal(sight.W1, sight.draws.W1)


def largest(*matrices: Array) -> float:
    return max(float(np.abs(each).max()) for each in matrices)


@pytest.mark.parametrize("learning_rate", [0.1, 6.0])
def test_the_largest_weight_is_that_of_every_64th_step_up_to_here_and_of_here(
    learning_rate: float,
) -> None:
    run = Recording(Settings(learning_rate=learning_rate))
    run.advance_to(700)
    marks = {mark: largest(run.moment(mark).W1, run.moment(mark).W2) for mark in range(0, 701, 64)}
    larger_before = False
    for position in (1, 63, 64, 65, 128, 320, 450, 640, 700):
        for phase in (0, len(PHASES) - 1, None):
            sight = at(run, position, phase)
            last = position if phase is None else position - 1
            here = largest(sight.W1, sight.W2)
            before = max(marks[mark] for mark in marks if mark <= last)
            assert sight.largest_weight == max(before, here)
            larger_before |= before > here
    assert larger_before


def test_a_weight_that_is_set_by_hand_leaves_the_largest_behind(recording: Recording) -> None:
    high = recording.branch(20, WeightEdit("W1", 2, 3, 800.0))
    high.advance_to(150)
    mended = high.branch(150, WeightEdit("W1", 2, 3, 0.5))
    assert at(high, 150).largest_weight > 700.0
    assert at(mended, 150, len(PHASES) - 1).largest_weight > 700.0
    moment = mended.moment(150)
    assert at(mended, 150).largest_weight == largest(moment.W1, moment.W2) < 20.0


@pytest.mark.parametrize("edit", [("W1", 2, 3, -9.0), ("W2", 4, 1, 7.0), ("W2", 4, 1, -7.0)])
def test_the_largest_sum_is_the_largest_that_any_vector_could_give(
    recording: Recording, edit: tuple[Literal["W1", "W2"], int, int, float]
) -> None:
    for run in (recording, recording.branch(40, WeightEdit(*edit))):
        sight = at(run, 40)
        # The extremes of a sum stand where every summand counts either wholly or not at all.
        sums = [np.abs(all_vectors(len(each)) @ each).max() for each in (sight.W1, sight.W2)]
        assert sight.largest_sum == pytest.approx(max(sums), rel=1e-12)


def values(sight: Sight, key: str, matrix: str) -> Array | None:
    return LENSES[key].of(sight, matrix)


def test_lenses_show_what_they_say(recording: Recording) -> None:
    sight, step = at(recording, 20), recording.step(20)
    start = recording.observations.draws
    for matrix, gradient in (("W1", "d1"), ("W2", "d2")):
        now = getattr(sight, matrix)
        after, before = getattr(step, f"{matrix}_after"), getattr(step, matrix)
        for key, expected in {
            "weights": now,
            "gradients": getattr(step, gradient),
            "since_start": now - getattr(start, matrix),
            "by_step": after - before,
        }.items():
            assert np.array_equal(values(sight, key, matrix), expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "W1", "W2"),
    [
        ("weights", "W1", "W2"),
        ("gradients", "d1", "d2"),
        ("since_start", "W1 − W1 at step 0", "W2 − W2 at step 0"),
        ("by_step", "ΔW1", "ΔW2"),
    ],
)
def test_a_matrix_is_called_after_what_it_shows(key: str, W1: str, W2: str) -> None:
    assert (LENSES[key].name_of("W1"), LENSES[key].name_of("W2")) == (W1, W2)


@pytest.mark.parametrize("phase", range(len(PHASES)))
def test_lenses_show_nothing_that_is_not_known(recording: Recording, phase: int) -> None:
    sight, last = at(recording, 20, phase), phase == len(PHASES) - 1
    for matrix, gradient in (("W1", "d1"), ("W2", "d2")):
        assert (values(sight, "gradients", matrix) is None) == (gradient not in known(phase))
        assert (values(sight, "by_step", matrix) is None) == (not last)
        assert values(sight, "weights", matrix) is not None
        assert values(sight, "since_start", matrix) is not None
    before = at(recording, 0)
    assert values(before, "gradients", "W1") is values(before, "by_step", "W2") is None


def test_where_gradients_are_made_those_that_are_known_take_the_place_of_the_weights(
    recording: Recording,
) -> None:
    weights = LENSES["weights"]
    places = {
        PHASES[phase].key: [
            lens_of(at(recording, 20, phase), weights, matrix).key for matrix in ("W1", "W2")
        ]
        for phase in range(len(PHASES))
    }
    assert places.pop("d2") == ["weights", "gradients"]
    assert places.pop("d1") == ["gradients", "gradients"]
    assert all(each == ["weights", "weights"] for each in places.values())
    assert lens_of(at(recording, 20), weights, "W1") is weights


@pytest.mark.parametrize("position", [0, 1, 7])
def test_the_weights_in_force_are_those_after_so_many_updates(
    recording: Recording, position: int
) -> None:
    for phase in (None, *range(len(PHASES))):
        sight = sight_of(recording, recording.moment(position), phase)
        made = recording.moment(sight.updates)
        assert np.array_equal(sight.W1, made.W1)
        assert np.array_equal(sight.W2, made.W2)
