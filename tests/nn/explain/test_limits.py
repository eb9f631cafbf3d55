"""What is said to be impossible is: tried on weights drawn at random and made on purpose."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from every_task import every_task

from nn.answers.forward import outputs
from nn.answers.validation import all_vectors
from nn.core.own_table import table_name
from nn.core.plain import forward
from nn.core.tasks import task_named
from nn.explain.limits import limits_of, most_answers

ONE = "with 1 hidden unit"


def answers_of(activations: np.ndarray, W2: np.ndarray) -> int:
    """How many different answers there are to some hidden activations."""
    return len({tuple(row) for row in (activations @ W2 > 0).tolist()})


@pytest.mark.parametrize(("hidden", "m"), [(1, 3), (2, 2), (2, 5), (3, 4), (3, 6), (4, 4), (5, 4)])
def test_no_network_gives_more_answers_than_are_said_to_be_possible(hidden: int, m: int) -> None:
    random, most = np.random.default_rng(3), 0
    for _ in range(40):
        W2 = random.normal(size=(hidden, m))
        activations = random.uniform(size=(4000, hidden)) ** random.choice([0.3, 1, 4])
        most = max(most, answers_of(activations, W2))
    assert most <= most_answers(hidden, m)
    assert most > 0.6 * most_answers(hidden, m)


def test_as_many_answers_are_counted_as_parts_of_a_space_cut_by_lines() -> None:
    # A line in 2 parts by a point, by two points in 3; a plane by 3 lines in 7, by 4 in 11.
    assert [most_answers(1, m) for m in (1, 2, 16)] == [1, 1, 1]
    assert [most_answers(2, m) for m in (1, 2, 3)] == [2, 3, 4]
    assert [most_answers(3, m) for m in (1, 2, 3, 4)] == [2, 4, 7, 11]
    assert most_answers(128, 16) == 2**16


@pytest.mark.parametrize("m", [1, 2, 3, 5])
def test_all_answers_take_one_hidden_unit_more_than_there_are_outputs(m: int) -> None:
    assert most_answers(m, m) == 2**m - 1
    assert most_answers(m + 1, m) == 2**m
    # So many are enough for all answers: a unit for each output, and one against them all.
    W2 = np.vstack([np.eye(m), np.full(m, -1.0)])
    corners = np.array([[*each, 0.5] for each in product([0.1, 0.9], repeat=m)])
    assert answers_of(corners, W2) == 2**m


@pytest.mark.parametrize(
    ("task", "bits", "answers", "least"),
    [
        ("invert", 5, 32, 6),
        ("reverse", 16, 65536, 17),
        ("neighbours", 4, 16, 5),
        ("parity", 5, 2, 2),
        ("majority", 4, 2, 2),
        ("addition", 4, 7, 3),
        ("addition", 8, 31, 5),
        ("xor:101", 3, 8, 4),
        ("table:2:1:0000", 2, 1, 1),
        ("table:1:3:111000", 1, 2, 2),
        (table_name(2, ["0001", "0010", "0100", "1000"]), 2, 4, 2),
        (table_name(2, ["001", "010", "100", "111"]), 2, 4, 2),
        (table_name(3, ["001", "010", "100", "111", "000", "000", "000", "000"]), 3, 5, 3),
    ],
)
def test_what_a_task_asks_is_counted(task: str, bits: int, answers: int, least: int) -> None:
    limits = limits_of(task, bits)
    different = {tuple(row) for row in task_named(task).targets(all_vectors(bits)).tolist()}
    assert limits.answers == len(different) == answers
    assert limits.hidden_units == least
    assert limits.bits == bits
    assert limits.impossible(least) == ""
    assert limits.impossible(128) == ""
    if least > 1:
        assert limits.impossible(least - 1).endswith(f"At least {least} are needed.")


def test_what_is_impossible_is_said_with_its_numbers() -> None:
    assert limits_of("invert", 5).impossible(5) == (
        "Cannot be learnt with 5 hidden units: its vectors have 32 different targets, and without "
        "biases 5 hidden units can tell apart at most 31. At least 6 are needed."
    )
    assert limits_of("parity", 3).impossible(1) == (
        "Cannot be learnt with 1 hidden unit: its vectors have 2 different targets, and without "
        "biases 1 hidden unit can tell apart at most 1. At least 2 are needed."
    )
    assert limits_of("addition", 4).need == (
        "It takes at least 3 hidden units, without biases, to give its vectors 7 different "
        "targets; as many need not be enough."
    )
    assert limits_of("table:1:1:00", 1).need == (
        "It takes at least 1 hidden unit, without biases, to give its vectors one target; as many "
        "need not be enough."
    )


REST = "no input is 1 and there is no bias, so every hidden unit is at 0.5, and half a column of W2"


@pytest.mark.parametrize(
    ("task", "bits", "said"),
    [
        ("invert", 5, f"00000 → 11111 is up to W2 alone: {REST} has to come to more than 0 at "
                      "every output."),
        ("reverse", 2, f"00 → 00 is up to W2 alone: {REST} has to come to less than 0 at every "
                       "output."),
        ("parity", 3, f"000 → 0 is up to W2 alone: {REST} has to come to less than 0."),
        ("table:1:1:10", 1, f"0 → 1 is up to W2 alone: {REST} has to come to more than 0."),
        ("xor:101", 3, f"000 → 101 is up to W2 alone: {REST} has to come to more than 0 at y1 and "
                       "y3 and to less at the others."),
        ("xor:01111", 5, f"00000 → 01111 is up to W2 alone: {REST} has to come to more than 0 at "
                         "y2, y3, y4 and y5 and to less at the others."),
        ("xor:0111111", 7, f"0000000 → 0111111 is up to W2 alone: {REST} has to come to more than "
                           "0 at 6 outputs and to less at the others."),
    ],
)  # fmt: skip
def test_what_the_vector_of_zeros_asks_is_said(task: str, bits: int, said: str) -> None:
    assert limits_of(task, bits).at_zero == said


@pytest.mark.parametrize("task", every_task(4))
def test_the_vector_of_zeros_is_answered_by_half_the_column_sums(task: str) -> None:
    limits, m = limits_of(task, 4), task_named(task).outputs(4)
    random = np.random.default_rng(8)
    for _ in range(20):
        W1, W2 = random.normal(size=(4, 6)), random.normal(size=(6, m))
        _, a1, _, a2 = forward(np.zeros(4), W1, W2)
        assert (a1 == 0.5).all()
        sums = W2.sum(axis=0) / 2
        assert a2 == pytest.approx(1 / (1 + np.exp(-sums)))
        right = all(
            (total > 0) == (bit == "1") for total, bit in zip(sums, limits.zeros, strict=True)
        )
        answer = outputs(np.zeros((1, 4)), W1, W2)[0] > 0.5
        assert right == (answer.astype(int).tolist() == list(map(int, limits.zeros)))
