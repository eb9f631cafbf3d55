from __future__ import annotations

from dataclasses import replace

import notebook_oracle as oracle
import numpy as np
import pytest

from nn.answers.sample import vectors_for
from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.slope import FEWEST_POINTS, POINTS, losses_with, mean_losses_with, slope_of
from nn.explain.symbols import Cell
from nn.run.recording import Recording

RUNS = {
    "notebook": Settings(),
    "reverse": Settings(bits=4, hidden_units=6, task="reverse", learning_rate=2.5),
    "smallest": Settings(bits=1, hidden_units=1),
    "large": Settings(bits=12, hidden_units=20, observations=40, task="reverse"),
}
CELLS: tuple[Cell, ...] = (("W1", (0, 0)), ("W1", (-1, -1)), ("W2", (0, 0)), ("W2", (-1, -1)))
CASES = [(run, number, cell) for run in RUNS for number in (1, 2, 30) for cell in CELLS]


def step_of(run: str, number: int) -> Step:
    recording = Recording(RUNS[run])
    recording.advance_to(number)
    return recording.step(number)


def real(step: Step, cell: Cell) -> Cell:
    """The cell, with its index counted from the beginning."""
    symbol, index = cell
    shape = getattr(step, symbol).shape
    return symbol, tuple(at % size for at, size in zip(index, shape, strict=True))


def plain_loss(step: Step, cell: Cell, weight: float, x: np.ndarray | None = None) -> float:
    """The summed loss with one weight changed, by the notebook's formulas."""
    W = {"W1": step.W1.copy(), "W2": step.W2.copy()}
    W[cell[0]][cell[1]] = weight
    x = step.x if x is None else x
    t = 1 - x if step.task == "invert" else x[::-1]
    a2 = oracle.forward(x, W["W1"], W["W2"])[3]
    return oracle.cross_entropy(a2, t) * len(t)


@pytest.mark.parametrize(("run", "number", "cell"), CASES)
def test_the_curves_are_those_of_the_plain_formulas(run: str, number: int, cell: Cell) -> None:
    step = step_of(run, number)
    cell = real(step, cell)
    slope = slope_of(step, cell)
    expected = [plain_loss(step, cell, weight) for weight in slope.weights]
    np.testing.assert_allclose(slope.losses, expected, rtol=1e-12)
    vectors = vectors_for(len(step.x))
    assert slope.count == len(vectors)
    assert slope.complete == (run != "large")
    for place in (0, len(slope.means) // 2, len(slope.means) - 1):
        weight = slope.mean_weights[place]
        mean = np.mean([plain_loss(step, cell, weight, x) for x in vectors])
        assert slope.means[place] == pytest.approx(mean, rel=1e-12)


@pytest.mark.parametrize(("run", "number", "cell"), CASES)
def test_the_slope_of_the_curve_is_d(run: str, number: int, cell: Cell) -> None:
    step = step_of(run, number)
    cell = real(step, cell)
    slope = slope_of(step, cell)
    assert slope.d == {"W1": step.d1, "W2": step.d2}[cell[0]][cell[1]]
    # Central differences of two widths, and what they come to at the width 0.
    quotients = []
    for width in (2e-3, 1e-3):
        up, down = losses_with(step, cell, slope.now.weight + np.array([width, -width]))
        quotients.append((up - down) / (2 * width))
    assert (4 * quotients[1] - quotients[0]) / 3 == pytest.approx(slope.d, abs=1e-9)
    weights, losses = slope.tangent()
    assert weights.tolist() == [slope.weights[0], slope.weights[-1]]
    assert (losses[1] - losses[0]) / (weights[1] - weights[0]) == pytest.approx(slope.d, abs=1e-12)
    assert np.interp(slope.now.weight, weights, losses) == pytest.approx(slope.now.loss)


@pytest.mark.parametrize(("run", "number", "cell"), CASES)
def test_the_points_are_before_and_after_the_real_step(run: str, number: int, cell: Cell) -> None:
    step = step_of(run, number)
    cell = real(step, cell)
    slope = slope_of(step, cell, 40.0)
    before, after = (getattr(step, f"{cell[0]}{when}")[cell[1]].item() for when in ("", "_after"))
    assert slope.now.weight == before == slope.weights[len(slope.weights) // 2]
    assert slope.now.loss == pytest.approx(step.loss * len(step.t), rel=1e-12)
    assert slope.after.weight == after
    assert slope.after.loss == pytest.approx(plain_loss(step, cell, after), rel=1e-12)
    tried = before - 40.0 * slope.d
    assert slope.tried is not None
    assert slope.tried.weight == tried
    assert slope.tried.loss == pytest.approx(plain_loss(step, cell, tried), rel=1e-12)
    assert slope_of(step, cell).tried is None


def test_the_learning_rate_of_the_step_leads_to_the_point_after_it() -> None:
    step = step_of("notebook", 30)
    slope = slope_of(step, ("W2", (3, 1)), step.learning_rate)
    assert slope.tried == slope.after
    assert slope.learning_rate == step.learning_rate


@pytest.mark.parametrize("rate", [None, 0.5, 100.0])
@pytest.mark.parametrize("close", [False, True])
def test_every_point_is_within_the_range_of_the_curve(rate: float | None, close: bool) -> None:
    step = step_of("notebook", 2)
    on = int(np.flatnonzero(step.x)[0])
    for cell in (("W1", (on, 4)), ("W2", (3, 1))):
        slope = slope_of(step, cell, rate, close=close)
        points = [slope.now, slope.after, slope.tried or slope.now]
        for each in points:
            assert slope.weights[0] < each.weight < slope.weights[-1]
        assert np.all(np.diff(slope.weights) > 0)
        assert slope.mean_weights[0] == slope.weights[0]
        assert slope.mean_weights[-1] == slope.weights[-1]
        farthest = max(abs(each.weight - slope.now.weight) for each in points)
        reach = slope.weights[-1] - slope.now.weight
        if close:
            assert reach <= 3.1 * farthest
        else:
            assert reach >= 1.99


def test_a_weight_whose_input_is_0_has_a_flat_curve_but_a_mean_that_is_not() -> None:
    step = step_of("notebook", 1)
    row = int(np.flatnonzero(step.x == 0)[0])
    for close in (False, True):
        slope = slope_of(step, ("W1", (row, 2)), close=close)
        assert slope.flat
        assert slope.d == 0
        assert slope.weights[-1] - slope.weights[0] == pytest.approx(4.0)
        assert np.ptp(slope.means) > 0
    assert not slope_of(step, ("W2", (0, 0))).flat


def test_the_lowest_point_is_the_lowest_that_is_looked_at() -> None:
    step = step_of("notebook", 1)
    slope = slope_of(step, ("W2", (0, 0)))
    assert slope.lowest.loss == slope.losses.min()
    assert slope.lowest.weight in slope.weights


def test_a_curve_over_many_vectors_has_fewer_points_of_the_mean() -> None:
    small = slope_of(step_of("notebook", 1), ("W1", (1, 0)))
    assert len(small.mean_weights) == len(small.weights) == POINTS
    # Of 1,024 vectors a weight of W1 changes all 12 outputs, one of W2 only its own: as many
    # points as 50,000 numbers allow, made odd, and no fewer than the fewest.
    large = step_of("large", 1)
    assert len(slope_of(large, ("W1", (1, 0))).mean_weights) == FEWEST_POINTS
    assert len(slope_of(large, ("W2", (1, 0))).mean_weights) == 50_000 // 1024 - 1 == 47


def test_of_ten_bits_the_mean_is_over_all_vectors() -> None:
    recording = Recording(Settings(bits=10, observations=2))
    recording.advance_to(1)
    slope = slope_of(recording.step(1), ("W2", (0, 0)))
    assert (slope.complete, slope.count) == (True, 1024)


def moved(now: float, change: float) -> Step:
    """A step that moves W2[h1,y1] from a value by so much."""
    step = step_of("notebook", 1)
    W2 = step.W2.copy()
    W2[0, 0] = now
    after = W2.copy()
    after[0, 0] += change
    return replace(step, W2=W2, W2_after=after)


@pytest.mark.parametrize(
    ("now", "change", "close", "reach"),
    [
        (0.5, 1e-3, False, 2.0),  # what is usual
        (0.5, 1e-3, True, 2**-9),  # the power of two above 1.5e-3
        (0.5, 2.0, False, 4.0),  # that above 3
        (0.5, 1e-12, True, 2**-29),  # that above 1e-9
        (1e12, 1.0, True, 1024.0),  # that above 1e-9 of the weight
        (1e12, 1.0, False, 1024.0),
    ],
)
def test_the_curve_reaches_as_far_as_there_is_something_to_see(
    now: float, change: float, close: bool, reach: float
) -> None:
    slope = slope_of(moved(now, change), ("W2", (0, 0)), close=close)
    assert slope.weights[-1] - now == pytest.approx(reach)
    if not close:
        plain = slope_of(moved(now, change), ("W2", (0, 0)))
        assert np.array_equal(plain.weights, slope.weights)


def test_a_weight_beyond_every_sum_still_has_a_curve_without_nan() -> None:
    recording = Recording(Settings(bits=2, hidden_units=2))
    recording.advance_to(1)
    step = recording.step(1)
    step.W2.flags.writeable = True
    step.W2[0, 0] = 1e17
    slope = slope_of(step, ("W2", (0, 0)))
    assert np.all(np.diff(slope.weights) > 0)
    for values in (slope.losses, slope.means):
        assert np.isfinite(values).all()


def test_a_mean_is_that_of_the_losses_of_every_vector() -> None:
    step = step_of("reverse", 2)
    cell = ("W1", (1, 3))
    weights = np.array([-3.0, 0.25])
    expected = [
        np.mean([plain_loss(step, cell, weight, x) for x in vectors_for(4)]) for weight in weights
    ]
    np.testing.assert_allclose(mean_losses_with(step, cell, weights), expected, rtol=1e-12)
