"""What is asked in a step and what is right, beside the numbers of the step itself."""

from __future__ import annotations

import numpy as np
import pytest

from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.exact_text import rounded
from nn.explain.guesses import FALL, RISE, STAY, Question, Tally, Verdict, judge, questions
from nn.explain.phases import PHASES
from nn.explain.symbols import cell_name
from nn.explain.why_it_moves import why_it_moves
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def step() -> Step:
    recording = Recording(Settings())
    recording.advance_to(40)
    return recording.step(40)


OUTPUTS = questions(None)[0]


def of_weight(symbol: str, *index: int) -> Question:
    return questions((symbol, index))[1]


def test_without_a_weight_only_the_outputs_are_asked_for() -> None:
    (asked,) = questions(None)
    assert asked.weight is None
    assert "label" in PHASES[asked.phase].writes
    assert questions(("a1", (2,))) == (asked,)


@pytest.mark.parametrize(("symbol", "matrix"), [("W1", "W1"), ("d1", "W1"), ("W2", "W2")])
def test_of_a_weight_or_its_gradient_it_is_asked_how_the_weight_moves(
    symbol: str, matrix: str
) -> None:
    outputs, update = questions((symbol, (3, 1)))
    assert outputs == OUTPUTS
    assert update.weight == (matrix, (3, 1))
    assert matrix in PHASES[update.phase].writes
    assert update.text.startswith(f"Will {matrix}[")


def test_outputs_are_right_only_if_every_bit_is(step: Step) -> None:
    shown = (step.a2 > 0.5).astype(int)
    right = judge(step, OUTPUTS, tuple(shown.tolist()))
    there = "".join(map(str, shown))
    because = "An output is 1 where its sum u2 is above 0, for there σ(u2) is above ½."
    assert right == Verdict(True, f"You guessed {there}, and so it is.", because)
    for place in range(len(shown)):
        guess = shown.copy()
        guess[place] = 1 - guess[place]
        wrong = judge(step, OUTPUTS, tuple(guess.tolist()))
        guessed = "".join(map(str, guess))
        text = f"You guessed {guessed}, but it is {there}: not so y{place + 1}."
        assert wrong == Verdict(False, text, because)


def test_every_wrong_output_is_named(step: Step) -> None:
    guess = tuple((step.a2 <= 0.5).astype(int).tolist())
    assert judge(step, OUTPUTS, guess).text.endswith("not so y1, y2, y3, y4, y5.")


@pytest.mark.parametrize("symbol", ["W1", "W2"])
def test_a_weight_rises_falls_or_stays_as_the_step_moves_it(step: Step, symbol: str) -> None:
    change = getattr(step, f"{symbol}_after") - getattr(step, symbol)
    seen = set()
    for index in np.ndindex(change.shape):
        moved = (STAY, RISE, FALL)[int(np.sign(change[index]))]
        seen.add(moved)
        for guess in (RISE, FALL, STAY):
            question = of_weight(symbol, *index)
            assert question.weight is not None
            by = "" if moved == STAY else f" by {rounded(abs(change[index]))}"
            what = "and so it does" if guess == moved else f"but it {moved}s"
            assert judge(step, question, guess) == Verdict(
                guess == moved,
                f"You guessed that {cell_name(*question.weight)} will {guess}, {what}{by}.",
                why_it_moves(step, symbol, index),
            )
    assert {RISE, FALL} <= seen
    assert (STAY in seen) == (symbol == "W1")


def test_by_how_much_it_moves_is_said(step: Step) -> None:
    change = float(step.W2_after[0, 0] - step.W2[0, 0])
    assert judge(step, of_weight("W2", 0, 0), STAY).text.endswith(f" by {abs(change):.6g}.")


def test_the_tally_counts() -> None:
    tally = Tally()
    assert tally.text == ""
    for right in (True, False, True):
        tally = tally.with_one(right)
    assert tally.text == "2 of 3 right"
