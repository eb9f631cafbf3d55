"""A ticked condition stops the run at the same steps, however one gets there."""

from __future__ import annotations

from math import inf

import pytest
from driving import CTRL, NONE, SHIFT, press_in_window, still
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from nn.answers.validation import all_vectors, flawless
from nn.run.events import WeightEdit
from nn.run.recording import Recording

Key = Qt.Key
LAST = 1000
FORWARD = {
    "play": (Key.Key_Space, NONE),
    "to the end of the epoch": (Key.Key_PageDown, NONE),
    "to the end of the run": (Key.Key_End, CTRL),
}


def inner_steps() -> list[int]:
    """All steps but those that end an epoch, where some ways end as well."""
    return [step for step in range(1, LAST) if step % 500]


def falls_below(recording: Recording, limit: float) -> list[int]:
    """The steps at which the loss falls below a limit."""
    below = [False, *(recording.losses[:LAST] < limit)]
    return [step for step in inner_steps() if below[step] and not below[step - 1]]


def comes_right(recording: Recording) -> list[int]:
    """The steps at which all vectors come to be answered right."""
    vectors = all_vectors(recording.settings.bits)
    right = [
        bool(flawless(moment.W1, moment.W2, vectors, "invert").all())
        for moment in map(recording.moment, range(LAST + 1))
    ]
    return [step for step in inner_steps() if right[step] and not right[step - 1]]


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """A window with a run of two epochs, as fast as it goes."""
    window.session.plan(2)
    window.speed.set_pace(inf)
    return window


def stops(qtbot: QtBot, window: MainWindow, key: Key, modifier: Qt.KeyboardModifier) -> list[int]:
    """Where the run stops by itself while a key is pressed again and again, to either end."""
    found, end = [], 0 if modifier == SHIFT else LAST
    while window.session.position != end:
        press_in_window(qtbot, window, key, modifier)
        still(qtbot, window.playhead)
        if window.session.position % 500:
            found.append(window.session.position)
    return found


def test_trained_replayed_and_backwards_a_run_stops_at_the_same_steps(
    qtbot: QtBot, window: MainWindow
) -> None:
    row = window.pages.stops.rows["loss_below"]
    row.field.setText("0.06")
    row.box.setChecked(True)
    trained = stops(qtbot, window, *FORWARD["play"])
    assert trained == falls_below(window.session.recording, 0.06)
    assert len(trained) == 13
    for way, keys in FORWARD.items():
        window.controls.to_start()
        assert stops(qtbot, window, *keys) == trained, way
    assert stops(qtbot, window, Key.Key_Space, SHIFT) == trained[::-1]


@pytest.mark.parametrize("way", FORWARD)
def test_a_run_is_stopped_alike_by_its_first_training(
    qtbot: QtBot, window: MainWindow, way: str
) -> None:
    window.pages.stops.rows["all_right"].box.setChecked(True)
    found = stops(qtbot, window, *FORWARD[way])
    assert found == comes_right(window.session.recording)
    assert found


def test_on_a_branch_with_changes_by_hand_it_stops_at_the_weights_they_leave(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    window.playhead.run_to(900)
    still(qtbot, window.playhead)
    weight = float(session.moment().W2[0, 0])
    session.branch("spoilt", WeightEdit("W2", 0, 0, 60.0))
    window.playhead.run_to(901)
    still(qtbot, window.playhead)
    session.branch("mended", WeightEdit("W2", 0, 0, weight))
    window.playhead.run_to(LAST)
    still(qtbot, window.playhead)
    window.pages.stops.rows["all_right"].box.setChecked(True)
    expected = comes_right(session.recording)
    assert 901 in expected
    for way, keys in FORWARD.items():
        window.controls.to_start()
        assert stops(qtbot, window, *keys) == expected, way
    assert stops(qtbot, window, Key.Key_Space, SHIFT) == expected[::-1]
