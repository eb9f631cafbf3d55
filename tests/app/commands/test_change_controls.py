from __future__ import annotations

from collections.abc import Callable

import pytest
from person import Buttons, Person
from PySide6.QtWidgets import QWidget

from app.commands.change_controls import ChangeControls
from app.model.playhead import Playhead
from app.model.session import Session
from nn.run.events import LearningRateChange, WeightEdit

Train = Callable[[int], None]


@pytest.fixture
def changes(session: Session, playhead: Playhead, window: QWidget) -> ChangeControls:
    return ChangeControls(session, playhead, window)


@pytest.fixture
def told(changes: ChangeControls) -> list[str]:
    lines: list[str] = []
    changes.told.connect(lines.append)
    return lines


@pytest.fixture
def branched(session: Session, train: Train) -> None:
    """120 steps, and a branch from step 80 on that goes to 1,090."""
    session.recording.advance_to(120)
    session.stand(80)
    session.branch("rate", LearningRateChange(0.5))
    session.recording.advance_to(1090)


ASIDE = "run of 1,130 steps and 2 branches"


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
    assert session.epochs == 9


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
    before = session.moment().W1[0, 0]
    session.branch("edit", WeightEdit("W1", 0, 0, 2.0))
    changes.reset()
    assert session.moment().W1[0, 0] == before


@pytest.mark.usefixtures("branched")
def test_a_new_seed_speaks_of_the_seed_and_of_what_is_put_aside(
    session: Session,
    changes: ChangeControls,
    told: list[str],
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.commands.change_controls.random.randint", lambda low, high: 1234567)
    person.answers = [Buttons.Cancel, Buttons.Reset]
    changes.new_seed()
    assert session.settings.seed == 42
    assert person.asked[0].startswith("Seed 1234567 in place of 42 gives other training vectors")
    assert person.asked[0].endswith(f"The {ASIDE} will be put aside; Undo brings it back.")
    changes.new_seed()
    assert session.settings.seed == 1234567
    assert told[0].startswith("Step 0, with seed 1234567 in place of 42. ")


@pytest.mark.usefixtures("branched")
def test_new_settings_say_what_is_other_and_what_is_put_aside(
    session: Session, changes: ChangeControls, told: list[str], person: Person
) -> None:
    settings = session.settings.changed(hidden_units=20, learning_rate=0.3, task="reverse")
    person.answers = [Buttons.Reset]
    changes.begin_with(settings)
    assert person.asked[0] == (
        "Other than before: hidden units 20 instead of 4, learning rate 0.3 instead of 0.1, "
        "task “reverse: last bit first” instead of “invert: every bit XOR 1”. "
        f"All other settings stay.\n\nThe {ASIDE} will be put aside; Undo brings it back."
    )
    assert session.settings == settings
    assert told == [
        f"Step 0, with the new settings. The {ASIDE} was put aside; Undo brings it back."
    ]


def test_nothing_is_asked_where_there_is_nothing_to_put_aside(
    session: Session, changes: ChangeControls, told: list[str], person: Person
) -> None:
    changes.begin_with(session.settings.changed(seed=7))
    changes.new_seed()
    assert person.asked == []
    assert session.settings.seed != 42
    assert "put aside" not in "".join(told)


def test_what_a_session_has_no_room_for_is_refused_in_plain_words(
    session: Session,
    changes: ChangeControls,
    told: list[str],
    train: Train,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nn.run.branches.MOST_BRANCHES", 1)
    train(20)
    session.stand(10)
    refused: list[bool] = []
    changes.refused.connect(lambda: refused.append(True))
    changes.change_learning_rate(0.5)
    changes.edit_weight(WeightEdit("W1", 0, 0, 2.0))
    assert told == ["A session holds at the most 1 branches: delete one first."] * 2
    assert refused == [True] * 2
    assert len(session.branches.members) == 1
