from __future__ import annotations

from collections.abc import Iterator
from math import inf
from time import sleep

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.model.playhead import Playhead
from app.model.session import LAST_PHASE, Session
from app.model.training_thread import TrainingThread
from nn.core.settings import Settings
from nn.run.breakpoints import Breakpoints
from nn.run.conditions import Breakpoint
from nn.run.events import LearningRateChange
from nn.run.recording import Recording

FAR = 5_000_000
"""No test waits until so many steps are made."""

NEARLY_STILL = 0.001
"""Steps a second: after the first one there is time to look."""


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(Settings())


@pytest.fixture
def thread() -> Iterator[TrainingThread]:
    made = TrainingThread()
    yield made
    made.close()


@pytest.fixture
def playhead(session: Session, thread: TrainingThread) -> Playhead:
    made = Playhead(thread, session)
    # The window releases the next burst when it has painted the last one.
    session.moved.connect(lambda: thread.release(0.005))
    return made


def still(qtbot: QtBot, playhead: Playhead) -> None:
    qtbot.waitUntil(lambda: not playhead.playing, timeout=20_000)


def test_a_step_at_the_newest_trains_one_step(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.step()
    still(qtbot, playhead)
    assert (session.position, session.recording.length, session.phase) == (1, 1, None)
    moment = session.moment()
    assert moment.step is not None
    assert moment.step.x.tolist() == [0, 1, 1, 1, 0]


def test_stepping_back_and_on_again_trains_nothing_new(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.run_to(100)
    still(qtbot, playhead)
    before = session.moment().W1.copy()
    playhead.step_back()
    assert session.position == 99
    playhead.step()
    assert session.position == 100
    assert session.recording.length == 100
    assert np.array_equal(session.moment().W1, before)


def test_phases_walk_through_a_step_and_across_its_borders(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.next_phase()
    still(qtbot, playhead)
    assert (session.position, session.phase) == (1, 0)
    for phase in range(1, LAST_PHASE + 1):
        playhead.next_phase()
        assert (session.position, session.phase) == (1, phase)
    playhead.next_phase()
    still(qtbot, playhead)
    assert (session.position, session.phase) == (2, 0)
    playhead.previous_phase()
    assert (session.position, session.phase) == (1, LAST_PHASE)
    playhead.previous_phase()
    assert (session.position, session.phase) == (1, LAST_PHASE - 1)


def test_the_next_step_finishes_the_one_under_way(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.next_phase()
    still(qtbot, playhead)
    playhead.next_phase()
    playhead.step()
    assert (session.position, session.phase, session.recording.length) == (1, None, 1)


@pytest.mark.parametrize("recorded", [0, 2])
def test_the_next_step_is_entered_in_any_phase(
    qtbot: QtBot, session: Session, playhead: Playhead, recorded: int
) -> None:
    session.recording.advance_to(recorded)
    playhead.seek(0)
    playhead.enter_step(3)
    still(qtbot, playhead)
    assert (session.position, session.phase) == (1, 3)


def test_a_phase_of_the_step_can_be_gone_to_even_while_playing(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.go_to_phase(3)
    assert (session.position, session.phase) == (0, None)
    playhead.play(FAR)
    qtbot.waitUntil(lambda: session.position > 3, timeout=5000)
    playhead.go_to_phase(8)
    place = session.position
    assert not playhead.playing
    qtbot.wait(50)
    assert (session.position, session.phase) == (place, 8)
    playhead.go_to_phase(2)
    assert (session.position, session.phase) == (place, 2)


def test_there_is_nothing_before_step_zero(session: Session, playhead: Playhead) -> None:
    for move in (playhead.step_back, playhead.previous_phase):
        move()
        assert (session.position, session.phase) == (0, None)


@pytest.mark.parametrize(("asked", "got"), [(-5, 0), (30, 30), (10**9, 60)])
def test_seeking_stays_within_what_is_recorded(
    qtbot: QtBot, session: Session, playhead: Playhead, asked: int, got: int
) -> None:
    playhead.run_to(60)
    still(qtbot, playhead)
    playhead.seek(asked)
    assert session.position == got


def test_seeking_while_it_plays_stops_the_play(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.play(FAR)
    qtbot.waitUntil(lambda: session.position > 100, timeout=5000)
    playhead.seek(10)
    assert not playhead.playing
    qtbot.wait(60)
    assert session.position == 10


def test_another_pace_is_that_of_what_moves_already(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.set_pace(1.0)
    playhead.play(20)
    qtbot.waitUntil(lambda: session.position == 1, timeout=5000)
    playhead.set_pace(inf)
    qtbot.waitUntil(lambda: session.position == 20, timeout=5000)


def test_what_is_told_of_another_movement_moves_and_stops_nothing(
    qtbot: QtBot, session: Session, thread: TrainingThread, playhead: Playhead
) -> None:
    session.recording.advance_to(50)
    stops: list[str] = []
    playhead.stopped.connect(stops.append)
    playhead.set_pace(1.0)
    playhead.play(FAR)
    thread.set_pace(NEARLY_STILL)
    qtbot.waitUntil(lambda: session.position == 1, timeout=5000)
    for number in (0, 2):
        thread.gate.wanted.emit(number, 30)
        thread.worker.stopped.emit(number, 40, "late")
    qtbot.wait(20)
    assert session.position == 1
    assert playhead.playing
    assert stops == []
    thread.gate.wanted.emit(1, 30)
    qtbot.waitUntil(lambda: session.position == 30, timeout=5000)


def test_playing_backwards_reaches_the_start(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.run_to(3000)
    still(qtbot, playhead)
    playhead.play(0)
    assert playhead.backwards
    still(qtbot, playhead)
    assert (session.position, session.recording.length) == (0, 3000)


def test_a_breakpoint_stops_the_play_and_says_why(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    reasons: list[str] = []
    playhead.stopped.connect(reasons.append)
    playhead.play(5000, Breakpoints((Breakpoint("all_right"),)))
    still(qtbot, playhead)
    assert 0 < session.position < 5000
    assert f"step {session.position:,}" in reasons[0]
    assert "all 32 vectors" in reasons[0]


BELOW = Breakpoints((Breakpoint("loss_below", 0.12),))


def crossings(recording: Recording) -> list[int]:
    """The steps at which the loss falls below 0.12."""
    below = [False, *(recording.losses < 0.12)]
    return [step for step in range(1, len(below)) if below[step] and not below[step - 1]]


def test_breakpoints_stop_where_steps_are_recorded_as_where_they_are_trained(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    ways: dict[str, list[int]] = {}
    for way in ("trained", "played", "run"):
        session.stand(0)
        stops = ways[way] = []
        while session.position < 620:
            move = playhead.play if way == "played" else playhead.run_to
            move(620, BELOW)
            still(qtbot, playhead)
            stops.append(session.position)
    assert ways["trained"] == [*crossings(session.recording), 620]
    assert ways["played"] == ways["run"] == ways["trained"]


def test_without_a_breakpoint_a_recorded_position_is_reached_at_once(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    session.recording.advance_to(600)
    playhead.run_to(500)
    assert (session.position, playhead.playing) == (500, False)
    playhead.run_to(200, BELOW)
    assert (session.position, playhead.playing) == (200, False)


@pytest.mark.parametrize("move", ["play", "run_to"])
def test_going_on_from_within_a_step_may_stop_where_that_step_ends(
    qtbot: QtBot, session: Session, playhead: Playhead, move: str
) -> None:
    session.recording.advance_to(600)
    first = crossings(session.recording)[0]
    reasons: list[str] = []
    playhead.stopped.connect(reasons.append)
    session.stand(first, 3)
    getattr(playhead, move)(600, BELOW)
    still(qtbot, playhead)
    assert (session.position, session.phase) == (first, None)
    assert f"step {first:,}" in reasons[0]


def test_the_end_of_the_step_that_is_under_way_is_a_target(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    session.recording.advance_to(20)
    session.stand(20, 3)
    playhead.play(20)
    still(qtbot, playhead)
    assert (session.position, session.phase) == (20, None)
    session.stand(20, 3)
    playhead.play(0)
    still(qtbot, playhead)
    assert session.position == 0


def test_a_play_to_the_end_of_the_plan_goes_on_to_its_new_end(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.set_pace(200.0)
    playhead.play(400)
    qtbot.waitUntil(lambda: session.position > 3, timeout=5000)
    playhead.move_target(400, 30)
    playhead.move_target(400, 10)
    still(qtbot, playhead)
    assert session.position == session.recording.length == 30
    playhead.play(400)
    qtbot.waitUntil(lambda: session.position > 40, timeout=5000)
    playhead.move_target(400, 2)
    still(qtbot, playhead)
    assert 40 < session.position == session.recording.length < 400


def send_on_at_its_end(session: Session, playhead: Playhead) -> None:
    """Play to 40, and send it on to 90 before the window has heard that it is there."""
    playhead.play(40)
    while session.recording.length < 40:
        sleep(0.001)
    sleep(0.02)
    playhead.move_target(40, 90)


def test_a_new_end_is_reached_though_the_former_one_was_just_reached(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    send_on_at_its_end(session, playhead)
    still(qtbot, playhead)
    assert session.position == session.recording.length == 90


def test_a_pause_at_the_former_end_is_one(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    send_on_at_its_end(session, playhead)
    playhead.pause()
    still(qtbot, playhead)
    assert session.position == session.recording.length == 40


class Waiter:
    """Waits for stillness, and remembers how much was recorded when it came."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.lengths: list[int] = []

    def __call__(self) -> None:
        self.lengths.append(self._session.recording.length)


def test_where_it_is_still_nobody_waits(session: Session, playhead: Playhead) -> None:
    waiter = Waiter(session)
    playhead.when_still(waiter)
    assert waiter.lengths == [0]


def test_whoever_waits_until_it_is_still_is_called_once_in_turn(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    called: list[str] = []
    playhead.play(FAR)
    qtbot.waitUntil(lambda: session.position > 0, timeout=5000)
    playhead.when_still(lambda: called.append("first"))
    playhead.when_still(lambda: called.append("second"))
    assert called == []
    assert playhead.playing
    still(qtbot, playhead)
    assert called == ["first", "second"]
    assert session.position == session.recording.length < FAR
    playhead.run_to(session.position + 1)
    still(qtbot, playhead)
    assert called == ["first", "second"]


def test_a_seek_meanwhile_keeps_who_waits_until_the_thread_rests(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    session.recording.advance_to(100)
    session.stand(100)
    waiters = Waiter(session), Waiter(session)
    playhead.play(FAR)
    playhead.when_still(waiters[0])
    playhead.seek(10)
    playhead.when_still(waiters[1])
    assert not playhead.playing
    assert [each.lengths for each in waiters] == [[], []]
    qtbot.waitUntil(lambda: bool(waiters[1].lengths), timeout=5000)
    qtbot.wait(50)
    assert [each.lengths for each in waiters] == [[session.recording.length]] * 2
    assert session.position == 10


def test_if_one_who_waited_starts_the_training_again_the_rest_wait_on(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    log: list[str] = []
    playhead.playing_changed.connect(lambda on: log.append("plays" if on else "rests"))

    def go_on() -> None:
        log.append("first")
        playhead.run_to(session.recording.length + 100)

    playhead.play(FAR)
    playhead.when_still(go_on)
    playhead.when_still(lambda: log.append("second"))
    qtbot.waitUntil(lambda: "second" in log, timeout=5000)
    assert log == ["plays", "rests", "first", "plays", "rests", "second"]


def test_what_is_to_move_while_someone_waits_moves_after_that(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    session.recording.advance_to(300)
    session.stand(300)
    positions: list[int] = []
    playhead.play(FAR)
    playhead.when_still(lambda: positions.append(session.position))
    playhead.play(0)
    qtbot.waitUntil(lambda: bool(positions), timeout=5000)
    assert positions == [session.recording.length]
    still(qtbot, playhead)
    assert session.position == 0


def test_a_failure_of_the_thread_lets_nobody_wait_for_ever(
    qtbot: QtBot, session: Session, playhead: Playhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr(Recording, "advance", fail)
    waiters, traces = (Waiter(session), Waiter(session)), list[str]()
    playhead.failed.connect(traces.append)
    playhead.play(FAR)
    for waiter in waiters:
        playhead.when_still(waiter)
    still(qtbot, playhead)
    assert [each.lengths for each in waiters] == [[0], [0]]
    assert "ZeroDivisionError: unforeseen" in traces[0]


def test_another_recording_ends_the_movement_on_the_old_one(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    playhead.play(FAR)
    qtbot.waitUntil(lambda: session.position > 0, timeout=5000)
    session.reset(Settings(seed=1), "reset")
    assert not playhead.playing
    qtbot.wait(60)
    assert (session.position, session.recording.length) == (0, 0)


def test_what_was_recorded_after_a_seek_is_announced(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    session.recording.advance_to(20)
    session.stand(20)
    lengths: list[int] = []
    playhead.play(FAR)
    playhead.seek(5)
    session.moved.connect(lambda: lengths.append(session.recording.length))
    qtbot.waitUntil(lambda: bool(lengths), timeout=5000)
    qtbot.wait(50)
    assert session.recording.length == lengths[-1] > 20
    assert session.position == 5


def test_training_ends_where_a_session_can_hold_no_more_steps(
    qtbot: QtBot, session: Session, playhead: Playhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nn.run.branches.MOST_STEPS", 130)
    session.recording.advance_to(50)
    session.stand(40)
    session.branch("rate", LearningRateChange(0.5))
    told: list[str] = []
    playhead.stopped.connect(told.append)
    for _ in range(2):
        playhead.run_to(100)
        still(qtbot, playhead)
        assert session.position == session.recording.length == 80
        [reason] = told
        assert "steps, in all branches together" in reason
        told.clear()
    playhead.play(60)
    still(qtbot, playhead)
    assert session.position == 60
    assert told == [""]


def test_what_is_heard_late_of_an_earlier_movement_does_not_count(
    qtbot: QtBot, session: Session, playhead: Playhead
) -> None:
    session.recording.advance_to(400)
    session.stand(400)
    positions: list[int] = []
    session.moved.connect(lambda: positions.append(session.position))
    # The thread makes a burst of the first, and tells of it, before it hears of the second.
    playhead.play(FAR)
    playhead.set_pace(200.0)
    playhead.play(0)
    qtbot.waitUntil(lambda: session.position < 395, timeout=5000)
    assert session.recording.length > 400
    assert positions == sorted(positions, reverse=True)
    assert positions[0] <= 400
