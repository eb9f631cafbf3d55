"""The words beside a weight, checked by trying what they say on the network itself."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.weight_path import why_it_moves
from nn.run.recording import Recording

NUDGE = 1e-6


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    recording = Recording(Settings())
    recording.advance_to(400)
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


@pytest.mark.parametrize("h", range(10))
def test_a_unit_is_called_on_by_how_much_it_is_on(steps: list[Step], h: int) -> None:
    for step in steps:
        a1 = float(step.a1[h])
        strength = "on" if a1 >= 0.5 else "half on" if a1 >= 0.1 else "hardly on"
        assert f" and h{h + 1} was {strength} (" in why_it_moves(step, "W2", (h, 0))
