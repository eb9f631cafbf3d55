from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.kept import recovery
from app.kept.background import Job
from app.kept.recovery import Recovery
from app.model.session import Session
from nn.core.settings import Settings
from nn.files.session_file import load
from nn.files.session_replay import replay
from nn.run.branches import Branches
from nn.run.events import LearningRateChange, WeightEdit


@pytest.fixture
def kept(session: Session) -> Iterator[Recovery]:
    made = Recovery(session)
    yield made
    made.end()


def own_file() -> Path:
    return recovery.folder() / f"{os.getpid()}.glassnet"


def save_aside(qtbot: QtBot, kept: Recovery) -> None:
    """Save aside, if need be, and wait until that is done."""
    kept.save_aside()
    qtbot.waitUntil(lambda: not kept.findChildren(Job), timeout=5000)


def recovered() -> Branches:
    """What would be there again after a crash."""
    made = replay(load(own_file()), lambda done, total: True)
    assert made is not None
    assert made.report == "Identical to what was saved."
    return made.branches


def test_a_window_in_which_nothing_was_done_leaves_nothing(qtbot: QtBot, kept: Recovery) -> None:
    save_aside(qtbot, kept)
    assert not recovery.folder().exists()


def test_all_that_a_person_would_miss_is_saved_aside(
    qtbot: QtBot, session: Session, kept: Recovery
) -> None:
    session.recording.advance_to(30)
    session.stand(20)
    session.branch("rate", LearningRateChange(0.5))
    session.rename(1, "fast")
    session.plan(9)
    save_aside(qtbot, kept)
    file, branches = load(own_file()), recovered()
    assert (file.epochs, file.position) == (9, 20)
    assert [each.name for each in branches.members] == ["Main run", "fast"]
    assert branches.current.recording.learning_rate(20) == 0.5


CHANGES: dict[str, Callable[[Session], object]] = {
    "steps": lambda each: each.recording.advance_to(31),
    "weight edited at the newest step": lambda each: each.branch(
        "edit", WeightEdit("W2", 0, 0, 3.0)
    ),
    "learning rate at the newest step": lambda each: each.branch("rate", LearningRateChange(0.7)),
    "another seed": lambda each: each.reset(Settings(seed=7), "seed"),
    "another task or size": lambda each: each.reset(Settings(bits=3), "size"),
    "plan": lambda each: each.plan(7),
    "name": lambda each: each.rename(0, "mine"),
    "undo": lambda each: each.undo_stack.undo(),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_was_saved_aside_before_is_replaced_after_every_change(
    qtbot: QtBot, session: Session, kept: Recovery, kind: str
) -> None:
    session.recording.advance_to(30)
    session.stand(30)
    session.rename(0, "first")
    save_aside(qtbot, kept)
    CHANGES[kind](session)
    save_aside(qtbot, kept)
    file, now, then = load(own_file()), session, recovered().current
    assert file.epochs == now.epochs
    assert file.settings == now.settings
    assert then.name == now.branches.current.name
    assert then.recording.length == now.recording.length
    length = now.recording.length
    ours, theirs = now.recording.moment(length), then.recording.moment(length)
    assert np.array_equal(ours.W2, theirs.W2)
    assert ours.learning_rate == theirs.learning_rate


def test_what_has_not_changed_is_not_written_again(
    qtbot: QtBot, session: Session, kept: Recovery
) -> None:
    session.plan(7)
    save_aside(qtbot, kept)
    own_file().unlink()
    session.stand(0)
    save_aside(qtbot, kept)
    assert not own_file().exists()


def test_it_is_saved_aside_now_and_then_by_itself(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "INTERVAL_MS", 10)
    kept = Recovery(session)
    kept.start()
    session.plan(7)
    qtbot.waitUntil(own_file().exists, timeout=5000)
    kept.end()


@pytest.mark.parametrize("error", [OSError("disk full"), ZeroDivisionError("unforeseen")])
def test_what_could_not_be_written_is_tried_again(
    qtbot: QtBot, session: Session, kept: Recovery, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    session.plan(7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recovery, "write_atomically", fail)
        save_aside(qtbot, kept)
    assert not own_file().exists()
    save_aside(qtbot, kept)
    assert load(own_file()).epochs == 7


def test_what_changes_while_it_is_written_is_saved_the_next_time(
    qtbot: QtBot, session: Session, kept: Recovery
) -> None:
    session.plan(7)
    kept.save_aside()
    session.plan(8)
    kept.save_aside()
    qtbot.waitUntil(lambda: not kept.findChildren(Job), timeout=5000)
    assert load(own_file()).epochs == 7
    save_aside(qtbot, kept)
    assert load(own_file()).epochs == 8


def test_nothing_is_left_behind_by_a_window_that_closes(
    qtbot: QtBot, session: Session, kept: Recovery
) -> None:
    session.plan(7)
    save_aside(qtbot, kept)
    assert recovery.left_behind() == []
    kept.end()
    assert not own_file().exists()


def left_behind(*names: str) -> list[Path]:
    """Files as windows leave them that are killed, the later ones newer."""
    recovery.folder().mkdir(parents=True)
    paths = [recovery.folder() / f"{name}.glassnet" for name in names]
    for age, path in enumerate(paths):
        path.write_text(path.stem)
        os.utime(path, (age, age))
    return paths


def test_what_another_window_holds_is_not_offered() -> None:
    held, free = left_behind("1", "2")
    lock = QLockFile(f"{held}.lock")
    assert lock.tryLock(0)
    assert recovery.left_behind() == [free]
    lock.unlock()
    assert recovery.left_behind() == [free, held]


@pytest.mark.parametrize("button", ["Open", "Discard"])
def test_the_newest_is_offered_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    asked: list[str] = []

    def answer(window: object, title: str, *rest: object) -> object:
        asked.append(title)
        return QMessageBox.StandardButton[button]

    monkeypatch.setattr(QMessageBox, "question", answer)
    old, new = left_behind("1", "2")
    window, opened = QWidget(), list[str]()
    qtbot.addWidget(window)
    recovery.offer(window, lambda path: opened.append(path.read_text()))
    assert asked == ["Recover the last run?"]
    assert opened == (["2"] if button == "Open" else [])
    assert recovery.left_behind() == [old]
    assert not new.exists()
