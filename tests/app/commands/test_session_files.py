from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import run_to
from person import Buttons, Person
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from app.commands.long_work import LongWork
from app.commands.session_files import SessionFiles
from app.kept.remembered import Remembered
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.files.session_file import SavedSession, load, save
from nn.files.session_replay import Replay, replay
from nn.run.branches import Branches
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording

EDIT = WeightEdit("W1", 0, 0, 2.0)


@pytest.fixture
def files(
    bare_window: QWidget, session: Session, playhead: Playhead, remembered: Remembered
) -> SessionFiles:
    """Of a run of thirty steps."""
    session.recording.advance_to(30)
    session.stand(30)
    return SessionFiles(bare_window, session, playhead, LongWork(bare_window), remembered)


@pytest.fixture
def told(files: SessionFiles) -> list[str]:
    lines: list[str] = []
    files.told.connect(lines.append)
    return lines


def saved_run(path: Path, steps: int, seed: int = 1) -> Path:
    """A file of a run of so many steps."""
    recording = Recording(Settings(bits=2, hidden_units=2, observations=20, seed=seed))
    recording.advance_to(steps)
    save(path, Branches(recording), 10, steps)
    return path


CHANGES: dict[str, Callable[[Session], object]] = {
    "steps": lambda each: each.recording.advance_to(31),
    "weight": lambda each: each.branch("edit", EDIT),
    "learning rate": lambda each: each.branch("rate", LearningRateChange(0.7)),
    "seed": lambda each: each.reset(Settings(seed=7), "seed"),
    "plan": lambda each: each.plan(7),
    "more epochs": lambda each: each.extend_plan(7),
    "name": lambda each: each.rename(0, "mine"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_without_a_file_all_is_unsaved_that_the_first_settings_do_not_make_again(
    session: Session, files: SessionFiles, kind: str
) -> None:
    CHANGES[kind](session)
    assert files.unsaved == (kind != "steps")


@pytest.mark.parametrize("kind", CHANGES)
def test_once_there_is_a_file_every_change_is_unsaved(
    session: Session, files: SessionFiles, person: Person, tmp_path: Path, kind: str
) -> None:
    person.files = [tmp_path / "a.glassnet", tmp_path / "b.glassnet"]
    files.save_file()
    assert not files.unsaved
    CHANGES[kind](session)
    assert files.unsaved
    files.save_file()
    assert not files.unsaved


@pytest.mark.parametrize("kind", [kind for kind in CHANGES if kind != "steps"])
def test_undo_back_to_what_was_saved_is_saved_again(
    session: Session, files: SessionFiles, person: Person, tmp_path: Path, kind: str
) -> None:
    person.files = [tmp_path / "a.glassnet"]
    files.save_file()
    CHANGES[kind](session)
    session.undo_stack.undo()
    assert not files.unsaved
    session.undo_stack.redo()
    assert files.unsaved


def test_looking_about_changes_nothing(
    session: Session, files: SessionFiles, person: Person, tmp_path: Path
) -> None:
    person.files = [tmp_path / "a.glassnet"]
    files.save_file()
    session.stand(4, 2)
    assert not files.unsaved


def test_what_is_saved_can_be_read_again(
    session: Session, files: SessionFiles, person: Person, tmp_path: Path
) -> None:
    session.plan(7)
    session.stand(12)
    person.files = [tmp_path / "a.glassnet"]
    files.save_file()
    saved = load(tmp_path / "a.glassnet")
    assert (saved.epochs, saved.position, saved.branches[0].steps) == (7, 12, 30)
    assert saved.settings == session.settings


def test_a_run_begun_after_another_was_saved_does_not_overwrite_its_file(
    qtbot: QtBot,
    session: Session,
    playhead: Playhead,
    files: SessionFiles,
    person: Person,
    tmp_path: Path,
) -> None:
    one, other = tmp_path / "one.glassnet", tmp_path / "other.glassnet"
    person.files = [one]
    assert files.save_file()
    written = one.read_bytes()
    for settings in (
        session.settings,
        session.settings.changed(seed=9),
        Settings(bits=2, hidden_units=2, observations=50),
    ):
        session.reset(settings, "another run")
        run_to(qtbot, playhead, 10)
        assert not files.save_file()
        assert one.read_bytes() == written
    person.files = [other]
    assert files.save_file()
    assert load(other).settings.bits == 2
    assert person.proposed[-1].suffix == ""
    for _ in range(3):
        session.undo_stack.undo()
    assert files.path == one
    assert not files.unsaved
    session.branch("edit", EDIT)
    assert files.save_file()
    assert load(one).branches[0].events == {30: (EDIT,)}
    assert len(person.proposed) == 5


def test_an_opened_session_is_saved_until_it_changes(
    qtbot: QtBot, session: Session, files: SessionFiles, person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "a.glassnet"
    session.branch("edit", EDIT)
    person.files, person.answers = [path, path], [Buttons.Discard]
    files.save_file_as()
    session.reset(Settings(seed=1), "seed")
    with qtbot.waitSignal(files.named, timeout=5000):
        files.open_file()
    assert session.moment().W1[0, 0] == 2.0
    assert (files.path, files.unsaved) == (path, False)
    session.recording.advance_to(31)
    assert files.unsaved


def test_of_two_sessions_opened_one_after_the_other_the_last_one_is_opened(
    qtbot: QtBot,
    session: Session,
    files: SessionFiles,
    told: list[str],
    bare_window: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = (
        saved_run(tmp_path / "first.glassnet", 40),
        saved_run(tmp_path / "second.glassnet", 7),
    )
    may_end = threading.Event()

    def slow(saved: SavedSession, progress: Progress) -> Replay | None:
        # The first one is not finished when the second one is.
        while saved.branches[0].steps == 40 and not may_end.wait(0.001):
            if not progress(0, 1):
                return None
        return replay(saved, progress)

    monkeypatch.setattr("nn.files.session_replay.replay", slow)
    files.open_path(first)
    files.open_path(second)
    qtbot.waitUntil(lambda: session.recording.length == 7, timeout=5000)
    may_end.set()
    qtbot.wait(50)
    assert (session.recording.length, files.path) == (7, second)
    assert told == ["second.glassnet: identical to what was saved."]
    assert bare_window.findChildren(QProgressDialog) == []


def test_nothing_is_opened_while_another_opening_asks_about_unsaved_work(
    qtbot: QtBot,
    session: Session,
    files: SessionFiles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = saved_run(tmp_path / "first.glassnet", 40)
    second = saved_run(tmp_path / "second.glassnet", 7)
    session.branch("edit", EDIT)
    stood: list[int] = []

    def ask(*_: object) -> Buttons:
        if stood:
            # As long as the first one would need.
            qtbot.wait(200)
        stood.append(session.recording.length)
        return Buttons.Discard

    monkeypatch.setattr(QMessageBox, "question", ask)
    files.open_path(first)
    files.open_path(second)
    qtbot.waitUntil(lambda: session.recording.length == 7, timeout=5000)
    assert stood == [30, 30]
    assert files.path == second


def test_work_that_goes_on_while_a_session_is_opened_is_asked_about(
    qtbot: QtBot, session: Session, files: SessionFiles, person: Person, tmp_path: Path
) -> None:
    path = saved_run(tmp_path / "a.glassnet", 40)
    files.open_path(path)
    session.branch("edit", EDIT)
    qtbot.waitUntil(lambda: bool(person.asked), timeout=5000)
    assert session.recording.events == {30: (EDIT,)}
    person.answers = [Buttons.Discard]
    files.open_path(path)
    qtbot.waitUntil(lambda: session.recording.length == 40, timeout=5000)
    assert len(person.asked) == 2


def test_unsaved_work_is_asked_about_and_saved_before_it_is_left(
    session: Session, files: SessionFiles, person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "a.glassnet"
    assert files.may_leave()
    assert person.asked == []
    session.plan(9)
    person.answers = [Buttons.Cancel, Buttons.Discard, Buttons.Save, Buttons.Save]
    person.files = ["", tmp_path / "a"]
    assert [files.may_leave() for _ in range(3)] == [False, True, False]
    assert not path.exists()
    assert files.may_leave()
    assert load(path).epochs == 9
    assert files.may_leave()
    assert len(person.asked) == 4


def test_a_run_that_was_put_aside_unsaved_is_asked_about(
    session: Session, files: SessionFiles, person: Person
) -> None:
    session.stand(20)
    session.branch("rate", LearningRateChange(0.5))
    session.reset(session.settings, "reset")
    person.answers = [Buttons.Cancel, Buttons.Discard]
    assert [files.may_leave(), files.may_leave()] == [False, True]
    assert "run of 30 steps and 2 branches" in person.asked[0]
    session.reset(session.settings, "reset")
    session.branch("edit", EDIT)
    session.reset(session.settings, "reset")
    assert not files.may_leave()
    assert "2 runs" in person.asked[-1]


def test_saving_while_it_trains_lets_the_window_be_left(
    qtbot: QtBot,
    session: Session,
    files: SessionFiles,
    playhead: Playhead,
    person: Person,
    tmp_path: Path,
) -> None:
    session.plan(10_000)
    person.files = [tmp_path / "a.glassnet"]
    person.answers = [Buttons.Save]
    playhead.play(session.planned_steps)
    qtbot.waitUntil(lambda: session.position > 50, timeout=5000)
    assert files.may_leave()
    assert load(tmp_path / "a.glassnet").branches[0].steps > 50


def test_a_session_that_could_not_be_opened_again_is_not_saved(
    files: SessionFiles, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nn.files.session_file.LARGEST_FILE", 10)
    person.files = [tmp_path / "a.glassnet"]
    assert not files.save_file()
    assert "too large" in person.warned[0]
    assert list(tmp_path.glob("*.glassnet")) == []
    assert files.path is None


def test_a_file_named_like_markup_is_named_as_it_is(
    files: SessionFiles, person: Person, tmp_path: Path
) -> None:
    (tmp_path / "<b>a&amp;b.glassnet").write_text("{")
    files.open_path(tmp_path / "<b>a&amp;b.glassnet")
    shown = QTextDocument()
    shown.setHtml(person.warned[0])
    assert shown.toPlainText().startswith("“<b>a&amp;b.glassnet” cannot be opened: it is damaged")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no/a.glassnet", "the folder is not there"),
        ("b.glassnet", "there is a folder of that name"),
    ],
)
def test_what_could_not_be_saved_stays_unsaved_and_why_is_said_in_plain_words(
    session: Session, files: SessionFiles, person: Person, tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "b.glassnet").mkdir()
    session.branch("edit", EDIT)
    person.files, person.answers = [tmp_path / name], [Buttons.Save]
    assert not files.may_leave()
    assert person.warned == [f"{tmp_path / name} was not written: {reason}."]
    assert (files.path, files.unsaved) == (None, True)


def test_a_recovered_run_has_no_file_and_is_unsaved(
    qtbot: QtBot, session: Session, files: SessionFiles, person: Person, tmp_path: Path
) -> None:
    person.files = [tmp_path / "a.glassnet"]
    files.save_file()
    path = saved_run(tmp_path / "aside.glassnet", 40)
    with qtbot.waitSignal(files.recovered) as recovered:
        files.recover(path)
    assert recovered.args == [path]
    assert session.recording.length == 40
    assert (files.path, files.unsaved) == (None, True)


def test_the_folder_of_the_last_session_is_proposed(
    files: SessionFiles, person: Person, session: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    person.files = [folder / "a.glassnet"]
    assert files.save_file()
    session.reset(session.settings, "reset")
    files.save_file_as()
    files.open_file()
    assert person.proposed[1:] == [folder, folder]
