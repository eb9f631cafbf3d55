from __future__ import annotations

from collections.abc import Callable

import pytest
from driving import still
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.commands.change_controls import ChangeControls
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.settings import Settings
from nn.run.events import WeightEdit

EDIT = WeightEdit("W1", 1, 2, -0.25)


class Setting:
    """Controls of a run, what they say, and how their questions are answered."""

    def __init__(self, qtbot: QtBot, session: Session, playhead: Playhead) -> None:
        self.session, self.playhead = session, playhead
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.changes = ChangeControls(session, playhead, self.window)
        self.told: list[str] = []
        self.refusals = 0
        self.questions: list[str] = []
        self.answer = QMessageBox.StandardButton.Reset
        self.changes.told.connect(self.told.append)
        self.changes.refused.connect(self._on_refused)

    def _on_refused(self) -> None:
        self.refusals += 1

    def ask(self, parent: object, title: str, text: str, *rest: object) -> object:
        self.questions.append(text)
        return self.answer


@pytest.fixture
def setting(
    qtbot: QtBot, session: Session, playhead: Playhead, monkeypatch: pytest.MonkeyPatch
) -> Setting:
    made = Setting(qtbot, session, playhead)
    monkeypatch.setattr(QMessageBox, "question", made.ask)
    return made


def recorded(setting: Setting, length: int, position: int) -> None:
    setting.session.recording.advance_to(length)
    setting.session.stand(position)


def test_an_edited_weight_is_told_and_can_be_undone(setting: Setting) -> None:
    recorded(setting, 20, 10)
    setting.changes.edit_weight(EDIT)
    assert setting.session.moment().W1[1, 2] == -0.25
    assert setting.told == ["W1[x2,h3] is -0.25 from here on."]
    assert setting.session.undo_stack.undoText() == "W1[x2,h3] = -0.25"
    setting.changes.undo()
    assert setting.session.recording.length == 20
    setting.changes.redo()
    assert setting.session.moment().W1[1, 2] == -0.25


def test_another_learning_rate_is_told(setting: Setting) -> None:
    recorded(setting, 20, 20)
    setting.changes.change_learning_rate(0.75)
    assert setting.session.moment().learning_rate == 0.75
    assert setting.told == ["Learning rate 0.75 from the next step on."]
    assert len(setting.session.branches.members) == 1


def test_another_plan_can_be_undone_and_the_same_plan_is_no_change(setting: Setting) -> None:
    setting.changes.plan(4)
    assert not setting.session.undo_stack.canUndo()
    setting.changes.plan(6)
    assert setting.session.epochs == 6
    assert setting.session.undo_stack.undoText() == "6 epochs"
    setting.changes.undo()
    assert setting.session.epochs == 4


def test_a_reset_asks_nothing_for_undo_brings_the_run_back(setting: Setting) -> None:
    recorded(setting, 20, 10)
    setting.changes.reset()
    assert setting.session.recording.length == 0
    assert setting.told == ["Step 0, seed 42."]
    setting.changes.undo()
    assert (setting.session.recording.length, setting.session.position) == (20, 10)
    assert setting.questions == []


def test_other_settings_leave_a_run_only_if_the_person_agrees(setting: Setting) -> None:
    recorded(setting, 20, 10)
    setting.answer = QMessageBox.StandardButton.Cancel
    setting.changes.begin_with(Settings(bits=3))
    assert "the run of 20 steps is left" in setting.questions[0]
    assert setting.session.settings.bits == 5
    assert setting.refusals == 1
    setting.answer = QMessageBox.StandardButton.Reset
    setting.changes.begin_with(Settings(bits=3))
    assert setting.session.settings.bits == 3
    assert setting.refusals == 1


def test_where_nothing_is_recorded_nothing_is_asked(setting: Setting) -> None:
    setting.changes.begin_with(Settings(bits=3))
    assert setting.session.settings.bits == 3
    assert setting.questions == []


def test_a_new_seed_changes_nothing_but_the_seed(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("random.randint", lambda lowest, highest: highest - 1)
    before = setting.session.settings
    setting.changes.new_seed()
    after = setting.session.settings
    assert after != before
    assert after.changed(seed=before.seed) == before


def test_branches_are_chosen_named_and_deleted(qtbot: QtBot, setting: Setting) -> None:
    recorded(setting, 20, 10)
    setting.changes.change_learning_rate(0.5)
    branches = setting.session.branches
    setting.changes.select_branch(0)
    qtbot.waitUntil(lambda: branches.current.id == 0, timeout=2000)
    setting.changes.rename_branch(1, "fast")
    qtbot.waitUntil(lambda: branches[1].name == "fast", timeout=2000)
    setting.changes.delete_branch(1)
    qtbot.waitUntil(lambda: len(branches.members) == 1, timeout=2000)
    setting.changes.delete_branch(0)
    qtbot.waitUntil(lambda: setting.refusals == 1, timeout=2000)
    assert setting.told[-1] == "The only branch cannot be deleted."


CHANGES: dict[str, tuple[Callable[[ChangeControls], None], Callable[[Session], bool]]] = {
    "edit": (lambda c: c.edit_weight(EDIT), lambda s: s.by_hand),
    "rate": (lambda c: c.change_learning_rate(0.5), lambda s: s.by_hand),
    "plan": (lambda c: c.plan(6000), lambda s: s.epochs == 6000),
    "reset": (lambda c: c.reset(), lambda s: s.recording.length == 0),
    "seed": (lambda c: c.begin_with(Settings(seed=1)), lambda s: s.settings.seed == 1),
    "undo": (lambda c: c.undo(), lambda s: s.epochs == 4),
    "name": (lambda c: c.rename_branch(0, "a"), lambda s: s.branches.current.name == "a"),
}
"""Changes, and how one sees that they are made."""


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_pauses_the_training_and_waits_until_it_is_still(
    qtbot: QtBot, setting: Setting, kind: str
) -> None:
    change, made = CHANGES[kind]
    setting.session.plan(5000)
    setting.playhead.play(250_000)
    qtbot.waitUntil(lambda: setting.session.position > 0, timeout=5000)
    change(setting.changes)
    assert not made(setting.session)
    qtbot.waitUntil(lambda: made(setting.session), timeout=5000)
    still(qtbot, setting.playhead)
    assert setting.session.recording.length < 250_000


def test_two_changes_while_it_trains_are_both_made(qtbot: QtBot, setting: Setting) -> None:
    setting.session.plan(5000)
    setting.playhead.play(250_000)
    qtbot.waitUntil(lambda: setting.session.position > 0, timeout=5000)
    setting.changes.edit_weight(EDIT)
    setting.changes.change_learning_rate(0.5)
    qtbot.waitUntil(lambda: len(setting.told) == 2, timeout=5000)
    moment = setting.session.moment()
    assert (moment.W1[1, 2], moment.learning_rate) == (-0.25, 0.5)
