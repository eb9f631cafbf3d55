from __future__ import annotations

from math import inf

import pytest
from driving import still
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.commands.run_controls import RunControls
from app.model.playhead import LAST_PHASE, Playhead
from app.model.session import Session
from app.widgets.speed import SpeedControl
from nn.run.breakpoints import Breakpoint, Breakpoints


class Setting:
    """Controls of a run of four epochs of fifty observations, and what they say."""

    def __init__(self, qtbot: QtBot, session: Session, playhead: Playhead, window: QWidget) -> None:
        self.session, self.playhead = session, playhead
        self.speed = SpeedControl()
        qtbot.addWidget(self.speed)
        self.breakpoints: Breakpoints | None = None
        self.controls = RunControls(session, playhead, self.speed, lambda: self.breakpoints, window)
        self.told: list[str] = []
        self.controls.told.connect(self.told.append)
        playhead.stopped.connect(self.controls.on_stopped)
        self._qtbot = qtbot

    def do(self, *commands: str) -> None:
        """Give commands, each when the one before is carried out."""
        for command in commands:
            getattr(self.controls, command)()
            still(self._qtbot, self.playhead)


@pytest.fixture
def setting(qtbot: QtBot, session: Session, playhead: Playhead, bare_window: QWidget) -> Setting:
    return Setting(qtbot, session, playhead, bare_window)


def recorded(setting: Setting, length: int, position: int, phase: int | None = None) -> None:
    setting.session.recording.advance_to(length)
    setting.session.stand(position, phase)


def test_play_at_the_end_tells_what_it_does_if_it_is_pressed_once_more(setting: Setting) -> None:
    session = setting.session
    setting.do("toggle_play")
    assert session.position == 200
    assert setting.told == ["All 4 epochs are done."]
    setting.controls.toggle_play()
    assert not setting.playhead.playing
    assert (session.position, session.epochs) == (200, 4)
    assert setting.told[1] == "All 4 epochs are done. Play once more trains 4 more."
    assert not session.undo_stack.canUndo()
    setting.do("toggle_play")
    assert (session.position, session.epochs) == (400, 8)
    assert setting.told[2] == "8 epochs are planned now; Undo makes it 4 again."
    session.undo_stack.undo()
    assert (session.epochs, session.recording.length) == (4, 400)


@pytest.mark.parametrize("away", ["moved", "plan", "reset"])
def test_play_tells_again_after_something_else_was_done(setting: Setting, away: str) -> None:
    session = setting.session
    recorded(setting, 200, 200)
    setting.do("toggle_play")
    match away:
        case "moved":
            session.stand(100)
            session.stand(200)
        case "plan":
            session.plan(7)
            session.undo_stack.undo()
        case _:
            session.reset(session.settings, "reset")
            session.undo_stack.undo()
    setting.told.clear()
    setting.do("toggle_play")
    assert (session.position, session.epochs) == (200, 4)
    assert "Play once more" in setting.told[0]


def test_play_beyond_a_plan_that_was_cut_replays_what_there_is_and_never_goes_back(
    setting: Setting,
) -> None:
    session = setting.session
    recorded(setting, 190, 190)
    session.plan(2)
    session.stand(120)
    setting.do("toggle_play")
    assert session.position == 190
    setting.do("toggle_play", "toggle_play")
    assert session.epochs == 3 + 4
    assert session.position == 350


def test_play_pauses_what_plays(qtbot: QtBot, setting: Setting) -> None:
    setting.playhead.set_pace(5.0)
    setting.controls.toggle_play()
    setting.controls.toggle_play()
    still(qtbot, setting.playhead)
    assert setting.session.position < 200
    assert setting.told == []


def test_a_condition_stops_every_kind_of_run(setting: Setting) -> None:
    for position, command in ((7, "toggle_play"), (20, "run_epoch"), (60, "run_to_end")):
        setting.breakpoints = Breakpoints((Breakpoint("step", position),))
        setting.do(command)
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
    setting.do("play_backwards")
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
    setting: Setting, position: int, end: int, start: int
) -> None:
    recorded(setting, 100, position)
    setting.do("run_epoch")
    assert setting.session.position == end
    setting.session.stand(position)
    setting.controls.back_epoch()
    assert setting.session.position == start


@pytest.mark.parametrize("command", ["step_forward", "next_phase", "run_epoch"])
def test_what_goes_a_step_or_an_epoch_beyond_the_plan_plans_that_epoch(
    setting: Setting, command: str
) -> None:
    session = setting.session
    recorded(setting, 200, 200)
    setting.do(command)
    assert session.position == (250 if command == "run_epoch" else 201)
    assert session.epochs == 5
    assert setting.told[0] == "Epoch 5 is planned too now; Undo takes it out of the plan."
    session.undo_stack.undo()
    assert session.epochs == 4


def test_stepping_on_and_on_beyond_the_plan_is_one_change_to_undo(setting: Setting) -> None:
    session = setting.session
    session.rename(0, "mine")
    recorded(setting, 200, 200)
    setting.do(*["run_epoch", "step_forward"] * 3)
    assert session.epochs == 8
    session.undo_stack.undo()
    assert session.epochs == 4
    assert session.undo_stack.undoText() == "name mine"


def test_the_last_planned_step_plans_nothing(setting: Setting) -> None:
    session = setting.session
    recorded(setting, 199, 199)
    setting.do(*["next_phase"] * (LAST_PHASE + 1))
    assert (session.position, session.phase, session.epochs) == (200, LAST_PHASE, 4)
    session.stand(199)
    setting.do("step_forward")
    assert (session.position, session.phase, session.epochs) == (200, None, 4)


def test_a_step_under_way_is_finished_first(setting: Setting) -> None:
    session = setting.session
    recorded(setting, 200, 200, 3)
    setting.controls.step_forward()
    assert (session.position, session.phase, session.epochs) == (200, None, 4)


@pytest.mark.parametrize("command", ["toggle_play", "step_forward", "next_phase", "run_epoch"])
def test_no_command_goes_beyond_the_longest_run(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("app.commands.run_controls.MOST_EPOCHS", 4)
    recorded(setting, 200, 200)
    setting.do(command, command)
    assert (setting.session.position, setting.session.epochs) == (200, 4)
    assert setting.told == ["The longest run has been made: 4 epochs."] * 2


def test_play_plans_no_more_than_the_longest_run(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.commands.run_controls.MOST_EPOCHS", 5)
    recorded(setting, 200, 200)
    setting.do("toggle_play")
    assert setting.told[-1].endswith("Play once more trains 1 more.")
    setting.do("toggle_play")
    assert setting.session.position == 250


@pytest.mark.parametrize("command", ["step_forward", "next_phase", "previous_phase"])
def test_single_steps_and_phases_pause_what_plays(
    qtbot: QtBot, setting: Setting, command: str
) -> None:
    recorded(setting, 5, 5)
    setting.playhead.set_pace(5.0)
    setting.controls.toggle_play()
    setting.do(command)
    assert 5 <= setting.session.position < 200
    assert setting.session.phase is None


PRESSES: dict[tuple[str, ...], tuple[int, int | None]] = {
    ("step_forward",) * 3: (203, None),
    ("next_phase",) * 3: (201, 2),
    ("step_forward", "next_phase", "next_phase"): (202, 1),
    ("step_forward", "step_back"): (200, None),
    ("step_forward", "previous_phase"): (201, LAST_PHASE - 1),
}
"""Keys pressed quickly at the newest step, and where they lead."""


@pytest.mark.parametrize("commands", PRESSES)
def test_every_press_counts_while_a_step_is_being_made(
    qtbot: QtBot, setting: Setting, commands: tuple[str, ...]
) -> None:
    recorded(setting, 200, 200)
    for command in commands:
        getattr(setting.controls, command)()
    qtbot.waitUntil(
        lambda: (setting.session.position, setting.session.phase) == PRESSES[commands],
        timeout=5000,
    )
    still(qtbot, setting.playhead)
    assert (setting.session.position, setting.session.phase) == PRESSES[commands]


def test_that_all_is_done_is_taken_back_where_it_is_no_longer_so(setting: Setting) -> None:
    outdated: list[str] = []
    setting.controls.outdated.connect(outdated.append)
    setting.do("run_to_end")
    assert outdated == []
    setting.controls.to_start()
    assert outdated == ["All 4 epochs are done."]
    setting.controls.to_newest()
    assert len(outdated) == 1


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
