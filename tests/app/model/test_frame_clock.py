from __future__ import annotations

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from app.model.frame_clock import FRAME, FrameClock
from app.model.gate import SHORTEST_BURST


class Frames:
    """A clock by hand, and the deadlines that were handed out."""

    def __init__(self, qtbot: QtBot) -> None:
        self.now = 100.0
        self.deadlines: list[float] = []
        self._qtbot = qtbot
        self.clock = FrameClock(clock=lambda: self.now)
        self.clock.released.connect(self.deadlines.append)

    def paint(self, drawing: float) -> None:
        """Let a burst arrive, and its picture be painted `drawing` seconds later."""
        count = len(self.deadlines)
        self.clock.begin()
        self.now += drawing
        self.clock.on_painted()
        self._qtbot.waitUntil(lambda: len(self.deadlines) > count, timeout=2000)


def test_deadlines_follow_one_another_by_a_frame_whatever_the_drawing_takes(qtbot: QtBot) -> None:
    frames = Frames(qtbot)
    for drawing in (0.003, 0.007, 0.002, 0.011, 0.005):
        frames.paint(drawing)
        frames.now = frames.deadlines[-1]
    steps = [b - a for a, b in zip(frames.deadlines, frames.deadlines[1:], strict=False)]
    assert steps == pytest.approx([FRAME] * 4, abs=1e-9)


@pytest.fixture
def frames(qtbot: QtBot) -> Frames:
    """The first one is painted."""
    made = Frames(qtbot)
    made.paint(0.002)
    made.now = made.deadlines[-1]
    return made


def test_what_a_frame_is_late_the_next_one_makes_up_for(frames: Frames) -> None:
    began = frames.now
    frames.paint(FRAME)
    assert frames.deadlines[-1] == pytest.approx(frames.now + SHORTEST_BURST)
    frames.now = frames.deadlines[-1]
    frames.paint(0.002)
    assert frames.deadlines[-1] == pytest.approx(began + 2 * FRAME, abs=1e-9)


def test_what_three_frames_are_late_the_next_ones_make_up_for(frames: Frames) -> None:
    began = frames.now
    frames.paint(3 * FRAME)
    for _ in range(12):
        frames.now = frames.deadlines[-1]
        frames.paint(0.002)
    assert frames.deadlines[-1] == pytest.approx(began + 13 * FRAME, abs=1e-9)
    assert min(b - a for a, b in pairwise(frames.deadlines)) >= SHORTEST_BURST


def test_after_a_long_delay_the_next_burst_is_short_and_nothing_is_made_up_for(
    frames: Frames,
) -> None:
    frames.paint(0.5)
    assert frames.deadlines[-1] == pytest.approx(frames.now + SHORTEST_BURST)
    frames.now = frames.deadlines[-1]
    frames.paint(0.002)
    assert frames.deadlines[-1] - frames.deadlines[-2] == pytest.approx(FRAME, abs=1e-9)


def test_a_burst_is_released_once_however_often_the_picture_is_painted(qtbot: QtBot) -> None:
    clock = FrameClock()
    releases: list[float] = []
    clock.released.connect(releases.append)
    clock.begin()
    for _ in range(3):
        clock.on_painted()
    qtbot.waitUntil(lambda: len(releases) > 0, timeout=2000)
    qtbot.wait(100)
    assert len(releases) == 1
    assert clock.frames == 3


def test_painting_without_a_burst_releases_nothing(qtbot: QtBot) -> None:
    clock = FrameClock()
    with qtbot.assertNotEmitted(clock.released, wait=100):
        clock.on_painted()


def test_a_hidden_window_does_not_hold_the_training_up(qtbot: QtBot) -> None:
    clock = FrameClock()
    with qtbot.waitSignal(clock.released, timeout=2000):
        clock.begin()
