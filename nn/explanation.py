"""How a number of a training step came about: the formula, the numbers in it, and the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

import numpy as np

from nn.exact_text import WIDE, factor, read, remainder, shown
from nn.step import Step

Index = tuple[int, ...]
Cell = tuple[str, Index]

FAR = 1e6
"""Beyond this weighted sum the sigmoid is 0 or 1 to any digit, and no exponential is shown."""

UNITS: Mapping[str, str] = {
    "x": "x",
    "t": "y",
    "u1": "h",
    "a1": "h",
    "slope1": "h",
    "e1": "h",
    "u2": "y",
    "a2": "y",
    "label": "y",
    "e2": "y",
    "W1": "xh",
    "d1": "xh",
    "W2": "hy",
    "d2": "hy",
    "loss": "",
}
"""What the indexes of each symbol count: inputs x, hidden units h, outputs y."""


@dataclass(frozen=True)
class Piece:
    """A part of the sum as it is shown.

    Attributes:
        text: as it is shown.
        sources: the cells that it comes from.
    """

    text: str
    sources: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """How one number came about.

    Attributes:
        name: the number's name, such as "u1[h3]".
        formula: in the notebook's symbols.
        pieces: the same with the actual numbers; joined they are the sum to do by hand.
        result: as shown.
        rounding: what the result has more than the shown numbers come to, "" if nothing.
        value: the exact number.
        note: what else there is to say, "" if nothing.
    """

    name: str
    formula: str
    pieces: tuple[Piece, ...]
    result: str
    rounding: str
    value: float
    note: str = ""

    @property
    def numbers(self) -> str:
        """The sum with the actual numbers."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def text(self) -> str:
        """All of it as text to copy."""
        lines = [f"{self.name} = {self.formula}"]
        if self.pieces:
            lines.append(f"  = {self.numbers}")
        lines.append(f"  = {self.result}")
        if self.rounding:
            lines.append(f"  (rounding of the numbers shown: {self.rounding})")
        if self.note:
            lines.append(f"  {self.note}")
        return "\n".join(lines)


def cell_name(symbol: str, index: Index) -> str:
    """A cell's name, counted from 1: "W1[x2,h3]"."""
    places = ",".join(f"{unit}{at + 1}" for unit, at in zip(UNITS[symbol], index, strict=True))
    return f"{symbol}[{places}]" if places else symbol


def explain(step: Step, symbol: str, index: Index) -> Explanation:
    """How the number of a cell came about at this step.

    Args:
        step: the step.
        symbol: one of `UNITS`; a weight is explained as it is after the step.
        index: from 0, of the array of that name.

    Raises:
        KeyError: there is no such symbol.
        IndexError: the array has no such cell.
    """
    return _EXPLAINERS[symbol](step, index)


def _made(
    step: Step,
    symbol: str,
    index: Index,
    formula: str,
    pieces: Iterable[Piece],
    by_hand: Decimal | None,
    value: float,
    note: str = "",
) -> Explanation:
    result = shown(value)
    rounding = "" if by_hand is None else remainder(result, by_hand)
    name = cell_name(symbol, index)
    return Explanation(name, formula, tuple(pieces), result, rounding, value, note)


def _number(step: Step, symbol: str, index: Index) -> float:
    return float(getattr(step, symbol)[index])


def _products(step: Step, pairs: Iterable[tuple[Cell, Cell]]) -> tuple[list[Piece], Decimal]:
    """The sum of products of cells, as shown and as it comes to by hand."""
    pieces, total = [], Decimal(0)
    with localcontext(WIDE):
        for number, (one, other) in enumerate(pairs):
            first, second = _number(step, *one), _number(step, *other)
            plus = " + " if number else ""
            pieces.append(Piece(f"{plus}{factor(first)} × {factor(second)}", (one, other)))
            total += read(shown(first)) * read(shown(second))
    return pieces, total


def _observation(step: Step, index: Index) -> Explanation:
    formula = f"bit {index[0] + 1} of observation {step.observation:,}"
    return _made(step, "x", index, formula, (), None, _number(step, "x", index))


def _target(step: Step, index: Index) -> Explanation:
    source = ("x", index)
    bit = _number(step, *source)
    pieces = (Piece(f"{shown(bit)} XOR 1", (source,)),)
    value = _number(step, "t", index)
    return _made(
        step, "t", index, f"{cell_name(*source)} XOR 1", pieces, Decimal(int(bit) ^ 1), value
    )


def _weighted_sum(symbol: str, inputs: str, matrix: str) -> Callable[[Step, Index], Explanation]:
    def explained(step: Step, index: Index) -> Explanation:
        count = len(getattr(step, inputs))
        pairs = [((inputs, (i,)), (matrix, (i, index[0]))) for i in range(count)]
        pieces, total = _products(step, pairs)
        unit, column = UNITS[inputs], f"{UNITS[symbol]}{index[0] + 1}"
        formula = f"Σᵢ {inputs}[{unit}i] · {matrix}[{unit}i,{column}]"
        value = _number(step, symbol, index)
        return _made(step, symbol, index, formula, pieces, total, value)

    return explained


def _sigmoid(symbol: str, sums: str) -> Callable[[Step, Index], Explanation]:
    def explained(step: Step, index: Index) -> Explanation:
        source = (sums, index)
        u, value = _number(step, *source), _number(step, symbol, index)
        formula = f"σ({cell_name(*source)}) = 1 ÷ (1 + exp(−{cell_name(*source)}))"
        if abs(u) > FAR:
            note = f"{cell_name(*source)} is so far from 0 that σ is {shown(value)} to every digit."
            return _made(step, symbol, index, formula, (), None, value, note)
        pieces = (Piece("1 ÷ (1 + exp("), Piece(_negated(u), (source,)), Piece("))"))
        with localcontext(WIDE):
            by_hand = 1 / (1 + (-read(shown(u))).exp())
        return _made(step, symbol, index, formula, pieces, by_hand, value)

    return explained


def _slope(step: Step, index: Index) -> Explanation:
    source = ("u1", index)
    u, value = _number(step, *source), _number(step, "slope1", index)
    name = cell_name(*source)
    formula = f"σ′({name}) = exp(−{name}) ÷ (1 + exp(−{name}))²"
    if abs(u) > FAR:
        note = f"{name} is so far from 0 that σ no longer changes."
        return _made(step, "slope1", index, formula, (), None, value, note)
    each = Piece(_negated(u), (source,))
    pieces = (
        Piece("exp("),
        each,
        Piece(") ÷ ((1 + exp("),
        each,
        Piece(")) × (1 + exp("),
        each,
        Piece(")))"),
    )
    with localcontext(WIDE):
        z = (-read(shown(u))).exp()
        by_hand = z / ((1 + z) * (1 + z))
    return _made(step, "slope1", index, formula, pieces, by_hand, value)


def _label(step: Step, index: Index) -> Explanation:
    source = ("a2", index)
    a2, value = _number(step, *source), _number(step, "label", index)
    name = cell_name(*source)
    pieces = (Piece(f"{shown(a2)} > 0.5", (source,)),)
    by_hand = Decimal(int(read(shown(a2)) > Decimal("0.5")))
    return _made(step, "label", index, f"1 if {name} > 0.5, else 0", pieces, by_hand, value)


def _loss(step: Step, index: Index) -> Explanation:
    n = len(step.t)
    saturated = bool(((step.a2 <= 0.0) | (step.a2 >= 1.0)).any())
    pieces, total = [Piece("−(")], Decimal(0)
    with localcontext(WIDE):
        for y in range(n):
            plus = " + " if y else ""
            wanted = step.t[y] == 1.0
            if saturated:
                u2 = float(step.u2[y])
                towards = _negated(u2) if wanted else shown(u2)
                if abs(u2) > FAR:
                    term = min(0.0, u2 if wanted else -u2)
                    pieces.append(Piece(f"{plus}{factor(term)}", (("u2", (y,)), ("t", (y,)))))
                    total += read(shown(term))
                    continue
                pieces.append(
                    Piece(f"{plus}log(1 ÷ (1 + exp({towards})))", (("u2", (y,)), ("t", (y,))))
                )
                sign = -1 if wanted else 1
                total -= (1 + (sign * read(shown(u2))).exp()).ln()
            else:
                # As many digits as log(1 - a2) needs to be resolved.
                a2 = f"{step.a2[y]:.17g}" if _needs_all(step.a2[y]) else shown(float(step.a2[y]))
                inner = a2 if wanted else f"1 − {a2}"
                pieces.append(Piece(f"{plus}log({inner})", (("a2", (y,)), ("t", (y,)))))
                q = Decimal(a2)
                total += (q if wanted else 1 - q).ln()
        pieces.append(Piece(f") ÷ {n}"))
        by_hand = -total / n
    formula = "−mean(t · log(a2) + (1 − t) · log(1 − a2)), over the outputs"
    note = (
        "An output is 0 or 1 to every digit: the sum is made from u2, with a2 = 1 ÷ (1 + exp(−u2))."
        if saturated
        else ""
    )
    return _made(step, "loss", (), formula, pieces, by_hand, step.loss, note)


def _error2(step: Step, index: Index) -> Explanation:
    a2, t = ("a2", index), ("t", index)
    first, second = _number(step, *a2), _number(step, *t)
    pieces = (Piece(shown(first), (a2,)), Piece(f" − {shown(second)}", (t,)))
    by_hand = read(shown(first)) - read(shown(second))
    formula = f"{cell_name(*a2)} − {cell_name(*t)}"
    return _made(step, "e2", index, formula, pieces, by_hand, _number(step, "e2", index))


def _error1(step: Step, index: Index) -> Explanation:
    pairs = [(("W2", (index[0], y)), ("e2", (y,))) for y in range(len(step.e2))]
    products, total = _products(step, pairs)
    slope = _number(step, "slope1", index)
    pieces = (
        Piece("("),
        *products,
        Piece(")"),
        Piece(f" × {factor(slope)}", (("slope1", index), ("u1", index))),
    )
    with localcontext(WIDE):
        by_hand = total * read(shown(slope))
    unit = f"h{index[0] + 1}"
    formula = f"(Σᵢ W2[{unit},yi] · e2[yi]) · σ′(u1[{unit}])"
    return _made(step, "e1", index, formula, pieces, by_hand, _number(step, "e1", index))


def _gradient(symbol: str, inputs: str, errors: str) -> Callable[[Step, Index], Explanation]:
    def explained(step: Step, index: Index) -> Explanation:
        one, other = (inputs, index[:1]), (errors, index[1:])
        pieces, by_hand = _products(step, [(one, other)])
        formula = f"{cell_name(*one)} · {cell_name(*other)}"
        value = _number(step, symbol, index)
        return _made(step, symbol, index, formula, pieces, by_hand, value)

    return explained


def _weight(symbol: str, gradient: str) -> Callable[[Step, Index], Explanation]:
    def explained(step: Step, index: Index) -> Explanation:
        before, slope = _number(step, symbol, index), _number(step, gradient, index)
        rate = f"{step.learning_rate!r}"
        pieces = (
            Piece(shown(before), ((symbol, index),)),
            Piece(" − "),
            Piece(rate),
            Piece(f" × {factor(slope)}", ((gradient, index),)),
        )
        with localcontext(WIDE):
            by_hand = read(shown(before)) - Decimal(rate) * read(shown(slope))
        name = cell_name(symbol, index)
        formula = f"{name} before − η · {cell_name(gradient, index)}"
        value = _number(step, f"{symbol}_after", index)
        return _made(step, symbol, index, formula, pieces, by_hand, value)

    return explained


def _negated(value: float) -> str:
    return f"−{factor(value)}" if value else "0"


def _needs_all(a2: float) -> bool:
    return bool(a2 > 0.99 or a2 < 1e-12)


_EXPLAINERS: Mapping[str, Callable[[Step, Index], Explanation]] = {
    "x": _observation,
    "t": _target,
    "u1": _weighted_sum("u1", "x", "W1"),
    "a1": _sigmoid("a1", "u1"),
    "slope1": _slope,
    "u2": _weighted_sum("u2", "a1", "W2"),
    "a2": _sigmoid("a2", "u2"),
    "label": _label,
    "loss": _loss,
    "e2": _error2,
    "d2": _gradient("d2", "a1", "e2"),
    "e1": _error1,
    "d1": _gradient("d1", "x", "e1"),
    "W1": _weight("W1", "d1"),
    "W2": _weight("W2", "d2"),
}


def all_cells(step: Step) -> Iterable[Cell]:
    """Every cell of a step that can be explained."""
    for symbol in UNITS:
        if symbol == "loss":
            yield symbol, ()
        else:
            for index in np.ndindex(getattr(step, symbol).shape):
                yield symbol, index
