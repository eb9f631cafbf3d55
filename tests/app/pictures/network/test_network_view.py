from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.pictures.network.picture import NetworkPicture, picture_of
from app.pictures.network.view import NetworkView
from app.widgets.theme import DARK, LIGHT
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES
from nn.explain.sight import sight_of
from nn.explain.symbols import Cell
from nn.run.events import WeightEdit
from nn.run.recording import Recording

PHASE = {phase.key: index for index, phase in enumerate(PHASES)}
SIZES = {
    "x": (5, 1), "W1": (5, 10), "u1": (10, 1), "a1": (10, 1), "e1": (10, 1), "W2": (10, 5),
    "u2": (5, 1), "a2": (5, 1), "label": (5, 1), "t": (5, 1), "e2": (5, 1),
}  # fmt: skip


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(40)
    return made


def picture(
    recording: Recording, position: int = 40, lens: str = "weights", phase: str | None = None
) -> NetworkPicture:
    index = None if phase is None else PHASE[phase]
    sight = sight_of(recording, recording.moment(position), index)
    return picture_of(sight, LENSES[lens])


@pytest.fixture
def view(qtbot: QtBot, recording: Recording) -> NetworkView:
    made = NetworkView()
    made.setPalette(LIGHT.palette())
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitExposed(made)
    made.set_sizes((5, 10, 5))
    made.canvas.show_picture(picture(recording))
    return made


@pytest.fixture
def selected(view: NetworkView) -> list[tuple[object, object]]:
    """What was selected, one after another."""
    heard: list[tuple[object, object]] = []
    view.canvas.cell_selected.connect(lambda *cell: heard.append(cell))
    return heard


def middle(view: NetworkView, cell: Cell) -> QPoint:
    return view.canvas.rect_of(cell).center().toPoint()


def click(qtbot: QtBot, view: NetworkView, place: QPoint) -> None:
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


def painted(view: NetworkView) -> QImage:
    return view.canvas.grab().toImage()


def ground(image: QImage, cell: QRectF) -> QColor:
    """The colour of a cell, beside its number."""
    return image.pixelColor(round(cell.left()) + 3, round(cell.top()) + 3)


@pytest.mark.parametrize("symbol", SIZES)
def test_a_click_selects_the_cell_below_it(
    qtbot: QtBot, view: NetworkView, selected: list[tuple[object, object]], symbol: str
) -> None:
    rows, columns = SIZES[symbol]
    for index in ((0, 0), (rows - 1, columns - 1), (rows // 2, columns // 2)):
        cell = symbol, index if symbol in ("W1", "W2") else index[:1]
        click(qtbot, view, middle(view, cell))
        assert selected[-1] == cell
        assert view.canvas.selected == cell


def test_hidden_units_are_columns_that_both_matrices_share(view: NetworkView) -> None:
    for h in range(10):
        cells: list[Cell] = [("W1", (0, h)), ("u1", (h,)), ("a1", (h,)), ("W2", (h, 4))]
        assert len({middle(view, cell).x() for cell in cells}) == 1
    for i in range(5):
        assert middle(view, ("x", (i,))).y() == middle(view, ("W1", (i, 3))).y()
        assert middle(view, ("W2", (3, i))).y() == middle(view, ("e2", (i,))).y()


def test_a_click_beside_the_cells_selects_none(
    qtbot: QtBot, view: NetworkView, selected: list[tuple[object, object]]
) -> None:
    click(qtbot, view, middle(view, ("W1", (2, 2))))
    click(qtbot, view, QPoint(2, 2))
    assert selected[-1] == (None, None)
    assert view.canvas.selected is None


def test_a_selected_cell_is_framed_and_spoken(
    qtbot: QtBot, view: NetworkView, recording: Recording
) -> None:
    cell: Cell = ("W1", (1, 3))
    before = painted(view)
    click(qtbot, view, middle(view, cell))
    after = painted(view)
    changed = [
        QPointF(x, y)
        for x in range(0, after.width(), 2)
        for y in range(0, after.height(), 2)
        if after.pixel(x, y) != before.pixel(x, y)
    ]
    # Its own cell, and those of what its gradient is made of.
    lit: list[Cell] = [cell, ("x", (1,)), ("e1", (3,))]
    for each in lit:
        around = view.canvas.rect_of(each).adjusted(-4, -4, 4, 4)
        inside = [place for place in changed if around.contains(place)]
        assert inside, each
        changed = [place for place in changed if place not in inside]
    assert changed == []
    weight = f"{recording.moment(40).W1[1, 3]:.6g}".replace("-", "−")
    assert view.canvas.accessibleDescription() == f"W1, x2 to h4: {weight}"


def test_what_a_selected_cell_is_made_of_stays_lit_at_every_moment(
    view: NetworkView, recording: Recording
) -> None:
    for position in (40, 39):
        view.canvas.show_picture(picture(recording, position))
        view.canvas.select(None)
        before = painted(view)
        view.canvas.select(("u2", (1,)))
        after = painted(view)
        for symbol, alike in SIZES.items():
            rect = view.canvas.blocks[symbol].rect.toAlignedRect().adjusted(-2, -2, 2, 2)
            lit = after.copy(rect) != before.copy(rect)
            # Blocks that touch share the line between them.
            assert lit == (symbol in ("a1", "W2", "u2")) or symbol in ("u1", "e1", "a2"), alike


def test_a_double_click_and_enter_ask_to_edit_the_cell(qtbot: QtBot, view: NetworkView) -> None:
    asked: list[tuple[object, object]] = []
    view.canvas.cell_activated.connect(lambda *cell: asked.append(cell))
    left = Qt.MouseButton.LeftButton
    qtbot.mouseDClick(view.canvas.viewport(), left, pos=middle(view, ("W2", (7, 1))))
    qtbot.mouseDClick(view.canvas.viewport(), left, pos=QPoint(2, 2))
    assert asked == [("W2", (7, 1))]
    view.canvas.select(("W1", (4, 9)))
    qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Enter)
    assert asked == [("W2", (7, 1)), ("W1", (4, 9))]
    assert view.canvas.selected is None


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (("W1", (1, 3)), Qt.Key.Key_Right, ("W1", (1, 4))),
        (("W1", (1, 3)), Qt.Key.Key_Down, ("W1", (2, 3))),
        (("W1", (1, 0)), Qt.Key.Key_Left, ("x", (1,))),
        (("x", (1,)), Qt.Key.Key_Right, ("W1", (1, 0))),
        (("W1", (4, 6)), Qt.Key.Key_Down, ("u1", (6,))),
        (("u1", (6,)), Qt.Key.Key_Down, ("a1", (6,))),
        (("e1", (6,)), Qt.Key.Key_Down, ("W2", (6, 0))),
        (("W2", (6, 0)), Qt.Key.Key_Up, ("e1", (6,))),
        (("W2", (9, 2)), Qt.Key.Key_Right, ("u2", (2,))),
        (("u2", (2,)), Qt.Key.Key_Right, ("a2", (2,))),
        (("u2", (2,)), Qt.Key.Key_Left, ("W2", (9, 2))),
        (("e2", (4,)), Qt.Key.Key_Right, ("e2", (4,))),
        (("x", (0,)), Qt.Key.Key_Up, ("x", (0,))),
    ],
)
def test_arrows_go_to_the_next_cell_and_across_the_gaps(
    view: NetworkView, start: Cell, key: Qt.Key, end: Cell
) -> None:
    view.canvas.select(start)
    view.move_selection(key)
    assert view.canvas.selected == end


def test_without_a_selection_arrows_begin_at_the_first_weight(view: NetworkView) -> None:
    view.move_selection(Qt.Key.Key_Down)
    assert view.canvas.selected == ("W1", (0, 0))


def test_pointing_at_a_cell_names_it_and_keeps_up_with_its_value(
    qtbot: QtBot, view: NetworkView, recording: Recording
) -> None:
    qtbot.mouseMove(view.canvas.viewport(), QPoint(3, 3))
    qtbot.mouseMove(view.canvas.viewport(), middle(view, ("a2", (1,))))
    for position in (40, 39):
        view.canvas.show_picture(picture(recording, position))
        value = f"{recording.step(position).a2[1]:.6g}"
        assert QToolTip.text() == f"a2 of y2 = {value}"


def test_colours_tell_sign_and_size_of_a_weight(view: NetworkView, recording: Recording) -> None:
    W1, image = recording.moment(40).W1, painted(view)
    blueness = np.array(
        [
            [
                (colour := ground(image, view.canvas.rect_of(("W1", (i, h))))).blue() - colour.red()
                for h in range(10)
            ]
            for i in range(5)
        ]
    )
    assert ((blueness > 0) == (W1 > 0))[abs(W1) > 0.05].all()
    # The larger a weight, the stronger its colour, up to where the map grows darker.
    weak, strong = abs(W1) < 0.15, abs(W1) > 0.5
    assert abs(blueness[weak]).max() < abs(blueness[strong]).min()


def test_what_is_not_known_yet_is_blank(view: NetworkView, recording: Recording) -> None:
    cell = view.canvas.rect_of(("a2", (0,)))
    view.canvas.show_picture(picture(recording, phase="u2"))
    assert ground(painted(view), cell).name() == LIGHT.window
    view.canvas.show_picture(picture(recording, phase="a2"))
    assert ground(painted(view), cell).name() != LIGHT.window


def test_a_large_weight_makes_the_others_pale_only_where_it_stands(
    view: NetworkView, recording: Recording
) -> None:
    def colour() -> str:
        return ground(painted(view), view.canvas.rect_of(("W1", (0, 0)))).name()

    first = colour()
    branch = recording.branch(40, WeightEdit("W2", 9, 4, 100.0))
    view.canvas.show_picture(picture(branch))
    assert colour() != first
    view.canvas.show_picture(picture(recording))
    assert colour() == first


def test_the_cells_of_a_term_light_up_and_go_out_again(view: NetworkView) -> None:
    before = painted(view)
    view.canvas.set_sources((("x", (1,)), ("W1", (1, 2))))
    lit = painted(view)
    for cell in (("x", (1,)), ("W1", (1, 2))):
        area = view.canvas.rect_of(cell).toAlignedRect().adjusted(-2, -2, 2, 2)
        assert lit.copy(area) != before.copy(area)
    far = view.canvas.rect_of(("e2", (4,))).toAlignedRect()
    assert lit.copy(far) == before.copy(far)
    view.canvas.set_sources(())
    assert painted(view) == before


def test_a_gradient_lights_up_in_the_place_of_its_weight(view: NetworkView) -> None:
    before = painted(view)
    view.canvas.set_sources((("d2", (3, 1)), ("slope1", (2,))))
    area = view.canvas.rect_of(("W2", (3, 1))).toAlignedRect().adjusted(-2, -2, 2, 2)
    assert painted(view).copy(area) != before.copy(area)


def wheel(view: NetworkView, delta: int, modifier: Qt.KeyboardModifier) -> None:
    place = QPointF(200, 200)
    event = QWheelEvent(
        place, view.canvas.mapToGlobal(place), QPoint(), QPoint(0, delta),
        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.canvas.viewport(), event)


def test_the_wheel_with_control_makes_cells_larger_and_smaller(view: NetworkView) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    widths = [view.canvas.rect_of(("W1", (0, 0))).width()]
    for delta in (120, 120, -120, -120, -120):
        wheel(view, delta, control)
        widths.append(view.canvas.rect_of(("W1", (0, 0))).width())
    assert widths[0] < widths[1] < widths[2]
    assert widths[3:] == [widths[1], widths[0], widths[0]]


def test_fitting_takes_every_enlargement_back(view: NetworkView) -> None:
    size = view.canvas.rect_of(("W1", (0, 0))).size()
    for _ in range(20):
        view.change_zoom(1)
    assert view.horizontalScrollBar().maximum() > 0
    view.change_zoom(0)
    assert view.canvas.rect_of(("W1", (0, 0))).size() == size
    assert view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("height", [700, 480, 420, 300, 130])
@pytest.mark.parametrize("sizes", [(5, 10, 5), (2, 3, 2), (8, 20, 8)])
def test_a_picture_too_high_for_its_room_is_scrolled_in_one_direction_only(
    qtbot: QtBot, sizes: tuple[int, int, int], height: int
) -> None:
    view = NetworkView()
    qtbot.addWidget(view)
    view.resize(760, height)
    view.set_sizes(sizes)
    view.show()
    qtbot.waitExposed(view)
    assert view.horizontalScrollBar().maximum() == 0
    assert (view.verticalScrollBar().maximum() > 0) == (height == 130)


def test_the_selection_is_scrolled_into_view(view: NetworkView) -> None:
    for _ in range(4):
        view.change_zoom(1)
    view.canvas.select(("W1", (0, 0)))
    for _ in range(9):
        view.move_selection(Qt.Key.Key_Right)
    assert view.canvas.selected == ("W1", (0, 9))
    place = view.canvas.mapTo(view.viewport(), middle(view, ("W1", (0, 9))))
    assert view.viewport().rect().contains(place)


def test_another_size_of_network_is_laid_out_anew_without_a_selection(
    view: NetworkView, selected: list[tuple[object, object]]
) -> None:
    view.canvas.select(("W1", (4, 9)))
    view.set_sizes((5, 10, 5))
    assert view.canvas.selected == ("W1", (4, 9))
    other = Recording(Settings(bits=2, hidden_units=3))
    view.set_sizes((2, 3, 2))
    view.canvas.show_picture(picture(other, 0))
    assert view.canvas.selected is None
    assert selected[-1] == (None, None)
    right, down = view.canvas.rect_of(("W1", (1, 2))), view.canvas.rect_of(("W2", (2, 1)))
    assert view.canvas.rect().contains(right.toAlignedRect())
    assert view.canvas.rect().contains(down.toAlignedRect())


def test_a_larger_window_gives_larger_cells(view: NetworkView) -> None:
    small = view.canvas.rect_of(("W1", (0, 0)))
    view.resize(700, 460)
    smaller = view.canvas.rect_of(("W1", (0, 0)))
    assert smaller.width() < small.width()
    assert smaller.height() < small.height()


def test_the_dark_picture_has_dark_ground_and_its_own_colours(
    view: NetworkView, recording: Recording
) -> None:
    cell = view.canvas.rect_of(("W1", (0, 0)))
    light = ground(painted(view), cell).name()
    view.setPalette(DARK.palette())
    assert painted(view).pixelColor(2, 2).name() == DARK.window
    assert ground(painted(view), cell).name() != light


def test_every_paint_is_announced(qtbot: QtBot, view: NetworkView, recording: Recording) -> None:
    with qtbot.waitSignal(view.canvas.painted):
        view.canvas.show_picture(picture(recording, 39))


def test_a_cell_that_is_selected_from_elsewhere_is_scrolled_to(qtbot: QtBot) -> None:
    view = NetworkView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.set_sizes((16, 128, 16))
    for cell in (("W2", (127, 15)), ("W1", (0, 0))):
        view.select(cell)  # type: ignore[arg-type]
        assert view.canvas.selected == cell
        centre = view.canvas.rect_of(cell).center().toPoint()  # type: ignore[arg-type]
        assert view.viewport().rect().contains(view.canvas.mapTo(view.viewport(), centre))
    view.select(None)
    assert view.canvas.selected is None
