from __future__ import annotations

from math import inf

import pytest
from driving import still
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.commands.run_controls import RunControls
from app.model.playhead import Playhead
from app.model.session import Session
from app.widgets.speed import SpeedControl
from nn.run.breakpoints import Breakpoint, Breakpoints


class Setting:
    """Controls of a run of four epochs of fifty observations, and what they say."""

    def __init__(self, qtbot: QtBot, session: Session, playhead: Playhead) -> None:
        self.session, self.playhead = session, playhead
        self.speed = SpeedControl()
        qtbot.addWidget(self.speed)
        self.breakpoints: Breakpoints | None = None
        self.parent = QObject()
        self.controls = RunControls(
            session, playhead, self.speed, lambda: self.breakpoints, self.parent
        )
        self.told: list[str] = []
        self.controls.told.connect(self.told.append)
        playhead.stopped.connect(self.controls.on_stopped)


@pytest.fixture
def setting(qtbot: QtBot, session: Session, playhead: Playhead) -> Setting:
    return Setting(qtbot, session, playhead)


def recorded(setting: Setting, length: int, position: int, phase: int | None = None) -> None:
    setting.session.recording.advance_to(length)
    setting.session.stand(position, phase)


def test_play_goes_to_the_end_of_the_plan_and_says_so(qtbot: QtBot, setting: Setting) -> None:
    setting.controls.toggle_play()
    still(qtbot, setting.playhead)
    assert setting.session.position == 200
    assert setting.told == ["All 4 epochs are done. Play goes on for more."]


def test_play_pauses_what_plays(qtbot: QtBot, setting: Setting) -> None:
    setting.playhead.set_pace(5.0)
    setting.controls.toggle_play()
    setting.controls.toggle_play()
    still(qtbot, setting.playhead)
    assert setting.session.position < 200
    assert setting.told == []


def test_play_at_the_end_of_the_plan_plans_as_much_again(qtbot: QtBot, setting: Setting) -> None:
    recorded(setting, 200, 200)
    setting.controls.toggle_play()
    still(qtbot, setting.playhead)
    assert setting.session.position == 400
    assert setting.told[0] == "Continuing for 4 more epochs."


@pytest.mark.parametrize("command", ["toggle_play", "run_epoch"])
def test_the_longest_run_is_not_made_longer(setting: Setting, command: str) -> None:
    setting.session.plan(10_000)
    length = setting.session.planned_steps
    recorded(setting, 10, 10)
    setting.session.position = length
    getattr(setting.controls, command)()
    assert not setting.playhead.playing
    assert setting.told == ["The longest run has been made: 10,000 epochs."]


def test_a_condition_stops_every_kind_of_run(qtbot: QtBot, setting: Setting) -> None:
    for position, command in ((7, "toggle_play"), (20, "run_epoch"), (60, "run_to_end")):
        setting.breakpoints = Breakpoints((Breakpoint("step", position),))
        getattr(setting.controls, command)()
        still(qtbot, setting.playhead)
        assert setting.session.position == position
    assert setting.told == []


def test_playing_backwards_leads_to_the_start_and_pauses_when_asked_again(
    qtbot: QtBot, setting: Setting
) -> None:
    recorded(setting, 150, 150)
    setting.playhead.set_pace(5.0)
    setting.controls.play_backwards()
    assert setting.playhead.backwards
    setting.controls.play_backwards()
    still(qtbot, setting.playhead)
    assert 0 < setting.session.position <= 150
    setting.playhead.set_pace(inf)
    setting.controls.play_backwards()
    still(qtbot, setting.playhead)
    assert setting.session.position == 0


def test_playing_forwards_is_turned_round(qtbot: QtBot, setting: Setting) -> None:
    recorded(setting, 20, 20)
    setting.playhead.set_pace(5.0)
    setting.controls.toggle_play()
    setting.controls.play_backwards()
    assert setting.playhead.backwards
    setting.playhead.set_pace(inf)
    still(qtbot, setting.playhead)
    assert setting.session.position == 0


@pytest.mark.parametrize(
    ("position", "end", "start"),
    [(0, 50, 0), (1, 50, 0), (49, 50, 0), (50, 100, 0), (51, 100, 50), (100, 150, 50)],
)
def test_an_epoch_has_an_end_and_a_start(
    qtbot: QtBot, setting: Setting, position: int, end: int, start: int
) -> None:
    recorded(setting, 100, position)
    setting.controls.run_epoch()
    still(qtbot, setting.playhead)
    assert setting.session.position == end
    setting.session.stand(position)
    setting.controls.back_epoch()
    assert setting.session.position == start


def test_the_epoch_after_the_plan_is_planned(qtbot: QtBot, setting: Setting) -> None:
    recorded(setting, 200, 200)
    setting.controls.run_epoch()
    still(qtbot, setting.playhead)
    assert (setting.session.position, setting.session.epochs) == (250, 8)


@pytest.mark.parametrize(("position", "epochs"), [(199, 4), (200, 8)])
def test_a_step_beyond_the_plan_is_planned(
    qtbot: QtBot, setting: Setting, position: int, epochs: int
) -> None:
    recorded(setting, position, position)
    setting.controls.step_forward()
    still(qtbot, setting.playhead)
    assert (setting.session.position, setting.session.epochs) == (position + 1, epochs)


def test_a_step_under_way_is_finished_first(setting: Setting) -> None:
    recorded(setting, 200, 200, 3)
    setting.controls.step_forward()
    assert (setting.session.position, setting.session.phase) == (200, None)
    assert setting.session.epochs == 4


@pytest.mark.parametrize("command", ["step_forward", "next_phase", "previous_phase"])
def test_single_steps_and_phases_pause_what_plays(
    qtbot: QtBot, setting: Setting, command: str
) -> None:
    recorded(setting, 5, 5)
    setting.playhead.set_pace(5.0)
    setting.controls.toggle_play()
    getattr(setting.controls, command)()
    still(qtbot, setting.playhead)
    assert 5 <= setting.session.position < 200
    assert setting.session.phase is None


MOVES: dict[str, tuple[int, int | None]] = {
    "step_back": (29, None),
    "next_phase": (30, 5),
    "previous_phase": (30, 3),
    "to_start": (0, None),
    "to_newest": (40, None),
}
"""Where each command leads from phase 4 of step 30, of 40."""


@pytest.mark.parametrize("command", MOVES)
def test_commands_that_only_look_move_at_once(setting: Setting, command: str) -> None:
    recorded(setting, 40, 30, 4)
    getattr(setting.controls, command)()
    assert (setting.session.position, setting.session.phase) == MOVES[command]
    assert setting.session.recording.length == 40


def test_the_speed_goes_up_and_down_by_a_notch(setting: Setting) -> None:
    before = setting.speed.pace
    setting.controls.faster()
    assert setting.speed.pace > before
    setting.controls.slower()
    assert setting.speed.pace == before
    setting.controls.slower()
    assert setting.speed.pace < before


@pytest.mark.parametrize(
    ("reason", "position", "told"),
    [("", 200, True), ("", 199, False), ("Stopped at step 200: …", 200, False)],
)
def test_only_the_end_of_the_plan_is_told_as_such(
    setting: Setting, reason: str, position: int, told: bool
) -> None:
    recorded(setting, position, position)
    setting.controls.on_stopped(reason)
    assert bool(setting.told) == told
