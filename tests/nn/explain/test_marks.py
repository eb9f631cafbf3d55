from __future__ import annotations

import math

import numpy as np

from nn.answers.tally import Tally
from nn.core.settings import Settings
from nn.explain.marks import GUESSING, LowestLoss, Mark, marks_of
from nn.run.branches import Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording


def run() -> Branches:
    recording = Recording(Settings())
    recording.advance_to(100)
    return Branches(recording)


def test_of_a_plain_run_nothing_is_marked() -> None:
    assert marks_of(run()) == ()


def test_changes_are_marked_where_they_were_made_in_all_that_shares_them() -> None:
    branches = run()
    branches.start(40, LearningRateChange(0.5))
    branches.start(40, WeightEdit("W1", 1, 2, 3.25))
    branches.current.recording.advance_to(90)
    assert marks_of(branches) == (
        Mark(40, "branch", "Branch 1 leaves Main run", 1),
        Mark(40, "rate", "learning rate 0.5 from here on"),
        Mark(40, "weight", "W1[x2,h3] = 3.25 set by hand"),
    )
    branches.select(0)
    assert marks_of(branches) == (Mark(40, "branch", "Branch 1 begins", 1),)


def test_branches_are_marked_all_the_way_to_the_first() -> None:
    branches = run()
    branches.start(40, LearningRateChange(0.5))
    branches.current.recording.advance_to(90)
    branches.start(70, LearningRateChange(0.25))
    branches.select(0)
    branches.start(20, LearningRateChange(0.1))
    branches.select(0)
    branches.start(60, LearningRateChange(0.1))
    branches.select(2)
    found = [each for each in marks_of(branches) if each.kind == "branch"]
    assert found == [
        Mark(20, "branch", "Branch 3 begins", 3),
        Mark(40, "branch", "Branch 1 leaves Main run", 1),
        Mark(70, "branch", "Branch 2 leaves Branch 1", 2),
    ]


def test_branches_that_part_at_one_step_are_told_once() -> None:
    branches = run()
    branches.start(40, LearningRateChange(0.5))
    branches.current.recording.advance_to(90)
    branches.start(40, LearningRateChange(0.25))
    branches.select(0)
    branches.start(40, LearningRateChange(0.1))
    branches.select(2)
    found = [each for each in marks_of(branches) if each.kind == "branch"]
    assert found == [
        Mark(40, "branch", "Branch 2 leaves Branch 1", 2),
        Mark(40, "branch", "Branch 1 leaves Main run", 1),
    ]


def test_what_leaves_a_branch_that_is_not_on_the_way_is_not_marked() -> None:
    branches = run()
    branches.start(40, LearningRateChange(0.5))
    branches.current.recording.advance_to(90)
    branches.start(70, LearningRateChange(0.25))
    branches.start(0, LearningRateChange(0.75))
    branches.select(0)
    found = [each for each in marks_of(branches) if each.kind == "branch"]
    assert found == [Mark(40, "branch", "Branch 1 begins", 1)]


def test_a_branch_that_leaves_before_its_parent_began_is_none_of_its_own() -> None:
    branches = run()
    branches.start(40, LearningRateChange(0.5))
    branches.start(10, LearningRateChange(0.25))
    found = [each for each in marks_of(branches) if each.kind == "branch"]
    assert found == [Mark(10, "branch", "Branch 2 leaves Branch 1", 2)]


def test_branches_that_begin_together_are_marked_in_the_order_in_which_they_were_made() -> None:
    branches = run()
    for name in ("Zigzag", "Arrow"):
        branches.select(0)
        branches.start(40, LearningRateChange(0.5))
        branches.rename(branches.current.id, name)
    branches.select(0)
    assert [each.text for each in marks_of(branches)] == ["Zigzag begins", "Arrow begins"]


def test_up_to_two_weights_at_one_position_are_named() -> None:
    branches = run()
    branches.start(100, WeightEdit("W2", 0, 0, 1.0), WeightEdit("W1", 1, 2, -0.5))
    text = "W2[h1,y1] = 1, W1[x2,h3] = −0.5 set by hand"
    assert marks_of(branches) == (Mark(100, "weight", text),)


def test_many_weights_at_one_position_are_counted_each_once() -> None:
    branches = run()
    edits = [WeightEdit("W2", 0, column, 1.0) for column in range(3)]
    branches.start(100, *edits, WeightEdit("W2", 0, 0, 2.0))
    assert marks_of(branches) == (Mark(100, "weight", "3 weights set by hand"),)
    branches = run()
    branches.start(100, *edits[:1], WeightEdit("W2", 0, 0, 2.0))
    assert marks_of(branches) == (Mark(100, "weight", "W2[h1,y1] = 2 set by hand"),)


def test_the_first_step_with_all_right_stands_in_its_place() -> None:
    branches = run()
    branches.start(100, LearningRateChange(0.5))
    marks = marks_of(branches, Tally(32, 32, 32, 70))
    assert marks[0] == Mark(70, "all right", "all 32 right for the first time")
    assert marks_of(branches, Tally(1024, 1024, 2**16, 70))[0].text == (
        "all 1,024 sampled right for the first time"
    )
    assert [each.kind for each in marks] == ["all right", "rate"]


def test_the_lowest_loss_is_the_first_of_them_however_the_series_grew() -> None:
    losses = np.array([0.5, 0.3, 0.4, 0.3, 0.2, 0.9])
    lowest = LowestLoss()
    assert (lowest.step, lowest.loss) == (None, math.inf)
    for length, step in ((0, None), (1, 1), (3, 2), (4, 2), (4, 2), (6, 5)):
        lowest.see(losses[:length])
        assert lowest.step == step
    assert lowest.loss == 0.2
    at_once, later = LowestLoss(), LowestLoss()
    at_once.see(losses)
    later.see(losses[:2])
    later.see(losses)
    for each in (at_once, later):
        assert (each.step, each.loss) == (5, 0.2)


def test_guessing_has_the_loss_of_a_network_of_zeros() -> None:
    recording = Recording(Settings())
    edits = [WeightEdit("W2", row, column, 0.0) for row in range(10) for column in range(5)]
    branch = recording.branch(0, *edits)
    branch.advance_to(1)
    assert branch.losses[0] == np.float64(GUESSING) or math.isclose(branch.losses[0], GUESSING)
