from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.commands.long_work import LongWork
from app.commands.session_files import SessionFiles
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.settings import Settings
from nn.files.session_file import load
from nn.run.events import LearningRateChange, WeightEdit


class Setting:
    """The files of a run of thirty steps, and how questions are answered."""

    def __init__(self, qtbot: QtBot, session: Session, playhead: Playhead, folder: Path) -> None:
        self.session = session
        session.recording.advance_to(30)
        session.stand(30)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.long_work = LongWork(self.window)
        self.files = SessionFiles(self.window, session, playhead, self.long_work)
        self.path = folder / "run.glassnet"
        self.answer = QMessageBox.StandardButton.Cancel
        self.questions = 0

    def ask(self, *_: object) -> object:
        self.questions += 1
        return self.answer


@pytest.fixture
def setting(
    qtbot: QtBot,
    session: Session,
    playhead: Playhead,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Setting:
    made = Setting(qtbot, session, playhead, tmp_path)
    monkeypatch.setattr(QMessageBox, "question", made.ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(made.path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(made.path), ""))
    return made


CHANGES: dict[str, Callable[[Session], object]] = {
    "steps": lambda each: each.recording.advance_to(31),
    "weight": lambda each: each.branch("edit", WeightEdit("W1", 0, 0, 3.0)),
    "learning rate": lambda each: each.branch("rate", LearningRateChange(0.7)),
    "seed": lambda each: each.reset(Settings(seed=7), "seed"),
    "plan": lambda each: each.plan(7),
    "more epochs": lambda each: each.plan_more(),
    "name": lambda each: each.rename(0, "mine"),
}
BY_HAND = ("weight", "learning rate")


@pytest.mark.parametrize("kind", CHANGES)
def test_without_a_file_only_what_is_done_by_hand_is_unsaved(setting: Setting, kind: str) -> None:
    CHANGES[kind](setting.session)
    assert setting.files.unsaved == (kind in BY_HAND)


@pytest.mark.parametrize("kind", CHANGES)
def test_once_there_is_a_file_every_change_is_unsaved(setting: Setting, kind: str) -> None:
    setting.files.save_file()
    assert not setting.files.unsaved
    CHANGES[kind](setting.session)
    assert setting.files.unsaved
    setting.files.save_file()
    assert not setting.files.unsaved


@pytest.mark.parametrize("kind", [kind for kind in CHANGES if kind not in ("steps", "more epochs")])
def test_undo_back_to_what_was_saved_is_saved_again(setting: Setting, kind: str) -> None:
    setting.files.save_file()
    CHANGES[kind](setting.session)
    setting.session.undo_stack.undo()
    assert not setting.files.unsaved
    setting.session.undo_stack.redo()
    assert setting.files.unsaved


def test_looking_about_changes_nothing(setting: Setting) -> None:
    setting.files.save_file()
    setting.session.stand(4, 2)
    assert not setting.files.unsaved


def test_nothing_is_asked_where_nothing_is_unsaved(setting: Setting) -> None:
    assert setting.files.may_leave()
    assert setting.questions == 0


@pytest.mark.parametrize(
    ("button", "leaves", "saves"),
    [("Save", True, True), ("Discard", True, False), ("Cancel", False, False)],
)
def test_unsaved_work_is_left_only_if_the_person_agrees(
    setting: Setting, button: str, leaves: bool, saves: bool
) -> None:
    CHANGES["weight"](setting.session)
    setting.answer = QMessageBox.StandardButton[button]
    assert setting.files.may_leave() == leaves
    assert setting.questions == 1
    assert setting.path.exists() == saves


def test_a_file_that_cannot_be_written_leaves_the_work_unsaved(
    setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *given: warned.append(given[2]))
    CHANGES["weight"](setting.session)
    setting.path = tmp_path / "missing" / "run.glassnet"
    setting.answer = QMessageBox.StandardButton.Save
    assert not setting.files.may_leave()
    assert setting.files.unsaved
    assert setting.files.path is None
    assert str(setting.path) in warned[0]


def test_an_opened_session_is_saved_until_it_changes(qtbot: QtBot, setting: Setting) -> None:
    CHANGES["weight"](setting.session)
    setting.files.save_file_as()
    setting.session.reset(Settings(seed=1), "seed")
    setting.answer = QMessageBox.StandardButton.Discard
    with qtbot.waitSignal(setting.files.named, timeout=5000):
        setting.files.open_file()
    assert setting.session.moment().W1[0, 0] == 3.0
    assert not setting.files.unsaved
    setting.session.recording.advance_to(31)
    assert setting.files.unsaved


def test_a_recovered_session_has_no_file_and_is_unsaved(qtbot: QtBot, setting: Setting) -> None:
    CHANGES["weight"](setting.session)
    setting.files.save_file()
    with qtbot.waitSignal(setting.files.named, timeout=5000):
        setting.files.recover(setting.path)
    assert setting.files.path is None
    assert setting.files.unsaved


def test_what_is_saved_can_be_read_again(setting: Setting) -> None:
    setting.session.plan(7)
    setting.session.stand(12)
    setting.files.save_file()
    saved = load(setting.path)
    assert (saved.epochs, saved.position, saved.branches[0].steps) == (7, 12, 30)
    assert saved.settings == setting.session.settings
