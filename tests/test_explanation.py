"""The arithmetic that is shown, read from its text and done by hand: Decimal and a small parser."""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext

import numpy as np
import pytest

from nn.exact_text import shown
from nn.explanation import UNITS, Explanation, all_cells, explain
from nn.recording import Recording
from nn.settings import Settings
from nn.step import Step
from nn.training import Training

TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?(?:e[+−-]?\d+)?|exp|log|XOR|[()+−×÷>])")
HAND = Context(prec=80, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


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
        if self._tokens[0] == "XOR":
            self._take()
            return Decimal(int(value) ^ int(self._sum()))
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
        if token in ("exp", "log", "("):
            if token != "(":
                assert self._take() == "("
            value = self._sum()
            assert self._take() == ")"
            return {"exp": value.exp, "log": value.ln}.get(token, lambda: value)()
        return Decimal(token.replace("−", "-"))


def number(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def check(explanation: Explanation) -> None:
    """What is shown must come to what is shown, and be what was computed."""
    assert explanation.result == shown(explanation.value)
    exact = Decimal(explanation.value)
    with localcontext(HAND):
        if exact:
            assert abs(number(explanation.result) - exact) <= abs(exact) * Decimal("5.1e-6")
        else:
            assert explanation.result == "0"
        if not explanation.pieces:
            assert not explanation.rounding
            return
        by_hand = ByHand(explanation.numbers).result()
        result = number(explanation.result)
        exponent = result.as_tuple().exponent
        assert isinstance(exponent, int)
        unit = Decimal(1).scaleb(exponent) if explanation.result != "0" else Decimal("1e-6")
        rounded = (by_hand / unit).to_integral_value() * unit
        said = number(explanation.rounding) if explanation.rounding else Decimal(0)
        assert rounded + said == result, explanation.text
        # The remainder is rounding only: small against the numbers that were added up.
        terms = [
            abs(number(each)) for each in re.findall(r"\d+\.\d+(?:e[−-]?\d+)?", explanation.numbers)
        ]
        largest = max([abs(result), Decimal(1), *terms])
        assert abs(said) <= largest * largest * Decimal("2e-4"), explanation.text


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


def test_it_holds_for_the_largest_network() -> None:
    training = Training(Settings(bits=16, hidden_units=128))
    training.advance_to(40)
    check_all(training.advance_with_step(), most=700)


@pytest.mark.parametrize("magnitude", [30.0, 1000.0, 1e5, 1e12])
def test_it_holds_where_units_are_saturated(magnitude: float) -> None:
    training = Training(Settings(bits=3, hidden_units=4))
    weights = np.random.default_rng(7).uniform(-magnitude, magnitude, 24)
    training.restore(0, weights, 0.1)
    for _ in range(6):
        check_all(training.advance_with_step())


def test_a_hidden_sum_shows_all_its_terms_with_their_cells(recording: Recording) -> None:
    explanation = explain(recording.step(1), "u1", (2,))
    assert explanation.name == "u1[h3]"
    assert explanation.formula == "Σᵢ x[xi] · W1[xi,h3]"
    terms = [piece for piece in explanation.pieces if piece.sources]
    assert len(terms) == 5
    assert terms[1].sources == (("x", (1,)), ("W1", (1, 2)))


def test_a_weight_shows_before_gradient_rate_and_after(recording: Recording) -> None:
    step = recording.step(1)
    text = explain(step, "W2", (3, 1)).text
    assert "W2[h4,y2] before − η · d2[h4,y2]" in text
    assert f"{shown(float(step.W2[3, 1]))} − 0.1 × " in text
    assert text.splitlines()[2] == f"  = {shown(float(step.W2_after[3, 1]))}"


def test_the_learning_rate_in_the_sum_is_the_step_s_own() -> None:
    from nn.events import LearningRateChange

    recording = Recording(Settings())
    recording.advance_to(10)
    branch = recording.branch(10, LearningRateChange(0.037))
    branch.advance_to(11)
    assert " − 0.1 × " in explain(branch.step(10), "W2", (0, 0)).text
    assert " − 0.037 × " in explain(branch.step(11), "W2", (0, 0)).text


@pytest.mark.parametrize("symbol", UNITS)
def test_a_cell_that_is_not_there_is_refused(recording: Recording, symbol: str) -> None:
    if symbol == "loss":
        return
    index = tuple(99 for _ in UNITS[symbol])
    with pytest.raises(IndexError):
        explain(recording.step(3), symbol, index)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.500000"),
        (-0.0123456789, "−0.0123457"),
        (0.0, "0"),
        (1.0, "1"),
        (-3.0, "−3"),
        (1.5e12, "1.50000e+12"),
        (2.5e-13, "2.50000e-13"),
    ],
)
def test_numbers_keep_six_digits(value: float, text: str) -> None:
    assert shown(value) == text
