"""Which rows the table of each number has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from nn.core.step import TRIED, Step
from nn.core.tasks import task_named
from nn.explain.cell_sums import FAR, enclosed, told_by_a2
from nn.explain.exact_text import MINUS, SIGNIFICANT, read, shown
from nn.explain.products import products_of
from nn.explain.symbols import SYMBOLS, Cell, Index, cell_name
from nn.explain.term_table import (
    BEFORE,
    NOW,
    START,
    Draft,
    Factor,
    Link,
    Plan,
    adds,
    adds_log,
    goes_on,
    scales,
)

FROM, VALUE, PRODUCT, SUM, SO_FAR = "from", "value", "product", "sum so far", "so far"
PLAIN = (FROM, VALUE, "", "", SO_FAR)

Planner = Callable[[Step, Index, int], Plan]
"""From a step, the index of the cell, and the digits of the numbers."""


def plan_of(step: Step, symbol: str, index: Index, digits: int) -> Plan:
    """How a number of a step is worked out, row by row.

    Args:
        step: the step.
        symbol: one of `SYMBOLS`; of a weight it is the update.
        index: from 0, of the array of that name.
        digits: of the numbers, see `shown`.
    """
    return PLANS[symbol](step, index, digits)


def plan_of_change(step: Step, gradient: str, index: Index, digits: int) -> Plan:
    """How a step's change of the weight with this gradient is worked out; see `plan_of`."""
    heads = (FROM, f"{MINUS}η", f"× {gradient}", PRODUCT, "change")
    return Plan(heads, [_by_rate(step, gradient, index, digits)])


def plan_since_start(cell: Cell, start: float, now: float, digits: int) -> Plan:
    """How the change of a weight since the start is worked out; see `plan_of`."""
    return Plan(
        PLAIN,
        [
            _adding("now", _factor(now, digits, cell)),
            _adding("at step 0", _taken_away(start, digits, cell, START)),
        ],
    )


def plan_of_kept(cell: Cell, value: float, step: int) -> Plan:
    """Where a weight comes from that step number `step` has not moved yet."""
    where = f"after step {step - 1:,}" if step > 1 else "at the start"
    return Plan(PLAIN, [Draft(where, (_factor(value, SIGNIFICANT, cell, when=BEFORE),), None)])


def _factor(value: float, digits: int, cell: Cell, when: str = NOW) -> Factor:
    text = shown(value, digits)
    return Factor(text, Link(cell, when), text)


def _taken_away(value: float, digits: int, cell: Cell, when: str = NOW) -> Factor:
    text = shown(value, digits)
    return Factor(f"{MINUS} {enclosed(text)}", Link(cell, when), shown(-value, digits))


def _held(step: Step, cell: Cell, digits: int) -> Factor:
    """A number that the step begins with, or makes."""
    symbol, index = cell
    # No step follows the vector that is tried: the weights it meets are those that are seen.
    when = BEFORE if SYMBOLS[symbol].after and step.number != TRIED else NOW
    return _factor(float(getattr(step, symbol)[index]), digits, cell, when)


def _adding(label: str, *factors: Factor, leads: int = 0) -> Draft:
    return Draft(label, factors, adds(*(each.number for each in factors)), leads)


def _by_rate(step: Step, gradient: str, index: Index, digits: int) -> Draft:
    rate = f"{MINUS}{step.learning_rate!r}"
    slope = _held(step, (gradient, index), digits)
    return _adding(f"{MINUS}η · {gradient}", Factor(rate, None, rate), slope, leads=1)


def _observation(step: Step, index: Index, digits: int) -> Plan:
    return Plan(PLAIN, [])


def _target(step: Step, index: Index, digits: int) -> Plan:
    made = task_named(step.task).bit(index[0], len(step.x))
    cells: list[Cell] = [("x", (x,)) for x in made.sources]
    if made.weights:
        drafts = [
            _counted(step, cell, weight, digits)
            for cell, weight in zip(cells, made.weights, strict=True)
        ]
        total = int(step.x[list(made.sources)] @ made.weights)
        return Plan(
            (FROM, VALUE, "× worth", PRODUCT, SUM), [*drafts, Draft(made.last(total), (), None)]
        )
    if len(cells) > 1:
        return Plan(PLAIN, [_xored(step, cell, digits, place) for place, cell in enumerate(cells)])
    does = Factor(made.formula.removeprefix("{}").strip())
    return Plan(
        PLAIN, [Draft(_input(cell), (_held(step, cell, digits), does), None) for cell in cells]
    )


def _input(cell: Cell) -> str:
    return f"x{cell[1][0] + 1}"


def _counted(step: Step, cell: Cell, weight: int, digits: int) -> Draft:
    """A bit that counts as much as a number in a sum."""
    return _adding(
        _input(cell), _held(step, cell, digits), Factor(f"× {weight}", None, f"{weight}")
    )


def _xored(step: Step, cell: Cell, digits: int, place: int) -> Draft:
    """A bit that is XORed with what those before it come to."""
    if not place:
        return _adding(_input(cell), _held(step, cell, digits))
    bit = _held(step, cell, digits)
    xored = replace(bit, text=f"XOR {bit.text}")
    return Draft(
        _input(cell), (xored,), goes_on(lambda made: made[-1].logical_xor(read(bit.number)))
    )


def _products(symbol: str, leads: int, step: Step, index: Index, digits: int) -> Plan:
    drafts, heads = [], ("", "")
    for one, other in products_of(symbol, index, step.W1, step.W2):
        heads = one[0], other[0]
        factors = _held(step, one, digits), _held(step, other, digits)
        drafts.append(_adding(_where(one, other), *factors, leads=leads))
    return Plan((FROM, heads[0], f"× {heads[1]}", PRODUCT, SUM), drafts)


def _where(one: Cell, other: Cell) -> str:
    """What tells a product from the others of its sum: "x2"; of a gradient, "x2 → h3"."""
    names = [f"{SYMBOLS[name].units}{at[0] + 1}" for name, at in (one, other) if len(at) == 1]
    return " → ".join(names)


def _error1(step: Step, index: Index, digits: int) -> Plan:
    plan = _products("e1", 1, step, index, digits)
    slope = _held(step, ("slope1", index), digits)
    number = read(slope.number)
    last = Draft("× σ′", (slope,), scales(lambda total: total * number))
    asked = float(step.W2[index[0]] @ step.e2)
    return Plan((*plan.heads[:4], SO_FAR), [*plan.drafts, last], asked)


def _sigmoid(sums: str, step: Step, index: Index, digits: int) -> Plan:
    begun = _begin_sigmoid(sums, step, index, digits)
    if len(begun) > 1:
        begun.append(Draft("1 ÷ that", (), goes_on(lambda made: 1 / made[-1])))
    return Plan(PLAIN, begun)


def _slope(step: Step, index: Index, digits: int) -> Plan:
    begun = _begin_sigmoid("u1", step, index, digits)
    if len(begun) > 1:
        begun.append(Draft("that × itself", (), goes_on(lambda made: made[2] * made[2])))
        begun.append(Draft("exp(−u1) ÷ that", (), goes_on(lambda made: made[1] / made[3])))
    return Plan(PLAIN, begun)


def _begin_sigmoid(sums: str, step: Step, index: Index, digits: int) -> list[Draft]:
    """The rows up to 1 + exp(−u); only that of u where it is so far from 0 that it is enough."""
    u = _held(step, (sums, index), digits)
    if abs(float(getattr(step, sums)[index])) > FAR:
        return [Draft(cell_name(sums, index), (u,), None)]
    return [
        _adding(cell_name(sums, index), u),
        Draft(f"exp({MINUS}{sums})", (), goes_on(lambda made: (-made[0]).exp())),
        Draft(f"1 + exp({MINUS}{sums})", (), goes_on(lambda made: 1 + made[1])),
    ]


def _label(step: Step, index: Index, digits: int) -> Plan:
    a2 = _held(step, ("a2", index), digits)
    return Plan(PLAIN, [Draft(cell_name("a2", index), (a2, Factor("> 0.5")), None)])


def _loss(step: Step, index: Index, digits: int) -> Plan:
    count = len(step.t)
    symbol = "a2" if told_by_a2(step) else "u2"
    drafts = []
    for y, t in enumerate(step.t.tolist()):
        made, wanted = _held(step, (symbol, (y,)), digits), int(t)
        target = Factor(f"wanted {wanted}", Link(("t", (y,))))
        of = f"σ({'' if wanted else MINUS}u2)" if symbol == "u2" else "a2" if wanted else "1−a2"
        label = f"y{y + 1}: {of}"
        work = adds_log(made.number, bool(wanted), symbol == "u2")
        drafts.append(Draft(label, (made, target), work))
    mean = Draft(f"÷ {count}", (), scales(lambda total: total / count))
    heads = (FROM, symbol, "t", f"{MINUS}log", SO_FAR)
    return Plan(heads, [*drafts, mean], step.loss * count)


def _error2(step: Step, index: Index, digits: int) -> Plan:
    a2, t = ("a2", index), ("t", index)
    wanted = _taken_away(float(step.t[index]), digits, t)
    drafts = [_adding(cell_name(*a2), _held(step, a2, digits)), _adding(cell_name(*t), wanted)]
    return Plan(PLAIN, drafts)


def _weight(symbol: str, gradient: str, step: Step, index: Index, digits: int) -> Plan:
    before = _adding("before", _held(step, (symbol, index), digits))
    moved = _by_rate(step, gradient, index, digits)
    return Plan((FROM, VALUE, f"× {gradient}", PRODUCT, SO_FAR), [before, moved])


PLANS: Mapping[str, Planner] = {
    "x": _observation,
    "t": _target,
    "u1": partial(_products, "u1", 1),
    "a1": partial(_sigmoid, "u1"),
    "slope1": _slope,
    "u2": partial(_products, "u2", 0),
    "a2": partial(_sigmoid, "u2"),
    "label": _label,
    "loss": _loss,
    "e2": _error2,
    "d2": partial(_products, "d2", 1),
    "e1": _error1,
    "d1": partial(_products, "d1", 1),
    "W1": partial(_weight, "W1", "d1"),
    "W2": partial(_weight, "W2", "d2"),
}
