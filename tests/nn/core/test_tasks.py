from __future__ import annotations

import numpy as np
import pytest

from nn.answers.validation import all_vectors
from nn.core.draws import draw
from nn.core.settings import Settings
from nn.core.tasks import TASKS, TargetBit, task_named

BY_HAND = {
    "invert": {"01110": "10001", "1": "0", "0011010": "1100101"},
    "reverse": {"01110": "01110", "1": "1", "0011010": "0101100"},
}


def bits_of(text: str) -> np.ndarray:
    return np.array([int(bit) for bit in text])


@pytest.mark.parametrize("name", TASKS)
def test_targets_are_what_one_writes_down_by_hand(name: str) -> None:
    for x, t in BY_HAND[name].items():
        assert task_named(name).targets(bits_of(x)).tolist() == bits_of(t).tolist()


def test_a_bit_is_told_with_a_text_for_each_of_its_sources() -> None:
    both = TargetBit("({} AND {})", (1, 0))
    assert both.told(["x2", "x1"]) == "(x2 AND x1)"
    assert TargetBit("{} XOR 1", (3,)).told(["x4"]) == "x4 XOR 1"
    for texts in (["x2"], ["x2", "x1", "x3"]):
        with pytest.raises(ValueError, match=r"zip\(\) argument 2 is"):
            both.told(texts)


def test_an_example_shows_a_vector_and_its_target() -> None:
    assert task_named("invert").example(bits_of("01110")) == "01110 → 10001"
    assert task_named("reverse").example(bits_of("00110")) == "00110 → 01100"


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("bits", [1, 2, 5])
def test_all_that_is_said_of_a_task_says_the_same(name: str, bits: int) -> None:
    task, X = task_named(name), all_vectors(bits)
    T = task.targets(X)
    assert T.shape == (2**bits, task.outputs(bits))
    assert set(np.unique(T)) <= {0, 1}
    assert np.array_equal(eval(task.code, {"X": X}), T)
    for x, t in zip(X.tolist(), T.tolist(), strict=True):
        for output, bit in enumerate(t):
            made = task.bit(output, bits)
            formula = made.formula.format(*(x[source] for source in made.sources))
            assert eval(formula.replace("XOR", "^")) == bit


@pytest.mark.parametrize("name", TASKS)
def test_the_draws_of_a_run_depend_on_the_task_in_their_targets_alone(name: str) -> None:
    ours, notebooks = draw(Settings(task=name)), draw(Settings())
    assert np.array_equal(ours.vectors, notebooks.vectors)
    assert np.array_equal(ours.W1, notebooks.W1)
    assert np.array_equal(ours.W2, notebooks.W2)
    assert np.array_equal(ours.targets, task_named(name).targets(ours.vectors))


def test_the_notebook_s_task_is_the_default() -> None:
    assert Settings().task == "invert"
    assert next(iter(TASKS)) == "invert"
