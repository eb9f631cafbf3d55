from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.model.run_files import RunFiles
from app.model.session import Session
from nn.core.settings import Settings
from nn.run.events import WeightEdit

EDIT = WeightEdit("W1", 0, 0, 2.0)


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    made = Session(Settings(observations=50, epochs=4))
    made.recording.advance_to(120)
    made.stand(120)
    return made


@pytest.fixture
def files(session: Session) -> RunFiles:
    return RunFiles(session)


def keep(session: Session, files: RunFiles, path: Path) -> None:
    files.keep(session.branches, path, session.revision)


def test_a_file_belongs_to_its_run_and_comes_back_with_it(
    session: Session, files: RunFiles, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.glassnet", tmp_path / "other.glassnet"
    keep(session, files, one)
    session.reset(session.settings, "reset")
    assert files.path is None
    assert not files.unsaved
    session.branch("edit", EDIT)
    keep(session, files, other)
    assert (files.path, files.unsaved) == (other, False)
    for _ in range(2):
        session.undo_stack.undo()
    assert (files.path, files.unsaved) == (one, False)
    session.undo_stack.redo()
    assert (files.path, files.unsaved) == (other, True)
    session.undo_stack.redo()
    assert (files.path, files.unsaved) == (other, False)


def test_a_file_that_another_run_was_saved_over_is_no_longer_that_of_the_first(
    session: Session, files: RunFiles, tmp_path: Path
) -> None:
    path, link = tmp_path / "a.glassnet", tmp_path / "b.glassnet"
    path.touch()
    link.symlink_to(path)
    keep(session, files, path)
    session.reset(session.settings, "reset")
    keep(session, files, link)
    session.undo_stack.undo()
    assert files.path is None
    assert files.unsaved


def test_settings_plan_changes_and_steps_are_unsaved_until_they_are_undone(
    session: Session, files: RunFiles, tmp_path: Path
) -> None:
    keep(session, files, tmp_path / "a.glassnet")
    for change in (
        lambda: session.plan(7),
        lambda: session.branch("edit", EDIT),
        lambda: session.rename(0, "mine"),
        lambda: session.reset(Settings(hidden_units=3), "settings"),
        lambda: session.reset(session.settings.changed(seed=1), "seed"),
    ):
        change()
        assert files.unsaved
        session.undo_stack.undo()
        assert not files.unsaved
    session.recording.advance_to(121)
    assert files.unsaved


def test_a_recovered_run_is_unsaved_though_nothing_was_changed_in_it(
    session: Session, files: RunFiles
) -> None:
    assert not files.unsaved
    files.recovered()
    assert files.unsaved


def test_what_was_put_aside_is_unsaved_if_it_was_changed_or_went_on_since_it_was_saved(
    session: Session, files: RunFiles, tmp_path: Path
) -> None:
    first = session.branches
    keep(session, files, tmp_path / "a.glassnet")
    session.recording.advance_to(130)
    session.reset(session.settings.changed(seed=7), "seed")
    session.reset(session.settings.changed(seed=8), "seed")
    changed = session.branches
    session.branch("edit", EDIT)
    session.reset(session.settings, "reset")
    assert [each.branches for each in files.put_aside_unsaved] == [first, changed]
