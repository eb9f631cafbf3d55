"""The worker in this thread, with a clock by hand: every tick of the clock is the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.model.gate import LONGEST_BURST, Gate
from app.model.worker import ASSUMED_FULL_PACE, Movement, Worker
from nn.core.arrays import Array
from nn.core.settings import Settings
from nn.run.breakpoints import Breakpoints
from nn.run.conditions import Breakpoint
from nn.run.events import WeightEdit
from nn.run.recording import Recording


class Clock:
    """Seconds that pass when asked to, and a little with every look."""

    def __init__(self, tick: float = 0.0) -> None:
        self.now, self.tick = 1000.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


class Setup:
    """A worker and a gate, connected as in the thread, and what they said."""

    def __init__(self, tick: float = 0.0) -> None:
        self.clock = Clock(tick)
        self.gate = Gate(self.clock)
        self.worker = Worker(self.gate, self.clock)
        self.worker.stepped.connect(self.gate.listener.on_step)
        self.worker.replayed.connect(self.gate.listener.on_step)
        self.worker.rested.connect(self.gate.on_rest)
        self.gate.opened.connect(self.worker.go_on)
        self.shown: list[int] = []
        self.stops: list[tuple[int, str]] = []
        self.gate.wanted.connect(lambda number, position: self.shown.append(position))
        self.worker.stopped.connect(
            lambda number, position, reason: self.stops.append((position, reason))
        )

    def paint(self, qtbot: QtBot, seconds: float = 0.0) -> None:
        """Let some time pass, tell that the picture is painted, and wait for the next one."""
        count = len(self.shown) + len(self.stops)
        self.clock.now += seconds
        self.gate.open(self.clock.now + 10.0)
        qtbot.waitUntil(lambda: len(self.shown) + len(self.stops) > count, timeout=5000)


@pytest.fixture
def recorded() -> Iterator[Recording]:
    recording = Recording(Settings(epochs=100))
    recording.advance_to(20_000)
    yield recording
    QCoreApplication.processEvents()


def test_at_a_slow_pace_every_step_is_a_picture_of_its_own(qtbot: QtBot) -> None:
    setup, recording = Setup(), Recording(Settings())
    setup.worker.run(Movement(1, recording, 0, 5, pace=20.0))
    for _ in range(4):
        setup.paint(qtbot, 0.05)
    assert setup.shown == [1, 2, 3, 4]
    assert setup.stops == [(5, "")]


def test_what_is_due_since_the_last_picture_is_made_at_once(qtbot: QtBot) -> None:
    setup, recording = Setup(), Recording(Settings())
    setup.worker.run(Movement(1, recording, 0, 5000, pace=1000.0))
    setup.paint(qtbot, 0.125)
    setup.paint(qtbot, 0.0625)
    assert setup.shown == [1, 125, 187]


def test_a_machine_slower_than_the_pace_runs_up_no_debt_of_steps(qtbot: QtBot) -> None:
    setup, recording = Setup(tick=LONGEST_BURST), Recording(Settings(epochs=100))
    setup.worker.run(Movement(1, recording, 0, 50_000, pace=1e6))
    for _ in range(3):
        setup.paint(qtbot, 0.2)
    # Had the steps of the lost time piled up, they would be made now, at a pace that allows few.
    setup.clock.tick = 0.0
    setup.worker.set_pace(10.0)
    before = setup.shown[-1]
    setup.paint(qtbot, 0.1)
    assert setup.shown[-1] == before + 1


def test_the_debt_is_forgiven_even_when_the_pace_stays(qtbot: QtBot) -> None:
    setup, recording = Setup(tick=LONGEST_BURST), Recording(Settings(epochs=100))
    setup.worker.run(Movement(1, recording, 0, 50_000, pace=20_000.0))
    setup.paint(qtbot, 1.0)
    setup.clock.tick = 0.0
    before = setup.shown[-1]
    setup.paint(qtbot, 0.001)
    assert setup.shown[-1] - before <= 21


def test_backward_play_keeps_the_pace_that_forward_play_has(
    qtbot: QtBot, recorded: Recording
) -> None:
    setup = Setup()
    setup.worker.run(Movement(1, recorded, 20_000, 0))
    for _ in range(5):
        setup.paint(qtbot, 0.01)
    bursts = [a - b for a, b in zip([20_000, *setup.shown], setup.shown, strict=False)]
    assert len(set(bursts)) == 1
    assert bursts[0] == pytest.approx(ASSUMED_FULL_PACE * LONGEST_BURST, rel=0.01)


def test_backward_play_at_a_pace_goes_back_by_what_is_due(
    qtbot: QtBot, recorded: Recording
) -> None:
    setup = Setup()
    setup.worker.run(Movement(1, recorded, 20_000, 0, pace=100.0))
    setup.paint(qtbot, 0.125)
    setup.paint(qtbot, 0.125)
    assert setup.shown == [19_999, 19_988, 19_975]


def test_a_movement_can_be_sent_on_to_another_end(qtbot: QtBot) -> None:
    setup, recording = Setup(), Recording(Settings())
    setup.worker.run(Movement(1, recording, 0, 5, pace=20.0))
    setup.worker.set_target(7)
    for _ in range(6):
        setup.paint(qtbot, 0.05)
    assert setup.stops == [(7, "")]
    setup.worker.set_target(9)
    assert recording.length == 7


def test_an_end_that_lies_behind_stops_a_movement_where_it_is(qtbot: QtBot) -> None:
    setup, recording = Setup(), Recording(Settings())
    setup.worker.run(Movement(1, recording, 0, 50, pace=20.0))
    for _ in range(4):
        setup.paint(qtbot, 0.05)
    setup.worker.set_target(3)
    assert setup.stops == [(5, "")]
    assert recording.length == 5


def test_an_end_of_the_run_is_none_of_a_movement_into_the_past(
    qtbot: QtBot, recorded: Recording
) -> None:
    setup = Setup()
    setup.worker.run(Movement(1, recorded, 20, 17, pace=20.0))
    setup.worker.set_target(30)
    while not setup.stops:
        setup.paint(qtbot, 0.05)
    assert setup.stops == [(17, "")]


def test_a_burst_ends_in_time_even_if_nobody_hears_the_steps(qtbot: QtBot) -> None:
    setup, recording = Setup(tick=LONGEST_BURST / 4), Recording(Settings(epochs=100))
    setup.worker.stepped.disconnect(setup.gate.listener.on_step)
    setup.worker.run(Movement(1, recording, 0, 50_000, pace=inf))
    assert 0 < recording.length < 500
    assert setup.shown == []
    setup.worker.pause()
    assert setup.stops == [(recording.length, "")]


def test_the_last_step_of_a_burst_is_made_by_itself_and_so_shown_at_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretches: list[int] = []
    real = Recording.advance

    def advance(self: Recording, most: int = 1) -> Array:
        losses = real(self, most)
        stretches.append(len(losses))
        return losses

    monkeypatch.setattr(Recording, "advance", advance)
    setup, recording = Setup(tick=LONGEST_BURST / 20), Recording(Settings(epochs=100))
    setup.worker.run(Movement(1, recording, 0, 50_000, pace=inf))
    for _ in range(3):
        made = len(stretches)
        setup.paint(qtbot)
        assert len(stretches) > made + 1
        assert stretches[-1] == 1
        assert max(stretches[made:]) > 20
        assert setup.shown[-1] == sum(stretches)


def test_orders_come_between_two_bursts_of_a_pace_that_is_always_due(qtbot: QtBot) -> None:
    setup, recording = Setup(), Recording(Settings(epochs=100))
    setup.worker.run(Movement(1, recording, 0, 50_000, pace=5000.0))
    setup.clock.now += 0.01
    setup.gate.open(setup.clock.now + 0.01)
    length = recording.length
    setup.worker.pause()
    qtbot.wait(20)
    assert recording.length == length
    assert setup.stops == [(length, "")]


@pytest.mark.parametrize("pace", [inf, 1000.0])
def test_a_pause_lasts_though_the_last_picture_is_painted(qtbot: QtBot, pace: float) -> None:
    setup, recording = Setup(), Recording(Settings())
    setup.worker.run(Movement(1, recording, 0, 5000, pace=1000.0))
    setup.worker.set_pace(pace)
    setup.worker.pause()
    setup.clock.now += 1.0
    setup.gate.open(setup.clock.now + 0.01)
    qtbot.wait(20)
    assert recording.length == 1
    assert setup.stops == [(1, "")]


def test_backward_play_stops_where_forward_play_does_and_says_why(qtbot: QtBot) -> None:
    recording = Recording(Settings())
    recording.advance_to(600)
    condition = Breakpoint("loss_below", 0.12)
    losses = recording.losses
    crossings = [
        step
        for step in range(1, 600)
        if losses[step - 1] < 0.12 and (step == 1 or losses[step - 2] >= 0.12)
    ]
    stops, position = [], 600
    while position:
        setup = Setup()
        setup.worker.run(Movement(1, recording, position, 0, inf, Breakpoints((condition,))))
        while not setup.stops:
            setup.paint(qtbot)
        position, reason = setup.stops[0]
        stops.append(position)
        assert reason.startswith(f"Stopped at step {position:,}: the loss fell") or position == 0
    assert stops == [*reversed(crossings), 0]


def test_a_run_that_begins_at_a_change_by_hand_starts_from_the_weights_after_it(
    qtbot: QtBot,
) -> None:
    whole = Recording(Settings())
    whole.advance_to(900)
    weight = float(whole.moment(900).W2[0, 0])
    spoilt = whole.branch(900, WeightEdit("W2", 0, 0, 60.0))
    spoilt.advance_to(901)
    mended = spoilt.branch(901, WeightEdit("W2", 0, 0, weight))
    stops = []
    for _ in range(2):
        # Trained the first time, made again the second time: all are right from the start on.
        setup = Setup()
        conditions = Breakpoints((Breakpoint("all_right"),))
        setup.worker.run(Movement(1, mended, 901, 950, inf, conditions))
        while not setup.stops:
            setup.paint(qtbot)
        stops += setup.stops
    assert stops == [(950, "")] * 2
