from __future__ import annotations

import numpy as np
import pytest

from nn.core.settings import Settings
from nn.run.branches import MOST_BRANCHES, MOST_CHANGES, BranchError, Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


@pytest.fixture
def branches() -> Branches:
    recording = Recording(Settings(bits=2, hidden_units=2, observations=20))
    recording.advance_to(100)
    made = Branches(recording)
    made.start(60, LearningRateChange(0.5)).recording.advance_to(90)
    made.start(70, LearningRateChange(0.6)).recording.advance_to(80)
    return made


def test_names_and_colours_are_told_apart(branches: Branches) -> None:
    assert [each.name for each in branches.members] == ["Main run", "Branch 1", "Branch 2"]
    assert [each.colour for each in branches.members] == [0, 1, 2]
    assert branches.current.name == "Branch 2"
    assert branches.current.parent == 1


def test_a_change_at_the_newest_step_goes_on_in_the_same_branch(branches: Branches) -> None:
    before = branches.current
    branches.start(80, LearningRateChange(0.7))
    assert len(branches.members) == 3
    assert branches.current.id == before.id
    assert branches.current.recording is not before.recording
    assert branches.current.recording.learning_rate(80) == 0.7


def test_two_branches_are_the_same_up_to_where_they_part(branches: Branches) -> None:
    assert branches.parting(1) == 70
    branches.select(1)
    assert (branches.parting(0), branches.parting(2)) == (60, 70)
    branches.select(0)
    branches.start(30, LearningRateChange(0.9))
    assert branches.parting(1) == 30


def test_no_two_branches_are_said_to_be_the_same_where_they_differ(branches: Branches) -> None:
    for parent, position in ((0, 0), (0, 10), (0, 65), (3, 30), (4, 75)):
        branches.select(parent)
        branches.start(position, WeightEdit("W2", 1, 1, 2.0 + len(branches.members)))
        branches.current.recording.advance_to(80)
    for one in branches.members:
        branches.select(one.id)
        for other in branches.members:
            if other is not one:
                same = branches.parting(other.id)
                assert np.array_equal(one.recording.losses[:same], other.recording.losses[:same])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "this one has 0"),
        ("   ", "this one has 0"),
        ("x" * 41, "A branch's name has 1 to 40 printable characters; this one has 41."),
        ("a\nb", "printable"),
        ("Main run", "There is a branch named “Main run” already."),
    ],
)
def test_names_that_are_not_allowed_change_nothing(
    branches: Branches, name: str, reason: str
) -> None:
    with pytest.raises(BranchError, match=reason):
        branches.rename(1, name)
    assert branches[1].name == "Branch 1"


def test_a_name_may_be_as_long_as_the_longest(branches: Branches) -> None:
    branches.rename(1, "x" * 40)
    assert branches[1].name == "x" * 40


def test_a_name_may_be_kept(branches: Branches) -> None:
    branches.rename(1, " Branch 1 ")
    assert branches[1].name == "Branch 1"


def test_branches_of_a_deleted_branch_keep_their_steps(branches: Branches) -> None:
    losses = branches[2].recording.losses.copy()
    branches.delete(1)
    assert branches[2].parent == 0
    assert branches[2].start == 60
    assert (branches[2].recording.losses == losses).all()
    branches.delete(2)
    assert branches.current.id == 0
    with pytest.raises(BranchError, match=r"^The only branch cannot be deleted\.$"):
        branches.delete(0)


def test_only_the_branches_of_a_deleted_branch_move(branches: Branches) -> None:
    branches.select(0)
    branches.start(95, LearningRateChange(0.7))
    branches.delete(1)
    assert (branches[3].parent, branches[3].start) == (0, 95)


def test_deleting_another_branch_leaves_the_current_one(branches: Branches) -> None:
    branches.delete(1)
    assert branches.current.id == 2


def test_after_the_current_branch_comes_the_one_it_left_or_else_the_oldest(
    branches: Branches,
) -> None:
    branches.delete(2)
    assert branches.current.id == 1
    branches.start(70, LearningRateChange(0.6))
    branches.select(0)
    branches.delete(0)
    assert branches.current.id == 1


def test_an_earlier_state_can_be_restored(branches: Branches) -> None:
    state = branches.state()
    branches.delete(1)
    branches.rename(2, "other")
    branches.restore(state)
    assert [each.name for each in branches.members] == ["Main run", "Branch 1", "Branch 2"]


def test_steps_that_branches_share_count_once_in_all_steps(branches: Branches) -> None:
    assert branches.steps == 100 + (90 - 60) + (80 - 70)
    branches.delete(0)
    assert branches.steps == 90 + (80 - 70)


def small() -> Branches:
    recording = Recording(Settings(bits=1, hidden_units=1, observations=1))
    recording.advance_to(2)
    return Branches(recording)


def test_a_branch_more_than_a_session_holds_is_refused() -> None:
    branches = small()
    for _ in range(MOST_BRANCHES - 1):
        branches.start(0, LearningRateChange(0.5))
        branches.select(0)
    before = branches.state()
    with pytest.raises(BranchError, match="200 branches"):
        branches.start(0, LearningRateChange(0.5))
    assert branches.state() is before
    branches.start(2, LearningRateChange(0.5))
    assert len(branches.members) == MOST_BRANCHES


def test_a_change_more_than_a_session_holds_is_refused_in_whatever_branch() -> None:
    branches, edit = small(), WeightEdit("W1", 0, 0, 1.0)
    branches.start(2, *[edit] * (MOST_CHANGES // 2 - 1))
    branches.start(0)
    branches.select(0)
    branches.start(1)
    branches.start(1, *[edit] * (MOST_CHANGES // 2 + 1))
    for position in (0, 1):
        with pytest.raises(BranchError) as refused:
            branches.start(position, edit)
        assert str(refused.value) == (
            "A session holds at the most 10,000 changes by hand, in all branches together."
        )


def test_steps_more_than_a_session_holds_are_refused(
    branches: Branches, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nn.run.branches.MOST_STEPS", 300)
    branches.start(30, LearningRateChange(0.9))
    branches.select(0)
    assert branches.room == 300 - 90 - 80 - 30
    with pytest.raises(BranchError, match="steps, in all branches together"):
        branches.start(1, LearningRateChange(0.9))
    branches.start(100, LearningRateChange(0.9))
    assert len(branches.members) == 4
