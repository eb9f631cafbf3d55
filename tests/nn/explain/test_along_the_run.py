from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sights import at

from nn.core.plain import forward
from nn.core.settings import Settings
from nn.explain.along_the_run import along_the_run, ends_of
from nn.explain.phases import PHASES, UPDATE_PHASE
from nn.run.events import WeightEdit
from nn.run.recording import Recording

X = np.array([0, 1, 1, 1, 0])


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(90)
    return made


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_a_vector_is_answered_at_the_start_here_and_at_the_end(
    recording: Recording, phase: int | None
) -> None:
    stations = along_the_run(ends_of(recording), at(recording, 40, phase), X, "invert")
    updated = phase is None or phase >= UPDATE_PHASE
    assert [each.position for each in stations] == [0, 40 if updated else 39, 90]
    first, here, last = recording.step(1), recording.step(40), recording.step(90)
    weights = [
        (first.W1, first.W2),
        (here.W1_after, here.W2_after) if updated else (here.W1, here.W2),
        (last.W1_after, last.W2_after),
    ]
    for station, (W1, W2) in zip(stations, weights, strict=True):
        a2 = forward(X.astype(float), W1, W2)[3]
        assert np.array_equal(station.answer.a2, a2)
        assert station.answer.x.tolist() == X.tolist()
        assert station.answer.correct.tolist() == [1, 0, 0, 0, 1]
    assert not np.array_equal(stations[0].answer.a2, stations[2].answer.a2)


def test_what_is_silenced_here_is_silenced_everywhere(recording: Recording) -> None:
    units = frozenset({1, 7})
    here = replace(at(recording, 40), silenced=units)
    found = along_the_run(ends_of(recording), here, X, "invert")
    for station, position in zip(found, (0, 40, 90), strict=True):
        moment = recording.moment(position)
        W2 = moment.W2.copy()
        W2[[1, 7]] = 0.0
        assert np.array_equal(station.answer.a2, forward(X.astype(float), moment.W1, W2)[3])


def test_the_ends_of_a_run_that_has_grown_are_another_end_and_the_same_start() -> None:
    recording = Recording(Settings())
    before = ends_of(recording)
    assert before.length == 0
    assert np.array_equal(before.first[0], before.last[0])
    assert ends_of(recording, before) is before
    recording.advance_to(3)
    after = ends_of(recording, before)
    assert (after.length, after.first) == (3, before.first)
    step = recording.step(3)
    assert np.array_equal(after.last[0], step.W1_after)
    assert np.array_equal(after.last[1], step.W2_after)
    fresh = ends_of(recording)
    for one, other in zip((*fresh.first, *fresh.last), (*after.first, *after.last), strict=True):
        assert np.array_equal(one, other)


def test_what_is_set_by_hand_at_an_end_counts() -> None:
    recording = Recording(Settings())
    recording.advance_to(5)
    edited = recording.branch(5, WeightEdit("W2", 1, 2, 7.5))
    assert ends_of(edited).last[1][1, 2] == 7.5
    started = recording.branch(0, WeightEdit("W1", 3, 4, -2.5))
    assert ends_of(started).first[0][3, 4] == -2.5
