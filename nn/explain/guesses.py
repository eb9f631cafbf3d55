"""Guessing before it is shown: what is asked in a step, what is right, and how often it was."""

from __future__ import annotations

from typing import NamedTuple

from nn.core.step import Step
from nn.explain.exact_text import rounded
from nn.explain.lenses import MATRICES
from nn.explain.phases import OVERLAYS, UPDATE_PHASE, index_writing
from nn.explain.symbols import SYMBOLS, Cell, cell_name
from nn.explain.why_it_moves import why_it_moves

OUTPUTS_PHASE = index_writing("label")
"""Shows which outputs are 1."""

RISE, FALL, STAY = "rise", "fall", "stay"

Guess = tuple[int, ...] | str
"""The bit of every output; or, of a weight, `RISE`, `FALL` or `STAY`."""


class Question(NamedTuple):
    """What is asked before a phase.

    Attributes:
        phase: the index of the phase that shows it.
        weight: that which is to move; None where the outputs are asked for.
    """

    phase: int
    weight: Cell | None

    @property
    def text(self) -> str:
        """The question."""
        if self.weight is None:
            return "Which outputs will be 1?"
        return f"Will {cell_name(*self.weight)} rise, fall or stay?"


class Verdict(NamedTuple):
    """A guess beside what is shown.

    Attributes:
        right: whether it was all right.
        text: both, one sentence.
        because: why it is as it is, in words.
    """

    right: bool
    text: str
    because: str


class Tally(NamedTuple):
    """How often a guess was right, of how many."""

    right: int = 0
    guesses: int = 0

    def with_one(self, right: bool) -> Tally:
        """With one guess more."""
        return Tally(self.right + right, self.guesses + 1)

    @property
    def text(self) -> str:
        """The tally in words; "" without any guess."""
        return f"{self.right:,} of {self.guesses:,} right" if self.guesses else ""


def questions(selected: Cell | None) -> tuple[Question, ...]:
    """What is asked in a step, in the order of its phases.

    Args:
        selected: a cell of the picture; of no weight, and of no gradient, nothing is asked.
    """
    asked = [Question(OUTPUTS_PHASE, None)]
    if selected is not None:
        symbol = OVERLAYS.get(selected[0], selected[0])
        if symbol in MATRICES:
            asked.append(Question(UPDATE_PHASE, (symbol, selected[1])))
    return tuple(asked)


def judge(step: Step, question: Question, guess: Guess) -> Verdict:
    """Put a guess beside what the step shows.

    Args:
        step: which answers the question.
        question: asked before a phase of it.
        guess: of the outputs a bit for each, of the weight how it moves.
    """
    if question.weight is None:
        return _judge_outputs(step, tuple(map(int, guess)))
    return _judge_weight(step, question.weight, str(guess))


def _judge_outputs(step: Step, guess: tuple[int, ...]) -> Verdict:
    shown = tuple(step.label.tolist())
    wrong = [f"y{place + 1}" for place, bit in enumerate(shown) if guess[place] != bit]
    guessed, there = ("".join(map(str, bits)) for bits in (guess, shown))
    because = "An output is 1 where its sum u2 is above 0, for there σ(u2) is above ½."
    if not wrong:
        return Verdict(True, f"You guessed {guessed}, and so it is.", because)
    return Verdict(
        False, f"You guessed {guessed}, but it is {there}: not so {', '.join(wrong)}.", because
    )


def _judge_weight(step: Step, weight: Cell, guess: str) -> Verdict:
    symbol, index = weight
    before = float(getattr(step, symbol)[index])
    change = float(getattr(step, SYMBOLS[symbol].after)[index]) - before
    moved = RISE if change > 0 else FALL if change < 0 else STAY
    name, by = cell_name(symbol, index), f" by {rounded(abs(change))}" if change else ""
    right = guess == moved
    text = (
        f"You guessed that {name} will {guess}, and so it does{by}."
        if right
        else f"You guessed that {name} will {guess}, but it {moved}s{by}."
    )
    return Verdict(right, text, why_it_moves(step, symbol, index))
