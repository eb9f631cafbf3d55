from __future__ import annotations

import pytest

from nn.core.settings import Settings
from nn.explain.inspection import UnknownError, inspect
from nn.explain.lenses import LENSES
from nn.explain.made_of import made_of
from nn.explain.phases import PHASES
from nn.explain.sight import Sight, sight_of
from nn.explain.symbols import SYMBOLS, Cell
from nn.run.events import WeightEdit
from nn.run.recording import Recording

CELLS: list[Cell] = [
    *((symbol, (1,)) for symbol, each in SYMBOLS.items() if len(each.units) == 1),
    ("loss", ()),
    *((symbol, (2, 1)) for symbol in ("W1", "W2", "d1", "d2")),
]


@pytest.fixture(scope="module")
def recording() -> Recording:
    run = Recording(Settings(task="reverse", hidden_units=4))
    run.advance_to(20)
    return run


def told(sight: Sight, key: str, cell: Cell) -> set[Cell]:
    """The cells that the explanation names; of what has no cell what it is made of."""
    explanation = inspect(sight, cell, LENSES[key])
    cells = {each for row in explanation.table.rows for each in row.sources}
    apart = {each for each in cells if each[0] in ("d1", "d2", "slope1")}
    return (cells - apart).union(*(told(sight, key, each) for each in apart))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("key", LENSES)
def test_a_cell_is_made_of_the_cells_that_its_explanation_names(
    recording: Recording, key: str, cell: Cell
) -> None:
    compared = 0
    for phase in (*range(len(PHASES)), None):
        sight = sight_of(recording, recording.moment(20), phase)
        try:
            expected = told(sight, key, cell)
        except UnknownError:
            continue
        assert set(made_of(sight, LENSES[key], cell)) == expected - {cell}, phase
        compared += 1
    assert compared


def test_what_is_not_known_yet_is_made_of_the_same_cells(recording: Recording) -> None:
    whole = sight_of(recording, recording.moment(20))
    early = sight_of(recording, recording.moment(20), 0)
    start = sight_of(recording, recording.moment(0))
    for cell in (("u1", (1,)), ("e1", (3,)), ("d2", (1, 2))):
        assert made_of(early, LENSES["weights"], cell)
        assert made_of(early, LENSES["weights"], cell) == made_of(whole, LENSES["weights"], cell)
        assert made_of(start, LENSES["weights"], cell) == made_of(whole, LENSES["weights"], cell)
    assert made_of(start, LENSES["weights"], ("t", (0,))) == ()
    assert made_of(start, LENSES["weights"], ("W1", (0, 0))) == ()


def test_a_weight_set_by_hand_is_made_of_nothing(recording: Recording) -> None:
    branch = recording.branch(20, WeightEdit("W1", 2, 1, 3.0))
    sight = sight_of(branch, branch.moment(20))
    assert made_of(sight, LENSES["weights"], ("W1", (2, 1))) == ()
    assert made_of(sight, LENSES["weights"], ("W2", (2, 1))) == (("a1", (2,)), ("e2", (1,)))
