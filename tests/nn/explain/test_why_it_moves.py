from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from nn.core.settings import Settings
from nn.explain.why_it_moves import why_it_moves
from nn.run.recording import Recording


def test_the_words_say_the_direction_and_the_amount_of_the_change() -> None:
    recording = Recording(Settings())
    recording.advance_to(60)
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


def test_an_input_of_zero_is_named_as_the_reason() -> None:
    recording = Recording(Settings())
    recording.advance_to(1)
    assert "x1 is 0" in why_it_moves(recording.step(1), "W1", (0, 2))


def test_an_output_that_is_nearly_right_is_told_from_its_target() -> None:
    recording = Recording(Settings())
    recording.advance_to(1)
    step = recording.step(1)
    a2 = np.full(5, 1 - 1e-12)
    close = replace(step, a2=a2, t=np.ones(5), e2=a2 - 1.0)
    assert "too low (0.999999999999, wanted 1)" in why_it_moves(close, "W2", (3, 1))


def test_a_unit_that_nothing_asks_to_change_is_not_said_to_be_wanted_higher() -> None:
    recording = Recording(Settings())
    recording.advance_to(1)
    step = recording.step(1)
    still = replace(step, e1=np.zeros(10), W1_after=step.W1)
    at = int(np.flatnonzero(step.x)[0])
    assert "no output asks h3" in why_it_moves(still, "W1", (at, 2))
    flat = replace(still, slope1=np.zeros(10))
    assert "h3 is saturated" in why_it_moves(flat, "W1", (at, 2))
