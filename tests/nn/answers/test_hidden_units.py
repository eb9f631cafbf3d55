"""What hidden units answer to, beside sums that are made one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nn.answers.hidden_units import likeness, unit_answers
from nn.answers.sample import vectors_for
from nn.core.settings import Settings
from nn.run.recording import Recording

SIZES = ((5, 10), (10, 20), (12, 128), (1, 1))


@pytest.fixture(scope="module", params=SIZES, ids=str)
def weights(request: pytest.FixtureRequest) -> np.ndarray:
    bits, hidden = request.param
    run = Recording(Settings(bits=bits, hidden_units=hidden))
    run.advance_to(30)
    return run.moment(30).W1


def test_every_unit_is_asked_for_every_vector(weights: np.ndarray) -> None:
    bits, hidden = weights.shape
    vectors = vectors_for(bits)
    found = unit_answers(vectors, weights)
    assert found.vectors is vectors
    assert found.u1.shape == found.a1.shape == (len(vectors), hidden)
    for at in {0, 1, len(vectors) // 2, len(vectors) - 1}:
        for unit in {0, hidden - 1}:
            pairs = zip(vectors[at].tolist(), weights[:, unit].tolist(), strict=True)
            u1 = sum(bit * weight for bit, weight in pairs)
            assert found.u1[at, unit] == pytest.approx(u1, rel=1e-12, abs=1e-14)
            assert found.a1[at, unit] == pytest.approx(1 / (1 + math.exp(-u1)), rel=1e-12)


def test_the_ends_of_a_unit_are_the_vectors_of_its_weights(weights: np.ndarray) -> None:
    bits, hidden = weights.shape
    found = unit_answers(vectors_for(bits), weights)
    for unit in range(hidden):
        if bits <= 10:
            # A sum is largest with just the inputs of positive weights.
            assert found.vectors[found.most[unit]].tolist() == (weights[:, unit] > 0).tolist()
            assert found.vectors[found.least[unit]].tolist() == (weights[:, unit] < 0).tolist()
        order = found.order(unit)
        assert sorted(order) == list(range(len(found.vectors)))
        # In a sample a vector may stand twice.
        for end, vector in ((0, found.least[unit]), (-1, found.most[unit])):
            assert np.array_equal(found.vectors[order[end]], found.vectors[vector])
        sums = found.u1[order, unit]
        assert (np.diff(sums) >= 0).all()
        assert found.on[unit] == sum(value > 0.5 for value in found.a1[:, unit].tolist())


def test_ends_are_told_apart_where_activations_are_all_one() -> None:
    found = unit_answers(np.array([[1, 0], [1, 1], [0, 1]]), np.array([[100.0], [1.0]]))
    assert found.a1[0, 0] == found.a1[1, 0] == 1.0
    assert (found.most.tolist(), found.least.tolist(), found.on.tolist()) == ([1], [2], [3])


def test_alike_is_the_correlation_of_numpy(weights: np.ndarray) -> None:
    a1 = unit_answers(vectors_for(len(weights)), weights).a1
    found = likeness(a1)
    expected = np.atleast_2d(np.corrcoef(a1.T))
    assert found.constant == ()
    assert np.allclose(found.matrix, expected, rtol=0.0, atol=1e-12)
    assert (np.diagonal(found.matrix) == 1.0).all()
    assert np.abs(found.matrix).max() == 1.0
    pairs = [(i, j) for i in range(len(expected)) for j in range(i)]
    for sign, best in ((1, max), (-1, min)):
        pair = found.extreme(sign)
        if not pairs:
            assert pair is None
            continue
        assert pair is not None
        value = best(expected[i, j] for i, j in pairs)
        assert pair[2] == pytest.approx(value, abs=1e-12)
        assert pair[0] < pair[1]
        assert found.matrix[pair[:2]] == pair[2]


def test_a_constant_unit_has_no_correlation() -> None:
    a1 = np.array([[0.1, 0.5, 0.9, 0.3], [0.2, 0.5, 0.8, 0.3 + 1e-15], [0.3, 0.5, 0.7, 0.3]])
    found = likeness(a1)
    assert found.constant == (1, 3)
    for unit in (1, 3):
        assert np.isnan(found.matrix[unit]).all()
        assert np.isnan(found.matrix[:, unit]).all()
    assert found.matrix[0, 2] == pytest.approx(-1.0, abs=1e-15)
    assert found.extreme(1) == found.extreme(-1) == (0, 2, found.matrix[0, 2])
    assert likeness(np.full((4, 3), 0.5)).extreme(1) is None
    assert not np.isnan(a1).any()
