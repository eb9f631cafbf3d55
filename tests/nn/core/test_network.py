from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.core.network import Network, saturating


def loss_of(u2: list[float], t: list[int]) -> float:
    """The network's loss when its outputs are the sigmoids of u2."""
    network = Network(len(u2), 1)
    with saturating():
        network.u2[:] = u2
        network.a2[:] = 1.0 / (1.0 + np.exp(-network.u2))
        return network.loss(1.0 - np.array(t, float))


def true_loss(u2: list[float], t: list[int]) -> float:
    """The mean of log(1 + exp(-u)) or log(1 + exp(u)), by the standard library alone."""
    towards = [-u if bit else u for u, bit in zip(u2, t, strict=True)]
    terms = [max(v, 0.0) + math.log1p(math.exp(-abs(v))) for v in towards]
    return math.fsum(terms) / len(terms)


@given(
    st.lists(
        st.tuples(st.floats(-1e4, 1e4), st.integers(0, 1)),
        min_size=1,
        max_size=16,
    )
)
def test_the_loss_is_the_notebook_s_where_that_is_finite_and_the_true_one_elsewhere(
    outputs: list[tuple[float, int]],
) -> None:
    u2, t = [u for u, _ in outputs], [bit for _, bit in outputs]
    with np.errstate(all="ignore"):
        a2 = 1.0 / (1.0 + np.exp(-np.array(u2)))
        bits = np.array(t)
        notebook = -np.mean(bits * np.log(a2) + (1 - bits) * np.log(1 - a2))
    ours = loss_of(u2, t)
    if np.isfinite(notebook):
        assert ours == pytest.approx(float(notebook), rel=1e-12, abs=0)
    else:
        assert ours == pytest.approx(true_loss(u2, t), rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("u2", "t"),
    [([800.0], [0]), ([-800.0], [1]), ([800.0], [1]), ([40.0, -0.5], [1, 0]), ([1e300], [0])],
)
def test_saturated_outputs_have_a_true_loss(u2: list[float], t: list[int]) -> None:
    assert loss_of(u2, t) == pytest.approx(true_loss(u2, t), rel=1e-12, abs=0)


def test_arrays_share_the_flat_weights() -> None:
    network = Network(2, 3)
    network.W1[1, 2] = 7.0
    network.W2[0, 1] = 5.0
    assert network.weights.tolist() == [0, 0, 0, 0, 0, 7, 0, 5, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("weight", "over"), [(1e299, False), (1.1e300, True), (-np.inf, True), (np.nan, True)]
)
def test_a_weight_beyond_the_limit_counts_as_overflowed(weight: float, over: bool) -> None:
    network = Network(2, 2)
    network.W2[1, 0] = weight
    assert network.overflowed() is over
