"""The slow end of the speed: phase by phase."""

from __future__ import annotations

from math import inf

import pytest
from driving import still
from pytestqt.qtbot import QtBot

from app.model.playhead import Playhead
from app.model.session import LAST_PHASE, Session
from app.widgets.paces import PACES
from nn.core.settings import Settings
from nn.run.breakpoints import Breakpoints
from nn.run.conditions import Breakpoint
from nn.run.training import WeightOverflowError

QUICK = 0.99
"""Steps a second: the quickest pace that still walks through the phases."""

Place = tuple[int, int | None]


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.model.playhead.MS", 10)


@pytest.fixture
def seen(session: Session, playhead: Playhead) -> list[Place]:
    """Every place that was stood at."""
    places: list[Place] = []
    session.moved.connect(lambda: places.append((session.position, session.phase)))
    playhead.set_pace(QUICK)
    return places


def phases(position: int) -> list[Place]:
    """All places of a step."""
    return [(position, phase) for phase in range(LAST_PHASE + 1)]


@pytest.mark.parametrize("recorded", [0, 50])
def test_every_phase_is_seen_whether_its_step_is_trained_or_recorded(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place], recorded: int
) -> None:
    session.recording.advance_to(recorded)
    stops: list[str] = []
    playhead.stopped.connect(stops.append)
    playhead.play(3)
    assert playhead.playing
    assert not playhead.backwards
    still(qtbot, playhead)
    assert seen == [*phases(1), *phases(2), *phases(3), (3, None)]
    assert session.recording.length == max(3, recorded)
    assert stops == [""]


def test_every_step_that_is_trained_is_heard(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    heard: list[int] = []
    playhead._thread.worker.stepped.connect(heard.append)
    playhead.play(3)
    still(qtbot, playhead)
    qtbot.waitUntil(lambda: heard == [1, 2, 3], timeout=2000)


def test_it_goes_on_from_the_phase_in_which_it_stands(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    session.recording.advance_to(10)
    session.stand(4, 7)
    seen.clear()
    playhead.play(5)
    still(qtbot, playhead)
    assert seen == [*phases(4)[8:], *phases(5), (5, None)]


def test_backwards_every_phase_is_seen_from_the_last_to_the_first(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    session.recording.advance_to(10)
    session.stand(2)
    seen.clear()
    playhead.play(0)
    assert playhead.backwards
    still(qtbot, playhead)
    assert seen == [*phases(2)[-2::-1], *phases(1)[::-1], (0, None)]


@pytest.mark.parametrize("start", [0, 12])
def test_a_condition_stops_it_where_it_stops_a_run(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place], start: int
) -> None:
    session.recording.advance_to(12)
    session.stand(start)
    reasons: list[str] = []
    playhead.stopped.connect(reasons.append)
    playhead.play(0 if start else 20, Breakpoints((Breakpoint("step", 4),)))
    still(qtbot, playhead)
    assert (session.position, session.phase) == (4, None)
    assert reasons == ["Stopped at step 4: step 4 is reached."]


def test_a_condition_on_what_is_trained_is_heard_of_after_the_update(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    playhead.play(200, Breakpoints((Breakpoint("wrong_bit"),)))
    still(qtbot, playhead)
    position = session.position
    assert session.recording.length == position
    assert seen[-2:] == [(position, LAST_PHASE), (position, None)]


def test_a_pause_leaves_it_in_its_phase(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    playing: list[bool] = []
    playhead.playing_changed.connect(playing.append)
    playhead.play(50)
    qtbot.waitUntil(lambda: session.position == 2, timeout=5000)
    playhead.pause()
    place = session.position, session.phase
    assert not playhead.playing
    qtbot.wait(60)
    assert (session.position, session.phase) == place
    assert seen == [*phases(1), *phases(2), *phases(3)][: len(seen)]
    assert playing == [True, False]


def test_a_quicker_pace_goes_on_in_steps_and_a_slow_one_in_phases_again(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    playing: list[bool] = []
    playhead.playing_changed.connect(playing.append)
    playhead.play(100_000)
    qtbot.waitUntil(lambda: session.phase is not None, timeout=5000)
    playhead.set_pace(inf)
    qtbot.waitUntil(lambda: session.position > 200, timeout=5000)
    assert session.phase is None
    playhead.set_pace(QUICK)
    qtbot.waitUntil(lambda: session.phase is not None, timeout=5000)
    assert session.position == session.recording.length
    playhead.set_pace(PACES[0])
    assert playhead.playing
    playhead.seek(1)
    assert not playhead.playing
    qtbot.wait(50)
    assert (session.position, session.phase) == (1, None)
    assert playing == [True, False]


def test_who_waits_for_stillness_ends_it(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    called: list[int] = []
    playhead.play(50)
    qtbot.waitUntil(lambda: session.phase is not None, timeout=5000)
    playhead.when_still(lambda: called.append(session.position))
    assert called == [session.position]
    assert not playhead.playing


def test_another_run_ends_it(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    playhead.play(50)
    qtbot.waitUntil(lambda: session.phase is not None, timeout=5000)
    session.reset(Settings(bits=3), "other")
    assert not playhead.playing
    qtbot.wait(50)
    assert session.position == 0


def test_its_end_is_moved_with_the_plan(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    playhead.play(200)
    playhead.move_target(200, 5)
    still(qtbot, playhead)
    assert (session.position, session.phase) == (5, None)
    playhead.play(200)
    playhead.move_target(200, 2)
    still(qtbot, playhead)
    assert (session.position, session.phase) == (6, None)


def test_a_step_that_cannot_be_made_ends_it(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: list[Place]
) -> None:
    reasons: list[str] = []
    playhead.stopped.connect(reasons.append)

    def fail(*_: object) -> None:
        raise WeightOverflowError(1)

    session.recording.advance = fail  # type: ignore[method-assign]
    playhead.play(50)
    still(qtbot, playhead)
    assert "too large" in reasons[0]
    assert session.position == 0
