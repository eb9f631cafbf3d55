from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from nn.answers.neighbours import neighbours_of
from nn.core.plain import forward

SIZES = [
    (5, 10, 5, "invert"),
    (1, 1, 1, "invert"),
    (4, 3, 4, "reverse"),
    (16, 20, 16, "invert"),
    (4, 3, 1, "parity"),
    (6, 5, 4, "addition"),
]

TARGETS: dict[str, Callable[[list[int]], list[int]]] = {
    "invert": lambda x: [1 - each for each in x],
    "reverse": lambda x: x[::-1],
    "parity": lambda x: [sum(x) % 2],
    "addition": lambda x: [int(each) for each in f"{_number(x[:3]) + _number(x[3:]):04b}"],
}


def _number(bits: list[int]) -> int:
    return int("".join(map(str, bits)), 2)


def weights(n: int, h: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.RandomState(n * h + m)
    return random.uniform(-3, 3, (n, h)), random.uniform(-3, 3, (h, m))


@pytest.mark.parametrize(("n", "h", "m", "task"), SIZES)
def test_each_neighbour_is_answered_as_if_it_were_tried_alone(
    n: int, h: int, m: int, task: str
) -> None:
    W1, W2 = weights(n, h, m)
    x = np.random.RandomState(7).binomial(1, 0.5, n)
    found = neighbours_of(W1, W2, x, task)
    assert found.here.x.tolist() == x.tolist()
    assert len(found.there) == n
    now = forward(x.astype(float), W1, W2)[3]
    assert np.array_equal(found.here.a2, now)
    for bit, there in enumerate(found.there):
        turned = x.tolist()
        turned[bit] = 1 - turned[bit]
        a2 = forward(np.array(turned, float), W1, W2)[3]
        assert there.x.tolist() == turned
        assert np.array_equal(there.a2, a2)
        assert there.label.tolist() == [int(each > 0.5) for each in a2]
        assert there.correct.tolist() == TARGETS[task](turned)
        for output in range(m):
            assert found.changes[bit, output] == a2[output] - now[output]
            other = (a2[output] > 0.5) != (now[output] > 0.5)
            assert found.turned[bit, output] == int(other)


def test_to_the_neighbour_of_a_neighbour_is_the_way_back() -> None:
    W1, W2 = weights(5, 10, 5)
    x = np.array([0, 1, 1, 1, 0])
    there = neighbours_of(W1, W2, x, "invert").there[3]
    back = neighbours_of(W1, W2, there.x, "invert").there[3]
    assert back.x.tolist() == x.tolist()
