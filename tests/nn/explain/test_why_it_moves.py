from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from nn.core.settings import Settings
from nn.explain.weight_path import POINTS, START, STRIDE, weight_path, why_it_moves
from nn.run.events import WeightEdit
from nn.run.recording import Recording


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
    path = weight_path(recording, "W1", (0, 0))
    assert len(path.positions) <= POINTS + START // STRIDE + 2
    assert (np.diff(path.positions) > 0).all()


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


@pytest.mark.parametrize("length", [0, 1, 3, 64, 511, 512, 640])
def test_the_start_of_a_run_is_seen_closely_at_every_length(length: int) -> None:
    recording = Recording(Settings())
    for made in (length // 2, length):
        recording.advance_to(made)
        path = weight_path(recording, "W1", (1, 3))
        expected = {*range(0, min(made, START) + 1, STRIDE), *range(0, made + 1, 64), made}
        assert path.positions.tolist() == sorted(expected)
    for position, value in zip(path.positions.tolist(), path.values.tolist(), strict=True):
        assert recording.moment(position).W1[1, 3] == value


def test_each_branch_has_a_path_of_its_own() -> None:
    recording = Recording(Settings())
    recording.advance_to(200)
    first = weight_path(recording, "W2", (3, 1))
    branch = recording.branch(101, WeightEdit("W2", 3, 1, 9.0))
    branch.advance_to(200)
    other = weight_path(branch, "W2", (3, 1))
    same = first.positions <= 101
    assert np.array_equal(first.values[same], other.values[same])
    assert (other.values[~same] > 5).all()
    assert (first.values[~same] < 5).all()


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
