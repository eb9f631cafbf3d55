from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from sights import at

from nn.core.settings import Settings
from nn.explain.explanation import Explanation, explain
from nn.explain.inspection import UnknownError, inspect
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES, known
from nn.explain.sight import Sight
from nn.explain.symbols import SYMBOLS, Cell, cell_name
from nn.run.events import WeightEdit
from nn.run.recording import Recording

WEIGHTS = [("W1", (1, 3)), ("W2", (4, 2))]


@pytest.fixture(scope="module")
def recording() -> Recording:
    run = Recording(Settings())
    run.advance_to(60)
    return run


def test_a_weight_that_was_drawn_is_told_whole(recording: Recording) -> None:
    value = float(recording.observations.draws.W1[1, 3])
    assert inspect(at(recording, 0), ("W1", (1, 3))) == Explanation(
        name="W1[x2,h4]",
        title="weight from x2 to h4",
        step=0,
        formula="drawn at random from −1 to 1, before the first step",
        numbers="",
        result="0.0208650",
        rounding="",
        value=value,
        sentence=("W1[x2,h4] was drawn at random, between −1 and 1: nothing has been learnt yet."),
    )


@pytest.mark.parametrize(
    ("cell", "lens", "message"),
    [
        (
            ("u1", (0,)),
            "weights",
            "Before the first step nothing is computed yet: → makes a step, ↓ a phase.",
        ),
        (
            ("W1", (0, 0)),
            "gradients",
            "Before the first step nothing is computed yet: → makes a step, ↓ a phase.",
        ),
        (("W1", (0, 0)), "by_step", "Before the first step nothing has moved yet."),
    ],
)
def test_before_the_first_step_it_is_said_what_there_is_to_do(
    recording: Recording, cell: Cell, lens: str, message: str
) -> None:
    with pytest.raises(UnknownError) as raised:
        inspect(at(recording, 0), cell, LENSES[lens])
    assert str(raised.value) == message


@pytest.mark.parametrize("cell", WEIGHTS)
def test_a_weight_always_has_its_value_and_what_is_known_of_it(
    recording: Recording, cell: tuple[str, tuple[int, int]]
) -> None:
    symbol, index = cell
    drawn = inspect(at(recording, 0), cell)
    assert drawn.value == getattr(recording.observations.draws, symbol)[index]
    assert "drawn at random" in drawn.formula
    step = recording.step(60)
    for phase in range(len(PHASES)):
        sight = at(recording, 60, phase)
        if PHASES[phase].key in ("d1", "d2"):
            continue
        explained = inspect(sight, cell)
        assert explained.value == sight.values[symbol][index]
        if phase < len(PHASES) - 1:
            assert explained.formula.startswith("as it is before step 60")
            assert explained.value == getattr(step, symbol)[index]
    assert inspect(at(recording, 60), cell) == explain(step, symbol, index)
    assert inspect(at(recording, 60, len(PHASES) - 1), cell) == explain(step, symbol, index)


@pytest.mark.parametrize("position", [0, 20])
def test_an_edit_is_told_where_it_was_made_and_nowhere_else(
    recording: Recording, position: int
) -> None:
    cell = ("W1", (1, 3))
    before = at(recording, position).W1[1, 3]
    edits = WeightEdit("W1", 1, 3, -7.0), WeightEdit("W1", 1, 3, 3.25)
    branch = recording.branch(position, *edits)
    branch.advance_to(position + 2)
    explained = inspect(at(branch, position), cell)
    shown = f"{before:.6g}".replace("-", "−")
    assert explained.formula == f"set by hand at step {position}: {shown} → 3.25"
    assert (explained.value, explained.result) == (3.25, "3.250000")
    assert "by hand" not in inspect(at(branch, position), ("W1", (1, 2))).formula
    assert "by hand" not in inspect(at(branch, position + 1), cell).formula
    assert "by hand" not in inspect(at(recording, position), cell).formula
    if position:
        assert "by hand" not in inspect(at(branch, position, 3), cell).formula


def check_unknown(sight: Sight, cell: Cell, lens: str, name: str) -> None:
    with pytest.raises(UnknownError) as unknown:
        inspect(sight, cell, LENSES[lens])
    assert str(unknown.value) == f"{name} is not known yet in this phase."


@pytest.mark.parametrize("phase", range(len(PHASES)))
def test_what_is_not_known_yet_is_not_told(recording: Recording, phase: int) -> None:
    sight = at(recording, 60, phase)
    for symbol in SYMBOLS:
        if symbol in ("W1", "W2", "d1", "d2", "slope1"):
            continue
        index = tuple(0 for _ in SYMBOLS[symbol].units)
        if symbol in known(phase):
            assert inspect(sight, (symbol, index)) == explain(recording.step(60), symbol, index)
        else:
            check_unknown(sight, (symbol, index), "weights", cell_name(symbol, index))
    for cell in WEIGHTS:
        gradient = {"W1": "d1", "W2": "d2"}[cell[0]]
        if gradient in known(phase):
            told = inspect(sight, cell, LENSES["gradients"])
            assert told == explain(recording.step(60), gradient, cell[1])
        else:
            check_unknown(sight, cell, "gradients", cell_name(gradient, cell[1]))
        if phase < len(PHASES) - 1 and PHASES[phase].key not in ("d1", "d2"):
            check_unknown(sight, cell, "by_step", f"Δ{cell_name(*cell)}")


def by_hand(text: str) -> Decimal:
    """A sum of the form a − b or −a × b, each perhaps in parentheses."""
    plain = text.replace("(", "").replace(")", "").replace("−", "-")
    if "×" in plain:
        left, right = plain.split("×")
        return Decimal(left.replace(" ", "")) * Decimal(right.replace(" ", ""))
    left, _, right = plain.partition(" - ")
    return Decimal(left.strip()) - Decimal(right.replace(" ", ""))


@pytest.mark.parametrize("position", [1, 20, 60])
@pytest.mark.parametrize("cell", WEIGHTS)
def test_the_change_views_explain_the_change_that_the_cell_shows(
    recording: Recording, position: int, cell: tuple[str, tuple[int, int]]
) -> None:
    symbol, index = cell
    sight, step = at(recording, position), recording.step(position)
    moved = inspect(sight, cell, LENSES["by_step"])
    change = getattr(step, f"{symbol}_after")[index] - getattr(step, symbol)[index]
    assert moved.value == change
    assert moved.name.startswith(f"Δ{symbol}[")
    assert float(by_hand(moved.numbers)) == pytest.approx(change, rel=1e-5, abs=1e-12)
    assert moved.table.rows[0].sources[0][0] in ("d1", "d2")
    since = inspect(sight, cell, LENSES["since_start"])
    start = getattr(recording.observations.draws, symbol)[index]
    assert since.value == getattr(sight, symbol)[index] - start
    assert float(by_hand(since.numbers)) == pytest.approx(since.value, rel=1e-5, abs=1e-7)
    assert since.rounding == ""


@pytest.mark.parametrize("position", [20, 60])
def test_the_change_by_a_step_is_told_with_its_gradient(
    recording: Recording, position: int
) -> None:
    told = inspect(at(recording, position), ("W2", (4, 2)), LENSES["by_step"])
    d2 = float(recording.step(position).d2[4, 2])
    assert (told.name, told.step) == ("ΔW2[h5,y3]", position)
    assert told.title == "change of the weight from h5 to y3 by this step"
    assert told.formula == "−η · d2[h5,y3]"
    assert told.numbers.startswith("−0.1 × ")
    slope = told.numbers.removeprefix("−0.1 × ").strip("()").replace("−", "-")
    assert float(slope) == pytest.approx(d2, rel=1e-6)
    assert told.table.rows[0].sources == (("d2", (4, 2)),)
    assert told.note == ""


@pytest.mark.parametrize("position", [0, 60])
def test_the_change_since_the_start_is_told_with_both_weights(
    recording: Recording, position: int
) -> None:
    sight = at(recording, position)
    told = inspect(sight, ("W2", (4, 2)), LENSES["since_start"])
    now, start = float(sight.W2[4, 2]), float(sight.draws.W2[4, 2])
    assert (told.name, told.step) == ("W2[h5,y3] − W2[h5,y3] at step 0", position)
    assert told.title == "change of the weight from h5 to y3 since the start"
    assert told.formula == "W2[h5,y3] now − W2[h5,y3] at step 0"
    assert float(by_hand(told.numbers)) == pytest.approx(now - start, abs=1e-7)
    assert {row.sources for row in told.table.rows} == {(("W2", (4, 2)),)}


@pytest.mark.parametrize("key", ["by_step", "since_start"])
@pytest.mark.parametrize("learning_rate", [0.1, 0.37])
def test_the_change_comes_out_of_its_sum_to_the_last_digit(learning_rate: float, key: str) -> None:
    run = Recording(Settings(learning_rate=learning_rate))
    run.advance_to(60)
    for position in (1, 33, 60):
        sight = at(run, position)
        for matrix, shape in (("W1", (5, 10)), ("W2", (10, 5))):
            for index in np.ndindex(shape):
                told = inspect(sight, (matrix, index), LENSES[key])
                result = Decimal(told.result.replace("−", "-"))
                digits = max(0, -int(result.as_tuple().exponent))
                assert told.rounding == ""
                assert round(by_hand(told.numbers), digits) == result, told.text


def test_a_change_by_a_step_that_does_not_come_out_of_its_sum_is_given_away(
    recording: Recording,
) -> None:
    sight, step = at(recording, 60), recording.step(60)
    off = replace(sight, step=replace(step, W2_after=step.W2_after + 0.001))
    said = inspect(off, ("W2", (4, 2)), LENSES["by_step"]).rounding
    assert float(said.replace("−", "-")) == pytest.approx(0.001, abs=2e-6)


def test_only_a_gradient_too_small_for_the_weight_is_remarked_on(recording: Recording) -> None:
    sight, step = at(recording, 60), recording.step(60)
    remark = "The change is smaller than the last digit of the weight: it stays as it is."
    for slope, note in ((0.0, ""), (1e-30, remark), (1.0, ""), (-10.0, "")):
        d2 = np.full_like(step.d2, slope)
        W2 = np.ones_like(step.W2)
        made = replace(step, d2=d2, W2=W2, W2_after=W2 - 0.1 * d2)
        told = inspect(replace(sight, step=made), ("W2", (4, 2)), LENSES["by_step"])
        assert told.note == note


def test_every_number_that_is_shown_equals_the_explained_one(recording: Recording) -> None:
    for key, lens in LENSES.items():
        for position in (0, 1, 60):
            sight = at(recording, position)
            for matrix in ("W1", "W2"):
                values = lens.of(sight, matrix)
                if values is None:
                    continue
                for index in np.ndindex(values.shape):
                    assert inspect(sight, (matrix, index), lens).value == values[index], key
