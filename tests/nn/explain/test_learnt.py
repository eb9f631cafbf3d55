"""What is read off the weights, beside sums that are made one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nn.answers.silence import without
from nn.core import plain
from nn.core.settings import Settings
from nn.explain.exact_text import brief, rounded
from nn.explain.learnt import offsets, product, told_of_effect, told_of_product
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def weights() -> tuple[np.ndarray, np.ndarray]:
    run = Recording(Settings())
    run.advance_to(800)
    moment = run.moment(800)
    return moment.W1, moment.W2


def test_the_product_adds_up_what_goes_through_every_hidden_unit(
    weights: tuple[np.ndarray, np.ndarray],
) -> None:
    W1, W2 = weights
    effects = product(W1, W2)
    assert effects.shape == (5, 5)
    for source in range(5):
        for output in range(5):
            through = [float(W1[source, unit] * W2[unit, output]) for unit in range(10)]
            assert effects[source, output] == pytest.approx(sum(through), rel=1e-12)
            told = told_of_effect(W1, W2, source, output)
            most = sorted(range(10), key=lambda unit: -abs(through[unit]))[:3]
            parts = ", ".join(f"h{unit + 1} {rounded(through[unit])}" for unit in most)
            total = rounded(math.fsum(through))
            assert told == (
                f"x{source + 1} → y{output + 1}: {total}; the largest parts go through {parts}"
            )
    # The inversion has been learnt, and is seen on the diagonal.
    assert (np.diagonal(effects) < 0.0).all()


def test_of_parts_that_are_alike_the_first_are_named() -> None:
    W1, W2 = np.full((1, 100), 0.5), np.full((100, 1), 2.0)
    W2[::3] = 1.0
    told = told_of_effect(W1, W2, 0, 0)
    assert told.endswith("; the largest parts go through h2 1, h3 1, h5 1")


TOLD = {
    ((-3.0, 1.0), (1.0, -2.0)): (
        "The diagonal is below 0: every input inverts its own output.\n"
        "The strongest input of every output is its own."
    ),
    ((3.0, 1.0), (1.0, 0.0)): (
        "The diagonal is nowhere below 0: no input inverts its own output.\n"
        "The strongest input of each output: y1 +x1, y2 +x1."
    ),
    ((-1.0, -4.0), (3.0, 2.0)): (
        "1 of 2 on the diagonal is below 0: this input inverts its own output.\n"
        "The strongest input of each output: y1 +x2, y2 −x1."
    ),
    ((-1.0, 0.0, 0.0), (2.0, -1.0, 0.0), (0.0, 0.0, 1.0)): (
        "2 of 3 on the diagonal are below 0: these inputs invert their own outputs.\n"
        "The strongest input of each output: y1 +x2, y2 −x2, y3 +x3."
    ),
    ((0.25,), (0.5,)): "The strongest input of each output: y1 +x2.",
    ((0.0,), (0.0,)): "The strongest input of each output: y1 +x1.",
    ((1.0,), (-2.0,), (0.5,)): "The strongest input of each output: y1 −x2.",
}


@pytest.mark.parametrize("effects", TOLD)
def test_the_product_in_words(effects: tuple[tuple[float, ...], ...]) -> None:
    assert told_of_product(np.array(effects)) == TOLD[effects]


def test_half_the_column_sums_are_the_sums_of_the_vector_of_zeros(
    weights: tuple[np.ndarray, np.ndarray],
) -> None:
    W1, W2 = weights
    found = offsets(W2, 5, "invert")
    _, a1, u2, a2 = plain.forward(np.zeros(5), W1, W2)
    assert (a1 == 0.5).all()
    assert np.array_equal(found.sums, u2)
    assert np.array_equal(found.probabilities, a2)
    assert found.sums == pytest.approx([sum(column.tolist()) / 2 for column in W2.T], rel=1e-12)
    assert found.targets.tolist() == [1] * 5
    assert found.wrong.tolist() == [value <= 0.0 for value in found.sums.tolist()]
    left = offsets(without(W2, {2}), 5, "invert")
    assert left.sums == pytest.approx(found.sums - W2[2] / 2, rel=1e-12, abs=1e-14)


def test_which_outputs_the_half_sums_get_wrong() -> None:
    W2 = np.array([[1.0, -1.0, -3.0], [1.0, 0.5, 1.0]])
    found = offsets(W2, 3, "invert")
    assert found.sums.tolist() == [1.0, -0.25, -1.0]
    assert found.wrong.tolist() == [False, True, True]
    assert found.told == "The half sum has the wrong sign for the task in y2, y3."
    assert offsets(W2, 3, "reverse").wrong.tolist() == [True, False, False]
    right = "The half sums of all outputs have the sign that the task asks for."
    assert offsets(np.abs(W2), 3, "invert").told == right


@pytest.mark.parametrize(
    ("value", "text"), [(-0.12345, "−0.123"), (-0.0, "0"), (1234.5, "1.23e+03"), (0.5, "0.5")]
)
def test_a_number_in_brief(value: float, text: str) -> None:
    assert brief(value) == text
