from __future__ import annotations

import re

import numpy as np
import pytest

from nn.recording import Recording
from nn.settings import Settings
from nn.weight_path import POINTS, weight_path, why_it_moves


@pytest.mark.parametrize(("symbol", "index"), [("W1", (1, 3)), ("W2", (3, 1)), ("W2", (9, 4))])
def test_the_path_holds_the_weight_s_own_values(symbol: str, index: tuple[int, int]) -> None:
    recording = Recording(Settings())
    recording.advance_to(1000)
    path = weight_path(recording, symbol, index)
    assert path.positions[0] == 0
    assert path.positions[-1] == 1000
    for position, value in zip(path.positions.tolist(), path.values.tolist(), strict=True):
        assert getattr(recording.moment(position), symbol)[index] == value


def test_a_long_path_is_thinned() -> None:
    recording = Recording(Settings(bits=1, hidden_units=1))
    recording.advance_to(64 * (2 * POINTS + 10))
    assert len(weight_path(recording, "W1", (0, 0)).positions) <= POINTS + 1


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
