from __future__ import annotations

import pytest

from nn.core.settings import Settings
from nn.run.branches import BranchError, Branches
from nn.run.events import LearningRateChange
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
    assert len({each.colour for each in branches.members}) == 3
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


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\nb", "Main run"])
def test_names_that_are_not_allowed_change_nothing(branches: Branches, name: str) -> None:
    with pytest.raises(BranchError):
        branches.rename(1, name)
    assert branches[1].name == "Branch 1"


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
    with pytest.raises(BranchError, match="only branch"):
        branches.delete(0)


def test_an_earlier_state_can_be_restored(branches: Branches) -> None:
    state = branches.state()
    branches.delete(1)
    branches.rename(2, "other")
    branches.restore(state)
    assert [each.name for each in branches.members] == ["Main run", "Branch 1", "Branch 2"]
