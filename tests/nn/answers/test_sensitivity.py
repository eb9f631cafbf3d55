from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.answers.neighbours import neighbours_of
from nn.answers.sensitivity import exact, finite
from nn.core.plain import forward

SIZES = [(5, 10, 5), (1, 1, 1), (4, 3, 1), (2, 7, 3), (16, 20, 16)]
"""Inputs, hidden units and outputs: the outputs need not be as many as the inputs."""


def weights(n: int, h: int, m: int, reach: float = 2.0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.RandomState(31 * n + 7 * h + m)
    return random.uniform(-reach, reach, (n, h)), random.uniform(-reach, reach, (h, m))


def vector(n: int) -> np.ndarray:
    return np.random.RandomState(n).binomial(1, 0.5, n)


def by_loops(W1: np.ndarray, W2: np.ndarray, x: np.ndarray) -> list[list[float]]:
    """The derivative by the sum that the docstring writes down, one product after the other."""
    n, h = W1.shape
    m = W2.shape[1]
    u1 = [sum(x[i] * W1[i, j] for i in range(n)) for j in range(h)]
    a1 = [1 / (1 + exp(-u)) for u in u1]
    a2 = [1 / (1 + exp(-sum(a1[j] * W2[j, k] for j in range(h)))) for k in range(m)]
    return [
        [
            a2[k] * (1 - a2[k]) * sum(W1[i, j] * a1[j] * (1 - a1[j]) * W2[j, k] for j in range(h))
            for k in range(m)
        ]
        for i in range(n)
    ]


@pytest.mark.parametrize(("n", "h", "m"), SIZES)
def test_the_exact_sensitivity_is_the_sum_over_the_hidden_units(n: int, h: int, m: int) -> None:
    W1, W2 = weights(n, h, m)
    x = vector(n)
    found = exact(W1, W2, x)
    assert found.shape == (n, m)
    assert found == pytest.approx(np.array(by_loops(W1, W2, x)), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(("n", "h", "m"), SIZES)
def test_the_exact_sensitivity_is_the_slope_that_a_small_step_measures(
    n: int, h: int, m: int
) -> None:
    W1, W2 = weights(n, h, m)
    x, step = vector(n).astype(float), 1e-5
    measured = np.empty((n, m))
    for i in range(n):
        aside = np.zeros(n)
        aside[i] = step
        more, less = forward(x + aside, W1, W2)[3], forward(x - aside, W1, W2)[3]
        measured[i] = (more - less) / (2 * step)
    assert exact(W1, W2, x) == pytest.approx(measured, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("task", ["invert", "reverse"])
def test_the_finite_sensitivity_is_what_a_one_gives_more_than_a_zero(task: str) -> None:
    W1, W2 = weights(5, 10, 5)
    for bits in ([0, 1, 1, 1, 0], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]):
        x = np.array(bits)
        found = finite(neighbours_of(W1, W2, x, task))
        for i in range(5):
            one, zero = x.astype(float), x.astype(float)
            one[i], zero[i] = 1.0, 0.0
            difference = forward(one, W1, W2)[3] - forward(zero, W1, W2)[3]
            assert found[i].tolist() == difference.tolist()


def test_of_tiny_weights_both_are_the_same() -> None:
    W1, W2 = weights(4, 6, 3, reach=1e-3)
    x = vector(4)
    found = finite(neighbours_of(W1, np.hstack([W2, W2[:, :1]]), x, "invert"))[:, :3]
    assert found == pytest.approx(exact(W1, W2, x), rel=1e-3)


@given(st.sampled_from([1e3, 1e150, 1e299]), st.integers(0, 2**32 - 1))
def test_what_is_saturated_is_not_sensitive_and_never_no_number(size: float, seed: int) -> None:
    random = np.random.RandomState(seed)
    W1, W2 = random.choice([-size, size], (3, 3)), random.choice([-size, size], (3, 3))
    found = exact(W1, W2, np.array([1, 0, 0]))
    assert found.tolist() == np.zeros((3, 3)).tolist()
