from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.commands.run_controls import RunControls
from app.model.playhead import LAST_PHASE, Playhead
from app.model.session import Session
from app.widgets.speed import SpeedControl

Train = Callable[[int], None]
Still = Callable[[], None]


@pytest.fixture
def controls(qtbot: QtBot, session: Session, playhead: Playhead, window: QWidget) -> RunControls:
    speed = SpeedControl()
    qtbot.addWidget(speed)
    made = RunControls(session, playhead, speed, lambda: None, window)
    playhead.stopped.connect(made.on_stopped)
    return made


@pytest.fixture
def told(controls: RunControls) -> list[str]:
    lines: list[str] = []
    controls.told.connect(lines.append)
    return lines


def test_play_at_the_end_tells_what_it_does_if_it_is_pressed_once_more(
    session: Session, playhead: Playhead, controls: RunControls, told: list[str], still: Still
) -> None:
    controls.toggle_play()
    still()
    assert told == ["All 4 epochs are done."]
    controls.toggle_play()
    assert not playhead.playing
    assert (session.position, session.epochs) == (200, 4)
    assert told[1] == "All 4 epochs are done. Play once more trains 4 more."
    assert not session.undo_stack.canUndo()
    controls.toggle_play()
    still()
    assert (session.position, session.epochs) == (400, 8)
    assert told[2] == "8 epochs are planned now; Undo makes it 4 again."
    session.undo_stack.undo()
    assert (session.epochs, session.recording.length) == (4, 400)


@pytest.mark.parametrize("away", ["moved", "plan", "reset"])
def test_play_tells_again_after_something_else_was_done(
    session: Session, controls: RunControls, told: list[str], train: Train, away: str
) -> None:
    train(200)
    controls.toggle_play()
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
    told.clear()
    controls.toggle_play()
    assert (session.position, session.epochs) == (200, 4)
    assert "Play once more" in told[0]


def test_play_beyond_a_plan_that_was_cut_replays_what_there_is_and_never_goes_back(
    session: Session, controls: RunControls, train: Train, still: Still
) -> None:
    train(190)
    session.plan(2)
    session.stand(120)
    controls.toggle_play()
    still()
    assert session.position == 190
    controls.toggle_play()
    controls.toggle_play()
    still()
    assert session.epochs == 3 + 4
    assert session.position == 350


@pytest.mark.parametrize("command", ["step_forward", "next_phase", "run_epoch"])
def test_what_goes_a_step_or_an_epoch_beyond_the_plan_plans_that_epoch(
    session: Session,
    controls: RunControls,
    told: list[str],
    train: Train,
    still: Still,
    command: str,
) -> None:
    train(200)
    told.clear()
    getattr(controls, command)()
    still()
    assert session.position == (250 if command == "run_epoch" else 201)
    assert session.epochs == 5
    assert told[0] == "Epoch 5 is planned too now; Undo takes it out of the plan."
    session.undo_stack.undo()
    assert session.epochs == 4


def test_stepping_on_and_on_beyond_the_plan_is_one_change_to_undo(
    session: Session, controls: RunControls, train: Train, still: Still
) -> None:
    session.rename(0, "mine")
    train(200)
    for _ in range(3):
        controls.run_epoch()
        still()
        controls.step_forward()
        still()
    assert session.epochs == 8
    session.undo_stack.undo()
    assert session.epochs == 4
    assert session.undo_stack.undoText() == "name mine"


def test_walking_through_the_last_planned_step_plans_nothing(
    session: Session, controls: RunControls, train: Train, still: Still
) -> None:
    train(199)
    for _ in range(LAST_PHASE + 1):
        controls.next_phase()
        still()
    assert (session.position, session.phase, session.epochs) == (200, LAST_PHASE, 4)
    session.stand(200, 2)
    controls.step_forward()
    assert (session.position, session.phase, session.epochs) == (200, None, 4)


@pytest.mark.parametrize("command", ["toggle_play", "step_forward", "next_phase", "run_epoch"])
def test_no_command_goes_beyond_the_longest_run(
    session: Session,
    controls: RunControls,
    told: list[str],
    train: Train,
    still: Still,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setattr("app.commands.run_controls.MOST_EPOCHS", 4)
    train(200)
    told.clear()
    for _ in range(2):
        getattr(controls, command)()
        still()
    assert (session.position, session.epochs) == (200, 4)
    assert told == ["The longest run has been made: 4 epochs."] * 2


def test_play_plans_no_more_than_the_longest_run(
    session: Session,
    controls: RunControls,
    told: list[str],
    train: Train,
    still: Still,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.commands.run_controls.MOST_EPOCHS", 5)
    train(200)
    controls.toggle_play()
    assert told[-1].endswith("Play once more trains 1 more.")
    controls.toggle_play()
    still()
    assert session.position == 250
