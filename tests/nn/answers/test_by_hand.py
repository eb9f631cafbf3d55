from __future__ import annotations

import numpy as np
import pytest

from nn.answers.by_hand import AnswersByHand, answer_by_hand
from nn.core.plain import forward


def answered(
    count: int, n: int = 4, m: int = 4, task: str = "reverse"
) -> tuple[AnswersByHand, np.ndarray, np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    random = np.random.RandomState(count)
    W1, W2 = random.uniform(-2, 2, (n, 6)), random.uniform(-2, 2, (6, m))
    vectors = random.binomial(1, 0.5, (count, n))
    expected = random.binomial(1, 0.5, (count, m))
    given = random.binomial(1, 0.5, count).astype(bool)
    found = answer_by_hand(W1, W2, vectors, expected, given, task)
    assert found is not None
    return found, vectors, expected, given, (W1, W2)


@pytest.mark.parametrize("count", [0, 1, 7, 1024, 2500])
def test_every_vector_is_answered_as_if_it_were_the_only_one(count: int) -> None:
    found, vectors, expected, given, (W1, W2) = answered(count)
    assert found.a2.shape == (count, 4)
    for place in range(count):
        a2 = forward(vectors[place].astype(float), W1, W2)[3]
        label = [int(each > 0.5) for each in a2]
        correct = vectors[place].tolist()[::-1]
        wanted = expected[place].tolist() if given[place] else correct
        assert found.a2[place].tolist() == a2.tolist()
        assert found.label[place].tolist() == label
        assert found.correct[place].tolist() == correct
        assert found.expected[place].tolist() == wanted
        assert found.wrong[place].tolist() == [p != w for p, w in zip(label, wanted, strict=True)]
        assert found.wrong_bits[place] == sum(found.wrong[place].tolist())
        assert found.right[place] == (label == wanted)
        assert found.odd[place] == (wanted != correct)


def test_outputs_need_not_be_as_many_as_inputs() -> None:
    found, vectors, expected, given, (W1, W2) = answered(40, n=5, m=1, task="parity")
    for place in range(40):
        parity = [int(vectors[place].sum()) % 2]
        label = [int(forward(vectors[place].astype(float), W1, W2)[3][0] > 0.5)]
        wanted = expected[place].tolist() if given[place] else parity
        assert found.correct[place].tolist() == parity
        assert found.wrong[place].tolist() == [label != wanted]


def test_it_can_be_cancelled_and_tells_how_far_it_is() -> None:
    W1, W2 = np.ones((2, 3)), np.ones((3, 2))
    vectors, given = np.zeros((2500, 2), np.int64), np.zeros(2500, bool)
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        heard.append((done, total))
        return done < 2000

    assert answer_by_hand(W1, W2, vectors, vectors, given, "invert", progress) is None
    assert heard == [(1024, 2500), (2048, 2500)]
    heard.clear()
    answer_by_hand(W1, W2, vectors[:1500], vectors[:1500], given[:1500], "invert", progress)
    assert heard == [(1024, 1500), (1500, 1500)]
