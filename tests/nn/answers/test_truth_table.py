from __future__ import annotations

import numpy as np
import pytest
from every_task import every_task

from nn.answers.shares import Shares, percent, shares_of
from nn.answers.truth_table import PART, Questions, TruthTable, answer_all, count_right
from nn.core import plain
from nn.core.arrays import Array
from nn.core.draws import draw
from nn.core.settings import Settings
from nn.core.tasks import task_named
from nn.run.recording import Recording

SMALL = Settings(bits=3, hidden_units=4, seed=5)


def answered(settings: Settings, W1: Array, W2: Array) -> TruthTable:
    made = answer_all(Questions(settings), W1, W2)
    assert made is not None
    return made


def trained(settings: Settings, steps: int) -> tuple[Array, Array]:
    recording = Recording(settings)
    recording.advance_to(steps)
    moment = recording.moment(steps)
    return moment.W1, moment.W2


def by_hand(text: str, task: str) -> str:
    """The target of a vector, without the product's tasks."""
    return text[::-1] if task == "reverse" else text.translate(str.maketrans("01", "10"))


@pytest.mark.parametrize("task", ["invert", "reverse"])
@pytest.mark.parametrize(("bits", "hidden", "steps"), [(1, 1, 0), (5, 10, 200), (10, 128, 30)])
def test_every_answer_is_that_of_the_readable_core_to_the_last_bit(
    task: str, bits: int, hidden: int, steps: int
) -> None:
    settings = Settings(bits=bits, hidden_units=hidden, task=task)
    W1, W2 = trained(settings, steps)
    table = answered(settings, W1, W2)
    assert len(table.a2) == len(table.loss) == 2**bits
    for number in range(2**bits):
        text = format(number, f"0{bits}b")
        x, t = (np.array([float(bit) for bit in each]) for each in (text, by_hand(text, task)))
        _, _, u2, a2 = plain.forward(x, W1, W2)
        assert table.questions.vectors[number].tolist() == x.tolist()
        assert table.questions.correct[number].tolist() == t.tolist()
        assert table.a2[number].tolist() == a2.tolist()
        assert table.loss[number] == plain.loss(u2, a2, t)
        guessed = [int(each > 0.5) for each in a2]
        assert table.label[number].tolist() == guessed
        wrong = [each != bit for each, bit in zip(guessed, t.tolist(), strict=True)]
        assert table.wrong[number].tolist() == wrong
        assert table.wrong_bits[number] == sum(wrong)


def test_saturated_outputs_have_the_true_loss() -> None:
    settings = Settings(bits=2, hidden_units=2)
    W1 = np.array([[2000.0, 1.0], [-2000.0, 0.5]])
    W2 = np.array([[3000.0, 0.5], [-1500.0, -40.0]])
    table = answered(settings, W1, W2)
    assert ((table.a2 == 0.0) | (table.a2 == 1.0)).any(axis=1).tolist() != [False] * 4
    for number, x in enumerate(table.questions.inputs):
        _, _, u2, a2 = plain.forward(x, W1, W2)
        assert table.loss[number] == plain.loss(u2, a2, 1.0 - x)
    assert np.isfinite(table.loss).all()


def test_of_the_largest_network_all_parts_are_put_together() -> None:
    settings = Settings(bits=16, hidden_units=3)
    draws = draw(settings)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    table = answer_all(Questions(settings), draws.W1, draws.W2, progress)
    assert table is not None
    assert told == [(done, 2**16) for done in range(PART, 2**16 + 1, PART)]
    for number in (0, 1, PART - 1, PART, 40_000, 2**16 - 1):
        x = np.array([float(bit) for bit in format(number, "016b")])
        _, _, u2, a2 = plain.forward(x, draws.W1, draws.W2)
        assert table.a2[number].tolist() == a2.tolist()
        assert table.loss[number] == plain.loss(u2, a2, 1.0 - x)


def test_it_can_be_cancelled() -> None:
    draws = draw(SMALL)
    assert answer_all(Questions(SMALL), draws.W1, draws.W2, lambda done, total: False) is None


def test_what_is_right_is_counted_by_vector_and_by_output() -> None:
    wrong = np.array([[0, 0, 0], [1, 0, 0], [1, 0, 1], [0, 0, 0]], bool)
    shares = shares_of(wrong)
    assert shares == Shares(4, 2, (2, 4, 3))
    assert (shares.bits, shares.right_bits) == (12, 9)
    assert shares.of_vectors == "2 of 4 vectors flawless: 50.0 %"
    assert shares.of_bits == "9 of 12 bits right: 75.0 %"
    assert (
        shares.of_outputs.replace("\N{NO-BREAK SPACE}", " ") == "y1 50.0 %, y2 100.0 %, y3 75.0 %"
    )


def test_a_hundred_percent_is_said_only_where_nothing_is_missing() -> None:
    assert percent(65_535, 65_536) == "99.9 %"
    assert percent(65_536, 65_536) == "100.0 %"
    assert percent(0, 32) == "0.0 %"


@pytest.mark.parametrize(("bits", "steps"), [(5, 100), (14, 300)])
def test_the_shares_are_those_of_the_table(bits: int, steps: int) -> None:
    settings = Settings(bits=bits, learning_rate=0.5)
    W1, W2 = trained(settings, steps)
    found = count_right(Questions(settings), W1, W2)
    assert found == answered(settings, W1, W2).shares
    assert found is not None
    assert 0 < found.flawless < found.vectors
    assert {type(each) for each in (found.flawless, *found.right)} == {int}


def test_counting_can_be_cancelled() -> None:
    settings = Settings(bits=15)
    draws, told = draw(settings), []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 2

    assert count_right(Questions(settings), draws.W1, draws.W2, progress) is None
    assert told == [(PART, 2**15), (2 * PART, 2**15)]


@pytest.mark.parametrize("task", every_task(4))
def test_every_task_is_answered_also_with_fewer_or_more_outputs_than_inputs(task: str) -> None:
    settings = Settings(bits=4, hidden_units=5, task=task)
    W1, W2 = trained(settings, 40)
    table = answered(settings, W1, W2)
    assert table.a2.shape == table.wrong.shape == (16, settings.outputs)
    for number, x in enumerate(table.questions.inputs):
        [t] = task_named(task).targets(np.array([[int(bit) for bit in f"{number:04b}"]]))
        _, _, u2, a2 = plain.forward(x, W1, W2)
        assert table.questions.correct[number].tolist() == t.tolist()
        assert table.a2[number].tolist() == a2.tolist()
        assert table.loss[number] == plain.loss(u2, a2, t)
    assert table.shares == count_right(table.questions, W1, W2)
    assert table.shares.bits == 16 * settings.outputs
