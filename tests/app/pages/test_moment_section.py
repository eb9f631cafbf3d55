from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.pages import moment_section
from app.pages.moment_section import (
    FOLLOW_SECONDS,
    LATEST_SECONDS,
    SHARE_OF_TIME,
    MomentSection,
)
from nn.core.settings import Settings
from nn.explain.sight import Sight, sight_of
from nn.explain.symbols import Cell
from nn.run.recording import Recording

DEAR, DEAREST = 0.2 * SHARE_OF_TIME, 50.0
"""Seconds that showing a moment takes, by the clock of these tests."""


class Noting(MomentSection):
    """Only notes which moments it was to show."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[int, Cell | None]] = []
        self.clock, self.cost = 0.0, 0.0

    def show_moment(self) -> None:
        assert self._sight is not None
        self.seen.append((self._sight.position, self._selected))
        self.clock += self.cost


@pytest.fixture(scope="module")
def sights() -> list[Sight]:
    recording = Recording(Settings())
    recording.advance_to(20)
    return [sight_of(recording, recording.moment(position)) for position in range(20)]


@pytest.fixture
def section(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, sights: list[Sight]) -> Noting:
    made = Noting()
    qtbot.addWidget(made)
    monkeypatch.setattr(moment_section, "perf_counter", lambda: made.clock)
    made.show_sight(sights[0], None)
    made.show()
    qtbot.waitUntil(lambda: made.seen == [(0, None)], timeout=2000)
    return made


@pytest.mark.parametrize(("cost", "pause"), [(DEAR, 0.2), (DEAREST, LATEST_SECONDS)])
def test_what_takes_long_is_shown_seldom(
    qtbot: QtBot, section: Noting, sights: list[Sight], cost: float, pause: float
) -> None:
    section.cost = cost
    section.clock += FOLLOW_SECONDS
    section.show_sight(sights[1], None)
    qtbot.waitUntil(lambda: len(section.seen) == 2, timeout=2000)
    section.show_sight(sights[2], None)
    assert section._waiting.interval() == pytest.approx(1000 * pause, abs=1)
    # Another cell is worth its time, and the moment is then the latest.
    section.show_sight(sights[3], ("W1", (0, 0)))
    assert section.seen[2:] == [(3, ("W1", (0, 0)))]
    assert not section._waiting.isActive()


def test_of_many_moments_the_latest_is_shown_in_the_end(
    qtbot: QtBot, section: Noting, sights: list[Sight]
) -> None:
    for sight in sights[1:]:
        section.show_sight(sight, None)
    qtbot.waitUntil(lambda: section.seen[-1] == (19, None), timeout=2000)
    assert len(section.seen) <= 3


def test_a_phase_is_shown_at_once(section: Noting) -> None:
    recording = Recording(Settings())
    recording.advance_to(2)
    for phase in range(4):
        section.show_sight(sight_of(recording, recording.moment(2), phase), None)
    assert section.seen == [(0, None)] + [(2, None)] * 4


def test_the_same_moment_is_shown_once(qtbot: QtBot, section: Noting, sights: list[Sight]) -> None:
    section.show_sight(sights[0], None)
    assert not section._waiting.isActive()
    assert section.seen == [(0, None)]


def test_out_of_sight_it_waits_until_it_is_seen(
    qtbot: QtBot, section: Noting, sights: list[Sight]
) -> None:
    section.hide()
    section.show_sight(sights[4], ("W2", (1, 1)))
    section.show_sight(sights[5], ("W2", (1, 1)))
    qtbot.wait(round(1500 * FOLLOW_SECONDS))
    assert section.seen == [(0, None)]
    section.show()
    qtbot.waitUntil(lambda: section.seen[-1] == (5, ("W2", (1, 1))), timeout=2000)


@pytest.mark.parametrize(
    ("selected", "weight"),
    [
        (("W1", (1, 2)), ("W1", (1, 2))),
        (("d1", (1, 2)), ("W1", (1, 2))),
        (("d2", (3, 4)), ("W2", (3, 4))),
        (("u1", (2,)), None),
        (("loss", ()), None),
        (None, None),
    ],
)
def test_a_gradient_stands_for_its_weight(
    section: Noting, sights: list[Sight], selected: Cell | None, weight: Cell | None
) -> None:
    section.show_sight(sights[1], selected)
    assert section.weight == weight


def test_what_is_silenced_is_shown_at_once(section: Noting, sights: list[Sight]) -> None:
    section.clock += 0.01
    section.show_sight(replace(sights[1], silenced=frozenset((2,))), None)
    assert section.seen == [(0, None), (1, None)]
    section.show_sight(replace(sights[2], silenced=frozenset((2,))), None)
    assert section.seen == [(0, None), (1, None)]
    section.show_sight(sights[2], None)
    assert section.seen == [(0, None), (1, None), (2, None)]
