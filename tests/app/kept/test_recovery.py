from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Buttons, Person
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kept.recovery import Recovery, folder
from app.model.session import Session
from nn.core.settings import Settings
from nn.files.session_file import SavedSession, load, save
from nn.files.session_replay import replay
from nn.run.branches import Branches
from nn.run.events import WeightEdit
from nn.run.recording import Recording

EDIT = WeightEdit("W1", 0, 0, 2.0)


class Safe:
    """Whether the work is in a file."""

    def __init__(self) -> None:
        self.yes = False

    def __call__(self) -> bool:
        return self.yes


@pytest.fixture
def safe() -> Safe:
    return Safe()


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(Settings(bits=2, hidden_units=2, observations=20))


@pytest.fixture
def recovery(session: Session, safe: Safe) -> Iterator[Recovery]:
    made = Recovery(session, safe)
    yield made
    made.end()


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(monkeypatch)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def kept() -> list[Path]:
    return sorted(folder().glob("*.glassnet"))


def stamps() -> list[tuple[Path, int, int]]:
    """What is another whenever something is written."""
    return [(each, each.stat().st_ino, each.stat().st_mtime_ns) for each in kept()]


def save_aside(qtbot: QtBot, recovery: Recovery) -> SavedSession:
    """What is kept after the next save."""
    before = stamps()

    def saved() -> bool:
        # While the one before is still being written nothing is begun.
        recovery.save_aside()
        return bool(kept()) and stamps() != before

    qtbot.waitUntil(saved, timeout=5000)
    [path] = kept()
    return load(path)


def left(steps: int, name: str, time: int) -> Path:
    """What a window that was killed has left."""
    folder().mkdir(parents=True, exist_ok=True)
    recording = Recording(Settings(bits=2, hidden_units=2, observations=20))
    recording.advance_to(steps)
    path = folder() / f"{name}.glassnet"
    save(path, Branches(recording), 10, steps)
    os.utime(path, (time, time))
    return path


def open_in(session: Session, recovery: Recovery, path: Path) -> None:
    """Open what is recovered, as the window does."""
    saved = load(path)
    made = replay(saved, lambda done, total: True)
    assert made is not None
    session.adopt(made.branches, saved.epochs, saved.position)
    recovery.adopt(path)


def test_steps_a_weight_edited_at_the_newest_step_and_the_plan_are_saved_aside(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    session.recording.advance_to(30)
    session.stand(30)
    assert save_aside(qtbot, recovery).branches[0].steps == 30
    session.branch("edit", EDIT)
    assert save_aside(qtbot, recovery).branches[0].events == {30: (EDIT,)}
    session.plan(7)
    assert save_aside(qtbot, recovery).epochs == 7
    session.undo_stack.undo()
    assert save_aside(qtbot, recovery).epochs == 10
    session.undo_stack.undo()
    assert save_aside(qtbot, recovery).branches[0].events == {}


def test_nothing_is_written_while_nothing_changes(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    recovery.save_aside()
    assert kept() == []
    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    before = stamps()
    session.stand(4, 2)
    for _ in range(5):
        recovery.save_aside()
        qtbot.wait(10)
    assert stamps() == before


def test_an_older_run_is_not_kept(qtbot: QtBot, session: Session, recovery: Recovery) -> None:
    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    session.reset(session.settings.changed(seed=7), "seed")
    recovery.save_aside()
    assert kept() == []
    session.recording.advance_to(5)
    saved = save_aside(qtbot, recovery)
    assert (saved.settings.seed, saved.branches[0].steps) == (7, 5)
    session.undo_stack.undo()
    assert save_aside(qtbot, recovery).branches[0].steps == 30


def test_an_older_run_is_not_kept_where_the_newer_one_cannot_be_written(
    qtbot: QtBot, session: Session, recovery: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    session.reset(session.settings.changed(seed=7), "seed")
    session.recording.advance_to(5)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        recovery.save_aside()
        qtbot.waitUntil(lambda: kept() == [], timeout=5000)
    assert save_aside(qtbot, recovery).settings.seed == 7


def test_what_is_in_a_file_of_its_own_is_not_kept_aside(
    qtbot: QtBot, session: Session, recovery: Recovery, safe: Safe
) -> None:
    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    safe.yes = True
    recovery.save_aside()
    assert list(folder().iterdir()) == []
    safe.yes = False
    session.recording.advance_to(40)
    assert save_aside(qtbot, recovery).branches[0].steps == 40


def test_what_is_closed_as_it_should_leaves_nothing(
    qtbot: QtBot, session: Session, recovery: Recovery
) -> None:
    session.recording.advance_to(30)
    save_aside(qtbot, recovery)
    session.recording.advance_to(40)
    recovery.save_aside()
    recovery.end()
    assert list(folder().iterdir()) == []


def test_what_is_put_off_is_offered_again_and_what_is_discarded_is_not(
    recovery: Recovery, person: Person, window: QWidget
) -> None:
    path, opened = left(10, "a", 100), list[Path]()
    for answer in (Buttons.Cancel, Buttons.Cancel, Buttons.Discard):
        person.answers = [answer]
        recovery.offer(window, opened.append)
        assert path.exists() == (answer == Buttons.Cancel)
    recovery.offer(window, opened.append)
    assert len(person.asked) == 3
    assert opened == []
    assert list(folder().iterdir()) == []


def test_while_the_question_is_open_nothing_is_taken_away_and_no_other_window_asks(
    session: Session,
    recovery: Recovery,
    window: QWidget,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, other, asked = left(10, "a", 100), Recovery(session, lambda: False), []

    def ask(*_: object) -> object:
        asked.append(path.exists())
        other.offer(window, lambda path: None)
        return Buttons.Cancel

    monkeypatch.setattr("app.kept.recovery.QMessageBox.question", ask)
    recovery.offer(window, lambda path: None)
    assert asked == [True]


def test_of_several_the_newest_is_offered_first_and_the_next_after_it_is_discarded(
    recovery: Recovery, person: Person, window: QWidget
) -> None:
    left(10, "old", 100)
    left(20, "new", 300)
    left(30, "middle", 200)
    opened: list[str] = []
    person.answers = [Buttons.Discard, Buttons.Open]
    recovery.offer(window, lambda path: opened.append(path.stem))
    assert opened == ["middle"]
    assert [each.stem for each in kept()] == ["middle", "old"]


def test_what_was_accepted_stays_until_it_is_saved(
    qtbot: QtBot,
    session: Session,
    recovery: Recovery,
    safe: Safe,
    person: Person,
    window: QWidget,
) -> None:
    path = left(10, "a", 100)
    person.answers = [Buttons.Open]
    recovery.offer(window, lambda path: open_in(session, recovery, path))
    recovery.save_aside()
    assert kept() == [path]
    session.recording.advance_to(15)
    assert save_aside(qtbot, recovery).branches[0].steps == 15
    session.reset(session.settings, "reset")
    recovery.save_aside()
    assert kept() == [path]
    session.recording.advance_to(3)

    def both() -> bool:
        recovery.save_aside()
        return len(kept()) == 2

    qtbot.waitUntil(both, timeout=5000)
    assert load(path).branches[0].steps == 15
    session.undo_stack.undo()
    safe.yes = True
    recovery.save_aside()
    assert list(folder().iterdir()) == []


def test_what_was_accepted_is_gone_when_the_window_closes(
    session: Session, recovery: Recovery, person: Person, window: QWidget
) -> None:
    left(10, "a", 100)
    person.answers = [Buttons.Open]
    recovery.offer(window, lambda path: open_in(session, recovery, path))
    recovery.end()
    assert list(folder().iterdir()) == []


def test_what_was_accepted_but_not_opened_is_offered_again(
    session: Session, recovery: Recovery, person: Person, window: QWidget
) -> None:
    path, opened = left(10, "a", 100), list[Path]()
    person.answers = [Buttons.Open, Buttons.Open]
    recovery.offer(window, opened.append)
    recovery.end()
    Recovery(session, lambda: False).offer(window, opened.append)
    assert opened == [path, path]


def test_what_was_half_written_is_cleared_at_the_next_start(recovery: Recovery) -> None:
    path = left(10, "a", 100)
    (folder() / ".a.glassnet.x1yz").touch()
    recovery.start()
    assert list(folder().iterdir()) == [path]
