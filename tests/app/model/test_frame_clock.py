from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.model.frame_clock import FRAME, FrameClock


def test_the_next_burst_is_released_after_the_picture_and_gets_the_rest_of_the_frame(
    qtbot: QtBot,
) -> None:
    clock = FrameClock()
    clock.begin()
    with qtbot.waitSignal(clock.released, timeout=2000) as released:
        clock.on_painted()
    assert released.args is not None
    assert released.args[0] < FRAME
    assert clock.frames == 1


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
