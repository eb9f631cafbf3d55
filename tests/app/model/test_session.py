from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.model.session import Session
from nn.core.settings import Settings
from nn.run.events import EventError, LearningRateChange, WeightEdit


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    made = Session(Settings(observations=50, epochs=4))
    made.recording.advance_to(120)
    return made


def test_a_reset_keeps_the_seed_and_can_be_undone(session: Session) -> None:
    first = session.recording
    weights = first.moment(0).W1.copy()
    session.reset(session.settings, 120, "reset")
    assert session.recording.length == 0
    assert (weights == session.recording.moment(0).W1).all()
    places: list[int] = []
    session.replaced.connect(places.append)
    session.undo_stack.undo()
    assert session.recording is first
    session.undo_stack.redo()
    assert session.recording.length == 0
    assert places == [120, 0]


def test_a_change_of_the_past_begins_a_branch_and_undo_returns_to_the_old_one(
    session: Session,
) -> None:
    old = session.recording
    session.branch(80, "edit", WeightEdit("W1", 0, 0, 2.0))
    assert session.recording.length == 80
    assert session.recording.moment(80).W1[0, 0] == 2.0
    assert len(session.branches.members) == 2
    session.recording.advance_to(90)
    session.undo_stack.undo()
    assert session.recording is old
    assert len(session.branches.members) == 1
    session.undo_stack.redo()
    assert session.recording.length == 90


def test_every_change_can_be_undone_in_turn(session: Session) -> None:
    states = [session.recording]
    session.branch(100, "rate", LearningRateChange(0.5))
    states.append(session.recording)
    session.branch(100, "edit", WeightEdit("W2", 1, 1, -1.0))
    assert len(session.branches.members) == 2
    states.append(session.recording)
    session.reset(Settings(seed=7), 100, "seed")
    for recording in reversed(states):
        session.undo_stack.undo()
        assert session.recording is recording
    assert not session.undo_stack.canUndo()


def test_a_change_that_cannot_be_made_changes_nothing(session: Session) -> None:
    before = session.recording
    with pytest.raises(EventError):
        session.branch(10, "edit", WeightEdit("W1", 99, 0, 1.0))
    assert session.recording is before
    assert not session.undo_stack.canUndo()


def test_more_epochs_can_be_planned_up_to_the_most_there_can_be(session: Session) -> None:
    assert session.planned_steps == 200
    assert session.plan_more() == 4
    assert session.planned_steps == 400
    session.plan(9_999)
    assert session.plan_more() == 1
    assert session.plan_more() == 0
    assert session.recording.length == 120
