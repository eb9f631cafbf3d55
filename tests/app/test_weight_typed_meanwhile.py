"""A weight that is being typed when something else happens to the run."""

from __future__ import annotations

from math import inf

import pytest
from driving import run_to, still
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from nn.core.settings import Settings
from nn.run.branches import Branches
from nn.run.events import WeightEdit
from nn.run.recording import Recording

TYPED = WeightEdit("W1", 1, 2, 0.25)


def type_a_weight(qtbot: QtBot, window: MainWindow) -> None:
    """Type over a weight, without finishing."""
    window.activateWindow()
    window.network_view.select((TYPED.matrix, (TYPED.row, TYPED.column)))
    window.weights.edit(TYPED.matrix, (TYPED.row, TYPED.column))
    qtbot.waitUntil(window.weight_editor.hasFocus)
    qtbot.keyClicks(window.weight_editor, str(TYPED.value))


@pytest.mark.parametrize("key", ["reset", "new_seed"])
@pytest.mark.parametrize("plays", [False, True])
def test_a_weight_being_typed_when_another_run_is_begun_lands_in_the_old_one(
    qtbot: QtBot, window: MainWindow, key: str, plays: bool
) -> None:
    run_to(qtbot, window.playhead, 20)
    if plays:
        window.speed.set_pace(inf)
        window.controls.toggle_play()
    old = window.session.branches
    type_a_weight(qtbot, window)
    button = window.actions_by_key.button(key)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.branches is not old)
    still(qtbot, window.playhead)
    assert window.session.branches.blank
    assert not window.weight_editor.isVisible()
    window.changes.undo()
    assert window.session.branches is old
    assert [TYPED] in [list(each) for each in window.session.recording.events.values()]


@pytest.mark.parametrize("settings", [Settings(), Settings(bits=1, hidden_units=1)])
def test_a_weight_being_typed_never_lands_in_a_run_that_arrives(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    type_a_weight(qtbot, window)
    window.session.adopt(Branches(Recording(settings)), 3, 0)
    assert not window.weight_editor.isVisible()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert window.session.branches.blank


def test_a_weight_being_typed_never_lands_in_a_branch_that_is_shown_instead(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 20)
    window.playhead.seek(10)
    window.session.branch("edit", WeightEdit("W1", 0, 0, 0.5))
    type_a_weight(qtbot, window)
    window.session.select(0)
    assert not window.weight_editor.isVisible()
    assert dict(window.session.recording.events) == {}
