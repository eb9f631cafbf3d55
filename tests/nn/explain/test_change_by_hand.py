from __future__ import annotations

import pytest

from nn.core.settings import Settings
from nn.explain.change_by_hand import change_by_hand
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def run() -> Recording:
    made = Recording(Settings())
    made.advance_to(200)
    return made


@pytest.mark.parametrize("position", [0, 1, 64, 130, 200])
def test_a_weight_is_told_as_it_was_and_as_it_was_set(run: Recording, position: int) -> None:
    before = f"{run.moment(position).W1[1, 2]:.6g}".replace("-", "−")
    branch = run.branch(position, WeightEdit("W1", 1, 2, -3.25))
    assert change_by_hand(branch, position) == f"W1[x2,h3] {before} → −3.25"


@pytest.mark.parametrize("position", [0, 1, 64, 130, 200])
def test_a_learning_rate_is_told_as_it_was_and_as_it_was_set(run: Recording, position: int) -> None:
    branch = run.branch(position, LearningRateChange(0.5))
    assert change_by_hand(branch, position) == "learning rate 0.1 → 0.5"


def test_a_learning_rate_that_was_set_one_step_earlier_is_the_one_before() -> None:
    run = Recording(Settings())
    run.advance_to(9)
    changed = run.branch(9, LearningRateChange(0.5))
    changed.advance_to(10)
    assert change_by_hand(changed.branch(10, LearningRateChange(0.7)), 10) == (
        "learning rate 0.5 → 0.7"
    )


def test_several_changes_are_told_each_once(run: Recording) -> None:
    before = f"{run.moment(10).W2[0, 1]:.6g}".replace("-", "−")
    branch = run.branch(10, WeightEdit("W2", 0, 1, 1.0), LearningRateChange(0.5))
    again = branch.branch(10, WeightEdit("W2", 0, 1, 2.0))
    assert change_by_hand(again, 10) == f"W2[h1,y2] {before} → 2, learning rate 0.1 → 0.5"


def test_where_nothing_was_changed_there_is_nothing_to_tell(run: Recording) -> None:
    assert change_by_hand(run.branch(10, LearningRateChange(0.5)), 9) == ""
