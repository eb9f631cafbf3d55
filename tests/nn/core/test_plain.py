from __future__ import annotations

import math
from typing import Any

import notebook_oracle as oracle
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.core import plain

OUTPUTS = st.lists(
    st.tuples(st.floats(-1e4, 1e4) | st.floats(-40.0, 40.0), st.integers(0, 1)),
    min_size=1,
    max_size=16,
)


def loss_of(u2: list[float], t: list[int]) -> float:
    """The loss when the outputs are the sigmoids of u2."""
    sums = np.array(u2)
    return plain.loss(sums, plain.sigmoid(sums), np.array(t, float))


def true_loss(u2: list[float], t: list[int]) -> float:
    """The mean of log(1 + exp(-u)) or log(1 + exp(u)), by the standard library alone."""
    towards = [-u if bit else u for u, bit in zip(u2, t, strict=True)]
    terms = [max(v, 0.0) + math.log1p(math.exp(-abs(v))) for v in towards]
    return math.fsum(terms) / len(terms)


@given(OUTPUTS)
def test_the_loss_is_the_notebook_s_where_that_is_finite_and_the_true_one_elsewhere(
    outputs: list[tuple[float, int]],
) -> None:
    u2, t = [u for u, _ in outputs], [bit for _, bit in outputs]
    with np.errstate(all="ignore"):
        notebook = oracle.cross_entropy(oracle.sigmoid(np.array(u2)), np.array(t))
    if np.isfinite(notebook):
        assert loss_of(u2, t) == notebook
    else:
        assert loss_of(u2, t) == pytest.approx(true_loss(u2, t), rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("u2", "t", "expected"),
    [
        ([35.64, 37.0], [0, 1], 17.82),
        ([36.5, 800.0], [0, 1], 18.25),
        ([800.0], [0], 800.0),
        ([-800.0], [1], 800.0),
        ([800.0], [1], 0.0),
        ([1e300], [0], 1e300),
    ],
)
def test_a_saturated_output_does_not_falsify_the_others(
    u2: list[float], t: list[int], expected: float
) -> None:
    assert loss_of(u2, t) == pytest.approx(true_loss(u2, t), rel=1e-12, abs=0)
    assert loss_of(u2, t) == pytest.approx(expected, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(("n", "h", "m"), [(1, 1, 1), (5, 10, 5), (3, 7, 2), (2, 4, 9)])
def test_a_step_of_any_three_sizes_is_the_notebook_s(n: int, h: int, m: int) -> None:
    random = np.random.default_rng(n * h * m)
    x, t = random.integers(0, 2, n), random.integers(0, 2, m)
    W1, W2 = random.normal(size=(n, h)), random.normal(size=(h, m))
    u1, a1, u2, a2, _ = oracle.forward(x, W1, W2)
    for ours, theirs in zip(plain.forward(x, W1, W2), (u1, a1, u2, a2), strict=True):
        assert np.array_equal(ours, theirs)
    e2, d2, e1, d1 = plain.backward(x, t, u1, a1, a2, W2)
    assert np.array_equal(e2, a2 - t)
    assert np.array_equal(d2, np.outer(a1, e2))
    assert np.array_equal(e1, np.dot(W2, e2) * oracle.sigmoid_slope(u1))
    assert np.array_equal(d1, np.outer(x, e1))
    before = W1.copy(), W2.copy()
    after = plain.update(W1, W2, d1, d2, 0.3)
    assert np.array_equal(after[0], W1 - 0.3 * d1)
    assert np.array_equal(after[1], W2 - 0.3 * d2)
    assert np.array_equal(W1, before[0])
    assert np.array_equal(W2, before[1])


@given(st.floats(-1e300, 1e300))
def test_sigmoid_and_slope_are_finite_everywhere(u: float) -> None:
    value, slope = (float(each(np.array(u))) for each in (plain.sigmoid, plain.sigmoid_slope))
    assert 0.0 <= value <= 1.0
    assert 0.0 <= slope <= 0.25 * (1 + 1e-15)
    if abs(u) < 700:
        assert slope == pytest.approx(value * (1 - value), rel=1e-6, abs=1e-15)


@pytest.mark.parametrize("symbol", ["e2", "d2", "e1", "d1"])
def test_backward_gives_the_derivatives_that_it_says(symbol: str) -> None:
    random = np.random.default_rng(7)
    x, t = random.integers(0, 2, 4).astype(float), random.integers(0, 2, 3).astype(float)
    given: dict[str, Any] = {"W1": random.normal(size=(4, 6)), "W2": random.normal(size=(6, 3))}
    u1, a1, u2, a2 = plain.forward(x, given["W1"], given["W2"])
    found = dict(
        zip(("e2", "d2", "e1", "d1"), plain.backward(x, t, u1, a1, a2, given["W2"]), strict=True)
    )[symbol]

    def summed(**changed: Any) -> float:
        sums = changed.get("u1", np.dot(x, changed.get("W1", given["W1"])))
        outputs = changed.get("u2", np.dot(oracle.sigmoid(sums), changed.get("W2", given["W2"])))
        return len(t) * oracle.cross_entropy(oracle.sigmoid(outputs), t)

    name = {"e2": "u2", "d2": "W2", "e1": "u1", "d1": "W1"}[symbol]
    at = {"u1": u1, "u2": u2, **given}[name]
    for index in np.ndindex(at.shape):
        up, down = at.copy(), at.copy()
        up[index] += 1e-6
        down[index] -= 1e-6
        quotient = (summed(**{name: up}) - summed(**{name: down})) / 2e-6
        assert quotient == pytest.approx(found[index], rel=1e-6, abs=1e-8)
