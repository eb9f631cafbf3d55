"""The tables, done by hand from the texts that stand in them: Decimal, and nothing of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext

import numpy as np
import pytest
from every_task import every_task

from nn.core import plain
from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.explanation import Explanation, explain
from nn.explain.inspection import inspect
from nn.explain.lenses import LENSES, MATRICES
from nn.explain.sight import sight_of
from nn.explain.symbols import SYMBOLS, Cell
from nn.explain.term_table import (
    BEFORE,
    NOW,
    START,
    Draft,
    Factor,
    Plan,
    Row,
    adds,
    work_out,
    written,
)
from nn.run.events import WeightEdit
from nn.run.recording import Recording
from nn.run.training import Training

HAND = Context(prec=900, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
CAREFUL = Context(prec=70, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


def number(text: str) -> Decimal:
    """What a text spells, whatever sign of operation stands in front of it."""
    sign, _, rest = text.rpartition(" ")
    value = Decimal(rest.strip("()").replace("−", "-"))
    return -value if sign == "−" else value


def place_of_last_digit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def agrees(said: str, exact: Decimal) -> bool:
    """Whether a number is another one rounded to its own last digit."""
    value = number(said)
    if value == 0:
        return abs(exact) < Decimal("1e-6")
    return abs(value - exact) * 2 <= place_of_last_digit(value)


def product_of(row: Row) -> Decimal:
    """What a row's factors come to; of a row of the loss its cost."""
    one = number(row.factors[0].text)
    if not row.factors[1].text.startswith("wanted"):
        return one * number(row.factors[1].text)
    with localcontext(CAREFUL):
        of = row.label.split(": ")[1]
        if of == "a2":
            return -one.ln()
        if of == "1−a2":
            return -(1 - one).ln()
        towards = one if of == "σ(u2)" else -one
        if towards < -1000000:
            return -towards
        return (1 + (-towards).exp()).ln() if towards < 50 else (-towards).exp()


def adds_up(total: str, before: Decimal, product: Decimal) -> bool:
    """Whether a total is that before it and a product: exactly, where the product is not lost."""
    if number(total) == before + product:
        return True
    is_lost = abs(product) * 2 <= place_of_last_digit(number(total) or before)
    return is_lost and number(total) == before


def stage_of(label: str, totals: list[Decimal], totals_end: Decimal) -> Decimal:
    """What a row makes that stands below others and has no product."""
    with localcontext(CAREFUL):
        above = totals[-1]
        if label.startswith("exp(−u") and label.endswith("that"):
            return totals[1] / above
        if label.startswith("exp(−u"):
            return (-above).exp()
        if label.startswith("1 + exp(−u"):
            return 1 + above
        if label.startswith("bit worth "):
            return above // int(label[10:]) % 2
        if label.startswith("> "):
            return Decimal(int(above > Decimal(label[2:])))
        if label.startswith("line "):
            # The bit that stands there is seen by `test_tasks`.
            assert label == f"line {above + 1:,}"
            return totals_end
        return {
            "1 ÷ that": lambda: 1 / above,
            "that × itself": lambda: above * above,
        }[label]()


def check(explanation: Explanation) -> None:
    """Every number of the table comes out of those before it, and the last is the result."""
    table = explanation.table
    totals: list[Decimal] = []
    with localcontext(HAND):
        for row in table.rows:
            before = totals[-1] if totals else Decimal(0)
            if row.product:
                assert agrees(row.product, product_of(row)), (explanation.text, row)
                assert adds_up(row.total, before, number(row.product)), (explanation.text, row)
            elif row.label == "× σ′":
                assert agrees(row.total, before * number(row.factors[0].text)), row
            elif row.label.startswith("÷ "):
                assert agrees(row.total, before / int(row.label[2:])), row
            elif not row.factors:
                made = stage_of(row.label, totals, number(explanation.result))
                assert agrees(row.total, made), (explanation.text, row)
            elif row.factors[0].text.startswith("XOR "):
                bit = int(row.factors[0].text[4:])
                assert int(row.total) == int(before) ^ bit, (explanation.text, row)
            elif len(row.factors) == 1 and not is_as_it_is(explanation):
                assert number(row.total) == before + number(row.factors[0].text), row
            totals.append(number(row.total))
        if table.rows:
            said = number(table.rounding.replace("+", "")) if table.rounding else Decimal(0)
            result = number(explanation.result)
            unit = place_of_last_digit(result) if result else Decimal("1e-6")
            rounded = (totals[-1] / unit).to_integral_value() * unit
            assert rounded + said == result, (explanation.text, table)
    assert table.rounding == explanation.rounding, (explanation.text, table)


def is_as_it_is(explanation: Explanation) -> bool:
    """Whether the one row says nothing but where the number comes from."""
    return len(explanation.table.rows) == 1


def all_cells(step: Step) -> Iterator[Cell]:
    for symbol in SYMBOLS:
        for index in np.ndindex(np.shape(getattr(step, symbol))):
            yield symbol, index


def check_all(step: Step, most: int = 10**9) -> None:
    cells = list(all_cells(step))
    for place in np.random.default_rng(5).permutation(len(cells))[:most]:
        explanation = explain(step, *cells[place])
        check(explanation)
        assert (explanation.table.rows == ()) == (cells[place][0] == "x")


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(5000)
    return made


@pytest.mark.parametrize("number_of_step", [1, 40, 300, 1217, 5000])
def test_every_table_adds_up_to_the_last_digit(recording: Recording, number_of_step: int) -> None:
    step = recording.step(number_of_step)
    check_all(step)
    assert [cell for cell in all_cells(step) if explain(step, *cell).table.rounding] == []


@pytest.mark.parametrize(
    ("task", "bits", "hidden", "seed"),
    [
        (task, bits, hidden, seed)
        for bits, hidden, seed in ((1, 1, 3), (2, 7, 4), (7, 3, 5), (8, 3, 6))
        for task in every_task(bits)
    ],
)
def test_it_holds_for_drawn_settings(task: str, bits: int, hidden: int, seed: int) -> None:
    made = Recording(
        Settings(bits=bits, hidden_units=hidden, seed=seed, task=task, learning_rate=0.77)
    )
    made.advance_to(50)
    for number_of_step in (1, 50):
        check_all(made.step(number_of_step))


def test_it_holds_for_the_largest_network() -> None:
    training = Training(Settings(bits=16, hidden_units=128))
    training.advance_to(20)
    check_all(training.advance_with_step(), most=250)


@pytest.mark.parametrize("magnitude", [30.0, 300.0, 1000.0, 1e5, 1e12, 1e200])
def test_it_holds_where_units_are_saturated(magnitude: float) -> None:
    training = Training(Settings(bits=3, hidden_units=4))
    weights = np.random.default_rng(7).uniform(-magnitude, magnitude, 24)
    training.restore(0, weights, 0.1)
    for _ in range(4):
        check_all(training.advance_with_step())


@pytest.mark.parametrize("key", ["by_step", "since_start"])
def test_it_holds_for_the_changes_of_the_weights(recording: Recording, key: str) -> None:
    for position in (1, 300, 5000):
        sight = sight_of(recording, recording.moment(position))
        for matrix in MATRICES:
            for index in np.ndindex(sight.values[matrix].shape):
                told = inspect(sight, (matrix, index), LENSES[key])
                check(told)
                assert told.table.rounding == ""


def links(explanation: Explanation) -> list[list[tuple[Cell, str]]]:
    return [
        [(each.link.cell, each.link.when) for each in row.factors if each.link]
        for row in explanation.table.rows
    ]


def test_every_factor_leads_to_the_number_it_is(recording: Recording) -> None:
    step = recording.step(300)
    for symbol, index in all_cells(step):
        for row in explain(step, symbol, index).table.rows:
            for factor in row.factors:
                if factor.link is None:
                    continue
                (name, at), text = (factor.link.cell, factor.text.split()[-1])
                value = float(getattr(step, name)[at])
                if "wanted" in factor.text:
                    assert (name, text) == ("t", str(int(value)))
                else:
                    assert abs(float(number(text))) == pytest.approx(abs(value), rel=1e-5)
                before = name in ("W1", "W2")
                assert factor.link.when == (BEFORE if before else NOW)


PLAIN_HEADS = ("from", "value", "", "", "so far")
HEADS = {
    "x": PLAIN_HEADS,
    "u1": ("from", "x", "× W1", "product", "sum so far"),
    "a1": PLAIN_HEADS,
    "slope1": PLAIN_HEADS,
    "u2": ("from", "a1", "× W2", "product", "sum so far"),
    "a2": PLAIN_HEADS,
    "label": PLAIN_HEADS,
    "t": PLAIN_HEADS,
    "loss": ("from", "a2", "t", "−log", "so far"),
    "e2": PLAIN_HEADS,
    "d2": ("from", "a1", "× e2", "product", "sum so far"),
    "e1": ("from", "W2", "× e2", "product", "so far"),
    "d1": ("from", "x", "× e1", "product", "sum so far"),
    "W1": ("from", "value", "× d1", "product", "so far"),
    "W2": ("from", "value", "× d2", "product", "so far"),
}


@pytest.mark.parametrize("symbol", HEADS)
def test_every_column_has_its_head(recording: Recording, symbol: str) -> None:
    step = recording.step(300)
    index = tuple(0 for _ in SYMBOLS[symbol].units)
    assert explain(step, symbol, index).table.heads == HEADS[symbol]


SIGMOID_LABELS = ["u1[h1]", "exp(−u1)", "1 + exp(−u1)"]
LABELS = {
    "u1": ["x1", "x2", "x3", "x4", "x5"],
    "a1": [*SIGMOID_LABELS, "1 ÷ that"],
    "slope1": [*SIGMOID_LABELS, "that × itself", "exp(−u1) ÷ that"],
    "u2": [f"h{h}" for h in range(1, 11)],
    "a2": ["u2[y1]", "exp(−u2)", "1 + exp(−u2)", "1 ÷ that"],
    "label": ["a2[y1]"],
    "t": ["x1"],
    "e2": ["a2[y1]", "t[y1]"],
    "d2": ["h1 → y1"],
    "e1": ["y1", "y2", "y3", "y4", "y5", "× σ′"],
    "d1": ["x1 → h1"],
    "W1": ["before", "−η · d1"],
    "W2": ["before", "−η · d2"],
}


@pytest.mark.parametrize("symbol", LABELS)
def test_every_row_has_its_label(recording: Recording, symbol: str) -> None:
    index = tuple(0 for _ in SYMBOLS[symbol].units)
    rows = explain(recording.step(300), symbol, index).table.rows
    assert [row.label for row in rows] == LABELS[symbol]


COUNTED_HEADS = "from", "value", "× worth", "product", "sum so far"


@pytest.mark.parametrize(
    ("task", "count", "heads"),
    [("majority", 4, COUNTED_HEADS), ("parity", 4, PLAIN_HEADS), ("neighbours", 2, PLAIN_HEADS)],
)
def test_the_target_of_a_task_of_several_bits_has_a_row_for_each(
    task: str, count: int, heads: tuple[str, ...]
) -> None:
    made = Recording(Settings(bits=4, task=task))
    made.advance_to(3)
    table = explain(made.step(3), "t", (0,)).table
    assert table.heads == heads
    labels = [row.label for row in table.rows if row.label.startswith("x")]
    assert labels == [f"x{number}" for number in range(1, count + 1)]
    said = "" if heads == COUNTED_HEADS else "XOR "
    bits = [f"{said if place else ''}{x:.0f}" for place, x in enumerate(made.step(3).x[:count])]
    assert [row.factors[0].text for row in table.rows[:count]] == bits


def test_the_rows_of_the_loss_say_of_what_the_logarithm_is(recording: Recording) -> None:
    step = recording.step(300)
    usual = explain(step, "loss", ()).table
    of = ["a2" if t else "1−a2" for t in step.t]
    assert {"a2", "1−a2"} <= set(of)
    assert [row.label for row in usual.rows] == [*(f"y{y + 1}: {of[y]}" for y in range(5)), "÷ 5"]
    saturated = replace(step, a2=np.where(step.t == 1, 1.0, step.a2))
    told = explain(saturated, "loss", ()).table
    assert told.heads == ("from", "u2", "t", "−log", "so far")
    of = ["σ(u2)" if t else "σ(−u2)" for t in step.t]
    assert [row.label for row in told.rows] == [*(f"y{y + 1}: {of[y]}" for y in range(5)), "÷ 5"]
    assert [row.factors[1].text for row in told.rows[:-1]] == [f"wanted {t:.0f}" for t in step.t]


def test_the_terms_of_the_loss_have_the_digits_that_their_sum_needs(recording: Recording) -> None:
    def last(step: Step) -> list[str]:
        *_, term, mean = explain(step, "loss", ()).table.rows
        return [term.product, term.total, mean.total]

    assert last(recording.step(1)) == ["1.4487609", "3.6119613", "0.7223923"]
    made = Recording(Settings(learning_rate=1.0))
    made.advance_to(2000)
    # A digit more is shown below 0.1: the mean has it here, the sum does not.
    losses = made.losses
    number = int(np.flatnonzero((losses < 0.09) & (losses > 0.03))[0]) + 1
    *terms, mean = last(made.step(number))
    assert [len(each.partition(".")[2]) for each in terms] == [7, 7]
    assert len(mean.partition(".")[2]) == 8
    assert float(mean) == pytest.approx(losses[number - 1], abs=2e-8)


@pytest.mark.parametrize(
    ("u1", "totals"),
    [
        (0.3, ["0.30000000", "0.74081822", "1.74081822", "0.57444252"]),
        (5.25, ["5.25000000", "0.005247518", "1.0052475", "0.9947799"]),
        (-5.25, ["−5.25000000", "190.5662685", "191.5662685", "0.005220126"]),
        (-20.5, ["−20.50000000", "799902177.4755054", "799902178.4755054", "0.000000001250153"]),
        (20.5, ["20.50000000", "0.000000001250153", "1.0000000", "1"]),
        (-40.0, ["−40", "2.353853e+17", "2.353853e+17", "4.248354e−18"]),
        (-30.0, ["−30", "1.0686475e+13", "1.0686475e+13", "9.3576226e−14"]),
        (0.0, ["0", "1", "2", "0.5"]),
    ],
)
def test_the_stages_of_a_sigmoid_have_the_digits_that_can_be_read(
    recording: Recording, u1: float, totals: list[str]
) -> None:
    step = recording.step(3)
    sums = np.full_like(step.u1, u1)
    table = explain(replace(step, u1=sums, a1=plain.sigmoid(sums)), "a1", (0,)).table
    assert [row.total.replace("e-", "e−") for row in table.rows] == totals
    assert table.rounding == ""


def test_what_is_no_product_is_told_in_the_second_column(recording: Recording) -> None:
    step = recording.step(300)
    a2, x, t = step.a2[0], step.x[0], step.t[0]
    [label] = explain(step, "label", (0,)).table.rows
    assert [each.text for each in label.factors] == [f"{a2:.8f}", "> 0.5"]
    [target] = explain(step, "t", (0,)).table.rows
    assert [each.text for each in target.factors] == [f"{x:.0f}", "XOR 1"]
    made, wanted = explain(step, "e2", (0,)).table.rows
    assert [each.text for each in made.factors] == [f"{a2:.8f}"]
    assert [each.text for each in wanted.factors] == [f"− {t:.0f}"]


def test_the_tables_of_a_weight_and_of_its_changes_have_their_heads(recording: Recording) -> None:
    cell: Cell = ("W1", (1, 2))
    whole, early = (sight_of(recording, recording.moment(300), phase) for phase in (None, 3))
    assert inspect(early, cell).table.heads == PLAIN_HEADS
    since = inspect(whole, cell, LENSES["since_start"]).table
    assert since.heads == PLAIN_HEADS
    assert [row.label for row in since.rows] == ["now", "at step 0"]
    by_step = inspect(whole, cell, LENSES["by_step"]).table
    assert by_step.heads == ("from", "−η", "× d1", "product", "change")
    assert [row.label for row in by_step.rows] == ["−η · d1"]


def test_the_tables_have_a_row_for_each_term(recording: Recording) -> None:
    step = recording.step(300)
    u1, e1 = explain(step, "u1", (2,)), explain(step, "e1", (2,))
    assert [row.label for row in u1.table.rows] == ["x1", "x2", "x3", "x4", "x5"]
    assert links(u1)[1] == [(("x", (1,)), NOW), (("W1", (1, 2)), BEFORE)]
    assert u1.table.rows[1].sources == (("x", (1,)), ("W1", (1, 2)))
    assert [row.label for row in e1.table.rows] == ["y1", "y2", "y3", "y4", "y5", "× σ′"]
    assert links(e1)[-1] == [(("slope1", (2,)), NOW)]
    assert [row.label for row in explain(step, "d1", (1, 2)).table.rows] == ["x2 → h3"]
    weight = explain(step, "W1", (1, 2))
    assert links(weight) == [[(("W1", (1, 2)), BEFORE)], [(("d1", (1, 2)), NOW)]]
    loss = explain(step, "loss", ())
    assert [row.label.split(":")[0] for row in loss.table.rows] == [
        *(f"y{y}" for y in range(1, 6)),
        "÷ 5",
    ]


def test_what_matters_most_is_followed_first(recording: Recording) -> None:
    step = recording.step(300)
    weight, e1 = explain(step, "W2", (2, 1)).table, explain(step, "e1", (2,)).table
    assert weight.main_row == 1
    assert [row.leads for row in weight.rows] == [0, 1]
    assert [row.leads for row in explain(step, "a1", (2,)).table.rows] == [0, None, None, None]
    assert [row.leads for row in e1.rows] == [1, 1, 1, 1, 1, 0]
    assert [row.leads for row in explain(step, "u1", (2,)).table.rows] == [1] * 5
    assert [row.leads for row in explain(step, "u2", (1,)).table.rows] == [0] * 10
    assert e1.main_row == int(np.argmax(np.abs(step.W2[2] * step.e2)))
    assert explain(step, "a1", (2,)).table.main_row == 0
    assert explain(step, "x", (2,)).table.main_row == 0


def test_the_terms_of_a_hidden_error_have_the_digits_that_their_sum_needs(
    recording: Recording,
) -> None:
    step = recording.step(300)
    terms = step.W2[4] * step.e2
    # The sum is beyond 1, the error below 0.1: it has a decimal more, which its terms need not.
    assert terms.sum() > 1 > 0.1 > step.e1[4]
    rows = explain(step, "e1", (4,)).table.rows
    products = [number(row.product) for row in rows[:-1]]
    assert [place_of_last_digit(each) for each in products] == [Decimal("1e-8")] * 5
    assert [float(each) for each in products] == pytest.approx(terms.tolist(), abs=2e-8)
    assert place_of_last_digit(number(rows[-1].total)) == Decimal("1e-9")


def test_a_weight_leads_back_in_time_to_where_it_was_drawn(recording: Recording) -> None:
    cell: Cell = ("W1", (1, 2))
    for position in (1, 2, 300):
        kept = inspect(sight_of(recording, recording.moment(position), 3), cell)
        assert links(kept) == [[(cell, BEFORE)]]
        where = {1: "at the start", 2: "after step 1", 300: "after step 299"}[position]
        [row] = kept.table.rows
        assert (row.label, row.total) == (where, kept.result)
    since = inspect(sight_of(recording, recording.moment(300)), cell, LENSES["since_start"])
    assert links(since) == [[(cell, NOW)], [(cell, START)]]
    drawn = inspect(sight_of(recording, recording.moment(0)), cell)
    assert drawn.table.rows == ()


def test_a_weight_that_was_set_by_hand_leads_no_further(recording: Recording) -> None:
    branch = recording.branch(20, WeightEdit("W1", 1, 2, -7.0))
    branch.advance_to(21)
    told = inspect(sight_of(branch, branch.moment(20)), ("W1", (1, 2)))
    assert told.table.rows == ()
    assert told.sentence == (
        "W1[x2,h3] is what somebody set it to, after 20 steps. No step has moved it since."
    )
    check_all(branch.step(21))


def test_where_no_digits_lead_to_the_result_it_is_said_how_much_is_missing() -> None:
    factors = Factor("0.7", None, "0.7"), Factor("0.7777777", None, "0.7777777")
    draft = Draft("one", factors, adds("0.7", "0.7777777"))
    for told in ("", "+0.155556"):
        table = work_out(Plan(("from", "a", "b", "product", "so far"), [draft]), "0.700000", told)
        assert table.rounding == "+0.155556"
        [row] = table.rows
        assert (row.product, row.total, row.leads) == ("0.5444444", "0.5444444", None)


@pytest.mark.parametrize(
    ("term", "times", "result", "total", "missing"),
    [("1.0004", 30, "30.05", "30.0120", "+0.04"), ("1.00004", 20, "20.000", "20.0000", "")],
)
def test_of_tables_that_do_not_leave_what_is_told_the_one_that_leaves_least_is_taken(
    term: str, times: int, result: str, total: str, missing: str
) -> None:
    factors = Factor(term, None, term), Factor("1", None, "1")
    drafts = [Draft("one", factors, adds(term, "1"))] * times
    table = work_out(Plan(("from", "a", "b", "product", "so far"), drafts), result, "never")
    assert (table.rows[-1].total, table.rounding) == (total, missing)


def test_a_sum_of_large_numbers_has_no_digits_that_nobody_knows(recording: Recording) -> None:
    step = recording.step(3)
    W1 = np.full_like(step.W1, 3e20)
    large = replace(step, W1=W1, u1=step.x @ W1, x=np.array([0.0, 1.0, 1.0, 0.0, 0.0]))
    totals = [row.total for row in explain(large, "u1", (0,)).table.rows]
    assert totals[:3] == ["0", "3.000000e+20", "6.000000e+20"]


def test_numbers_are_written_with_all_their_digits() -> None:
    assert written(Decimal("0E-8")) == "0"
    assert written(Decimal("-0.12340")) == "−0.12340"
    assert written(Decimal("1.50E+14")) == "1.50e+14"
    assert written(Decimal("-1.50E-14")) == "−1.50e-14"
    assert written(Decimal("999999999999")) == "999999999999"
    assert written(Decimal("1000000000000")) == "1.000000000000e+12"
    assert written(Decimal("1E-12")) == "0.000000000001"
    assert written(Decimal("9E-13")) == "9e-13"
    assert written(Decimal("5E+1")) == "5e+1"
