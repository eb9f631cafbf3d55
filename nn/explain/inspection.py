"""What there is to say of the number in a cell, at any moment and through any lens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, localcontext

from nn.core.step import TRIED, Step
from nn.explain.cell_sums import Sum, enclosed
from nn.explain.exact_text import SIGNIFICANT, WIDE, factor, read, rounded, shown
from nn.explain.explanation import Explanation, explain, with_enough_digits
from nn.explain.lenses import LENSES, MATRICES, Lens, lens_of
from nn.explain.sight import Sight
from nn.explain.symbols import SYMBOLS, Cell, Index, cell_name, cell_title
from nn.explain.table_plans import plan_of_change, plan_of_kept, plan_since_start
from nn.explain.term_table import NO_TABLE, Table, work_out
from nn.explain.tried import SPARED
from nn.explain.why_it_learns import change_since_start
from nn.explain.why_it_moves import why_it_moves
from nn.run.events import WeightEdit


class UnknownError(LookupError):
    """A number that is not known at the moment; the message says so."""


def inspect(sight: Sight, cell: Cell, lens: Lens = LENSES["weights"]) -> Explanation:
    """How the number that a cell shows came about.

    Args:
        sight: the moment.
        cell: a symbol and an index, from 0; of a matrix the cell shows what the lens does.
        lens: what the matrices show.

    Raises:
        UnknownError: it is not known at this moment.
    """
    symbol, index = cell
    if symbol not in MATRICES:
        return _computed(sight, symbol, index)
    seen = lens_of(sight, lens, symbol)
    if seen.key == "gradients":
        return _computed(sight, MATRICES[symbol], index)
    if seen.key == "by_step":
        return _by_step(sight, symbol, index)
    if seen.key == "since_start":
        return _since_start(sight, symbol, index)
    return _weight(sight, symbol, index)


def _computed(sight: Sight, symbol: str, index: Index) -> Explanation:
    if sight.made is None:
        raise UnknownError(
            "Before the first step nothing is computed yet: → makes a step, ↓ a phase."
        )
    if symbol not in sight.values:
        raise UnknownError(_unknown(sight, cell_name(symbol, index)))
    if symbol == "a1" and index[0] in sight.silenced:
        said = "silenced: it counts as 0, whatever its sum"
        return replace(_known(sight, symbol, index, 0.0, said, _SILENCED), step=TRIED)
    return explain(sight.made, symbol, index)


def _unknown(sight: Sight, name: str) -> str:
    if sight.tried:
        return f"{name} is made by a step. {SPARED}"
    return f"{name} is not known yet in this phase."


def _weight(sight: Sight, symbol: str, index: Index) -> Explanation:
    """A weight in force: drawn, as the step before left it, updated, or set by hand."""
    step, value = sight.step, float(sight.values[symbol][index])
    if sight.tried:
        said = f"as it stands at step {sight.position:,}; a vector that is tried moves no weight"
        return _known(sight, symbol, index, value, said, _IN_FORCE)
    edited = _edit(sight.edits, symbol, index)
    if edited:
        held = getattr(step, SYMBOLS[symbol].after) if step else getattr(sight.draws, symbol)
        before, after = rounded(float(held[index])), rounded(value)
        said = f"set by hand at step {sight.position:,}: {before} → {after}"
        return _known(sight, symbol, index, value, said, _BY_HAND)
    if step is None:
        said = "drawn at random from −1 to 1, before the first step"
        return _known(sight, symbol, index, value, said, _DRAWN)
    if not sight.updated:
        said = f"as it is before step {step.number:,}; the last phase of the step updates it"
        kept = plan_of_kept((symbol, index), value, step.number)
        return _known(sight, symbol, index, value, said, _KEPT, work_out(kept, shown(value)))
    return explain(step, symbol, index)


_IN_FORCE = "{} is as it stands at step {}: the vector that is tried uses it, and moves nothing."
_SILENCED = "{} is 0 because its hidden unit is silenced: the outputs hear nothing of it."
_BY_HAND = "{} is what somebody set it to, after {} steps. No step has moved it since."
_DRAWN = "{} was drawn at random, between −1 and 1: nothing has been learnt yet."
_KEPT = "{} is what this step began with: only its last phase may move it."
"""Sentences of numbers that no formula of a step explains: the name, and the steps made."""


def _edit(edits: Iterable[WeightEdit], symbol: str, index: Index) -> bool:
    return any((each.matrix, (each.row, each.column)) == (symbol, index) for each in edits)


def _known(
    sight: Sight,
    symbol: str,
    index: Index,
    value: float,
    said: str,
    sentence: str,
    table: Table = NO_TABLE,
) -> Explanation:
    return Explanation(
        name=cell_name(symbol, index),
        title=cell_title(symbol, index),
        step=sight.position,
        formula=said,
        numbers="",
        result=shown(value),
        rounding="",
        value=value,
        sentence=sentence.format(cell_name(symbol, index), f"{sight.position:,}"),
        table=table,
    )


def _by_step(sight: Sight, symbol: str, index: Index) -> Explanation:
    step = sight.step
    if step is None or not sight.updated:
        raise UnknownError(
            _unknown(sight, f"Δ{cell_name(symbol, index)}")
            if sight.made
            else "Before the first step nothing has moved yet."
        )
    made: Step = step
    after = float(getattr(made, SYMBOLS[symbol].after)[index])
    value = after - float(getattr(made, symbol)[index])
    gradient = (MATRICES[symbol], index)
    slope, rate = float(getattr(made, gradient[0])[index]), f"{made.learning_rate!r}"

    def made_with(guard: int) -> Sum:
        text = factor(slope, SIGNIFICANT + guard)
        with localcontext(WIDE):
            by_hand = -Decimal(rate) * read(shown(slope, SIGNIFICANT + guard))
        note = (
            "The change is smaller than the last digit of the weight: it stays as it is."
            if value == 0 and slope != 0
            else ""
        )
        return Sum(f"−η · {cell_name(*gradient)}", f"−{rate} × {text}", by_hand, note)

    return with_enough_digits(
        f"Δ{cell_name(symbol, index)}",
        f"change of the {cell_title(symbol, index)} by this step",
        made.number,
        value,
        made_with,
        lambda digits: plan_of_change(made, *gradient, digits),
        why_it_moves(made, symbol, index),
    )


def _since_start(sight: Sight, symbol: str, index: Index) -> Explanation:
    now = float(sight.values[symbol][index])
    start = float(getattr(sight.draws, symbol)[index])
    name = cell_name(symbol, index)

    def made_with(guard: int) -> Sum:
        left, right = (shown(each, SIGNIFICANT + guard) for each in (now, start))
        with localcontext(WIDE):
            by_hand = read(left) - read(right)
        return Sum(f"{name} now − {name} at step 0", f"{left} − {enclosed(right)}", by_hand)

    return with_enough_digits(
        f"{name} − {name} at step 0",
        f"change of the {cell_title(symbol, index)} since the start",
        sight.position,
        now - start,
        made_with,
        lambda digits: plan_since_start((symbol, index), start, now, digits),
        change_since_start(name, start, now),
    )
