from __future__ import annotations

import pytest

from app.model.gate import LONGEST_BURST, SHORTEST_BURST, Gate


class Heard:
    """A gate with a clock by hand, and what it asked for."""

    def __init__(self) -> None:
        self.now = 50.0
        self.gate = Gate(lambda: self.now)
        self.wanted: list[tuple[int, int]] = []
        self.opened = 0
        self.gate.wanted.connect(lambda *wanted: self.wanted.append(wanted))
        self.gate.opened.connect(self._on_opened)
        self.gate.begin(3)

    def _on_opened(self) -> None:
        self.opened += 1

    def steps(self, count: int, first: int = 1) -> None:
        for position in range(first, first + count):
            self.gate.listener.on_step(position)


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_a_burst_ends_at_its_deadline_and_not_before(heard: Heard) -> None:
    heard.now += LONGEST_BURST - 1e-6
    heard.steps(3)
    assert not heard.gate.look()
    heard.now += 2e-6
    heard.steps(1, 4)
    assert not heard.gate.closed
    assert heard.gate.look()
    assert heard.gate.closed


def test_a_burst_of_which_nothing_was_heard_yet_goes_on(heard: Heard) -> None:
    heard.now += 10 * LONGEST_BURST
    assert not heard.gate.look()
    heard.steps(1)
    assert heard.gate.look()


def test_a_burst_asks_for_one_picture_of_where_it_led(heard: Heard) -> None:
    heard.steps(17)
    assert heard.wanted == []
    heard.gate.on_rest()
    heard.gate.on_rest()
    assert heard.wanted == [(3, 17)]
    assert heard.gate.closed


def test_a_burst_of_which_nothing_was_heard_wants_no_picture(heard: Heard) -> None:
    heard.gate.on_rest()
    assert heard.wanted == []
    assert not heard.gate.closed


def test_the_next_movement_does_not_show_what_the_last_one_left(heard: Heard) -> None:
    heard.steps(5)
    heard.gate.begin(4)
    heard.gate.on_rest()
    assert heard.wanted == []
    heard.steps(1, 90)
    heard.gate.on_rest()
    assert heard.wanted == [(4, 90)]
    assert heard.gate.listener.count == 6


@pytest.mark.parametrize(
    ("asked", "lasts"), [(0.009, 0.009), (-3.0, SHORTEST_BURST), (3600.0, LONGEST_BURST)]
)
def test_a_painted_picture_opens_the_gate_for_neither_too_long_nor_too_short(
    heard: Heard, asked: float, lasts: float
) -> None:
    heard.steps(1)
    heard.gate.on_rest()
    heard.gate.open(heard.now + asked)
    assert heard.opened == 1
    assert not heard.gate.closed
    heard.now += lasts - 1e-6
    heard.steps(1)
    assert not heard.gate.look()
    heard.now += 2e-6
    assert heard.gate.look()


def test_a_gate_that_is_open_is_not_opened_again(heard: Heard) -> None:
    heard.gate.open(heard.now + 0.01)
    assert heard.opened == 0
