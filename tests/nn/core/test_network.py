from __future__ import annotations

from typing import Any

import notebook_oracle as oracle
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn.core import plain
from nn.core.draws import Draws, draw
from nn.core.network import LONGEST_STRETCH, Network, overflowed
from nn.core.observations import Observations
from nn.core.settings import Settings


def network_of(observations: Observations, learning_rate: float) -> Network:
    draws = observations.draws
    network = Network(*draws.W1.shape, draws.W2.shape[1])
    network.W1[:], network.W2[:] = draws.W1, draws.W2
    network.learning_rate = learning_rate
    return network


def plain_steps(network: Network, stretch: Any) -> list[float]:
    """Make a stretch with the readable formulas, in place of `train`."""
    losses = []
    for x, t in zip(stretch.X, stretch.T, strict=True):
        u1, a1, u2, a2 = plain.forward(x, network.W1, network.W2)
        _, d2, _, d1 = plain.backward(x, t, u1, a1, a2, network.W2)
        network.W1[:], network.W2[:] = plain.update(
            network.W1, network.W2, d1, d2, network.learning_rate
        )
        losses.append(plain.loss(u2, a2, t))
    return losses


def test_all_5000_steps_equal_the_notebook_s_in_weights_and_losses() -> None:
    observations = Observations(draw(Settings()))
    network = network_of(observations, 0.1)
    run, losses = oracle.train(), []
    for start in range(0, 5000, 20):
        losses += network.train(observations.stretch(start % 500, 20)).tolist()
    assert losses == run.losses
    assert np.array_equal(network.W1, run.W1)
    assert np.array_equal(network.W2, run.W2)


@settings(max_examples=600)
@given(
    bits=st.integers(1, 16),
    hidden_units=st.integers(1, 128),
    learning_rate=st.floats(1e-6, 100.0),
    seed=st.integers(0, 2**32 - 1),
    task=st.sampled_from(["invert", "reverse"]),
    spread=st.sampled_from([1.0, 1.0, 30.0, 500.0, 1e5]),
    counts=st.lists(st.integers(1, LONGEST_STRETCH), min_size=1, max_size=3),
)
def test_a_stretch_equals_the_readable_steps_bit_for_bit(
    spread: float, counts: list[int], **drawn: Any
) -> None:
    observations = Observations(draw(Settings(observations=sum(counts), **drawn)))
    fast, slow = (network_of(observations, drawn["learning_rate"]) for _ in range(2))
    fast.weights *= spread
    slow.weights *= spread
    start = 0
    for count in counts:
        stretch = observations.stretch(start, count)
        assert fast.train(stretch).tolist() == pytest.approx(
            plain_steps(slow, stretch), rel=1e-14, abs=0
        )
        assert np.array_equal(fast.weights, slow.weights)
        start += count


@pytest.mark.parametrize(
    ("u2", "t"),
    [
        ([35.64, 37.0], [0.0, 1.0]),
        ([36.5, 800.0], [0.0, 1.0]),
        ([-800.0, -0.5], [1.0, 0.0]),
        ([-40.0, -1.0], [0.0, 0.0]),
        ([-40.0, -60.0], [0.0, 0.0]),
        ([0.1, -0.2], [0.0, 1.0]),
    ],
)
def test_the_loss_of_a_step_is_that_of_the_readable_core(u2: list[float], t: list[float]) -> None:
    targets = np.array([t], dtype=int)
    observations = Observations(
        Draws(np.ones((1, 3), int), targets, np.zeros((3, 1)), np.zeros((1, 2)))
    )
    network = Network(3, 1, 2)
    network.W2[:] = 2.0 * np.array(u2)  # W1 is 0, so that the hidden unit stands at 0.5
    sums = np.array(u2)
    losses = network.train(observations.stretch(0, 1))
    assert losses.tolist() == [plain.loss(sums, plain.sigmoid(sums), np.array(t))]


def test_a_stretch_of_usual_weights_needs_no_readable_step(monkeypatch: pytest.MonkeyPatch) -> None:
    observations = Observations(draw(Settings()))
    network, expected = network_of(observations, 0.5), network_of(observations, 0.5)
    stretch = observations.stretch(0, 32)
    losses = plain_steps(expected, stretch)
    monkeypatch.setattr(plain, "forward", None)
    assert network.train(stretch).tolist() == pytest.approx(losses, rel=1e-14)
    assert np.array_equal(network.weights, expected.weights)


def test_a_stretch_in_which_a_unit_saturates_is_made_all_the_same() -> None:
    observations = Observations(draw(Settings(bits=4, hidden_units=3, observations=40)))
    fast, slow = network_of(observations, 0.5), network_of(observations, 0.5)
    for network in (fast, slow):
        network.W1[:, 1] = -900.0
    stretch = observations.stretch(0, 32)
    assert fast.train(stretch).tolist() == plain_steps(slow, stretch)
    assert np.isfinite(fast.weights).all()
    assert np.array_equal(fast.weights, slow.weights)


def test_where_a_weight_would_overflow_the_steps_before_it_are_made() -> None:
    vectors = np.zeros((12, 4), int)
    vectors[7:] = 1  # before, W1 stays as it is
    W2 = np.where(np.arange(12).reshape(3, 4) % 2, 9.9e299, -9.9e299)
    observations = Observations(Draws(vectors, vectors ^ 1, np.full((4, 3), 0.4), W2))
    network, expected = network_of(observations, 100.0), network_of(observations, 100.0)
    losses = network.train(observations.stretch(0, 12))
    assert losses.tolist() == plain_steps(expected, observations.stretch(0, 7))
    assert np.array_equal(network.weights, expected.weights)
    assert not overflowed(network.W1, network.W2)
    assert len(network.train(observations.stretch(7, 5))) == 0
    assert np.array_equal(network.weights, expected.weights)


def test_the_matrices_share_the_flat_weights() -> None:
    network = Network(2, 3, 1)
    network.W1[1, 2] = 7.0
    network.W2[0, 0] = 5.0
    assert network.weights.tolist() == [0, 0, 0, 0, 0, 7, 5, 0, 0]


@pytest.mark.parametrize(
    ("weight", "over"), [(-1e300, False), (1.1e300, True), (-np.inf, True), (np.nan, True)]
)
@pytest.mark.parametrize("matrix", [0, 1])
def test_a_weight_beyond_the_limit_counts_as_overflowed(
    weight: float, over: bool, matrix: int
) -> None:
    pair = np.zeros((2, 2)), np.zeros((2, 2))
    pair[matrix][1, 0] = weight
    assert overflowed(*pair) is over
