from __future__ import annotations

import numpy as np
import pytest
from every_task import every_task

from nn.core.settings import Settings
from nn.explain.inspection import inspect
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES
from nn.explain.sight import sight_of
from nn.explain.symbols import SYMBOLS, Cell
from nn.explain.term_table import BEFORE, NOW, START, Link
from nn.explain.trail import Place, Trail, cell_in_picture, place_of
from nn.run.events import WeightEdit
from nn.run.recording import Recording

STEPS = 300


def recorded(task: str) -> Recording:
    made = Recording(Settings(task=task))
    made.advance_to(STEPS)
    return made


def ends_of(recording: Recording, place: Place, rng: np.random.Generator) -> tuple[str, int]:
    """Follow terms at random until none is left: the symbol where that is, and the steps made."""
    for _ in range(8 * STEPS):
        moment = recording.moment(place.position)
        told = inspect(sight_of(recording, moment, place.phase), place.cell or ("loss", ()))
        links = [each.link for row in told.table.rows for each in row.factors if each.link]
        if not links:
            assert place.cell is not None
            if place.cell[0] == "x":
                assert told.formula.startswith("bit ")
            else:
                assert told.formula.startswith("drawn at random")
            return place.cell[0], place.position
        link = links[rng.integers(len(links))]
        before, place = place, place_of(link, place.position, place.phase)
        assert place.position in (before.position, before.position - 1)
        assert place.position >= 0
    raise AssertionError("the trail does not end")


@pytest.mark.parametrize("task", every_task(5))
def test_from_any_number_of_a_long_run_every_way_ends_at_the_observation_or_a_drawn_weight(
    task: str,
) -> None:
    recording, rng, seen = recorded(task), np.random.default_rng(11), set()
    for symbol in SYMBOLS:
        shape = np.shape(getattr(recording.step(STEPS), symbol))
        for _ in range(3):
            cell: Cell = (symbol, tuple(int(rng.integers(size)) for size in shape))
            seen.add(ends_of(recording, Place(cell, STEPS), rng)[0])
    assert "x" in seen


def test_a_weight_can_be_followed_step_by_step_to_where_it_was_drawn() -> None:
    recording = recorded("invert")
    for cell in (("W1", (1, 2)), ("W2", (3, 4))):
        place, steps = Place(cell, STEPS), 0
        while True:
            sight = sight_of(recording, recording.moment(place.position), place.phase)
            told = inspect(sight, cell)
            assert told.value == sight.values[cell[0]][cell[1]]
            if not told.table.rows:
                break
            link = told.table.rows[0].factors[0].link
            assert link == Link(cell, BEFORE)
            place, steps = place_of(link, place.position, place.phase), steps + 1
        assert steps == STEPS
        assert told.value == getattr(recording.observations.draws, cell[0])[cell[1]]


def test_random_ways_come_to_drawn_weights_too() -> None:
    recording, rng = recorded("invert"), np.random.default_rng(2)
    symbols, earliest = set(), STEPS
    for _ in range(60):
        symbol, position = ends_of(recording, Place(("W1", (0, 0)), 4), rng)
        symbols.add(symbol)
        earliest = min(earliest, position)
    assert symbols == {"x", "W1", "W2"}
    assert earliest == 0


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_the_number_that_is_come_to_is_the_one_that_was_in_the_term(phase: int | None) -> None:
    recording = recorded("reverse").branch(150, WeightEdit("W2", 0, 0, 2.5))
    recording.advance_to(152)
    for position in (1, 150, 151):
        sight = sight_of(recording, recording.moment(position), phase)
        for symbol in sight.values:
            for index in list(np.ndindex(sight.values[symbol].shape))[:9]:
                for row in inspect(sight, (symbol, index)).table.rows:
                    for factor in row.factors:
                        if factor.link is None:
                            continue
                        place = place_of(factor.link, position, phase)
                        moment = recording.moment(place.position)
                        assert place.cell is not None
                        come_to = inspect(sight_of(recording, moment, place.phase), place.cell)
                        said = float(factor.text.split()[-1].strip("()").replace("−", "-"))
                        assert abs(come_to.value) == pytest.approx(abs(said), rel=1e-5)


def test_a_link_leads_into_the_same_moment_the_step_before_or_the_start() -> None:
    cell: Cell = ("W1", (0, 0))
    assert place_of(Link(cell, NOW), 7, 3) == Place(cell, 7, 3)
    assert place_of(Link(cell, BEFORE), 7, 3) == Place(cell, 6, None)
    assert place_of(Link(cell, START), 7, 3) == Place(cell, 0, None)


def test_a_trail_is_told_by_what_is_new_at_each_place() -> None:
    trail = Trail((Place(("W1", (1, 2)), 5, 10),))
    assert not trail.is_way
    assert trail.text("W1[x2,h3]") == "W1[x2,h3]"
    for cell in (("d1", (1, 2)), ("e1", (2,)), ("e2", (0,)), ("a2", (0,))):
        trail = trail.on_to(Place(cell, 5, 10))  # type: ignore[arg-type]
    assert plain(trail, "W1[x2,h3]") == "W1[x2,h3] ← d1 ← e1 ← e2[y1] ← a2"
    trail = trail.on_to(Place(("u2", (0,)), 5, 10)).on_to(Place(("W2", (3, 0)), 4))
    assert plain(trail, "W1[x2,h3]") == "… ← d1 ← e1 ← e2[y1] ← a2 ← u2 ← W2[h4,y1] after step 4"
    first = Trail((Place(None, 1),)).on_to(Place(("a2", (0,)), 1)).on_to(Place(("W2", (0, 0)), 0))
    assert plain(first, "loss") == "loss ← a2[y1] ← W2[h1,y1] at the start"
    loss = Trail((Place(("a2", (0,)), 1), Place(None, 1)))
    assert plain(loss, "a2[y1]") == "a2[y1] ← loss"


def test_another_unit_of_the_same_kind_is_named() -> None:
    trail = Trail((Place(("u1", (0,)), 1), Place(("u1", (1,)), 1)))
    assert plain(trail, "u1[h1]") == "u1[h1] ← u1[h2]"


def test_of_a_long_way_the_last_six_places_are_told() -> None:
    cells: list[Cell] = [(symbol, (0,)) for symbol in ("e1", "e2", "a2", "u2", "a1", "u1", "x")]
    whole = Trail(tuple(Place(cell, 1) for cell in cells[:6]))
    assert plain(whole, "e1[h1]") == "e1[h1] ← e2[y1] ← a2 ← u2 ← a1[h1] ← u1"
    longer = whole.on_to(Place(cells[6], 1))
    assert plain(longer, "e1[h1]") == "… ← e2[y1] ← a2 ← u2 ← a1[h1] ← u1 ← x[x1]"


def plain(trail: Trail, first: str) -> str:
    return trail.text(first).replace("\N{NO-BREAK SPACE}", " ")


def test_going_back_leads_to_where_one_left_and_no_further_than_the_beginning() -> None:
    first, second = Place(("u1", (2,)), 5), Place(("W1", (0, 2)), 4)
    left = Trail((first,)).seen_at(9, 3)
    way = left.on_to(second)
    assert way.here == second
    assert way.is_way
    assert way.back().here == Place(("u1", (2,)), 9, 3)
    assert way.back().back() == way.back()
    third = Place(("W1", (0, 2)), 3)
    assert way.on_to(third).seen_at(8, None).places == (*way.places, Place(third.cell, 8))
    assert way.on_to(third).back() == way


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (("d1", (1, 2)), ("W1", (1, 2))),
        (("d2", (1, 2)), ("W2", (1, 2))),
        (("slope1", (2,)), ("u1", (2,))),
        (("a2", (2,)), ("a2", (2,))),
        (("loss", ()), None),
        (None, None),
    ],
)
def test_a_number_is_seen_in_a_cell_of_the_picture(cell: Cell | None, seen: Cell | None) -> None:
    assert cell_in_picture(cell) == seen


def test_through_a_lens_the_first_place_leads_into_the_run_as_well() -> None:
    recording = recorded("invert")
    sight = sight_of(recording, recording.moment(STEPS))
    for lens in LENSES.values():
        rows = inspect(sight, ("W1", (1, 2)), lens).table.rows
        assert any(each.link for row in rows for each in row.factors)
