"""How a number of a training step came about: the formula, the numbers in it, and the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from nn.core.step import TRIED, Step
from nn.explain.cell_sums import EXPLAINERS, Sum
from nn.explain.exact_text import read, remainder, shown
from nn.explain.sentences import sentence_of
from nn.explain.symbols import SYMBOLS, Index, cell_name, cell_title
from nn.explain.table_plans import plan_of
from nn.explain.term_table import NO_TABLE, Plan, Table, work_out

GUARDS = (2, 4, 6, 11, 24)
"""How many digits more than its result the numbers in a sum may have, the fewest first. With 24
even 1 − a2 keeps its digits where a2 is the number next to 1."""


@dataclass(frozen=True)
class Explanation:
    """How one number came about.

    Attributes:
        name: the number's name, such as "u1[h3]".
        title: the same in words.
        step: the number of the step; `TRIED` where it is none of the run.
        formula: in the notebook's symbols.
        numbers: the same with the actual numbers: the sum to do by hand; "" if there is none.
        result: as shown.
        rounding: what the result has more than the shown numbers come to, "" if nothing.
        value: the exact number.
        note: what else there is to say, "" if nothing.
        sentence: why it is what it is, as a newcomer understands it.
        table: the sum to do by hand, a row for each term.
    """

    name: str
    title: str
    step: int
    formula: str
    numbers: str
    result: str
    rounding: str
    value: float
    note: str = ""
    sentence: str = ""
    table: Table = NO_TABLE

    @property
    def text(self) -> str:
        """All of it as text to copy."""
        where = "A vector that is tried" if self.step == TRIED else f"Step {self.step:,}"
        lines = [f"{where}, {self.title}:", f"{self.name} = {self.formula}"]
        if self.numbers:
            lines.append(f"  = {self.numbers}")
        lines.append(f"  = {self.result}")
        if self.rounding:
            lines.append(f"  (rounding of the numbers shown: {self.rounding})")
        if self.note:
            lines.append(f"  {self.note}")
        return "\n".join(lines)


def explain(step: Step, symbol: str, index: Index) -> Explanation:
    """How the number of a cell came about at this step.

    The numbers in the sum are shown with as many digits as it takes that doing it by hand gives
    the result to the last digit shown. Where no number of digits does (the computer's own
    rounding), the remainder is said.

    Args:
        step: the step.
        symbol: one of `SYMBOLS`; a weight is explained as it is after the step.
        index: from 0, of the array of that name.

    Raises:
        KeyError: there is no such symbol.
        IndexError: the array has no such cell.
    """
    explainer = EXPLAINERS[symbol]
    held = getattr(step, SYMBOLS[symbol].after or symbol)
    return with_enough_digits(
        cell_name(symbol, index),
        cell_title(symbol, index),
        step.number,
        float(held[index] if index else held),
        lambda guard: explainer(step, index, guard),
        lambda digits: plan_of(step, symbol, index, digits),
        sentence_of(step, symbol, index),
    )


def with_enough_digits(
    name: str,
    title: str,
    step: int,
    value: float,
    made: Callable[[int], Sum],
    planned: Callable[[int], Plan],
    sentence: str,
) -> Explanation:
    """An explanation whose numbers have as many digits as its sum needs.

    Args:
        name: the number's name.
        title: the same in words.
        step: the number of the step.
        value: the exact number.
        made: from how many digits the numbers have more than the result to the sum.
        planned: from how many digits the numbers have to the table of the same sum.
        sentence: why it is what it is.
    """
    tried = []
    for guard in GUARDS:
        done = made(guard)
        each = _explanation(name, title, step, value, done)
        tried.append((each, done.digits + guard))
        if not each.rounding:
            break
    best, digits = min(tried, key=lambda each: abs(read(each[0].rounding or "0")))
    table = work_out(planned(digits), best.result, best.rounding)
    return replace(best, sentence=sentence, table=table)


def _explanation(name: str, title: str, step: int, value: float, made: Sum) -> Explanation:
    result = shown(value, made.digits)
    return Explanation(
        name=name,
        title=title,
        step=step,
        formula=made.formula,
        numbers=made.numbers,
        result=result,
        rounding="" if made.by_hand is None else remainder(result, made.by_hand),
        value=value,
        note=made.note,
    )
