from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.model.playhead import Playhead
from app.model.session import Session
from app.model.silenced import Silenced
from app.model.tried_vector import TriedVector
from nn.core.settings import Settings
from nn.explain.tried import tried

VECTOR = np.array([0, 1, 1, 1, 0])


class Heard:
    """What a tried vector tells."""

    def __init__(self, each: TriedVector) -> None:
        self.said: list[bool | None] = []
        each.active_changed.connect(lambda on: self.said.append(on))
        each.changed.connect(lambda: self.said.append(None))

    def since(self) -> list[bool | None]:
        """Whether it is seen, and None for a change of what is seen, since the last time."""
        said, self.said = self.said, []
        return said


@pytest.fixture
def seen(session: Session, playhead: Playhead) -> TriedVector:
    session.recording.advance_to(30)
    session.stand(20, 3)
    return TriedVector(session, playhead, Silenced(session))


def test_it_is_seen_in_place_of_the_moment(session: Session, seen: TriedVector) -> None:
    moment = session.sight()
    assert seen.sight() is moment
    heard = Heard(seen)
    seen.begin(VECTOR)
    assert (seen.active, heard.since()) == (True, [True, None])
    expected = tried(moment, VECTOR, session.settings.task)
    assert seen.sight() is seen.sight()
    assert seen.sight().position == expected.position == 19
    assert np.array_equal(seen.sight().values["a2"], expected.values["a2"])
    seen.end()
    assert (seen.active, heard.since()) == (False, [False, None])
    assert seen.sight() is moment
    assert (session.position, session.phase) == (20, 3)
    seen.end()
    assert heard.since() == []


def test_it_is_answered_without_what_is_silenced(session: Session, seen: TriedVector) -> None:
    seen.begin(VECTOR)
    whole = seen.sight()
    seen._silenced.toggle(2)
    assert seen.sight().silenced == {2}
    assert seen.sight() is seen.sight()
    assert not np.array_equal(seen.sight().values["a2"], whole.values["a2"])
    seen._silenced.clear()
    assert np.array_equal(seen.sight().values["a2"], whole.values["a2"])
    assert session.sight().silenced == frozenset()


def test_another_vector_takes_its_place_only_while_one_is_seen(seen: TriedVector) -> None:
    heard = Heard(seen)
    seen.follow(VECTOR)
    assert (seen.active, heard.since()) == (False, [])
    seen.begin(VECTOR)
    heard.since()
    seen.follow(1 - VECTOR)
    assert heard.since() == [None]
    assert seen.sight().values["x"].tolist() == (1 - VECTOR).tolist()


@pytest.mark.parametrize("place", [(20, 4), (20, None), (21, None), (0, None)])
def test_a_movement_returns_and_tells_itself_of_what_is_seen(
    playhead: Playhead, seen: TriedVector, place: tuple[int, int | None]
) -> None:
    seen.begin(VECTOR)
    heard = Heard(seen)
    playhead.seek(*place)
    assert (seen.active, heard.since()) == (False, [False])


def test_another_recording_returns(session: Session, seen: TriedVector) -> None:
    seen.begin(VECTOR)
    heard = Heard(seen)
    session.reset(Settings(bits=3), "three bits")
    assert (seen.active, heard.since()) == (False, [False])
    assert seen.sight() is session.sight()


def test_playing_returns_before_anything_moves(
    session: Session, playhead: Playhead, seen: TriedVector
) -> None:
    session.stand(30)
    seen.begin(VECTOR)
    heard = Heard(seen)
    playhead.play(100)
    assert (seen.active, heard.since(), session.position) == (False, [False, None], 30)


def test_training_comes_to_rest_before_a_vector_is_seen(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: TriedVector
) -> None:
    playhead.play(10**6)
    qtbot.waitUntil(lambda: session.position > 40, timeout=5000)
    seen.begin(VECTOR)
    qtbot.waitUntil(lambda: seen.active, timeout=5000)
    assert not playhead.playing
    stood = session.position
    qtbot.wait(50)
    assert (session.position, seen.active) == (stood, True)


def test_nothing_comes_of_a_vector_where_a_run_of_another_size_begins_first(
    qtbot: QtBot, session: Session, playhead: Playhead, seen: TriedVector
) -> None:
    playhead.play(10**6)
    qtbot.waitUntil(lambda: session.position > 40, timeout=5000)
    playhead.when_still(lambda: session.reset(Settings(bits=3), "three bits"))
    seen.begin(VECTOR)
    qtbot.waitUntil(lambda: session.settings.bits == 3, timeout=5000)
    qtbot.wait(20)
    assert not seen.active
    assert seen.sight() is session.sight()
