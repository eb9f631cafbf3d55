"""What is typed on the settings page while a run goes on, and what the page says of it."""

from __future__ import annotations

from math import inf

import pytest
from driving import still
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow

Key = Qt.Key
DISCARD = QMessageBox.StandardButton.Discard


def enter(qtbot: QtBot, window: MainWindow, name: str, text: str) -> None:
    edit = window.pages.settings.fields[name].edit
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Key.Key_Return)


def rate(window: MainWindow) -> str:
    return window.pages.settings.fields["learning_rate"].edit.text()


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window with a run whose rate was changed from 0.1 to 0.5 after step 30, at step 50."""
    window.playhead.run_to(30)
    still(qtbot, window.playhead)
    enter(qtbot, window, "learning_rate", "0.5")
    window.playhead.run_to(50)
    still(qtbot, window.playhead)
    return window


def test_the_rate_is_that_of_the_playhead_wherever_it_stands(
    qtbot: QtBot, window: MainWindow
) -> None:
    seen = {}
    for position, phase in ((50, None), (31, 3), (30, None), (30, 3), (29, None), (0, None)):
        window.playhead.seek(position, phase)
        seen[position, phase] = rate(window)
        assert float(rate(window)) == window.session.sight().learning_rate
    assert list(seen.values()) == ["0.5", "0.5", "0.5", "0.1", "0.1", "0.1"]


def test_a_rate_typed_at_the_newest_step_is_that_of_the_next_one(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter(qtbot, window, "learning_rate", "0.25")
    assert (window.session.position, rate(window)) == (50, "0.25")
    assert len(window.session.branches.members) == 1
    window.playhead.run_to(51)
    still(qtbot, window.playhead)
    rates = [window.session.recording.step(number).learning_rate for number in (30, 31, 50, 51)]
    assert rates == [0.1, 0.5, 0.5, 0.25]


def test_a_rate_typed_in_the_past_begins_a_branch_there(qtbot: QtBot, window: MainWindow) -> None:
    old = window.session.recording
    window.playhead.seek(10)
    assert "as a new branch" in window.pages.settings.fields["learning_rate"].note.text()
    enter(qtbot, window, "learning_rate", "0.3")
    assert (window.session.position, window.session.recording.length) == (10, 10)
    assert rate(window) == "0.3"
    assert window.session.branches.members[0].recording is old
    assert len(window.session.branches.members) == 2


@pytest.mark.parametrize(("position", "branches"), [(50, 1), (20, 2)])
def test_a_rate_typed_within_a_step_counts_from_the_next_one_and_the_phase_stays(
    qtbot: QtBot, window: MainWindow, position: int, branches: int
) -> None:
    window.playhead.seek(position, 4)
    before = rate(window)
    picture = window.network_view.canvas.grab().toImage()
    enter(qtbot, window, "learning_rate", "0.3")
    assert (window.session.position, window.session.phase) == (position, 4)
    assert window.network_view.canvas.grab().toImage() == picture
    assert rate(window) == before
    note = window.pages.settings.fields["learning_rate"].note.text()
    assert note.endswith("0.3 from the next step")
    window.pages.settings.fields["learning_rate"].edit.editingFinished.emit()
    assert len(window.session.branches.members) == branches
    window.playhead.step()
    still(qtbot, window.playhead)
    assert (window.session.position, rate(window)) == (position, "0.3")


def test_more_epochs_while_it_trains_let_it_go_on_and_move_nothing_back(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *text: asked.append(text) or DISCARD)
    window.session.plan(4)
    # Slow enough not to be done before the new number is typed.
    window.speed.set_pace(2000.0)
    positions: list[int] = []
    window.session.moved.connect(lambda: positions.append(window.session.position))
    window.controls.toggle_play()
    qtbot.waitUntil(lambda: window.session.position > 300, timeout=10_000)
    enter(qtbot, window, "epochs", "6")
    assert window.playhead.playing
    assert asked == []
    still(qtbot, window.playhead)
    assert window.session.position == window.session.recording.length == 3000
    assert positions == sorted(positions)
    window.changes.undo()
    assert window.session.planned_steps == 2000


def test_fewer_epochs_than_are_made_stop_the_run_where_it_is(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.plan(10_000)
    window.speed.set_pace(inf)
    window.controls.toggle_play()
    qtbot.waitUntil(lambda: window.session.position > 1200, timeout=10_000)
    enter(qtbot, window, "epochs", "2")
    still(qtbot, window.playhead)
    assert window.session.position == window.session.recording.length > 1200
    assert window.session.planned_steps == 1000


def test_the_very_first_play_can_be_given_more_epochs(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *text: asked.append(text) or DISCARD)
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.controls.toggle_play()
    qtbot.waitUntil(lambda: window.session.position > 5, timeout=10_000)
    enter(qtbot, window, "epochs", "12")
    assert window.session.planned_steps == 6000
    assert asked == []
    window.playhead.pause()
    still(qtbot, window.playhead)
    assert window.session.position == window.session.recording.length
    window.close()
