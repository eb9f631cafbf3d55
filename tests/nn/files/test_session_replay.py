from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nn.core.draws import Draws, draw
from nn.core.network import LONGEST_STRETCH
from nn.core.settings import Settings
from nn.files.session_file import SavedSession, as_text, parse
from nn.files.session_replay import replay
from nn.run.branches import Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


def always(done: int, total: int) -> bool:
    return True


def branched() -> Branches:
    """A run with a branch, a branch of that one, and a change at the newest step."""
    recording = Recording(Settings(bits=3, hidden_units=4, observations=30))
    recording.advance_to(400)
    branches = Branches(recording)
    branches.start(100, WeightEdit("W1", 0, 1, 2.5)).recording.advance_to(300)
    branches.start(300, LearningRateChange(0.7)).recording.advance_to(420)
    branches.start(300, WeightEdit("W2", 3, 2, -1.0)).recording.advance_to(310)
    branches.select(1)
    return branches


def saved(branches: Branches) -> SavedSession:
    return parse(as_text(branches, 10, 5).encode())


def off_by(session: SavedSession, **differences: float) -> SavedSession:
    """The session as if one weight of some branches had been another."""
    weights = {each.name: each.weights.copy() for each in session.branches}
    for name, difference in differences.items():
        weights[name.replace("_", " ")][7] += difference
    branches = tuple(replace(each, weights=weights[each.name]) for each in session.branches)
    return replace(session, branches=branches)


def test_every_branch_comes_out_as_it_was_with_its_changes_and_its_place() -> None:
    branches = branched()
    again = replay(saved(branches), always)
    assert again is not None
    assert again.branches.current.id == 1
    assert len(again.branches.members) == 3
    for one, other in zip(branches.members, again.branches.members, strict=True):
        was, now = one.recording, other.recording
        assert (one.name, one.parent, one.start) == (other.name, other.parent, other.start)
        assert was.settings == now.settings
        assert dict(was.events) == dict(now.events)
        assert np.array_equal(was.losses, now.losses)
        for position in (0, 99, 100, 101, 300, now.length):
            position = min(position, now.length)
            assert np.array_equal(was.moment(position).W1, now.moment(position).W1)
            assert np.array_equal(was.moment(position).W2, now.moment(position).W2)


def test_the_branches_can_go_on_as_the_saved_ones_would() -> None:
    branches = branched()
    again = replay(saved(branches), always)
    assert again is not None
    for one, other in zip(branches.members, again.branches.members, strict=True):
        for recording in (one.recording, other.recording):
            recording.advance_to(500)
        assert np.array_equal(one.recording.losses, other.recording.losses)


def test_the_observations_are_drawn_once_for_all_branches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    branches = branched()
    branches.delete(0)
    session, drawn = saved(branches), []

    def counted(settings: Settings) -> Draws:
        drawn.append(settings)
        return draw(settings)

    monkeypatch.setattr("nn.run.training.draw", counted)
    again = replay(session, always)
    assert again is not None
    assert again.report == "Identical to what was saved."
    assert again.branches.members[0].parent is None
    assert len(drawn) == 1


def test_what_comes_out_the_same_is_called_identical() -> None:
    again = replay(saved(branched()), always)
    assert again is not None
    assert again.report == "Identical to what was saved."
    assert again.differences == {"Main run": 0.0, "Branch 1": 0.0, "Branch 2": 0.0}


@pytest.mark.parametrize("difference", [1e-15, 1e-9, -0.5])
def test_a_single_weight_that_differs_in_its_last_digits_is_said(difference: float) -> None:
    session = off_by(saved(branched()), Branch_1=difference)
    again = replay(session, always)
    assert again is not None
    assert again.differences["Main run"] == again.differences["Branch 2"] == 0.0
    assert again.differences["Branch 1"] == pytest.approx(abs(difference), rel=0.2)
    assert again.report == (
        "Not identical to what was saved: 1 of 3 branches differ, "
        f"the weights of “Branch 1” by up to {again.differences['Branch 1']:.3g}."
    )


def test_of_several_branches_that_differ_the_worst_is_named() -> None:
    again = replay(off_by(saved(branched()), Main_run=0.25, Branch_2=-0.5), always)
    assert again is not None
    assert again.report == (
        "Not identical to what was saved: 2 of 3 branches differ, "
        "the weights of “Branch 2” by up to 0.5."
    )


def test_it_is_told_how_many_steps_are_made_of_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn.files.session_replay.REPORT_SECONDS", -1.0)
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    assert replay(saved(branched()), watch) is not None
    # Branch 1 was changed a second time, after it had left: it is made from its start.
    total = 400 + 420 + (310 - 300)
    assert {each for _, each in seen} == {total}
    told = [done for done, _ in seen]
    assert told == sorted(set(told))
    # It is told of each branch's last step, and often on the way there.
    assert {400, 820, 830} <= set(told)
    assert max(b - a for a, b in zip([0, *told], told, strict=False)) <= LONGEST_STRETCH


def test_a_cancelled_replay_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn.files.session_replay.REPORT_SECONDS", -1.0)
    asked: list[int] = []

    def stop(done: int, total: int) -> bool:
        asked.append(done)
        return len(asked) < 2

    assert replay(saved(branched()), stop) is None
    assert len(asked) == 2
