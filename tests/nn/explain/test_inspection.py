from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from nn.core.settings import Settings
from nn.explain.explanation import explain
from nn.explain.inspection import UnknownError, inspect
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES, known
from nn.explain.sight import Sight, sight_of
from nn.explain.symbols import SYMBOLS
from nn.run.events import WeightEdit
from nn.run.recording import Recording

WEIGHTS = [("W1", (1, 3)), ("W2", (4, 2))]


@pytest.fixture(scope="module")
def recording() -> Recording:
    run = Recording(Settings())
    run.advance_to(60)
    return run


def at(recording: Recording, position: int, phase: int | None = None) -> Sight:
    return sight_of(recording, recording.moment(position), phase)


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
            with pytest.raises(UnknownError, match="not known yet"):
                inspect(sight, (symbol, index))
    for cell in WEIGHTS:
        gradient = {"W1": "d1", "W2": "d2"}[cell[0]]
        if gradient in known(phase):
            told = inspect(sight, cell, LENSES["gradients"])
            assert told == explain(recording.step(60), gradient, cell[1])
        else:
            with pytest.raises(UnknownError, match="not known yet"):
                inspect(sight, cell, LENSES["gradients"])
        if phase < len(PHASES) - 1 and PHASES[phase].key not in ("d1", "d2"):
            with pytest.raises(UnknownError, match="not known yet"):
                inspect(sight, cell, LENSES["by_step"])


@pytest.mark.parametrize("lens", ["gradients", "by_step"])
def test_before_the_first_step_nothing_has_moved(recording: Recording, lens: str) -> None:
    with pytest.raises(UnknownError, match="Before the first step"):
        inspect(at(recording, 0), ("W1", (0, 0)), LENSES[lens])


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
    assert moved.terms == () or moved.terms[0].sources[0][0] in ("d1", "d2")
    since = inspect(sight, cell, LENSES["since_start"])
    start = getattr(recording.observations.draws, symbol)[index]
    assert since.value == getattr(sight, symbol)[index] - start
    assert float(by_hand(since.numbers)) == pytest.approx(since.value, rel=1e-5, abs=1e-7)
    assert since.rounding == ""


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
