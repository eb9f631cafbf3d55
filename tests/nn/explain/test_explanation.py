"""The arithmetic that is shown, read from its text and done by hand: Decimal and a small parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext

import numpy as np
import pytest
from every_task import every_task

from nn.core.settings import Settings
from nn.core.step import TRIED, Step, labels
from nn.explain.exact_text import shown
from nn.explain.explanation import Explanation, explain
from nn.explain.sentences import sentence_of
from nn.explain.symbols import SYMBOLS, Cell, cell_name, cell_title
from nn.run.events import LearningRateChange
from nn.run.recording import Recording
from nn.run.training import Training

TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?(?:e[+−-]?\d+)?|exp|log|XOR|carry of|[()+−×÷>])")
HAND = Context(prec=80, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
TINY = Decimal("1e-60")
"""Beside 1 a smaller number needs a wider context, wide enough for the smallest float."""


def all_cells(step: Step) -> Iterator[Cell]:
    """Every cell of a step that has a number."""
    for symbol in SYMBOLS:
        for index in np.ndindex(np.shape(getattr(step, symbol))):
            yield symbol, index


class ByHand:
    """Reads a shown sum from its text and does it."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        place = 0
        while place < len(text):
            found = TOKEN.match(text, place)
            assert found, text[place : place + 30]
            self._tokens.append(found[1])
            place = found.end()
        self._tokens.append("")

    def result(self) -> Decimal:
        value = self._comparison()
        assert self._tokens == [""]
        return value

    def _take(self) -> str:
        return self._tokens.pop(0)

    def _comparison(self) -> Decimal:
        value = self._sum()
        if self._tokens[0] == ">":
            self._take()
            return Decimal(int(value > self._sum()))
        while self._tokens[0] == "XOR":
            self._take()
            value = Decimal(int(value) ^ int(self._sum()))
        return value

    def _sum(self) -> Decimal:
        value = self._product()
        while self._tokens[0] in ("+", "−"):
            sign = 1 if self._take() == "+" else -1
            value += sign * self._product()
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while self._tokens[0] in ("×", "÷"):
            value = value * self._signed() if self._take() == "×" else value / self._signed()
        return value

    def _signed(self) -> Decimal:
        if self._tokens[0] == "−":
            self._take()
            return -self._signed()
        token = self._take()
        if token == "carry of":
            first = self._take()
            assert self._take() == "+"
            second = self._take()
            assert len(first) == len(second)
            return Decimal((int(first, 2) + int(second, 2)) // 2 ** len(first))
        if token in ("exp", "log", "("):
            if token != "(":
                assert self._take() == "("
            value = self._sum()
            assert self._take() == ")"
            return {"exp": value.exp, "log": value.ln}.get(token, lambda: value)()
        return Decimal(token.replace("−", "-"))


def number(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def unit_of(text: str) -> Decimal:
    exponent = number(text).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def check(explanation: Explanation) -> None:
    """What is shown must come to what is shown, and be what was computed."""
    exact = Decimal(explanation.value)
    with localcontext(HAND) as hand:
        if abs(exact) < TINY:
            hand.prec = 450
        result = number(explanation.result)
        if exact:
            assert abs(result - exact) <= abs(exact) * Decimal("5.1e-6")
            assert abs(result - exact) <= unit_of(explanation.result) / 2
        else:
            assert explanation.result == "0"
        if explanation.numbers.startswith("looked up at "):
            # What stands in the table is known to `test_tasks`.
            return
        if not explanation.numbers:
            assert not explanation.rounding
            return
        by_hand = ByHand(explanation.numbers).result()
        unit = unit_of(explanation.result) if result else Decimal("1e-6")
        rounded = (by_hand / unit).to_integral_value() * unit
        said = number(explanation.rounding) if explanation.rounding else Decimal(0)
        assert rounded + said == result, explanation.text
        # The remainder is the computer's own rounding: small against what was added up.
        terms = [
            abs(number(text))
            for row in explanation.table.rows
            for text in (row.product, row.total)
            if text
        ]
        assert abs(said) <= max([unit, *terms]) * Decimal("1e-12") + unit, explanation.text


def check_all(step: Step, most: int = 10**9) -> None:
    cells = list(all_cells(step))
    chosen = np.random.default_rng(3).permutation(len(cells))[:most]
    kinds = set()
    for place in chosen:
        symbol, index = cells[place]
        kinds.add(symbol)
        explanation = explain(step, symbol, index)
        name = f"{symbol}_after" if symbol in ("W1", "W2") else symbol
        assert explanation.value == (getattr(step, name)[index] if index else step.loss)
        check(explanation)
    assert len(kinds) > 8


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(5000)
    return made


@pytest.mark.parametrize("number_of_step", [1, 2, 64, 300, 1217, 2500, 5000])
def test_the_shown_arithmetic_of_every_cell_comes_to_what_was_computed(
    recording: Recording, number_of_step: int
) -> None:
    check_all(recording.step(number_of_step))


@pytest.mark.parametrize(
    ("task", "bits"), [(task, bits) for bits in (5, 6) for task in every_task(bits)]
)
def test_it_holds_for_every_task(task: str, bits: int) -> None:
    recording = Recording(Settings(bits=bits, task=task, learning_rate=0.7))
    recording.advance_to(40)
    check_all(recording.step(1))
    check_all(recording.step(40))


def test_a_target_says_what_the_task_makes_it_of(recording: Recording) -> None:
    inverted = explain(recording.step(1), "t", (1,))
    assert (inverted.formula, inverted.numbers, inverted.result) == ("x[x2] XOR 1", "1 XOR 1", "0")
    turned_round = Recording(Settings(task="reverse"))
    turned_round.advance_to(1)
    reversed_bit = explain(turned_round.step(1), "t", (0,))
    assert (reversed_bit.formula, reversed_bit.numbers) == ("x[x5]", "0")
    assert reversed_bit.table.rows[0].sources == (("x", (4,)),)


def test_it_holds_for_the_largest_network() -> None:
    training = Training(Settings(bits=16, hidden_units=128))
    training.advance_to(40)
    check_all(training.advance_with_step(), most=700)


@pytest.mark.parametrize("magnitude", [30.0, 300.0, 1000.0, 1e5, 1e12, 1e200])
def test_it_holds_where_units_are_saturated(magnitude: float) -> None:
    training = Training(Settings(bits=3, hidden_units=4))
    weights = np.random.default_rng(7).uniform(-magnitude, magnitude, 24)
    training.restore(0, weights, 0.1)
    for _ in range(6):
        check_all(training.advance_with_step())


def test_a_hidden_sum_shows_all_its_terms_with_their_cells(recording: Recording) -> None:
    explanation = explain(recording.step(1), "u1", (2,))
    assert explanation.name == "u1[h3]"
    assert explanation.formula == "Σᵢ x[xᵢ] · W1[xᵢ,h3]"
    assert explanation.title == "weighted sum of h3"
    rows = explanation.table.rows
    assert len(rows) == 5
    assert rows[1].sources == (("x", (1,)), ("W1", (1, 2)))
    assert float(sum(number(row.product) for row in rows)) == pytest.approx(explanation.value)


def test_a_weight_shows_before_gradient_rate_and_after(recording: Recording) -> None:
    step = recording.step(1)
    text = explain(step, "W2", (3, 1)).text
    assert "W2[h4,y2] before − η · d2[h4,y2]" in text
    assert f"{shown(float(step.W2[3, 1]), 8)} − 0.1 × " in text
    assert text.splitlines()[0] == "Step 1, weight from h4 to y2:"
    assert text.splitlines()[3] == f"  = {shown(float(step.W2_after[3, 1]))}"


def test_the_text_to_copy_has_a_line_for_all_there_is_to_say() -> None:
    bare = Explanation(
        name="u1[h3]",
        title="weighted sum of h3",
        step=1217,
        formula="Σᵢ x[xᵢ] · W1[xᵢ,h3]",
        numbers="",
        result="0.500000",
        rounding="",
        value=0.5,
    )
    assert bare.text == (
        "Step 1,217, weighted sum of h3:\nu1[h3] = Σᵢ x[xᵢ] · W1[xᵢ,h3]\n  = 0.500000"
    )
    full = replace(bare, step=TRIED, numbers="1 × 0.5", rounding="+0.000001", note="A note.")
    assert full.text == (
        "A vector that is tried, weighted sum of h3:\n"
        "u1[h3] = Σᵢ x[xᵢ] · W1[xᵢ,h3]\n"
        "  = 1 × 0.5\n"
        "  = 0.500000\n"
        "  (rounding of the numbers shown: +0.000001)\n"
        "  A note."
    )


def test_the_learning_rate_in_the_sum_is_the_step_s_own() -> None:
    recording = Recording(Settings())
    recording.advance_to(10)
    branch = recording.branch(10, LearningRateChange(0.037))
    branch.advance_to(11)
    assert " − 0.1 × " in explain(branch.step(10), "W2", (0, 0)).text
    assert " − 0.037 × " in explain(branch.step(11), "W2", (0, 0)).text


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_cell_that_is_not_there_is_refused(recording: Recording, symbol: str) -> None:
    if symbol == "loss":
        return
    index = tuple(99 for _ in SYMBOLS[symbol].units)
    with pytest.raises(IndexError):
        explain(recording.step(3), symbol, index)


def test_the_sums_of_the_notebook_s_run_leave_no_remainder_to_say(recording: Recording) -> None:
    for number_of_step in (1, 40, 700, 5000):
        step = recording.step(number_of_step)
        assert [cell for cell in all_cells(step) if explain(step, *cell).rounding] == []


def test_digits_are_added_only_where_the_sum_needs_them(recording: Recording) -> None:
    a2 = np.array([0.7, 0.5 + 1e-9, 0.5, 1 - 1e-9, 1e-9])
    t = np.array([0.0, 0.0, 1.0, 1.0, 0.0])
    close = replace(recording.step(1), a2=a2, t=t, e2=a2 - t, label=labels(a2))
    assert explain(close, "label", (0,)).numbers == "0.70000000 > 0.5"
    assert explain(close, "label", (1,)).numbers == "0.5000000010 > 0.5"
    assert explain(close, "label", (2,)).result == "0"
    for cell in (("label", (1,)), ("e2", (1,)), ("e2", (3,)), ("e2", (4,))):
        check(explain(close, *cell))
        assert explain(close, *cell).rounding == ""


@pytest.mark.parametrize("change", [1e-3, 1e-9, 1e-14])
def test_a_small_change_of_a_weight_is_seen_in_it(recording: Recording, change: float) -> None:
    step = recording.step(1)
    d2 = np.full_like(step.d2, change / step.learning_rate)
    small = replace(step, d2=d2, W2_after=step.W2 - step.learning_rate * d2)
    explanation = explain(small, "W2", (3, 1))
    check(explanation)
    seen = Decimal(float(step.W2[3, 1])) - number(explanation.result)
    assert float(seen) == pytest.approx(change, rel=0.02)


def test_a_change_below_the_last_digit_is_said(recording: Recording) -> None:
    step = recording.step(1)
    d2 = np.full_like(step.d2, 1e-30)
    none = replace(step, d2=d2, W2_after=step.W2 - step.learning_rate * d2)
    assert "stays as it is" in explain(none, "W2", (3, 1)).text
    assert explain(step, "W2", (3, 1)).note == ""


@pytest.mark.parametrize("wanted", [0.0, 1.0])
def test_the_loss_next_to_saturation_keeps_its_digits(recording: Recording, wanted: float) -> None:
    a2 = np.array([np.nextafter(1.0, 0.0), 1e-300, 0.5])
    t = np.full(3, wanted)
    loss = float(-np.mean(t * np.log(a2) + (1 - t) * np.log(1 - a2)))
    explanation = explain(replace(recording.step(1), a2=a2, t=t, loss=loss), "loss", ())
    check(explanation)
    assert explanation.rounding == ""


@pytest.mark.parametrize(
    ("symbol", "index", "name", "title"),
    [
        ("W1", (1, 2), "W1[x2,h3]", "weight from x2 to h3"),
        ("d2", (9, 4), "d2[h10,y5]", "gradient of the weight from h10 to y5"),
        ("a1", (2,), "a1[h3]", "hidden activation of h3"),
        ("loss", (), "loss", "loss of the step"),
    ],
)
def test_cells_are_named_from_one(
    symbol: str, index: tuple[int, ...], name: str, title: str
) -> None:
    assert cell_name(symbol, index) == name
    assert cell_title(symbol, index) == title


def test_a_cell_s_name_has_as_many_places_as_its_array() -> None:
    with pytest.raises(ValueError, match="shorter"):
        cell_name("W1", (1,))
    with pytest.raises(ValueError, match="longer"):
        cell_title("u1", (1, 2))


def test_an_explanation_says_why_in_a_sentence() -> None:
    recording = Recording(Settings())
    recording.advance_to(9)
    step = recording.step(9)
    cells: list[Cell] = [("u1", (2,)), ("loss", ()), ("W2", (3, 1))]
    for cell in cells:
        assert explain(step, *cell).sentence == sentence_of(step, *cell) != ""
