"""The sum behind each cell of a step: its formula, its numbers as shown, what they come to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import partial

import numpy as np

from nn.core.step import TRIED, Step
from nn.core.tasks import task_named
from nn.explain.exact_text import SIGNIFICANT, WIDE, factor, read, shown
from nn.explain.products import products_of
from nn.explain.symbols import SYMBOLS, Cell, Index, cell_name

FAR = 1e6
"""Beyond this weighted sum the sigmoid is 0 or 1 to any digit, and no exponential is shown."""

CHANGE_DIGITS = 3
"""Significant digits of a weight's change that are still seen in the weight after it."""

MOST_DIGITS = 17
"""Digits that tell every two numbers of a computer apart."""


@dataclass(frozen=True)
class Sum:
    """A sum to do by hand.

    Attributes:
        formula: in the notebook's symbols.
        numbers: the same with the actual numbers, "" where there is nothing to compute.
        by_hand: what the numbers as shown come to, None without any.
        note: what else there is to say.
        digits: of the result.
    """

    formula: str
    numbers: str
    by_hand: Decimal | None
    note: str = ""
    digits: int = SIGNIFICANT


Explainer = Callable[[Step, Index, int], Sum]
"""From a step, the index of the cell and how many digits the numbers have more than the result."""


def _number(step: Step, symbol: str, index: Index) -> float:
    return float(getattr(step, symbol)[index])


def _products(step: Step, pairs: Iterable[tuple[Cell, Cell]], digits: int) -> tuple[str, Decimal]:
    """The sum of products of cells, as shown and as it comes to by hand."""
    products, total = [], Decimal(0)
    with localcontext(WIDE):
        for one, other in pairs:
            left, right = (shown(_number(step, *each), digits) for each in (one, other))
            products.append(f"{enclosed(left)} × {enclosed(right)}")
            total += read(left) * read(right)
    return " + ".join(products), total


def _observation(step: Step, index: Index, guard: int) -> Sum:
    tried = step.observation == TRIED
    which = "the vector that is tried" if tried else f"observation {step.observation:,}"
    return Sum(f"bit {index[0] + 1} of {which}", "", None)


def _target(step: Step, index: Index, guard: int) -> Sum:
    task, x = task_named(step.task), step.x.astype(np.int64)
    made = task.bit(index[0], len(x))
    cells = [("x", (source,)) for source in made.sources]
    numbers = made.told(shown(_number(step, *cell)) for cell in cells)
    formula = made.told(cell_name(*cell) for cell in cells)
    return Sum(formula, numbers, Decimal(int(task.targets(x)[index])))


def _weighted_sum(
    symbol: str, inputs: str, matrix: str, step: Step, index: Index, guard: int
) -> Sum:
    pairs = products_of(symbol, index, step.W1, step.W2)
    numbers, total = _products(step, pairs, SIGNIFICANT + guard)
    row = f"{SYMBOLS[inputs].units}ᵢ"
    formula = f"Σᵢ {inputs}[{row}] · {matrix}[{row},{SYMBOLS[symbol].units}{index[0] + 1}]"
    return Sum(formula, numbers, total)


def _sigmoid(symbol: str, sums: str, step: Step, index: Index, guard: int) -> Sum:
    source, digits = (sums, index), SIGNIFICANT + guard
    u, name = _number(step, *source), cell_name(*source)
    formula = f"σ({name}) = 1 ÷ (1 + exp(−{name}))"
    if abs(u) > FAR:
        value = shown(_number(step, symbol, index))
        return Sum(formula, "", None, f"{name} is so far from 0 that σ is {value}.")
    numbers = f"1 ÷ (1 + exp({_negated(u, digits)}))"
    with localcontext(WIDE):
        by_hand = 1 / (1 + (-read(shown(u, digits))).exp())
    return Sum(formula, numbers, by_hand)


def _slope(step: Step, index: Index, guard: int) -> Sum:
    source, digits = ("u1", index), SIGNIFICANT + guard
    u, name = _number(step, *source), cell_name(*source)
    formula = f"σ′({name}) = exp(−{name}) ÷ (1 + exp(−{name}))²"
    if abs(u) > FAR:
        return Sum(formula, "", None, f"{name} is so far from 0 that σ no longer changes.")
    exponential = f"exp({_negated(u, digits)})"
    numbers = f"{exponential} ÷ ((1 + {exponential}) × (1 + {exponential}))"
    with localcontext(WIDE):
        z = (-read(shown(u, digits))).exp()
        by_hand = z / ((1 + z) * (1 + z))
    return Sum(formula, numbers, by_hand)


def _label(step: Step, index: Index, guard: int) -> Sum:
    source = ("a2", index)
    text = shown(_number(step, *source), SIGNIFICANT + guard)
    by_hand = Decimal(int(read(text) > Decimal("0.5")))
    return Sum(f"1 if {cell_name(*source)} > 0.5, else 0", f"{text} > 0.5", by_hand)


def _loss(step: Step, index: Index, guard: int) -> Sum:
    n = len(step.t)
    saturated = not told_by_a2(step)
    shares = _shares_of_u2 if saturated else _shares_of_a2
    texts, total = [], Decimal(0)
    with localcontext(WIDE):
        for text, by_hand in shares(step, SIGNIFICANT + guard):
            texts.append(text)
            total += by_hand
        by_hand = -total / n
    numbers = f"−({' + '.join(texts)}) ÷ {n}"
    formula = "−mean(t · log(a2) + (1 − t) · log(1 − a2)), over the outputs"
    note = (
        "An output is 0 or 1 to every digit: the sum is made from u2, with a2 = 1 ÷ (1 + exp(−u2))."
        if saturated
        else ""
    )
    return Sum(formula, numbers, by_hand, note)


def told_by_a2(step: Step) -> bool:
    """Whether the logarithms of a2 make the loss; where an a2 is 0 or 1 it comes from u2."""
    return bool(((step.a2 > 0.0) & (step.a2 < 1.0)).all())


def _shares_of_a2(step: Step, digits: int) -> Iterable[tuple[str, Decimal]]:
    """Each output's share of the log-likelihood: as shown, and by hand."""
    for a2, t in zip(step.a2.tolist(), step.t.tolist(), strict=True):
        text = shown(a2, digits)
        if t == 1.0:
            yield f"log({text})", read(text).ln()
        else:
            yield f"log(1 − {text})", (1 - read(text)).ln()


def _shares_of_u2(step: Step, digits: int) -> Iterable[tuple[str, Decimal]]:
    """The same where an a2 has no logarithm left: log σ(u2), or log(1 - σ(u2)) = log σ(-u2)."""
    for u2, t in zip(step.u2.tolist(), step.t.tolist(), strict=True):
        towards = u2 if t == 1.0 else -u2
        by_hand = -cost_of_sum(read(shown(towards, digits)))
        if abs(u2) > FAR:
            yield factor(min(0.0, towards), digits), by_hand
        else:
            yield f"log(1 ÷ (1 + exp({_negated(towards, digits)})))", by_hand


def cost_of_sum(towards: Decimal) -> Decimal:
    """−log σ(u) by hand: what an output costs whose sum is u towards what was wanted."""
    if abs(towards) > FAR:
        return max(Decimal(0), -towards)
    z = (-towards).exp()
    # Beside a z this small the 1 would swallow its digits; log(1 + z) is z to all that are shown.
    return z if z < Decimal("1e-25") else (1 + z).ln()


def _error2(step: Step, index: Index, guard: int) -> Sum:
    a2, t = ("a2", index), ("t", index)
    made, wanted = shown(_number(step, *a2), SIGNIFICANT + guard), shown(_number(step, *t))
    with localcontext(WIDE):
        by_hand = read(made) - read(wanted)
    return Sum(f"{cell_name(*a2)} − {cell_name(*t)}", f"{made} − {wanted}", by_hand)


def _error1(step: Step, index: Index, guard: int) -> Sum:
    digits = SIGNIFICANT + guard
    products, total = _products(step, products_of("e1", index, step.W1, step.W2), digits)
    slope = _number(step, "slope1", index)
    numbers = f"({products}) × {factor(slope, digits)}"
    with localcontext(WIDE):
        by_hand = total * read(shown(slope, digits))
    unit = f"h{index[0] + 1}"
    return Sum(f"(Σᵢ W2[{unit},yᵢ] · e2[yᵢ]) · σ′(u1[{unit}])", numbers, by_hand)


def _gradient(symbol: str, step: Step, index: Index, guard: int) -> Sum:
    [(one, other)] = products_of(symbol, index, step.W1, step.W2)
    numbers, by_hand = _products(step, [(one, other)], SIGNIFICANT + guard)
    return Sum(f"{cell_name(*one)} · {cell_name(*other)}", numbers, by_hand)


def _weight(symbol: str, gradient: str, step: Step, index: Index, guard: int) -> Sum:
    before, slope = _number(step, symbol, index), _number(step, gradient, index)
    change = _number(step, SYMBOLS[symbol].after, index) - before
    result_digits = _digits_to_see(change)
    digits, rate = result_digits + guard, f"{step.learning_rate!r}"
    numbers = f"{shown(before, digits)} − {rate} × {factor(slope, digits)}"
    with localcontext(WIDE):
        by_hand = read(shown(before, digits)) - Decimal(rate) * read(shown(slope, digits))
    formula = f"{cell_name(symbol, index)} before − η · {cell_name(gradient, index)}"
    note = (
        "The change is smaller than the last digit of the weight: it stays as it is."
        if change == 0 and slope != 0
        else ""
    )
    return Sum(formula, numbers, by_hand, note, result_digits)


def _digits_to_see(change: float) -> int:
    if change == 0:
        return SIGNIFICANT
    needed = CHANGE_DIGITS - 1 - math.floor(math.log10(abs(change)))
    return min(max(SIGNIFICANT, needed), MOST_DIGITS)


def enclosed(text: str) -> str:
    """A shown number in parentheses if it is negative."""
    return text if text[0].isdigit() else f"({text})"


def _negated(value: float, digits: int) -> str:
    return f"−{factor(value, digits)}" if value else "0"


EXPLAINERS: Mapping[str, Explainer] = {
    "x": _observation,
    "t": _target,
    "u1": partial(_weighted_sum, "u1", "x", "W1"),
    "a1": partial(_sigmoid, "a1", "u1"),
    "slope1": _slope,
    "u2": partial(_weighted_sum, "u2", "a1", "W2"),
    "a2": partial(_sigmoid, "a2", "u2"),
    "label": _label,
    "loss": _loss,
    "e2": _error2,
    "d2": partial(_gradient, "d2"),
    "e1": _error1,
    "d1": partial(_gradient, "d1"),
    "W1": partial(_weight, "W1", "d1"),
    "W2": partial(_weight, "W2", "d2"),
}
