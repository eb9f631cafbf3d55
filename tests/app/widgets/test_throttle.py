from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from pytestqt.qtbot import QtBot

from app.widgets import throttle
from app.widgets.throttle import at_most_every, once_still_for

LONG = 3600.0
"""Seconds that no test waits for."""


class Source(QObject):
    """Says a number, and keeps the number it had said whenever it is heard."""

    said = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.heard: list[int] = []

    def say(self, number: int) -> None:
        self.number = number
        self.said.emit()

    @Slot()
    def hear(self) -> None:
        self.heard.append(self.number)


def test_the_first_of_a_burst_is_not_waited_for_and_the_last_is_not_lost(qtbot: QtBot) -> None:
    source = Source()
    at_most_every(0.05, source.said, source.hear, source)
    for number in range(1, 101):
        source.say(number)
    assert source.heard == []
    qtbot.waitUntil(lambda: source.heard == [100], timeout=2000)
    for number in range(101, 201):
        source.say(number)
        QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: source.heard[-1] == 200, timeout=2000)
    assert len(source.heard) < 100


def test_between_two_of_them_the_pause_is_kept(qtbot: QtBot) -> None:
    source = Source()
    at_most_every(LONG, source.said, source.hear, source)
    source.say(1)
    qtbot.waitUntil(lambda: source.heard == [1], timeout=2000)
    source.say(2)
    qtbot.wait(50)
    assert source.heard == [1]


def test_who_listens_is_given_the_time_to(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source()
    monkeypatch.setattr("app.widgets.throttle.SAY_SECONDS", LONG)
    monkeypatch.setattr("app.widgets.throttle.QAccessible.isActive", lambda: True)
    at_most_every(0.001, source.said, source.hear, source)
    source.say(1)
    qtbot.waitUntil(lambda: source.heard == [1], timeout=2000)
    source.say(2)
    qtbot.wait(50)
    assert source.heard == [1]


def test_who_cannot_wait_is_served_at_once_and_only_once(qtbot: QtBot) -> None:
    source = Source()
    pace = at_most_every(LONG, source.said, source.hear, source)
    for number in (1, 2):
        source.say(number)
        pace.flush()
    assert source.heard == [1, 2]
    pace.flush()
    qtbot.wait(20)
    assert source.heard == [1, 2]


def test_what_goes_on_is_heard_when_it_is_over(qtbot: QtBot) -> None:
    source = Source()
    once_still_for(0.1, source.said, source.hear, source)
    ticks = QTimer(source)
    ticks.timeout.connect(lambda: source.say(source.number + 1))
    ticks.start(1)
    qtbot.waitUntil(lambda: source.number >= 100, timeout=5000)
    ticks.stop()
    last = source.number
    qtbot.waitUntil(lambda: last in source.heard, timeout=2000)
    assert source.heard[-1] == last
    assert len(source.heard) < 10


def test_who_listens_is_told_of_what_came_to_rest_once_in_a_second(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source()
    once_still_for(0.01, source.said, source.hear, source)
    monkeypatch.setattr(throttle, "heard", lambda seconds: max(seconds, 0.2))
    for number in range(1, 6):
        source.say(number)
        qtbot.wait(40)
    assert source.heard == []
    qtbot.waitUntil(lambda: source.heard == [5], timeout=2000)


def test_it_ends_with_its_owner(qtbot: QtBot) -> None:
    source, owner = Source(), QObject()
    at_most_every(0.01, source.said, source.hear, owner)
    source.say(1)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    source.say(2)
    qtbot.wait(60)
    assert source.heard == []
