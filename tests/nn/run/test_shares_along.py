from __future__ import annotations

import numpy as np
import pytest

from nn.answers.shares import Shares
from nn.answers.truth_table import Questions, answer_all
from nn.core.settings import Settings
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording
from nn.run.shares_along import MOST_POINTS, Points, SharesAlong


def counted(recording: Recording) -> SharesAlong:
    made = SharesAlong(Questions(recording.settings))
    made.search(recording)
    return made


def assert_right(recording: Recording, points: Points, stride: int) -> None:
    """Compare with the answers at each of the steps that are to be among the points."""
    assert points.positions.tolist() == list(range(0, recording.length + 1, stride))
    questions = Questions(recording.settings)
    for index, position in enumerate(points.positions.tolist()):
        moment = recording.moment(position)
        table = answer_all(questions, moment.W1, moment.W2)
        assert table is not None
        assert points.shares[index] == table.shares
        assert points.flawless[index] == 100.0 * (table.wrong_bits == 0).mean()
        assert points.bits[index] == pytest.approx(100.0 * (~table.wrong).mean(), rel=1e-12)


@pytest.mark.parametrize(("steps", "stride"), [(0, 1), (300, 1), (511, 1), (512, 2), (1500, 4)])
def test_a_short_run_is_counted_at_every_step_and_a_longer_one_evenly(
    steps: int, stride: int
) -> None:
    recording = Recording(Settings(bits=3))
    recording.advance_to(steps)
    assert_right(recording, counted(recording).points, stride)


def test_of_a_long_run_it_counts_where_weights_are_kept() -> None:
    recording = Recording(Settings(bits=2, hidden_units=2))
    recording.advance_to(40_000)
    found = counted(recording)
    assert found.stride == 128
    assert len(found.points.positions) <= MOST_POINTS
    for index in (0, 1, 100, -1):
        moment = recording.moment(int(found.points.positions[index]))
        table = answer_all(found.questions, moment.W1, moment.W2)
        assert table is not None
        assert found.points.shares[index] == table.shares


def test_it_is_extended_as_the_run_grows_and_what_was_counted_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recording = Recording(Settings(bits=3))
    found = SharesAlong(Questions(recording.settings))
    for length, stride in ((0, 1), (1, 1), (400, 1), (700, 2), (701, 2), (1100, 4)):
        recording.advance_to(length)
        # One more step adds no point where every other step has one.
        assert found.leaves_out(recording) == (length != 701)
        assert (found.search(recording) is None) == (length == 701)
        assert not found.leaves_out(recording)
        assert found.stride == stride
    assert_right(recording, found.points, 4)


def test_on_a_branch_what_is_set_by_hand_counts_where_it_is_set() -> None:
    recording = Recording(Settings(bits=2, hidden_units=3, learning_rate=1.0))
    recording.advance_to(60)
    faster = recording.branch(50, LearningRateChange(8.0))
    faster.advance_to(70)
    edited = faster.branch(64, WeightEdit("W1", 0, 0, -9.0), WeightEdit("W2", 0, 0, 5.0))
    edited.advance_to(100)
    assert_right(edited, counted(edited).points, 1)


def test_it_can_be_ended_and_goes_on_later() -> None:
    recording = Recording(Settings(bits=3))
    recording.advance_to(100)
    found = SharesAlong(Questions(recording.settings))
    told: list[tuple[int, int]] = []
    seen: list[int] = []
    assert len(found.points.positions) == len(found.points.shares) == 0

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        seen.append(len(found.points.positions))
        return len(told) < 3

    found.search(recording, progress)
    assert told == [(1, 101), (2, 101), (3, 101)]
    assert seen == [1, 1, 1]
    assert found.points.positions.tolist() == [0, 1, 2]
    assert found.leaves_out(recording)
    found.search(recording)
    assert_right(recording, found.points, 1)


def test_in_the_run_of_the_notebook_all_are_right_in_the_end() -> None:
    recording = Recording(Settings())
    recording.advance_to(5000)
    points = counted(recording).points
    assert points.flawless[-1] == points.bits[-1] == 100.0
    first = int(np.argmax(points.flawless == 100.0))
    assert abs(int(points.positions[first]) - 327) < 64


def test_what_is_counted_is_seen_while_the_rest_is_counted() -> None:
    recording = Recording(Settings(bits=2))
    recording.advance_to(40)
    found = SharesAlong(Questions(recording.settings))
    seen: list[int] = []

    def progress(done: int, total: int) -> bool:
        seen.append(len(found.points.positions))
        return True

    found.search(recording, progress)
    assert seen == [1] * 16 + [17] * 16 + [33] * 9
    assert len(found.points.positions) == 41


def test_the_shares_are_told_with_the_step_if_that_is_another_one() -> None:
    shares = (Shares(4, 1, (2, 3)), Shares(4, 4, (4, 4)))
    points = Points(np.array([2, 1004]), np.array([25.0, 100.0]), np.array([62.5, 100.0]), shares)
    assert points.told(1) == ""
    assert points.told(2) == "right: 25.0 %, bits 62.5 %"
    assert points.told(1003) == "right at 2: 25.0 %, bits 62.5 %"
    assert points.told(1004) == "right: 100.0 %, bits 100.0 %"
    assert points.told(9999) == "right at 1,004: 100.0 %, bits 100.0 %"
