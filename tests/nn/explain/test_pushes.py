from __future__ import annotations

import notebook_oracle as oracle
import numpy as np
import pytest

from nn.answers.sample import vectors_for
from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.pushes import pushes_of
from nn.explain.symbols import Cell
from nn.run.recording import Recording

RUNS = {
    "notebook": Settings(),
    "reverse": Settings(bits=4, hidden_units=6, task="reverse", learning_rate=2.5),
    "smallest": Settings(bits=1, hidden_units=1),
}
CELLS: tuple[Cell, ...] = (("W1", (0, 0)), ("W2", (0, 0)))


def step_of(settings: Settings, number: int) -> Step:
    recording = Recording(settings)
    recording.advance_to(number)
    return recording.step(number)


def plain_gradient(step: Step, cell: Cell, x: np.ndarray) -> float:
    """The gradient of a weight for one vector, by the notebook's formulas."""
    u1, a1, _, a2, _ = oracle.forward(x, step.W1, step.W2)
    e2 = a2 - (1 - x if step.task == "invert" else x[::-1])
    e1 = np.dot(step.W2, e2) * oracle.sigmoid_slope(u1)
    gradient = np.outer(x, e1) if cell[0] == "W1" else np.outer(a1, e2)
    return float(gradient[cell[1]])


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("number", [1, 2, 60])
@pytest.mark.parametrize("symbol", ["W1", "W2"])
def test_every_push_is_that_of_the_plain_formulas(run: str, number: int, symbol: str) -> None:
    step = step_of(RUNS[run], number)
    rows, columns = getattr(step, symbol).shape
    for index in {(0, 0), (rows - 1, columns - 1), (rows // 2, columns // 2)}:
        pushes = pushes_of(step, (symbol, index))
        expected = [
            -step.learning_rate * plain_gradient(step, (symbol, index), x) for x in pushes.vectors
        ]
        np.testing.assert_allclose(pushes.pushes, expected, rtol=1e-12, atol=1e-15)
        assert pushes.mean == pytest.approx(np.mean(expected), rel=1e-9)
        assert pushes.up == sum(each > 0 for each in expected)
        assert pushes.down == sum(each < 0 for each in expected)


@pytest.mark.parametrize("run", RUNS)
def test_all_vectors_are_asked_and_stand_in_the_order_of_their_pushes(run: str) -> None:
    step = step_of(RUNS[run], 2)
    pushes = pushes_of(step, ("W2", (0, 0)))
    assert pushes.complete
    assert np.all(np.diff(pushes.pushes) <= 0)
    asked = {tuple(each) for each in pushes.vectors.tolist()}
    assert asked == {tuple(each) for each in vectors_for(len(step.x)).tolist()}


@pytest.mark.parametrize("cell", CELLS)
def test_the_step_s_own_vector_moved_the_weight_as_it_wanted(cell: Cell) -> None:
    for number in (1, 2, 3, 60):
        step = step_of(Settings(), number)
        pushes = pushes_of(step, cell)
        assert pushes.own is not None
        assert np.array_equal(pushes.vectors[pushes.own], step.x)
        assert pushes.pushes[pushes.own] == pytest.approx(pushes.own_push, rel=1e-12)
        assert pushes.moved == pytest.approx(pushes.own_push, abs=1e-15)
        after = getattr(step, f"{cell[0]}_after")[cell[1]]
        assert pushes.moved == after - getattr(step, cell[0])[cell[1]]


def test_vectors_without_the_input_do_not_push_and_keep_their_order() -> None:
    step = step_of(Settings(), 1)
    pushes = pushes_of(step, ("W1", (2, 3)))
    still = pushes.vectors[:, 2] == 0
    assert np.array_equal(pushes.pushes == 0, still)
    assert not np.signbit(pushes.pushes[still]).any()
    assert pushes.up + pushes.down == 16
    numbers = pushes.vectors[still] @ (2 ** np.arange(4, -1, -1))
    assert np.all(np.diff(numbers) > 0)


def test_a_vector_that_moves_nothing_of_its_own_pushes_by_0_and_not_by_minus_0() -> None:
    step = step_of(Settings(), 1)
    off = int(np.flatnonzero(step.x == 0)[0])
    own = [pushes_of(step, ("W1", (off, hidden))).own_push for hidden in range(10)]
    assert own == [0.0] * 10
    assert not np.signbit(own).any()


def test_of_ten_bits_all_vectors_are_asked() -> None:
    pushes = pushes_of(step_of(Settings(bits=10, observations=20), 5), ("W2", (1, 2)))
    assert pushes.complete
    assert pushes.vectors.shape == (1024, 10)


def test_above_ten_bits_a_fixed_sample_is_asked() -> None:
    step = step_of(Settings(bits=16, hidden_units=4, observations=20), 5)
    pushes = pushes_of(step, ("W2", (1, 2)))
    assert not pushes.complete
    assert pushes.vectors.shape == (1024, 16)
    assert pushes.own is None
    assert pushes.own_push == -step.learning_rate * step.d2[1, 2]
    assert sorted(pushes.vectors.tolist()) == sorted(vectors_for(16).tolist())
    for place in (0, 500, 1023):
        expected = -step.learning_rate * plain_gradient(step, ("W2", (1, 2)), pushes.vectors[place])
        assert pushes.pushes[place] == pytest.approx(expected, rel=1e-12)
