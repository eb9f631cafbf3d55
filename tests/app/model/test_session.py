from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.model.session import Session
from nn.core.settings import Settings
from nn.run.branches import BranchError
from nn.run.events import EventError, LearningRateChange, WeightEdit

EDIT = WeightEdit("W1", 0, 0, 2.0)
RATE = LearningRateChange(0.5)


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    made = Session(Settings(observations=50, epochs=4))
    made.recording.advance_to(120)
    made.stand(120)
    return made


def heard(session: Session) -> list[str]:
    """What the session announces from now on."""
    names: list[str] = []
    for name in ("recording_changed", "plan_changed", "branches_changed", "moved"):
        getattr(session, name).connect(lambda name=name: names.append(name))
    return names


def branched(session: Session) -> None:
    """Let a session have two branches, the newer one current, at step 80."""
    session.stand(80)
    session.branch("rate", RATE)


def test_a_reset_keeps_the_seed_and_can_be_undone(session: Session) -> None:
    first = session.recording
    weights = first.moment(0).W1.copy()
    session.reset(session.settings, "reset")
    assert session.recording.length == 0
    assert (weights == session.moment().W1).all()
    assert session.position == 0
    session.undo_stack.undo()
    assert session.recording is first
    assert session.position == 120
    session.undo_stack.redo()
    assert session.recording.length == 0
    assert session.position == 0


def test_a_change_of_the_past_begins_a_branch_and_undo_returns_to_the_old_one(
    session: Session,
) -> None:
    old = session.recording
    session.stand(80)
    session.branch("edit", EDIT)
    assert session.recording.length == 80
    assert session.moment().W1[0, 0] == 2.0
    assert len(session.branches.members) == 2
    session.recording.advance_to(90)
    session.undo_stack.undo()
    assert session.recording is old
    assert len(session.branches.members) == 1
    session.undo_stack.redo()
    assert session.recording.length == 90
    assert session.position == 80


def test_every_change_can_be_undone_in_turn(session: Session) -> None:
    states = [session.recording]
    session.stand(100)
    session.branch("rate", RATE)
    states.append(session.recording)
    session.branch("edit", WeightEdit("W2", 1, 1, -1.0))
    assert len(session.branches.members) == 2
    states.append(session.recording)
    session.reset(Settings(seed=7), "seed")
    for recording in reversed(states):
        session.undo_stack.undo()
        assert session.recording is recording
    assert not session.undo_stack.canUndo()


def test_a_change_that_cannot_be_made_changes_nothing(session: Session) -> None:
    before, revision, names = session.recording, session.revision, heard(session)
    with pytest.raises(EventError):
        session.branch("edit", WeightEdit("W1", 99, 0, 1.0))
    with pytest.raises(BranchError):
        session.delete(0)
    with pytest.raises(BranchError):
        session.rename(0, " ")
    assert session.recording is before
    assert not session.undo_stack.canUndo()
    assert session.revision == revision
    assert names == []


def test_a_plan_extended_again_and_again_is_one_change_to_undo(session: Session) -> None:
    session.plan(5)
    planned = session.revision
    for epochs in (6, 7, 9):
        session.extend_plan(epochs)
        session.recording.advance_to(50 * epochs)
    assert session.planned_steps == 450
    extended = session.revision
    session.undo_stack.undo()
    assert session.epochs == 5
    assert session.recording.length == 450
    assert session.revision != planned
    session.undo_stack.redo()
    assert session.epochs == 9
    assert session.revision == extended
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.epochs == 4
    assert not session.undo_stack.canUndo()


def test_a_plan_extended_before_and_after_another_change_is_undone_in_turn(
    session: Session,
) -> None:
    session.extend_plan(6)
    session.rename(0, "mine")
    session.extend_plan(8)
    session.undo_stack.undo()
    assert (session.epochs, session.branches.current.name) == (6, "mine")


@pytest.mark.parametrize(("asked", "got"), [(-3, 0), (70, 70), (121, 120)])
def test_it_stands_only_where_something_is_recorded(session: Session, asked: int, got: int) -> None:
    session.stand(asked, 3)
    assert session.position == session.moment().position == got
    assert session.phase == (3 if got else None)


def test_it_says_that_it_moved_only_if_there_is_something_else_to_see(session: Session) -> None:
    names = heard(session)
    session.stand(120)
    assert names == []
    session.stand(120, 2)
    session.stand(120, 2)
    assert names == ["moved"]
    session.recording.advance_to(121)
    session.stand(120, 2)
    assert names == ["moved"] * 2


CHANGES: dict[str, tuple[Callable[[Session], object], set[str]]] = {
    "reset": (
        lambda each: each.reset(each.settings, "reset"),
        {"recording_changed", "branches_changed"},
    ),
    "other settings": (
        lambda each: each.reset(Settings(bits=3), "new settings"),
        {"recording_changed", "branches_changed", "plan_changed"},
    ),
    "edited weight": (
        lambda each: each.branch("edit", EDIT),
        {"recording_changed", "branches_changed"},
    ),
    "learning rate": (
        lambda each: each.branch("rate", RATE),
        {"recording_changed", "branches_changed"},
    ),
    "other branch": (lambda each: each.select(0), {"recording_changed", "branches_changed"}),
    "deleted current branch": (
        lambda each: each.delete(1),
        {"recording_changed", "branches_changed"},
    ),
    "deleted other branch": (lambda each: each.delete(0), {"branches_changed"}),
    "name": (lambda each: each.rename(1, "slow"), {"branches_changed"}),
    "plan": (lambda each: each.plan(7), {"plan_changed"}),
}
"""Changes of a session with two branches, and what each announces."""


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_its_undo_and_its_redo_announce_exactly_what_is_different(
    session: Session, kind: str
) -> None:
    branched(session)
    change, announced = CHANGES[kind]
    names = heard(session)
    change(session)
    assert set(names) == announced
    assert len(names) == len(announced)
    for move in (session.undo_stack.undo, session.undo_stack.redo):
        names.clear()
        move()
        assert set(names) == announced
        assert len(names) == len(announced)


@pytest.mark.parametrize("kind", CHANGES)
def test_what_leaves_the_recording_alone_leaves_the_moment_alone(
    session: Session, kind: str
) -> None:
    branched(session)
    session.stand(60, 4)
    change, announced = CHANGES[kind]
    same = "recording_changed" not in announced
    change(session)
    # What is changed at a step leaves that step itself, and so every phase of it, as it was.
    assert (session.phase == 4) == (same or kind in ("edited weight", "learning rate"))
    session.stand(50, 2)
    for move in (session.undo_stack.undo, session.undo_stack.redo):
        move()
        assert ((session.position, session.phase) == (50, 2)) == same


@pytest.mark.parametrize("position", [60, 90])
def test_a_learning_rate_changed_within_a_step_counts_from_the_next_one(
    session: Session, position: int
) -> None:
    session.recording.advance_to(90)
    session.stand(position, 4)
    session.branch("rate", RATE)
    assert (session.position, session.phase) == (position, 4)
    assert session.sight().learning_rate == session.settings.learning_rate
    session.recording.advance_to(position + 1)
    session.stand(position + 1, 4)
    assert session.sight().learning_rate == RATE.learning_rate
    assert session.recording.step(position + 1).learning_rate == RATE.learning_rate


def test_nothing_is_announced_where_nothing_is_changed(session: Session) -> None:
    names, revision = heard(session), session.revision
    session.plan(4)
    session.select(0)
    session.rename(0, " Main run ")
    assert names == []
    assert not session.undo_stack.canUndo()
    assert session.revision == revision


def test_another_branch_is_shown_at_the_same_step_as_far_as_it_goes(session: Session) -> None:
    branched(session)
    session.select(0)
    session.stand(110)
    session.select(1)
    assert session.position == 80
    session.undo_stack.undo()
    assert session.position == 110


@pytest.mark.parametrize("kind", CHANGES)
def test_the_revision_is_another_after_every_change_and_the_old_one_after_undo(
    session: Session, kind: str
) -> None:
    branched(session)
    before = session.revision
    CHANGES[kind][0](session)
    after = session.revision
    assert after != before
    session.undo_stack.undo()
    assert session.revision == before
    session.undo_stack.redo()
    assert session.revision == after


def test_the_revision_counts_what_is_trained_and_not_where_one_stands(session: Session) -> None:
    revision = session.revision
    session.stand(3, 2)
    assert session.revision == revision
    session.recording.advance_to(121)
    trained = session.revision
    assert trained != revision
    assert session.revision == trained


def test_no_revision_stands_for_two_states(session: Session) -> None:
    seen = [session.revision]
    for name in ("one", "two", "three"):
        session.rename(0, name)
        seen.append(session.revision)
        session.undo_stack.undo()
    assert len(set(seen)) == 4


def test_undo_brings_no_old_revision_back_if_more_was_trained_meanwhile(session: Session) -> None:
    session.branch("edit", EDIT)
    session.stand(50)
    session.branch("rate", RATE)
    before = session.revision
    session.select(0)
    session.recording.advance_to(130)
    session.undo_stack.undo()
    assert session.revision != before


def test_redo_brings_back_the_revision_of_what_was_trained_before_undo(session: Session) -> None:
    branched(session)
    session.recording.advance_to(200)
    before = session.revision
    session.undo_stack.undo()
    session.undo_stack.redo()
    assert session.recording.length == 200
    assert session.revision == before


def test_a_run_is_as_it_was_begun_until_something_is_changed(session: Session) -> None:
    def as_begun() -> bool:
        return session.state().made_by(session.first_settings)

    assert as_begun()
    session.recording.advance_to(150)
    assert as_begun()
    for change in (
        lambda: session.branch("edit", EDIT),
        lambda: session.rename(0, "mine"),
        lambda: session.plan(6),
        lambda: session.extend_plan(6),
        lambda: session.reset(session.settings.changed(seed=7), "seed"),
        lambda: session.reset(session.settings.changed(hidden_units=7), "settings"),
    ):
        change()
        assert not as_begun()
        session.undo_stack.undo()
        assert as_begun()
    session.reset(session.settings, "reset")
    assert as_begun()


def test_a_reset_of_an_opened_session_is_as_that_was_begun(session: Session) -> None:
    other = Session(Settings(bits=3, observations=20))
    session.adopt(other.branches, 25, 0)
    session.reset(session.settings.changed(epochs=25), "reset")
    assert session.state().made_by(session.first_settings)


def test_runs_that_were_put_aside_are_known_as_they_were_left(session: Session) -> None:
    assert session.put_aside() == []
    first = session.branches
    branched(session)
    left = session.state()
    session.reset(Settings(seed=7), "seed")
    second = session.branches
    session.plan(12)
    session.reset(Settings(seed=8), "seed")
    one, other = session.put_aside()
    assert (one.branches, one.revision, one.epochs) == (first, left.revision, 4)
    assert (other.branches, other.epochs) == (second, 12)
    for _ in range(3):
        session.undo_stack.undo()
    assert session.branches is first
    session.plan(9)
    assert session.put_aside() == []


def test_runs_that_redo_brings_back_are_known_too(session: Session) -> None:
    first = session.branches
    session.reset(Settings(seed=7), "seed")
    second = session.branches
    session.undo_stack.undo()
    assert [each.branches for each in session.put_aside()] == [second]
    session.undo_stack.redo()
    assert [each.branches for each in session.put_aside()] == [first]


def test_an_opened_session_is_adopted_whole_and_cannot_be_undone(session: Session) -> None:
    other = Session(Settings(bits=3, observations=20))
    other.recording.advance_to(30)
    session.plan(9)
    revision, names = session.revision, heard(session)
    session.adopt(other.branches, 2, 25)
    assert session.recording is other.recording
    assert (session.epochs, session.position, session.phase) == (2, 25, None)
    assert not session.undo_stack.canUndo()
    assert session.revision != revision
    assert set(names) == {"recording_changed", "plan_changed", "branches_changed"}


def test_undo_brings_back_the_revision_of_what_was_trained_before_redo(session: Session) -> None:
    branched(session)
    session.undo_stack.undo()
    session.recording.advance_to(150)
    before = session.revision
    session.undo_stack.redo()
    session.undo_stack.undo()
    assert session.recording.length == 150
    assert session.revision == before
