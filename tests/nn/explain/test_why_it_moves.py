"""The words beside a weight, checked by trying what they say on the network itself."""

from __future__ import annotations

import re
from bisect import bisect
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
            assert f"The outputs would be more right with h{h + 1} {way}, " in words
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
                found = re.search(rf"(?:goes|hardly moves,) {way} by ([0-9.]+)\.", text + ".")
                if found is None:
                    assert f"{way} by less than a millionth." in text
                    assert 0 < abs(change) < 1e-6
                    continue
                # Three significant digits, no more and no fewer.
                assert float(found[1].rstrip(".")) == float(f"{abs(change):.3g}")
                kinds.add(way)
    assert kinds == {"stays", "up", "down"}


@pytest.mark.parametrize("h", range(10))
def test_a_unit_is_called_on_by_how_much_it_is_on(steps: list[Step], h: int) -> None:
    for step in steps:
        a1 = float(step.a1[h])
        words = ["hardly on", "a little on", "half on", "on"]
        strength = words[bisect([0.1, 0.4, 0.6], a1)]
        assert f" and h{h + 1} was {strength} (" in why_it_moves(step, "W2", (h, 0))


@pytest.mark.parametrize(
    ("a1", "strength"),
    [
        (1.0, "on"),
        (0.6, "on"),
        (0.5999, "half on"),
        (0.4, "half on"),
        (0.3999, "a little on"),
        (0.1, "a little on"),
        (0.0999, "hardly on"),
    ],
)
def test_half_on_is_around_a_half(steps: list[Step], a1: float, strength: str) -> None:
    step = replace(steps[0], a1=np.full(10, a1))
    assert f" and h4 was {strength} (" in why_it_moves(step, "W2", (3, 1))


def made_so(step: Step, change: float, slope: float = 0.1875) -> Step:
    """A step in which all that is told of x2, h4 and y2 are round numbers."""
    W1, W2 = np.round(step.W1), np.round(step.W2)
    return replace(
        step,
        x=np.ones(5),
        t=np.ones(5),
        a1=np.full(10, 0.75),
        slope1=np.full(10, slope),
        a2=np.full(5, 0.25),
        e2=np.full(5, -0.75),
        e1=np.full(10, -0.125),
        W1=W1,
        W2=W2,
        W1_after=W1 + change,
        W2_after=W2 + change,
    )


@pytest.mark.parametrize(
    ("change", "moved"),
    [
        (0.5, "goes up by 0.5"),
        (-0.5, "goes down by 0.5"),
        (1.0, "goes up by 1"),
        (1.5e-6, "goes up by 0.0000015"),
        (-2e-7, "goes down by less than a millionth"),
    ],
)
def test_the_reason_is_told_in_one_sentence(steps: list[Step], change: float, moved: str) -> None:
    step = made_so(steps[0], change)
    assert why_it_moves(step, "W1", (1, 3)) == (
        f"The outputs would be more right with h4 higher, and x2 is 1: so W1[x2,h4] {moved}."
    )
    assert why_it_moves(step, "W2", (3, 1)) == (
        f"y2 was too low (0.25, wanted 1), and h4 was on (0.75): so W2[h4,y2] {moved}."
    )


@pytest.mark.parametrize("slope", [0.0024, 0.0025, 0.003])
def test_a_slope_below_a_hundredth_of_the_largest_makes_a_small_step(
    steps: list[Step], slope: float
) -> None:
    plain = why_it_moves(made_so(steps[0], 0.5), "W1", (1, 3))
    small = " The step is small because h4 is nearly saturated (σ′ = 0.0024)."
    told = why_it_moves(made_so(steps[0], 0.5, slope), "W1", (1, 3))
    assert told == plain + (small if slope == 0.0024 else "")


def test_an_input_of_zero_is_named_as_the_reason(steps: list[Step]) -> None:
    assert why_it_moves(steps[0], "W1", (0, 2)) == (
        "W1[x1,h3] stays as it is: its input x1 is 0 in this observation."
    )


def test_an_output_that_is_exactly_right_or_a_unit_that_is_off_moves_nothing(
    steps: list[Step],
) -> None:
    step = made_so(steps[0], 0.0)
    right = replace(step, a2=np.ones(5), e2=np.zeros(5))
    assert why_it_moves(right, "W2", (3, 1)) == "W2[h4,y2] stays as it is: y2 is exactly right."
    assert why_it_moves(replace(step, a1=np.zeros(10)), "W2", (3, 1)) == (
        "W2[h4,y2] stays as it is: h4 is 0, it had no part in the answer."
    )
    wrong = replace(step, a2=np.ones(5), t=np.zeros(5), e2=np.ones(5), a1=np.ones(10))
    assert why_it_moves(wrong, "W2", (3, 1)).startswith(
        "y2 was too high (1, wanted 0), and h4 was on (1): "
    )


@pytest.mark.parametrize(
    ("short_of_1", "told"),
    [(0.25, "0.75"), (1.2345e-7, "0.9999999"), (1e-12, "0.999999999999")],
)
def test_an_output_that_is_nearly_right_is_told_from_its_target(
    steps: list[Step], short_of_1: float, told: str
) -> None:
    a2 = np.full(5, 1 - short_of_1)
    close = replace(steps[0], a2=a2, t=np.ones(5), e2=a2 - 1.0)
    how = "too low" if short_of_1 == 0.25 else "right but for next to nothing"
    assert f"y2 was {how} ({told}, wanted 1)" in why_it_moves(close, "W2", (3, 1))


@pytest.mark.parametrize(
    ("error", "moved"),
    [
        (0.0099, "y2 was right but for next to nothing (0.0099, wanted 0): so W2[h4,y2] hardly "),
        (0.01, "y2 was too high (0.01, wanted 0), and h4 was on (0.75): so W2[h4,y2] goes "),
        (0.0101, "y2 was too high (0.0101, wanted 0), and h4 was on (0.75): so W2[h4,y2] goes "),
    ],
)
def test_an_error_of_less_than_a_hundredth_is_next_to_nothing(
    steps: list[Step], error: float, moved: str
) -> None:
    a2 = np.full(5, error)
    close = replace(made_so(steps[0], -0.25), a2=a2, t=np.zeros(5), e2=a2)
    assert why_it_moves(close, "W2", (3, 1)).startswith(moved)
    told = why_it_moves(close, "W1", (1, 3))
    nearly = "Every output was right but for next to nothing: so W1[x2,h4] hardly moves, down by "
    assert told.startswith(nearly) == (error < 0.01)
    one_wrong = replace(close, e2=np.array([error, 0, 0, 0, -0.5]))
    assert not why_it_moves(one_wrong, "W1", (1, 3)).startswith(nearly)


def test_a_unit_that_nothing_asks_to_change_is_not_said_to_be_wanted_higher(
    steps: list[Step],
) -> None:
    step = steps[0]
    still = replace(step, e1=np.zeros(10), W1_after=step.W1)
    at = int(np.flatnonzero(step.x)[0])
    assert "no output asks h3" in why_it_moves(still, "W1", (at, 2))
    flat = replace(still, slope1=np.zeros(10))
    assert "h3 is saturated" in why_it_moves(flat, "W1", (at, 2))


@pytest.mark.parametrize(
    ("weight", "rate", "said"),
    [
        (1e6, 1e-12, "stays: −η · d, −3e−13, is below its last digit"),
        (0.5, 1e-200, "stays: −η · d, −3e−201, is below its last digit"),
        (0.5, 5e-324, "stays: −η · d is too small to be a number"),
    ],
)
def test_what_a_weight_has_no_digits_for_is_named_as_the_reason(
    steps: list[Step], weight: float, rate: float, said: str
) -> None:
    step = made_so(steps[0], 0.0)
    kept = {name: np.full_like(getattr(step, name), weight) for name in ("W1", "W2")}
    after = {f"{name}_after": each for name, each in kept.items()}
    d2 = np.full_like(step.d2, 0.34)
    step = replace(step, **kept, **after, learning_rate=rate, d2=d2)  # type: ignore[arg-type]
    told = why_it_moves(step, "W2", (3, 1))
    assert told.endswith(f"so W2[h4,y2] {said}.")
