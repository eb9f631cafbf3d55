from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.model.playhead import LAST_PHASE, Playhead
from app.model.training_thread import TrainingThread
from nn.core.settings import Settings
from nn.run.breakpoints import Breakpoint, Breakpoints
from nn.run.recording import Recording


@pytest.fixture
def playhead(qtbot: QtBot) -> Iterator[Playhead]:
    thread = TrainingThread()
    made = Playhead(thread, Recording(Settings()))
    # The window releases the next burst when it has painted the last one.
    made.moved.connect(lambda: thread.release(0.005))
    yield made
    thread.close()


def still(qtbot: QtBot, playhead: Playhead) -> None:
    qtbot.waitUntil(lambda: not playhead.playing, timeout=20_000)


def test_a_step_at_the_newest_trains_one_step(qtbot: QtBot, playhead: Playhead) -> None:
    playhead.step()
    still(qtbot, playhead)
    assert (playhead.position, playhead.recording.length, playhead.phase) == (1, 1, None)
    moment = playhead.moment()
    assert moment.step is not None
    assert moment.step.x.tolist() == [0, 1, 1, 1, 0]


def test_stepping_back_and_on_again_trains_nothing_new(qtbot: QtBot, playhead: Playhead) -> None:
    playhead.run_to(100)
    still(qtbot, playhead)
    before = playhead.moment().W1.copy()
    playhead.step_back()
    assert playhead.position == 99
    assert not playhead.at_newest
    playhead.step()
    assert playhead.position == 100
    assert playhead.recording.length == 100
    assert np.array_equal(playhead.moment().W1, before)


def test_phases_walk_through_a_step_and_across_its_borders(
    qtbot: QtBot, playhead: Playhead
) -> None:
    playhead.next_phase()
    still(qtbot, playhead)
    assert (playhead.position, playhead.phase) == (1, 0)
    for phase in range(1, LAST_PHASE + 1):
        playhead.next_phase()
        assert (playhead.position, playhead.phase) == (1, phase)
    playhead.next_phase()
    still(qtbot, playhead)
    assert (playhead.position, playhead.phase) == (2, 0)
    playhead.previous_phase()
    assert (playhead.position, playhead.phase) == (1, LAST_PHASE)
    playhead.previous_phase()
    assert (playhead.position, playhead.phase) == (1, LAST_PHASE - 1)


def test_the_next_step_finishes_the_one_under_way(qtbot: QtBot, playhead: Playhead) -> None:
    playhead.next_phase()
    still(qtbot, playhead)
    playhead.next_phase()
    playhead.step()
    assert (playhead.position, playhead.phase, playhead.recording.length) == (1, None, 1)


def test_there_is_nothing_before_step_zero(playhead: Playhead) -> None:
    for move in (playhead.step_back, playhead.previous_phase):
        move()
        assert (playhead.position, playhead.phase) == (0, None)


@pytest.mark.parametrize(("asked", "got"), [(-5, 0), (30, 30), (10**9, 60)])
def test_seeking_stays_within_what_is_recorded(
    qtbot: QtBot, playhead: Playhead, asked: int, got: int
) -> None:
    playhead.run_to(60)
    still(qtbot, playhead)
    playhead.seek(asked)
    assert playhead.position == got


def test_seeking_while_it_plays_stops_the_play(qtbot: QtBot, playhead: Playhead) -> None:
    playhead.play(5000)
    qtbot.waitUntil(lambda: playhead.position > 100, timeout=5000)
    playhead.seek(10)
    assert not playhead.playing
    qtbot.wait(60)
    assert playhead.position == 10


def test_playing_backwards_reaches_the_start(qtbot: QtBot, playhead: Playhead) -> None:
    playhead.run_to(3000)
    still(qtbot, playhead)
    playhead.play(0)
    assert playhead.backwards
    still(qtbot, playhead)
    assert (playhead.position, playhead.recording.length) == (0, 3000)


def test_a_breakpoint_stops_the_play_and_says_why(qtbot: QtBot, playhead: Playhead) -> None:
    reasons: list[str] = []
    playhead.stopped.connect(reasons.append)
    playhead.play(5000, Breakpoints((Breakpoint("all_right"),)))
    still(qtbot, playhead)
    assert 0 < playhead.position < 5000
    assert f"step {playhead.position:,}" in reasons[0]
    assert "all 32 vectors" in reasons[0]


def test_what_has_to_wait_until_it_is_still_is_done_then(qtbot: QtBot, playhead: Playhead) -> None:
    done: list[int] = []
    playhead.play(5000)
    qtbot.waitUntil(lambda: playhead.position > 0, timeout=5000)
    playhead.when_still(lambda: done.append(playhead.recording.length))
    assert done == []
    still(qtbot, playhead)
    assert done == [playhead.recording.length]
