from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from picture_fit import words
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from app.pictures.diagram.edges import EdgePens, look_of
from app.pictures.diagram.item import AS_DIAGRAM, DiagramItem
from app.pictures.diagram.places import DiagramLayout
from app.pictures.network.picture import NetworkPicture, picture_of
from app.pictures.network.view import NetworkView
from app.pictures.network.words import explained
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES
from nn.explain.sight import sight_of
from nn.explain.symbols import SYMBOLS, Cell, symbol_name
from nn.run.recording import Recording

PHASE = {phase.key: index for index, phase in enumerate(PHASES)}


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(700)
    return made


def picture(
    recording: Recording, position: int = 700, lens: str = "weights", phase: str | None = None
) -> NetworkPicture:
    index = None if phase is None else PHASE[phase]
    return picture_of(sight_of(recording, recording.moment(position), index), LENSES[lens])


def view_of(qtbot: QtBot, theme: Theme = LIGHT) -> NetworkView:
    view = NetworkView(AS_DIAGRAM)
    view.setPalette(theme.palette())
    qtbot.addWidget(view)
    view.resize(893, 400)
    view.set_sizes((5, 10, 5))
    return view


@pytest.fixture
def view(qtbot: QtBot, recording: Recording) -> NetworkView:
    made = view_of(qtbot)
    made.show()
    qtbot.waitExposed(made)
    made.canvas.show_picture(picture(recording))
    return made


def layout_of(view: NetworkView) -> DiagramLayout:
    layout = view.canvas._layout
    assert isinstance(layout, DiagramLayout)
    return layout


def painted(view: NetworkView) -> QImage:
    return view.canvas.grab().toImage()


def beside_number(view: NetworkView, cell: Cell) -> QPoint:
    """A point of a unit where its number does not stand."""
    rect = view.canvas.rect_of(cell)
    return QPoint(round(rect.center().x()), round(rect.top() + 3))


def along(view: NetworkView, matrix: str, index: tuple[int, int], share: float) -> QPointF:
    start, end = layout_of(view).edges[matrix].ends_of(*index)
    return start + (end - start) * share


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_units_are_filled_in_the_colours_of_the_scale(
    qtbot: QtBot, recording: Recording, theme: Theme
) -> None:
    view, shown = view_of(qtbot, theme), picture(recording)
    view.canvas.show_picture(shown)
    image, table = painted(view), theme.colour_table()
    for symbol in ("x", "a1", "a2", "label", "t"):
        rows = shown.scales[symbol].rows(shown.shown[symbol]).ravel()
        for unit, row in enumerate(rows):
            seen = image.pixelColor(beside_number(view, (symbol, (unit,))))
            assert seen == QColor(*table[row].tolist()), (symbol, unit)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_an_edge_has_the_colour_of_the_scale_and_the_width_of_its_strength(
    qtbot: QtBot, recording: Recording, theme: Theme
) -> None:
    view, shown = view_of(qtbot, theme), picture(recording)
    view.canvas.show_picture(shown)
    look = look_of(shown, "W1", layout_of(view))
    assert look.rows is not None
    pens, table = EdgePens(theme, 1.0), theme.colour_table()
    strongest = np.unravel_index(look.order[-1], look.shape)
    row = int(look.rows[strongest])
    assert pens.lit[row].color() == QColor(*table[row].tolist())
    assert pens.lit[0].widthF() > pens.lit[100].widthF() > pens.lit[128].widthF()
    index = int(strongest[0]), int(strongest[1])
    near = along(view, "W1", index, 0.3)
    image = painted(view)
    colours = {
        image.pixelColor(round(near.x()) + dx, round(near.y()) + dy).name()
        for dx, dy in itertools.product((-1, 0, 1), repeat=2)
    }
    assert QColor(*table[row].tolist()).name() in colours


def test_of_what_is_not_known_nothing_is_filled(qtbot: QtBot, recording: Recording) -> None:
    view, ground = view_of(qtbot), QColor(LIGHT.window)
    for phase in PHASE:
        shown = picture(recording, lens="by_step", phase=phase)
        view.canvas.show_picture(shown)
        image = painted(view)
        for symbol in ("x", "a1", "a2", "label", "t"):
            seen = image.pixelColor(beside_number(view, (symbol, (0,))))
            assert (seen != ground) == (symbol in shown.shown), (phase, symbol)
        for symbol in ("e1", "e2"):
            rect = view.canvas.rect_of((symbol, (0,)))
            ring = image.pixelColor(round(rect.center().x()), round(rect.top() + 1.5))
            assert (ring != ground) == (symbol in shown.shown), (phase, symbol)


def test_while_only_the_sum_is_known_the_unit_holds_its_number(
    qtbot: QtBot, recording: Recording
) -> None:
    view, insides = view_of(qtbot), []
    for phase in ("observation", "u1", "a1"):
        view.canvas.show_picture(picture(recording, phase=phase))
        inside = view.canvas.rect_of(("a1", (0,))).adjusted(8, 5, -8, -5).toRect()
        insides.append(painted(view).copy(inside))
    assert all(one != other for one, other in itertools.combinations(insides, 2))


WAYS = [(700, None), (3, None), (699, "a2"), (0, None), (64, "d2"), (300, "update")]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_what_is_seen_does_not_depend_on_what_was_seen_before(
    qtbot: QtBot, recording: Recording, theme: Theme
) -> None:
    used = view_of(qtbot, theme)
    for (position, phase), lens in itertools.product(WAYS, LENSES):
        fresh = view_of(qtbot, theme)
        for each in (used, fresh):
            each.canvas.show_picture(picture(recording, position, lens, phase))
        assert painted(used) == painted(fresh), (position, phase, lens)


def test_another_size_theme_zoom_or_network_leaves_nothing_of_the_last_one(
    qtbot: QtBot, recording: Recording
) -> None:
    other = Recording(Settings(bits=3, hidden_units=4))
    other.advance_to(5)
    used, fresh = view_of(qtbot), view_of(qtbot, DARK)
    used.canvas.show_picture(picture(recording, 20, phase="u2"))
    painted(used)
    used.setPalette(DARK.palette())
    for each in (used, fresh):
        each.resize(600, 300)
        each.set_sizes((3, 4, 3))
    painted(used)
    used.change_zoom(1)
    used.change_zoom(0)
    for each in (used, fresh):
        each.canvas.show_picture(picture(other, 5))
    assert painted(used) == painted(fresh)


def test_a_click_on_an_edge_selects_the_weight(qtbot: QtBot, view: NetworkView) -> None:
    for matrix, index, share in (
        ("W1", (0, 0), 0.5),
        ("W1", (4, 9), 0.5),
        ("W2", (0, 0), 0.5),
        ("W2", (9, 4), 0.5),
    ):
        place = along(view, matrix, index, share).toPoint()
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert view.canvas.selected == (matrix, index)
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 390))
    assert view.canvas.selected is None


@pytest.mark.parametrize("symbol", ["x", "u1", "a1", "u2", "a2", "label", "t"])
def test_a_click_on_a_unit_selects_its_number(qtbot: QtBot, view: NetworkView, symbol: str) -> None:
    place = view.canvas.rect_of((symbol, (2,))).center().toPoint()
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.canvas.selected == (symbol, (2,))


def changes(before: QImage, after: QImage) -> list[QPointF]:
    return [
        QPointF(x, y)
        for x in range(0, after.width(), 2)
        for y in range(0, after.height(), 2)
        if after.pixel(x, y) != before.pixel(x, y)
    ]


def test_a_selected_weight_lights_itself_and_what_its_gradient_is_made_of(
    view: NetworkView, recording: Recording
) -> None:
    before = painted(view)
    view.canvas.select(("W1", (1, 3)))
    changed = changes(before, painted(view))
    edge = look_of(picture(recording), "W1", layout_of(view))
    assert edge.width(1, 3) > 0
    start, end = layout_of(view).edges["W1"].ends_of(1, 3)
    around = [
        view.canvas.rect_of(each).adjusted(-3, -3, 3, 3) for each in (("x", (1,)), ("e1", (3,)))
    ]
    for rect in around:
        assert any(rect.contains(place) for place in changed)
    along_x = [place for place in changed if not any(rect.contains(place) for rect in around)]
    assert along_x
    for place in along_x:
        share = (place.x() - start.x()) / (end.x() - start.x())
        assert abs(place.y() - (start.y() + (end.y() - start.y()) * share)) < 8, place


def test_a_sum_lights_all_edges_and_units_that_it_is_made_of(view: NetworkView) -> None:
    before = painted(view)
    view.canvas.select(("u2", (1,)))
    after = painted(view)
    for hidden in range(10):
        rect = view.canvas.rect_of(("a1", (hidden,))).adjusted(-1, -1, 1, 1).toRect()
        assert after.copy(rect) != before.copy(rect)
        near = along(view, "W2", (hidden, 1), 0.5).toPoint()
        rect = view.canvas.rect_of(("W2", (hidden, 1))).toRect()
        assert after.copy(rect) != before.copy(rect), near
    for symbol in ("x", "t"):
        rect = view.canvas.rect_of((symbol, (1,))).toRect()
        assert after.copy(rect) == before.copy(rect)


def test_the_cells_of_a_term_are_lit_gradients_in_the_place_of_their_edge(
    view: NetworkView,
) -> None:
    before = painted(view)
    view.canvas.set_sources((("d2", (3, 1)), ("slope1", (2,)), ("a1", (3,))))
    changed = changes(before, painted(view))
    edge = view.canvas.rect_of(("W2", (3, 1)))
    assert any(edge.contains(place) for place in changed)
    view.canvas.set_sources(())
    assert painted(view) == before


def test_what_is_pointed_at_is_told(
    qtbot: QtBot, view: NetworkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: told.append(text))
    qtbot.mouseMove(view.canvas.viewport(), QPoint(3, 3))
    qtbot.mouseMove(view.canvas.viewport(), along(view, "W2", (9, 4), 0.4).toPoint())
    assert told[-1].startswith("W2, h10 → y5 = ")
    view.canvas.select(("a1", (0,)))
    assert view.canvas.accessibleDescription().startswith("a1 of h1: ")


def test_without_a_network_there_is_nothing_to_point_at() -> None:
    item = DiagramItem(LIGHT)
    assert item.cell_at(QPointF(10, 10)) is None


@pytest.mark.parametrize("symbol", ["x", "W1", "u1", "a1", "e1", "W2", "u2", "a2", "label", "t"])
def test_every_symbol_has_its_word_and_is_explained_under_the_mouse(
    qtbot: QtBot, recording: Recording, tmp_path: Path, symbol: str
) -> None:
    view = view_of(qtbot)
    view.resize(1400, 700)
    view.show()
    qtbot.waitExposed(view)
    view.canvas.show_picture(picture(recording))
    found = words(view.canvas, tmp_path / "diagram.svg")
    [name] = [each for each in found if each.text == symbol_name(symbol) and each.ink.top() > 20]
    row = [each for each in found if abs(each.ink.center().y() - name.ink.center().y()) < 6]
    row.sort(key=lambda each: each.ink.left())
    beside = row[row.index(name) + (1 if symbol in ("W1", "W2") else -1)]
    assert beside.text in (SYMBOLS[symbol].word, SYMBOLS[symbol].brief)
    for each in (name, beside):
        qtbot.mouseMove(view.canvas.viewport(), QPoint(3, 300))
        qtbot.mouseMove(view.canvas.viewport(), each.ink.center().toPoint())
        assert QToolTip.text() == explained(symbol)


@pytest.mark.parametrize(("width", "height"), [(850, 400), (570, 230), (566, 216)])
def test_edges_that_are_left_out_are_told_in_a_small_window_too(
    qtbot: QtBot, tmp_path: Path, width: int, height: int
) -> None:
    large = Recording(Settings(bits=16, hidden_units=128))
    view = NetworkView(AS_DIAGRAM)
    qtbot.addWidget(view)
    view.resize(width, height)
    view.set_sizes((16, 128, 16))
    view.show()
    qtbot.waitExposed(view)
    view.canvas.show_picture(picture_of(sight_of(large, large.moment(0)), LENSES["weights"]))
    found = words(view.canvas, tmp_path / "diagram.svg")
    assert sum("160" in each.text and "2,048" in each.text for each in found) == 2
