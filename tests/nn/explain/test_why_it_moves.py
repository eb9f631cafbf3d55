"""The words beside a weight, checked by trying what they say on the network itself."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.why_it_moves import why_it_moves
from nn.run.recording import Recording

NUDGE = 1e-6


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(400)
    return made


@pytest.fixture(scope="module")
def steps(recording: Recording) -> list[Step]:
    return [recording.step(number) for number in (1, 40, 400)]


def summed_loss(step: Step, a1: NDArray[np.float64]) -> float:
    a2 = 1 / (1 + np.exp(-(a1 @ step.W2)))
    return float(-np.sum(step.t * np.log(a2) + (1 - step.t) * np.log(1 - a2)))


def test_a_hidden_unit_is_wanted_higher_where_the_loss_falls_as_it_rises(steps: list[Step]) -> None:
    seen = set()
    for step in steps:
        x = int(np.flatnonzero(step.x)[0])
        for h in range(10):
            up, down = step.a1.copy(), step.a1.copy()
            up[h], down[h] = up[h] + NUDGE, down[h] - NUDGE
            way = "higher" if summed_loss(step, up) < summed_loss(step, down) else "lower"
            words = why_it_moves(step, "W1", (x, h))
            assert f"The outputs would be more right with h{h + 1} {way} " in words
            # The input is 1, so its weight goes the way the unit is to go.
            assert f"goes {'up' if way == 'higher' else 'down'} by " in words
            seen.add(way)
    assert seen == {"higher", "lower"}


def test_an_output_is_called_too_high_where_a_0_was_wanted(steps: list[Step]) -> None:
    seen = set()
    for step in steps:
        for y, wanted in enumerate(step.t.astype(int).tolist()):
            words = why_it_moves(step, "W2", (2, y))
            side = "low" if wanted else "high"
            assert words.startswith(f"y{y + 1} was too {side} (")
            assert f"wanted {wanted})" in words
            # A hidden unit is never negative: its weight follows what the output lacks.
            assert f"goes {'up' if wanted else 'down'} by " in words
            seen.add(side)
    assert seen == {"high", "low"}


def test_the_words_say_the_direction_and_the_amount_of_the_change(recording: Recording) -> None:
    kinds = set()
    for number in range(1, 61, 7):
        step = recording.step(number)
        for symbol in ("W1", "W2"):
            before, after = getattr(step, symbol), getattr(step, f"{symbol}_after")
            for index in np.ndindex(before.shape):
                text = why_it_moves(step, symbol, index)
                change = after[index] - before[index]
                if "stays as it is" in text:
                    assert change == 0
                    kinds.add("stays")
                    continue
                way = "up" if change > 0 else "down"
                found = re.search(rf"goes {way} by ([0-9.e−-]+)\.", text + ".")
                assert found, text
                amount = float(found[1].rstrip(".").replace("−", "-"))
                assert amount == pytest.approx(abs(change), rel=1e-5)
                kinds.add(way)
    assert kinds == {"stays", "up", "down"}


@pytest.mark.parametrize("h", range(10))
def test_a_unit_is_called_on_by_how_much_it_is_on(steps: list[Step], h: int) -> None:
    for step in steps:
        a1 = float(step.a1[h])
        strength = "on" if a1 >= 0.5 else "half on" if a1 >= 0.1 else "hardly on"
        assert f" and h{h + 1} was {strength} (" in why_it_moves(step, "W2", (h, 0))


def test_an_input_of_zero_is_named_as_the_reason(steps: list[Step]) -> None:
    assert why_it_moves(steps[0], "W1", (0, 2)) == (
        "W1[x1,h3] stays as it is: its input x1 is 0 in this observation."
    )


def test_an_output_that_is_nearly_right_is_told_from_its_target(steps: list[Step]) -> None:
    a2 = np.full(5, 1 - 1e-12)
    close = replace(steps[0], a2=a2, t=np.ones(5), e2=a2 - 1.0)
    assert "too low (0.999999999999, wanted 1)" in why_it_moves(close, "W2", (3, 1))


def test_a_unit_that_nothing_asks_to_change_is_not_said_to_be_wanted_higher(
    steps: list[Step],
) -> None:
    step = steps[0]
    still = replace(step, e1=np.zeros(10), W1_after=step.W1)
    at = int(np.flatnonzero(step.x)[0])
    assert "no output asks h3" in why_it_moves(still, "W1", (at, 2))
    flat = replace(still, slope1=np.zeros(10))
    assert "h3 is saturated" in why_it_moves(flat, "W1", (at, 2))
