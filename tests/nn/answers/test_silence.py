"""A network without some hidden units, beside one that never had them."""

from __future__ import annotations

import numpy as np
import pytest

from nn.answers.silence import Breakage, breakage, units_text, without, without_text
from nn.core.arrays import Array, Bits
from nn.core.settings import Settings
from nn.core.tasks import task_named
from nn.run.recording import Recording


def answers(W1: Array, W2: Array, vectors: Bits, kept: list[int]) -> Bits:
    """The bits that a network with only some of its hidden units predicts, shape (count, m)."""
    found = []
    for x in vectors:
        u2 = np.zeros(W2.shape[1])
        for unit in kept:
            u1 = sum(float(bit) * float(weight) for bit, weight in zip(x, W1[:, unit], strict=True))
            u2 = u2 + W2[unit] / (1.0 + np.exp(-u1))
        found.append((u2 > 0.0).astype(np.int64))
    return np.array(found)


@pytest.fixture(scope="module")
def run() -> Recording:
    made = Recording(Settings())
    made.advance_to(600)
    return made


@pytest.mark.parametrize("units", [(2,), (0, 9), (7, 3, 5)])
def test_what_breaks_is_counted_as_by_a_network_that_never_had_them(
    run: Recording, units: tuple[int, ...]
) -> None:
    for position in (250, 600):
        moment = run.moment(position)
        vectors = np.array([[number >> 4 - bit & 1 for bit in range(5)] for number in range(32)])
        kept = [unit for unit in range(10) if unit not in units]
        before = answers(moment.W1, moment.W2, vectors, list(range(10))) == 1 - vectors
        after = answers(moment.W1, moment.W2, vectors, kept) == 1 - vectors
        found = breakage(moment.W1, moment.W2, units, vectors, "invert")
        assert (found.asked, found.there_are) == (32, 32)
        assert found.broken == sum(before.all(axis=1) & ~after.all(axis=1))
        assert found.mended == sum(~before.all(axis=1) & after.all(axis=1))
        assert found.outputs == tuple((before & ~after).sum(axis=0))
        assert found.broken > 0


def test_vectors_are_counted_that_were_wrong_and_come_right() -> None:
    # The first unit answers every input with its inverse, the second one shouts it down.
    W1, W2 = np.array([[-9.0, 0.0]]), np.array([[8.0], [-20.0]])
    vectors = np.array([[0], [1]])
    found = breakage(W1, W2, (1,), vectors, "invert")
    # Without it both answers are 1: right for 0, where it was wrong, and wrong for 1.
    assert found == Breakage(2, 2, broken=1, mended=1, outputs=(1,))
    assert task_named("invert").targets(vectors).tolist() == [[1], [0]]


def test_the_weights_stay_as_they_are(run: Recording) -> None:
    W2 = run.moment(600).W2
    before = W2.copy()
    left = without(W2, {3, 1})
    assert not left[[1, 3]].any()
    others = [0, 2, *range(4, 10)]
    assert np.array_equal(left[others], before[others])
    assert np.array_equal(W2, before)
    assert without(W2, ()) is W2


NAMES = {
    (): "",
    (2,): "without h3",
    (4, 2): "without h3 and h5",
    (0, 4, 1): "without h1, h2 and h5",
    (0, 1, 2, 3, 8): "without h1, h2, h3, h4 and h9",
    (0, 1, 2, 3, 8, 9): "without h1, h2, h3, h4 and 2 more",
}


@pytest.mark.parametrize("units", NAMES)
def test_units_in_words(units: tuple[int, ...]) -> None:
    assert without_text(units) == NAMES[units]
    assert units_text(units) == NAMES[units].removeprefix("without ")


WORDS = {
    Breakage(32, 32, 0, 0, (0, 0)): "of 32 vectors none breaks",
    Breakage(32, 32, 1, 0, (0, 1)): "1 of 32 vectors breaks; bits that break: y2 1×",
    Breakage(32, 32, 12, 1, (9, 4)): (
        "12 of 32 vectors break; 1 is mended; bits that break: y1 9×, y2 4×"
    ),
    Breakage(32, 32, 0, 2, (0, 0)): "0 of 32 vectors break; 2 are mended",
    Breakage(32, 32, 0, 0, (3, 0)): "of 32 vectors none breaks; bits that break: y1 3×",
    Breakage(1024, 65536, 1003, 0, (1003,)): (
        "1,003 of 1,024 sampled vectors break; bits that break: y1 1,003×"
    ),
}


@pytest.mark.parametrize("broken", WORDS)
def test_what_breaks_in_words(broken: Breakage) -> None:
    words = broken.words
    assert words[0] == WORDS[broken]
    assert sorted(words, key=len, reverse=True) == list(words)
    assert words[-1] == (f"{broken.broken:,} break" if broken.broken else "none breaks")
