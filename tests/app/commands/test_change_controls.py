from __future__ import annotations

from collections.abc import Callable

import pytest
from driving import still
from person import Buttons, Person
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.commands.change_controls import ChangeControls
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.settings import Settings
from nn.run.events import LearningRateChange, WeightEdit

EDIT = WeightEdit("W1", 1, 2, -0.25)
ASIDE = "run of 1,130 steps and 2 branches"


@pytest.fixture
def changes(session: Session, playhead: Playhead, bare_window: QWidget) -> ChangeControls:
    return ChangeControls(session, playhead, bare_window)


@pytest.fixture
def told(changes: ChangeControls) -> list[str]:
    lines: list[str] = []
    changes.told.connect(lines.append)
    return lines


@pytest.fixture
def refused(changes: ChangeControls) -> list[None]:
    """As many as there were changes that were not made."""
    times: list[None] = []
    changes.refused.connect(lambda: times.append(None))
    return times


@pytest.fixture
def branched(session: Session) -> None:
    """120 steps, and a branch from step 80 on that goes to 1,090: 1,130 steps in all."""
    recorded(session, 120, 80)
    session.branch("rate", LearningRateChange(0.5))
    session.recording.advance_to(1090)


def recorded(session: Session, length: int, position: int) -> None:
    session.recording.advance_to(length)
    session.stand(position)


def test_a_weight_that_a_smaller_network_lacks_is_refused(
    qtbot: QtBot,
    session: Session,
    playhead: Playhead,
    changes: ChangeControls,
    person: Person,
    told: list[str],
    refused: list[None],
) -> None:
    person.answers = [Buttons.Reset]
    recorded(session, 20, 20)
    playhead.play(200)
    changes.begin_with(session.settings.changed(bits=1))
    changes.edit_weight(EDIT)
    still(qtbot, playhead)
    qtbot.waitUntil(lambda: len(refused) == 1)
    assert "no weight 1, 2 in W1" in told[-1]
    assert session.branches.blank


def test_what_was_told_of_a_change_is_not_left_standing_when_it_is_undone(
    session: Session, changes: ChangeControls, told: list[str]
) -> None:
    recorded(session, 20, 10)
    changes.edit_weight(EDIT)
    changes.undo()
    changes.redo()
    changes.redo()
    assert told[1:] == ["Undone: W1[x2,h3] = −0.25.", "Done again: W1[x2,h3] = −0.25."]


def test_an_edited_weight_is_told_and_can_be_undone(
    session: Session, changes: ChangeControls, told: list[str]
) -> None:
    recorded(session, 20, 10)
    changes.edit_weight(EDIT)
    assert session.moment().W1[1, 2] == -0.25
    assert told == ["W1[x2,h3] is −0.25 from here on."]
    assert session.undo_stack.undoText() == "W1[x2,h3] = −0.25"
    changes.undo()
    assert session.recording.length == 20
    changes.redo()
    assert session.moment().W1[1, 2] == -0.25


def test_another_learning_rate_is_told(
    session: Session, changes: ChangeControls, told: list[str]
) -> None:
    recorded(session, 20, 20)
    changes.change_learning_rate(0.75)
    assert session.moment().learning_rate == 0.75
    assert told == ["Learning rate 0.75 from the next step on."]
    assert len(session.branches.members) == 1


def test_another_plan_can_be_undone_and_the_same_plan_is_no_change(
    session: Session, changes: ChangeControls
) -> None:
    changes.plan(4)
    assert not session.undo_stack.canUndo()
    changes.plan(6)
    assert session.epochs == 6
    assert session.undo_stack.undoText() == "6 epochs"
    changes.undo()
    assert session.epochs == 4


@pytest.mark.usefixtures("branched")
def test_a_reset_asks_nothing_and_tells_what_stays_and_what_is_put_aside(
    session: Session, changes: ChangeControls, told: list[str], person: Person
) -> None:
    session.plan(9)
    changes.reset()
    assert person.asked == []
    assert told == [
        f"Step 0, with seed 42 as before. The {ASIDE} was put aside; Undo brings it back."
    ]
    assert (session.recording.length, session.epochs, session.settings.seed) == (0, 9, 42)
    changes.undo()
    assert len(session.branches.members) == 2
    assert (session.recording.length, session.position, session.epochs) == (1090, 80, 9)


def test_a_reset_of_nothing_changes_nothing(
    session: Session, changes: ChangeControls, told: list[str]
) -> None:
    run = session.branches
    changes.reset()
    assert session.branches is run
    assert not session.undo_stack.canUndo()
    assert "nothing to reset" in told[0]


def test_a_reset_at_step_0_takes_back_what_was_set_by_hand(
    session: Session, changes: ChangeControls
) -> None:
    before = session.moment().W1[1, 2]
    session.branch("edit", EDIT)
    changes.reset()
    assert session.moment().W1[1, 2] == before


@pytest.mark.usefixtures("branched")
def test_a_new_seed_changes_nothing_else_and_says_so_before_a_run_is_put_aside(
    session: Session,
    changes: ChangeControls,
    told: list[str],
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.commands.change_controls.random.randint", lambda low, high: 1234567)
    before = session.settings
    person.answers = [Buttons.Cancel, Buttons.Reset]
    changes.new_seed()
    assert session.settings == before
    assert person.asked[0].startswith("Seed 1234567 in place of 42 gives other training vectors")
    assert person.asked[0].endswith(f"The {ASIDE} will be put aside; Undo brings it back.")
    changes.new_seed()
    assert session.settings == before.changed(seed=1234567)
    assert told[0].startswith("Step 0, with seed 1234567 in place of 42. ")


@pytest.mark.usefixtures("branched")
def test_new_settings_say_what_is_other_and_leave_a_run_only_if_the_person_agrees(
    session: Session,
    changes: ChangeControls,
    told: list[str],
    refused: list[None],
    person: Person,
) -> None:
    before = session.settings
    settings = before.changed(hidden_units=20, learning_rate=0.3, task="reverse")
    person.answers = [Buttons.Cancel, Buttons.Reset]
    changes.begin_with(settings)
    assert person.asked[0] == (
        "Other than before: hidden units 20 instead of 10, learning rate 0.3 instead of 0.1, "
        "task “reverse: last bit first” instead of “invert: every bit XOR 1”. "
        f"All other settings stay.\n\nThe {ASIDE} will be put aside; Undo brings it back."
    )
    assert (session.settings, told, len(refused)) == (before, [], 1)
    changes.begin_with(settings)
    assert (session.settings, len(refused)) == (settings, 1)
    assert told == [
        f"Step 0, with the new settings. The {ASIDE} was put aside; Undo brings it back."
    ]


def test_nothing_is_asked_where_there_is_nothing_to_put_aside(
    session: Session, changes: ChangeControls, told: list[str], person: Person
) -> None:
    changes.begin_with(Settings(bits=3))
    assert session.settings.bits == 3
    changes.new_seed()
    assert session.settings.seed != 42
    assert person.asked == []
    assert "put aside" not in "".join(told)


def test_branches_are_chosen_named_and_deleted(
    qtbot: QtBot,
    session: Session,
    changes: ChangeControls,
    told: list[str],
    refused: list[None],
) -> None:
    recorded(session, 20, 10)
    changes.change_learning_rate(0.5)
    branches = session.branches
    changes.select_branch(0)
    qtbot.waitUntil(lambda: branches.current.id == 0, timeout=2000)
    changes.rename_branch(1, "fast")
    qtbot.waitUntil(lambda: branches[1].name == "fast", timeout=2000)
    changes.delete_branch(1)
    qtbot.waitUntil(lambda: len(branches.members) == 1, timeout=2000)
    changes.delete_branch(0)
    qtbot.waitUntil(lambda: len(refused) == 1, timeout=2000)
    assert told[-1] == "The only branch cannot be deleted."


def test_what_a_session_has_no_room_for_is_refused_in_plain_words(
    session: Session,
    changes: ChangeControls,
    told: list[str],
    refused: list[None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nn.run.branches.MOST_BRANCHES", 1)
    recorded(session, 20, 10)
    changes.change_learning_rate(0.5)
    changes.edit_weight(EDIT)
    assert told == ["A session holds at the most 1 branches: delete one first."] * 2
    assert len(refused) == 2
    assert len(session.branches.members) == 1


CHANGES: dict[str, tuple[Callable[[ChangeControls], None], Callable[[Session], bool]]] = {
    "edit": (lambda c: c.edit_weight(EDIT), lambda s: s.branches.by_hand),
    "rate": (lambda c: c.change_learning_rate(0.5), lambda s: s.branches.by_hand),
    "reset": (lambda c: c.reset(), lambda s: s.recording.length == 0),
    "seed": (lambda c: c.begin_with(Settings(seed=1)), lambda s: s.settings.seed == 1),
    "undo": (lambda c: c.undo(), lambda s: s.epochs == 4),
    "name": (lambda c: c.rename_branch(0, "a"), lambda s: s.branches.current.name == "a"),
}
"""Changes, and how one sees that they are made."""


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_pauses_the_training_and_waits_until_it_is_still(
    qtbot: QtBot,
    session: Session,
    playhead: Playhead,
    changes: ChangeControls,
    person: Person,
    kind: str,
) -> None:
    change, made = CHANGES[kind]
    person.answers = [Buttons.Reset]
    session.plan(5000)
    playhead.play(250_000)
    qtbot.waitUntil(lambda: session.position > 0, timeout=5000)
    change(changes)
    assert not made(session)
    qtbot.waitUntil(lambda: made(session), timeout=5000)
    still(qtbot, playhead)
    assert session.recording.length < 250_000


def test_two_changes_while_it_trains_are_both_made(
    qtbot: QtBot,
    session: Session,
    playhead: Playhead,
    changes: ChangeControls,
    told: list[str],
) -> None:
    session.plan(5000)
    playhead.play(250_000)
    qtbot.waitUntil(lambda: session.position > 0, timeout=5000)
    changes.edit_weight(EDIT)
    changes.change_learning_rate(0.5)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=5000)
    moment = session.moment()
    assert (moment.W1[1, 2], moment.learning_rate) == (-0.25, 0.5)
