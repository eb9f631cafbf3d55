"""The arithmetic behind a number as a table: a row for each term, and what it comes to so far.

What stands in a row is made from the digits that stand there: whoever does the table by hand gets
every number of it, and in the last row the result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, localcontext

from nn.explain.cell_sums import cost_of_sum
from nn.explain.exact_text import MINUS, SIGNIFICANT, WIDE, read, remainder, shown, unit_of
from nn.explain.symbols import Cell

EXTRA_DIGITS = (1, 2, 3, 4, 6, 10, 16, 24, 40)
"""How many digits more than the result a table's products may have, the fewest first."""

VERY_WIDE = Context(prec=800, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_EVEN, traps=[])
"""Wide enough to round the sum of anything that is shown to the last place of anything else."""

LONGEST_PLAIN, SHORTEST_PLAIN = Decimal("1e12"), Decimal("1e-12")

NOW, BEFORE, START = "now", "before", "start"


@dataclass(frozen=True)
class Link:
    """A number of the run that a term is made of.

    Attributes:
        cell: which one.
        when: NOW is the moment that is explained, BEFORE the end of the step before it, and START
            the start of the run.
    """

    cell: Cell
    when: str = NOW


@dataclass(frozen=True)
class Factor:
    """A number in a term.

    Attributes:
        text: as it is shown, with a sign of operation in front if it has one.
        link: where it comes from; None where it is no number of the run.
        number: as shown, without such a sign; "" where it says something that is no number.
    """

    text: str
    link: Link | None = None
    number: str = ""


@dataclass(frozen=True)
class Row:
    """A term.

    Attributes:
        label: where it comes from.
        factors: one or two, or none where it goes on from the row above.
        product: what they come to; "" where there is nothing to multiply.
        total: what the table comes to with this row.
        leads: which of the factors is followed where none is chosen; None if nothing can be.
    """

    label: str
    factors: tuple[Factor, ...]
    product: str
    total: str
    leads: int | None

    @property
    def sources(self) -> tuple[Cell, ...]:
        """The cells that it comes from."""
        return tuple(each.link.cell for each in self.factors if each.link)


@dataclass(frozen=True)
class Table:
    """The arithmetic of a number.

    Attributes:
        heads: over the label, the two factors, the product and the total.
        rows: in the order in which one does them.
        rounding: what the result has more than the last row, "" if nothing.
    """

    heads: tuple[str, str, str, str, str] = ("", "", "", "", "")
    rows: tuple[Row, ...] = ()
    rounding: str = ""

    @property
    def main_row(self) -> int:
        """The row that weighs most: whose product is largest; the first where none multiplies."""
        products = [abs(read(row.product)) if row.product else Decimal(-1) for row in self.rows]
        return products.index(max(products)) if products else 0


NO_TABLE = Table()
"""Of a number that nothing is computed from."""

Work = Callable[["Done", int], tuple[Decimal | None, Decimal]]
"""From what is done so far and how many digits to keep to what a row's product and total are."""


@dataclass(frozen=True)
class Done:
    """What a table has come to so far.

    Attributes:
        total: of the row above; 0 in the first.
        totals: of all rows above.
        units: of the last place of a sum, and of the result.
    """

    total: Decimal
    totals: tuple[Decimal, ...]
    sum_unit: Decimal
    result_unit: Decimal


@dataclass(frozen=True)
class Draft:
    """A row before it is worked out.

    Attributes:
        label: where it comes from.
        factors: see `Row`.
        work: does it; None where the total is the result as it is.
        leads: see `Row`.
    """

    label: str
    factors: tuple[Factor, ...]
    work: Work | None
    leads: int | None = 0


@dataclass(frozen=True)
class Plan:
    """A table before it is worked out.

    Attributes:
        heads: see `Table`.
        drafts: its rows.
        sum_value: what the terms add up to, where that is not the result.
    """

    heads: tuple[str, str, str, str, str]
    drafts: Sequence[Draft]
    sum_value: float | None = None


def work_out(plan: Plan, result: str, rounding: str = "") -> Table:
    """Do the arithmetic of a table with as many digits as it takes to come to the result.

    Args:
        plan: what to do.
        result: as it is shown.
        rounding: what it has more than its shown numbers come to, as `remainder` says it.
    """
    tried = []
    for extra in EXTRA_DIGITS:
        table = _worked_out(plan, result, extra)
        if table.rounding == rounding:
            return table
        tried.append(table)
    return min(tried, key=lambda each: abs(read(each.rounding)) if each.rounding else Decimal(0))


def _worked_out(plan: Plan, result: str, extra: int) -> Table:
    rows, totals = [], []
    with localcontext(VERY_WIDE):
        result_unit = unit_of(result)
        of_sum = result if plan.sum_value is None else shown(plan.sum_value)
        done = Done(Decimal(0), (), unit_of(of_sum), result_unit)
        for draft in plan.drafts:
            if draft.work is None:
                product, total = None, read(result)
            else:
                product, total = draft.work(done, extra)
            totals.append(total)
            done = Done(total, tuple(totals), done.sum_unit, result_unit)
            rows.append(
                Row(
                    draft.label,
                    draft.factors,
                    "" if product is None else written(product),
                    result if draft.work is None else written(total),
                    draft.leads if any(each.link for each in draft.factors) else None,
                )
            )
        return Table(plan.heads, tuple(rows), remainder(result, done.total) if rows else "")


def written(number: Decimal) -> str:
    """An exact number, every digit of it, with a true minus sign."""
    if number == 0:
        return "0"
    exponent = number.as_tuple().exponent
    # Zeros in place of digits that are not known would be read as digits.
    plain = SHORTEST_PLAIN <= abs(number) < LONGEST_PLAIN and exponent in range(-99, 1)
    return (f"{number:f}" if plain else f"{number:e}").replace("-", MINUS, 1 if number < 0 else 0)


def adds(*numbers: str) -> Work:
    """Adds a shown number, or the product of two, rounded to the last place of the sum."""

    def work(done: Done, extra: int) -> tuple[Decimal | None, Decimal]:
        if len(numbers) == 1:
            return None, _sum_of(done.total, read(numbers[0]))
        return _added(done, read(numbers[0]) * read(numbers[1]), extra)

    return work


def adds_log(number: str, wanted: bool, of_sum: bool) -> Work:
    """Adds what an output costs, rounded to the last place of the sum.

    Args:
        number: a2 as shown, or u2.
        wanted: whether a 1 was wanted.
        of_sum: whether it is u2.
    """

    def work(done: Done, extra: int) -> tuple[Decimal | None, Decimal]:
        with localcontext(WIDE):
            shown = read(number)
            if of_sum:
                cost = cost_of_sum(shown if wanted else -shown)
            else:
                cost = -(shown if wanted else 1 - shown).ln()
        return _added(done, cost, extra)

    return work


def scales(by: Callable[[Decimal], Decimal]) -> Work:
    """Makes the result of the sum, rounded to a little more than the result's last place."""

    def work(done: Done, extra: int) -> tuple[Decimal | None, Decimal]:
        with localcontext(VERY_WIDE):
            made = by(done.total)
        return None, _to_unit(made, done.result_unit.scaleb(-extra))

    return work


def goes_on(by: Callable[[Sequence[Decimal]], Decimal]) -> Work:
    """Makes a number from all totals above, with as many significant digits as numbers are shown.

    Such a row neither adds nor multiplies: it is a stage of a formula.
    """

    def work(done: Done, extra: int) -> tuple[Decimal | None, Decimal]:
        with localcontext(WIDE):
            made = by(done.totals)
        return None, _to_digits(made, SIGNIFICANT + extra)

    return work


def _added(done: Done, term: Decimal, extra: int) -> tuple[Decimal, Decimal]:
    rounded = _to_unit(term, done.sum_unit.scaleb(-extra))
    if rounded == 0:
        # It is lost in the sum, but need not be nothing.
        return _to_digits(term, SIGNIFICANT), done.total
    return rounded, _sum_of(done.total, rounded)


def _sum_of(one: Decimal, other: Decimal) -> Decimal:
    # Decimal writes all digits of a large number down to those of a 0 that is added to it.
    return one + other if one and other else one or other


def _to_unit(number: Decimal, unit: Decimal) -> Decimal:
    """Rounded to a multiple of a unit; a number with fewer places stays as it is."""
    exponent, least = number.as_tuple().exponent, unit.as_tuple().exponent
    assert isinstance(exponent, int)
    assert isinstance(least, int)
    return number if exponent >= least else number.quantize(unit)


def _to_digits(number: Decimal, digits: int) -> Decimal:
    if number == 0:
        return Decimal(0)
    size = number.adjusted()
    last = size if size < 0 or number.copy_abs() >= LONGEST_PLAIN else -1
    return _to_unit(number, Decimal(1).scaleb(last + 1 - digits))
