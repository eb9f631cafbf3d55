"""The names of the hidden units over their columns, which are switches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.kept.picture_files import save_svg
from app.pictures.diagram.item import AS_DIAGRAM
from app.pictures.network.heads import switch_told
from app.pictures.network.layout import lay_out
from app.pictures.network.picture import NetworkPicture, picture_of
from app.pictures.network.picture_item import VEIL
from app.pictures.network.view import AS_MATRICES, NetworkView
from app.widgets.theme import LIGHT
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.sight import sight_of
from nn.run.recording import Recording


def picture(silenced: frozenset[int] | None, hidden: int = 10) -> NetworkPicture:
    run = Recording(Settings(hidden_units=hidden))
    run.advance_to(3)
    return picture_of(sight_of(run, run.moment(3)), LENSES["weights"], silenced)


def view(qtbot: QtBot, kind: object = AS_MATRICES, hidden: int = 10) -> NetworkView:
    made = NetworkView(kind)  # type: ignore[arg-type]
    made.setPalette(LIGHT.palette())
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    made.set_sizes((5, hidden, 5))
    return made


def shown(made: NetworkView, silenced: frozenset[int] | None, hidden: int = 10) -> QImage:
    made.canvas.show_picture(picture(silenced, hidden))
    return made.canvas.grab().toImage()


def differing(one: QImage, other: QImage, rect: QRect) -> int:
    """How many pixels of a rectangle are not alike."""
    places = [
        (x, y)
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    ]
    return sum(one.pixel(*each) != other.pixel(*each) for each in places)


@pytest.mark.parametrize("hidden", [1, 10, 128])
def test_the_head_of_a_column_is_over_all_of_it_and_over_no_other(hidden: int) -> None:
    layout = lay_out((5, hidden, 5), 1000.0, 640.0)
    for unit in range(hidden):
        cell = layout.rect_of(("W1", (0, unit)))
        y = cell.top() - 6
        for x in (cell.left() + 0.1, cell.center().x(), cell.right() - 0.1):
            assert layout.head_at(QPointF(x, y)) == unit
        assert layout.head_of(unit).text == f"h{unit + 1}"
        assert layout.head_of(unit).rect.center().x() == pytest.approx(cell.center().x())
    w1 = layout.blocks["W1"].rect
    assert layout.head_at(QPointF(w1.left() - 1, w1.top() - 6)) is None
    assert layout.head_at(QPointF(w1.right() + 1, w1.top() - 6)) is None
    assert layout.head_at(QPointF(w1.center().x(), w1.top() + 1)) is None
    assert layout.head_at(layout.titles["W1"].center()) is None


@pytest.mark.parametrize("kind", [AS_MATRICES, AS_DIAGRAM])
def test_a_silenced_unit_is_veiled_and_its_name_struck_through(qtbot: QtBot, kind: object) -> None:
    made = view(qtbot, kind)
    before, after = shown(made, frozenset()), shown(made, frozenset((3,)))
    layout = made.canvas._layout
    assert layout is not None
    for unit in (2, 3, 4):
        label = layout.head_of(unit)
        assert label is not None
        changed = differing(before, after, label.rect.toRect())
        assert (changed > 0) == (unit == 3), unit
        unit_changed = differing(before, after, made.canvas.rect_of(("a1", (unit,))).toRect())
        assert (unit_changed > 0) == (unit == 3), unit
    assert shown(made, frozenset()) == before


def test_all_cells_of_its_column_are_veiled(qtbot: QtBot) -> None:
    made = view(qtbot)
    before, after = shown(made, frozenset()), shown(made, frozenset((3,)))
    ground = QColor(LIGHT.window)

    def far(image: QImage, place: QPointF) -> int:
        colour = image.pixelColor(place.toPoint())
        return sum(
            abs(one - other)
            for one, other in zip(
                (colour.red(), colour.green(), colour.blue()),
                (ground.red(), ground.green(), ground.blue()),
                strict=True,
            )
        )

    for symbol, index in (("W1", (0, 3)), ("W1", (4, 3)), ("a1", (3,)), ("W2", (3, 2))):
        corner = made.canvas.rect_of((symbol, index)).topLeft() + QPointF(3, 3)
        assert far(after, corner) <= 0.5 * far(before, corner)
        other = made.canvas.rect_of((symbol, index)).topRight() + QPointF(3, 3)
        assert far(after, other) == far(before, other)


def test_a_silenced_unit_has_its_name_where_there_is_room_for_few(qtbot: QtBot) -> None:
    made = view(qtbot, hidden=128)
    layout = made.canvas._layout
    assert layout is not None
    named = {each.hidden for each in layout.labels}  # type: ignore[attr-defined]
    assert 73 not in named
    before, after = (shown(made, units, 128) for units in (frozenset[int](), frozenset((73,))))
    label = layout.head_of(73)
    assert label is not None
    assert differing(before, after, label.rect.toRect()) > 20


def test_what_is_drawn_of_a_recording_has_no_switches(qtbot: QtBot) -> None:
    made = view(qtbot)
    without, with_them = shown(made, None), shown(made, frozenset())
    layout = made.canvas._layout
    assert layout is not None
    head = layout.head_of(2)
    assert head is not None
    assert differing(without, with_them, head.rect.toRect()) > 20
    assert made.canvas._item.head_at(head.rect.center()) == 2
    made.canvas.show_picture(picture(None))
    assert made.canvas._item.head_at(head.rect.center()) is None


def test_edges_of_a_silenced_unit_are_pale(qtbot: QtBot) -> None:
    from app.pictures.diagram.edges import lit

    seen = picture(frozenset((3, 7)))
    for matrix, shape in (("W1", (5, 10)), ("W2", (10, 5))):
        expected = np.ones((10, 5), bool)
        expected[[3, 7]] = False
        found = lit(seen, matrix, shape)
        assert np.array_equal(found if matrix == "W2" else found.T, expected)
        assert lit(picture(frozenset()), matrix, shape).all()


def test_a_switch_says_what_it_does() -> None:
    assert switch_told(2, True) == "h3 is silenced: a click lets it be heard again."
    assert "silence h3" in switch_told(2, False)


def test_a_drawing_without_pixels_has_the_mark_as_well(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot)
    for silenced in (frozenset((3,)), frozenset[int]()):
        made.canvas.show_picture(picture(silenced))
        save_svg(made.canvas, tmp_path / "network.svg")
        veiled = f'fill-opacity="{VEIL / 255:.6f}'
        assert (veiled in (tmp_path / "network.svg").read_text()) == bool(silenced)
