from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.pictures.diagram.edges import (
    MOST_EDGES,
    NEAR,
    THINNEST,
    WIDEST,
    edge_at,
    evenly,
    flow_of,
    look_of,
    strongest,
    width_of,
)
from app.pictures.diagram.layout import lay_out
from app.pictures.network.picture import NetworkPicture, picture_of
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES
from nn.explain.sight import sight_of
from nn.run.recording import Recording

PHASE = {phase.key: index for index, phase in enumerate(PHASES)}


@pytest.fixture(scope="module")
def recording() -> Recording:
    run = Recording(Settings())
    run.advance_to(60)
    return run


def picture(
    recording: Recording, phase: str | None = None, lens: str = "weights", position: int = 60
) -> NetworkPicture:
    index = None if phase is None else PHASE[phase]
    return picture_of(sight_of(recording, recording.moment(position), index), LENSES[lens])


def test_of_many_edges_the_strongest_are_kept_and_drawn_last() -> None:
    values = np.array([[0.1, -5.0, 3.0], [0.0, 4.0, -0.2]])
    assert strongest(values, 3).tolist() == [2, 4, 1]
    assert strongest(values, 99).tolist() == [3, 0, 5, 2, 4, 1]


@pytest.mark.parametrize(("count", "most"), [(5, 10), (2048, 160), (1, 160)])
def test_unknown_edges_are_thinned_out_evenly(count: int, most: int) -> None:
    kept = evenly(count, most)
    assert len(kept) == min(count, most)
    assert kept[0] == 0
    assert kept[-1] == count - 1


def test_stronger_edges_are_wider_whatever_their_sign() -> None:
    assert width_of(128) == THINNEST
    assert width_of(0) == WIDEST == width_of(256)
    assert width_of(64) == width_of(192) < WIDEST


def test_a_large_network_shows_its_strongest_edges_alone() -> None:
    run = Recording(Settings(bits=16, hidden_units=128))
    run.advance_to(30)
    look = look_of(picture(run, position=30), "W2", lay_out((16, 128, 16), 893, 380))
    sizes = np.abs(run.moment(30).W2).ravel()
    assert len(look.order) == MOST_EDGES
    left_out = np.delete(sizes, look.order)
    assert sizes[look.order].min() >= left_out.max()


FLOWS = {"u1": (1, 0), "u2": (0, 1), "e1": (0, -1)}


@pytest.mark.parametrize("phase", PHASE)
def test_the_flow_goes_forward_through_each_matrix_and_back_through_the_second(
    recording: Recording, phase: str
) -> None:
    shown = picture(recording, phase)
    assert (flow_of(shown, "W1"), flow_of(shown, "W2")) == FLOWS.get(phase, (0, 0))


LIT = {
    "u1": ("W1",), "u2": ("W2",), "d2": ("W2",), "e1": ("W2",), "d1": ("W1",),
    "update": ("W1", "W2"),
}  # fmt: skip


@pytest.mark.parametrize("phase", PHASE)
def test_a_phase_lights_the_edges_that_it_uses(recording: Recording, phase: str) -> None:
    shown, layout = picture(recording, phase), lay_out((5, 10, 5), 893, 380)
    for matrix in ("W1", "W2"):
        lights = look_of(shown, matrix, layout).lit
        if phase == "u1" and matrix == "W1":
            x = recording.step(60).x
            assert (lights == (x[:, None] == 1)).all()
        else:
            assert lights.all() == lights.any() == (matrix in LIT.get(phase, ())), matrix


def test_outside_of_a_step_all_edges_are_lit(recording: Recording) -> None:
    layout = lay_out((5, 10, 5), 893, 380)
    assert all(look_of(picture(recording), each, layout).lit.all() for each in layout.edges)


def test_what_is_not_known_has_no_colour(recording: Recording) -> None:
    look = look_of(picture(recording, "u1", "gradients"), "W1", lay_out((5, 10, 5), 893, 380))
    assert look.rows is None
    assert len(look.order) == 50


def test_an_edge_is_found_near_its_line_and_nowhere_else(recording: Recording) -> None:
    layout = lay_out((5, 10, 5), 893, 380)
    look = look_of(picture(recording), "W1", layout)
    edges = layout.edges["W1"]
    for source, target in ((0, 0), (4, 9), (0, 9)):
        start, end = edges.ends_of(source, target)
        for share in (0.05, 0.95):
            found = edge_at(layout, look, start + (end - start) * share)
            assert found is not None
            assert found[0] < 0.01
    assert edge_at(layout, look, edges.ends_of(0, 0)[0] - QPointF(NEAR + 1, 0)) is None
