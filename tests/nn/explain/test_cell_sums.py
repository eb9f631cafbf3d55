"""What stands behind each cell, written out by hand for steps made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, localcontext
from math import log

import numpy as np
import pytest

from nn.core.arrays import Array
from nn.core.step import Step, labels
from nn.core.task import TargetBit, Task
from nn.core.tasks import TASKS
from nn.explain.explanation import explain
from nn.explain.symbols import Cell, Index

FORMULAS: dict[Cell, str] = {
    ("x", (1,)): "bit 2 of observation 1,217",
    ("t", (1,)): "x[x2] XOR 1",
    ("u1", (2,)): "Σᵢ x[xᵢ] · W1[xᵢ,h3]",
    ("a1", (2,)): "σ(u1[h3]) = 1 ÷ (1 + exp(−u1[h3]))",
    ("slope1", (2,)): "σ′(u1[h3]) = exp(−u1[h3]) ÷ (1 + exp(−u1[h3]))²",
    ("u2", (1,)): "Σᵢ a1[hᵢ] · W2[hᵢ,y2]",
    ("a2", (1,)): "σ(u2[y2]) = 1 ÷ (1 + exp(−u2[y2]))",
    ("label", (1,)): "1 if a2[y2] > 0.5, else 0",
    ("loss", ()): "−mean(t · log(a2) + (1 − t) · log(1 − a2)), over the outputs",
    ("e2", (1,)): "a2[y2] − t[y2]",
    ("d2", (2, 1)): "a1[h3] · e2[y2]",
    ("e1", (2,)): "(Σᵢ W2[h3,yᵢ] · e2[yᵢ]) · σ′(u1[h3])",
    ("d1", (1, 2)): "x[x2] · e1[h3]",
    ("W1", (1, 2)): "W1[x2,h3] before − η · d1[x2,h3]",
    ("W2", (2, 1)): "W2[h3,y2] before − η · d2[h3,y2]",
}

NUMBERS: dict[Cell, str] = {
    ("x", (1,)): "",
    ("t", (1,)): "0 XOR 1",
    ("u1", (0,)): "1 × 0 + 0 × 0.12500000",
    ("u1", (2,)): "1 × (−0.25000000) + 0 × 0.75000000",
    ("a1", (0,)): "1 ÷ (1 + exp(0))",
    ("a1", (1,)): "1 ÷ (1 + exp(−0.50000000))",
    ("a1", (2,)): "1 ÷ (1 + exp(−(−0.25000000)))",
    ("slope1", (0,)): "exp(0) ÷ ((1 + exp(0)) × (1 + exp(0)))",
    ("slope1", (2,)): (
        "exp(−(−0.25000000)) ÷ ((1 + exp(−(−0.25000000))) × (1 + exp(−(−0.25000000))))"
    ),
    ("e1", (0,)): "(0.20000000 × (−0.50000000) + (−0.10000000) × 0.50000000) × 0.25000000",
    ("d1", (0, 0)): "1 × (−0.037500000)",
    ("W1", (0, 0)): "0 − 0.1 × (−0.037500000)",
    ("W2", (0, 0)): "0.20000000 − 0.1 × (−0.25000000)",
}
"""With the numbers of the readable step: a negative number stands in parentheses, 0 has no sign."""


def made_step(e2: Array | None = None) -> Step:
    """A step of 2 bits and 3 hidden units by the formulas, unless its output errors are given."""
    x, t = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    W1 = np.array([[0.0, 0.5, -0.25], [0.125, -0.5, 0.75]])
    W2 = np.array([[0.2, -0.1], [0.3, 0.4], [-0.6, 0.7]])
    u1 = x @ W1
    a1 = 1 / (1 + np.exp(-u1))
    slope1 = a1 * (1 - a1)
    u2 = a1 @ W2
    a2 = 1 / (1 + np.exp(-u2))
    e2 = a2 - t if e2 is None else e2
    e1 = (W2 @ e2) * slope1
    d1, d2 = np.outer(x, e1), np.outer(a1, e2)
    loss = -(log(1 - a2[0]) + log(a2[1])) / 2
    after = W1 - 0.1 * d1, W2 - 0.1 * d2
    return Step(
        1217, 1, 1217, "invert", 0.1,
        x, t, u1, a1, slope1, u2, a2, labels(a2), loss, e2, d2, e1, d1, W1, W2, *after,
    )  # fmt: skip


STEP = made_step()
READABLE = made_step(np.array([-0.5, 0.5]))
"""With errors that are easily read."""


def of_u2(u2: Iterable[float], t: Iterable[float], loss: float) -> Step:
    """A step whose outputs have these weighted sums."""
    sums, targets = np.array(list(u2)), np.array(list(t))
    with np.errstate(over="ignore"):
        a2 = 1 / (1 + np.exp(-sums))
    return replace(STEP, u2=sums, a2=a2, t=targets, loss=loss)


@pytest.mark.parametrize("cell", FORMULAS, ids=lambda cell: cell[0])
def test_every_cell_has_the_notebook_s_formula(cell: Cell) -> None:
    assert explain(STEP, *cell).formula == FORMULAS[cell]


@pytest.mark.parametrize("cell", NUMBERS, ids=lambda cell: f"{cell[0]}{cell[1]}")
def test_the_numbers_stand_in_the_formula_s_places(cell: Cell) -> None:
    assert explain(READABLE, *cell).numbers == NUMBERS[cell]


def task_that_says(formula: str, *sources: int) -> Task:
    bit = TargetBit(formula, sources)
    return TASKS["invert"]._replace(name="drawn", bit=lambda output, bits: bit)


@pytest.mark.parametrize(
    ("formula", "sources", "numbers", "said"),
    [
        ("{}", (0,), "1", "x[x1]"),
        ("{} XOR 1", (1,), "0 XOR 1", "x[x2] XOR 1"),
        ("1 − {}", (0,), "1 − 1", "1 − x[x1]"),
        ("({} AND {})", (1, 0), "(0 AND 1)", "(x[x2] AND x[x1])"),
    ],
)
def test_a_target_is_told_in_the_words_of_its_task(
    monkeypatch: pytest.MonkeyPatch,
    formula: str,
    sources: tuple[int, ...],
    numbers: str,
    said: str,
) -> None:
    monkeypatch.setitem(TASKS, "drawn", task_that_says(formula, *sources))  # type: ignore[arg-type]
    told = explain(replace(STEP, task="drawn"), "t", (1,))
    assert told.numbers == numbers
    assert [row.sources for row in told.table.rows] == [(("x", (each,)),) for each in sources]
    assert told.formula == said


def test_the_words_of_a_task_have_a_place_for_each_bit_they_are_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(TASKS, "drawn", task_that_says("{}", 0, 1))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="shorter"):
        explain(replace(STEP, task="drawn"), "t", (1,))


def test_a_saturated_loss_is_made_of_u2() -> None:
    step = of_u2([0.5, 800.0, -800.0], [1.0, 0.0, 1.0], loss=1600.474076984 / 3)
    explanation = explain(step, "loss", ())
    assert explanation.numbers == (
        "−(log(1 ÷ (1 + exp(−0.50000000))) + log(1 ÷ (1 + exp(−(−800))))"
        " + log(1 ÷ (1 + exp(−(−800))))) ÷ 3"
    )
    assert explanation.rounding == ""
    assert explanation.note == (
        "An output is 0 or 1 to every digit: the sum is made from u2, with a2 = 1 ÷ (1 + exp(−u2))."
    )
    assert explain(STEP, "loss", ()).note == ""


@pytest.mark.parametrize("u2", [800.0, -800.0])
def test_an_output_that_is_0_or_1_makes_a_saturated_loss_even_where_it_is_right(u2: float) -> None:
    step = of_u2([u2, 0.5], [float(u2 > 0), 1.0], loss=0.474076984 / 2)
    assert step.a2[0] == (u2 > 0)
    told = explain(step, "loss", ())
    assert [row.sources[0][0] for row in told.table.rows if row.sources] == ["u2", "u2"]
    assert told.note.startswith("An output is 0 or 1")


def test_a_loss_of_which_hardly_anything_is_left_comes_out_by_hand() -> None:
    with localcontext() as exact:
        exact.prec = 50
        loss = (Decimal(-400).exp() + Decimal(-380).exp()) / 2
    explanation = explain(of_u2([400.0, -380.0], [1.0, 0.0], float(loss)), "loss", ())
    assert explanation.result == f"{loss:.5e}"
    assert explanation.rounding == ""


def test_the_digits_of_u2_that_are_shown_are_those_that_are_added_up() -> None:
    for place in range(100):
        u2 = 0.1 + place * 0.0123456789
        loss = (800 + log(1 + np.exp(-u2))) / 2
        explanation = explain(of_u2([u2, 800.0], [1.0, 0.0], loss), "loss", ())
        shown = explanation.numbers.split("exp(−")[1].split(")")[0]
        by_hand = (800 + (1 + (-Decimal(shown)).exp()).ln()) / 2
        assert f"{by_hand:.6f}" == explanation.result
        assert explanation.rounding == ""


def test_beyond_a_million_no_exponential_is_shown() -> None:
    far = replace(STEP, u1=np.array([1e6, -1e6, 1.5e6]), a1=np.array([1.0, 0.0, 1.0]))
    assert explain(far, "a1", (0,)).numbers == "1 ÷ (1 + exp(−1000000))"
    assert explain(far, "slope1", (1,)).numbers.startswith("exp(−(−1000000)) ÷ ")
    a1, slope1 = explain(far, "a1", (2,)), explain(far, "slope1", (2,))
    assert (a1.formula, a1.numbers) == (FORMULAS["a1", (2,)], "")
    assert a1.note == "u1[h3] is so far from 0 that σ is 1."
    assert (slope1.formula, slope1.numbers) == (FORMULAS["slope1", (2,)], "")
    assert slope1.note == "u1[h3] is so far from 0 that σ no longer changes."
    for symbol, rows in (("a1", 4), ("slope1", 5)):
        assert [len(explain(far, symbol, (h,)).table.rows) for h in range(3)] == [rows, rows, 1]
    assert [row.label for row in a1.table.rows] == ["u1[h3]"]


def test_the_loss_of_an_output_beyond_a_million_is_how_far_it_is_on_the_wrong_side() -> None:
    far = explain(of_u2([2e6, -3e6], [1.0, 1.0], 1.5e6), "loss", ())
    assert (far.numbers, far.result, far.rounding) == ("−(0 + (−3000000)) ÷ 2", "1500000", "")
    here = explain(of_u2([1e6, -1e6], [1.0, 1.0], 5e5), "loss", ())
    assert here.numbers.count("exp(") == 2


@pytest.mark.parametrize(
    ("symbol", "index"), [cell for cell in FORMULAS if cell[0] not in ("x", "label", "t")]
)
def test_a_number_that_does_not_come_out_of_its_sum_is_given_away(
    symbol: str, index: Index
) -> None:
    name = f"{symbol}_after" if symbol in ("W1", "W2") else symbol
    off = replace(STEP, **{name: getattr(STEP, name) + 0.001})
    assert explain(STEP, symbol, index).rounding == ""
    said = explain(off, symbol, index).rounding
    assert float(said.replace("−", "-")) == pytest.approx(0.001, abs=2e-6)


def test_a_bit_that_does_not_come_out_of_its_sum_is_given_away() -> None:
    off = replace(STEP, label=1 - STEP.label, t=1 - STEP.t)
    assert explain(STEP, "label", (1,)).rounding == explain(STEP, "t", (1,)).rounding == ""
    assert explain(off, "label", (1,)).rounding == "−1"
    assert explain(off, "t", (1,)).rounding == "−1"


@pytest.mark.parametrize("symbol", ["a1", "slope1"])
def test_a_sigmoid_next_to_where_its_last_digit_turns_gets_the_digits_it_needs(symbol: str) -> None:
    for place in range(1, 90):
        turn = Decimal(place) / 200 + Decimal("0.0000005")
        # The sum at which the sigmoid, or its slope, has exactly this value, and a little more.
        y = float(turn if symbol == "a1" else (1 - (1 - 4 * turn / 2).sqrt()) / 2)
        u1 = np.array([0.0, 0.0, log(y / (1 - y)) + 1e-9])
        a1 = 1 / (1 + np.exp(-u1))
        step = replace(STEP, u1=u1, a1=a1, slope1=a1 * (1 - a1))
        explanation = explain(step, symbol, (2,))
        written = explanation.numbers.split("exp(−")[1].split(")")[0].strip("(")
        z = (-Decimal(written.replace("−", "-"))).exp()
        by_hand = 1 / (1 + z) if symbol == "a1" else z / (1 + z) ** 2
        assert f"{by_hand:.{len(explanation.result) - 2}f}" == explanation.result


@pytest.mark.parametrize(
    ("change", "result"),
    [(-1.2345e-2, "0.212345"), (-1.2345e-7, "0.200000123"), (-1.2345e-9, "0.20000000123")],
)
def test_three_digits_of_a_weight_s_change_are_seen_in_it(change: float, result: str) -> None:
    d2 = np.full_like(STEP.d2, change * 10)
    step = replace(STEP, d2=d2, W2_after=STEP.W2 - change)
    assert explain(step, "W2", (0, 0)).result == result


def test_only_a_gradient_too_small_for_the_weight_is_remarked_on() -> None:
    remark = "The change is smaller than the last digit of the weight: it stays as it is."
    for slope, note in ((0.0, ""), (1e-30, remark), (1.0, "")):
        d2 = np.full_like(STEP.d2, slope)
        step = replace(STEP, d2=d2, W2_after=STEP.W2 - 0.1 * d2)
        assert explain(step, "W2", (2, 1)).note == note
