from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from app.pictures.diagram.layout import lay_out
from app.pictures.diagram.places import COLUMNS, DiagramLayout
from nn.explain.symbols import Cell

NETWORKS = ((1, 1, 1), (5, 10, 5), (8, 20, 8), (16, 128, 16))
ROOMS = ((893, 380), (575, 180), (430, 160), (1450, 760))
PLACED = list(product(NETWORKS, ROOMS, (1.0, 2.0)))


def placed(sizes: tuple[int, int, int], room: tuple[int, int], text: float) -> DiagramLayout:
    return lay_out(sizes, *room, text=text)


@pytest.mark.parametrize(("sizes", "room", "text"), PLACED)
def test_no_unit_lies_over_another_and_none_is_cut(
    sizes: tuple[int, int, int], room: tuple[int, int], text: float
) -> None:
    layout = placed(sizes, room, text)
    whole = QRectF(0, 0, layout.width, layout.height)
    assert [len(layout.cells[each]) for each in ("x", "a1", "a2")] == list(sizes)
    units = [
        (symbol, rect)
        for symbol in ("x", "u1", "e1", "u2", "e2", "label", "t")
        for rect in layout.cells[symbol]
    ]
    for symbol, rect in units:
        assert whole.contains(rect), (symbol, rect)
    for (one, first), (other, second) in combinations(units, 2):
        assert not first.intersects(second), (one, first, other, second)
    for layer in ("1", "2"):
        for unit, ring in zip(layout.cells[f"a{layer}"], layout.cells[f"e{layer}"], strict=True):
            assert ring.contains(unit)


@pytest.mark.parametrize(("sizes", "room", "text"), PLACED)
def test_names_captions_and_scales_keep_clear_of_the_units(
    sizes: tuple[int, int, int], room: tuple[int, int], text: float
) -> None:
    layout = placed(sizes, room, text)
    units = [rect for symbol in layout.cells for rect in layout.cells[symbol]]
    for place in (
        layout.legends,
        *(each.rect for each in layout.names),
        *(each.rect for each in layout.captions),
    ):
        assert not any(place.intersects(unit) for unit in units), place
    for one, other in combinations([each.rect for each in layout.names], 2):
        assert not one.adjusted(0, 2, 0, -2).intersects(other.adjusted(0, 2, 0, -2))


def test_inputs_stand_left_and_targets_right() -> None:
    layout = placed((5, 10, 5), (893, 380), 1.0)
    places = [layout.cells[each][0].left() for each in ("x", "u1", "a1", "u2", "a2", "label", "t")]
    assert places == sorted(places)
    assert all(one < other for one, other in pairwise(places))


@pytest.mark.parametrize("sizes", NETWORKS)
def test_edges_join_their_units_and_run_across_none(sizes: tuple[int, int, int]) -> None:
    layout = placed(sizes, (893, 380), 1.0)
    for matrix, shape in (("W1", sizes[:2]), ("W2", sizes[1:])):
        edges = layout.edges[matrix]
        assert (len(edges.starts), len(edges.ends)) == shape
        left = max(rect.right() for rect in layout.cells["x" if matrix == "W1" else "a1"])
        right = min(rect.left() for rect in layout.cells["u1" if matrix == "W1" else "u2"])
        assert edges.starts[:, 0].min() >= left
        assert edges.ends[:, 0].max() <= right
    heights = [rect.center().y() for rect in layout.cells["a1"]]
    # Beads are of whole pixels, too, and so may stand half a pixel aside.
    assert layout.edges["W1"].ends[:, 1] == pytest.approx(heights, abs=0.5)
    assert layout.edges["W2"].starts[:, 1].tolist() == heights


@pytest.mark.parametrize("sizes", NETWORKS)
def test_every_cell_is_found_where_it_stands(sizes: tuple[int, int, int]) -> None:
    layout = placed(sizes, (893, 380), 1.0)
    for symbol, rects in layout.cells.items():
        for unit, rect in enumerate(rects):
            # The ring is beside the unit that it goes around.
            point = (
                rect.center()
                if symbol not in ("e1", "e2")
                else QPointF(rect.center().x(), rect.top() + 0.5)
            )
            assert layout.unit_at(point) == (symbol, (unit,))
            assert layout.rect_of((symbol, (unit,))) == rect
    for gradient, matrix in (("d1", "W1"), ("d2", "W2")):
        assert layout.rect_of((gradient, (0, 0))) == layout.rect_of((matrix, (0, 0)))


def test_the_arrow_keys_reach_every_cell_and_stay_inside() -> None:
    layout = placed((3, 4, 2), (893, 380), 1.0)
    seen: set[Cell] = set()
    waiting: list[Cell] = [("W1", (0, 0))]
    while waiting:
        cell = waiting.pop()
        seen.add(cell)
        for rows, columns in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            found = layout.neighbour(cell, rows, columns)
            if found and found not in seen:
                waiting.append(found)
    assert seen == {
        *((symbol, (unit,)) for symbol in ("x",) for unit in range(3)),
        *((symbol, (unit,)) for symbol in ("u1", "a1", "e1") for unit in range(4)),
        *((symbol, (unit,)) for symbol in ("u2", "a2", "e2", "label", "t") for unit in range(2)),
        *(("W1", (i, h)) for i in range(3) for h in range(4)),
        *(("W2", (h, o)) for h in range(4) for o in range(2)),
    }
    assert {symbol for symbol, _ in seen} == set(COLUMNS)


def test_numbers_have_room_in_the_network_of_the_notebook_even_in_a_small_window() -> None:
    for room in ((893, 380), (575, 250)):
        layout = placed((5, 10, 5), room, 1.0)
        assert layout.with_numbers >= {"x", "a1", "u1", "a2", "u2", "label", "t"}
    assert "a1" not in placed((16, 128, 16), (893, 380), 1.0).with_numbers


def test_an_enlarged_diagram_needs_more_room_where_units_have_none() -> None:
    small, large = (lay_out((16, 128, 16), 893, 380, zoom) for zoom in (1.0, 4.0))
    assert small.height == pytest.approx(380, abs=1)
    assert large.height > 2 * small.height
    assert np.ptp([each.height() for each in large.cells["a1"]]) == 0
    assert large.cells["a1"][0].height() > small.cells["a1"][0].height()
