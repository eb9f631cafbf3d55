from __future__ import annotations

import numpy as np
import pytest
from driving import press
from painted import pixels
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.pages.truth_cells import Painting
from app.pages.truth_grid import READABLE, TruthGrid
from app.widgets.theme import LIGHT

RED, BLUE = (200, 0, 0), (0, 0, 200)
COLOURS = np.array([BLUE, RED], np.uint8)


@pytest.fixture
def grid(qtbot: QtBot) -> TruthGrid:
    made = TruthGrid()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(340, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def painting(bits: int, red: set[int], texts: bool = False) -> Painting:
    """Those vectors red and with a cross, the others blue."""
    shape = 2 ** (bits // 2), -1
    rows = np.array([number in red for number in range(2**bits)]).astype(np.intp).reshape(shape)
    return Painting(rows, COLOURS, rows == 1, rows * 7 if texts else None)


def show(grid: TruthGrid, bits: int, red: set[int], frame: int | None = None) -> None:
    grid.show_painting(bits, painting(bits, red), lambda number: f"vector {number}", frame)


def centre(grid: TruthGrid, number: int, bits: int) -> QPoint:
    row, column = divmod(number, 2 ** (bits - bits // 2))
    side = grid.cell_side()
    return QPoint(int((column + 0.5) * side), int((row + 0.5) * side))


def colours_of(grid: TruthGrid, number: int, bits: int) -> set[tuple[int, ...]]:
    """Every colour in the inside of a cell."""
    side, middle = int(grid.cell_side()), centre(grid, number, bits)
    seen = pixels(grid.cells).reshape(grid.cells.height(), grid.cells.width(), 3)
    inside = max(side // 2 - 1, 1)
    part = seen[
        middle.y() - inside : middle.y() + inside, middle.x() - inside : middle.x() + inside
    ]
    return {tuple(each) for each in part.reshape(-1, 3).tolist()}


@pytest.mark.parametrize("bits", [1, 2, 5, 8, 10])
def test_every_vector_has_its_cell_rows_by_the_first_half_of_the_bits(
    grid: TruthGrid, bits: int
) -> None:
    red = {0, 2**bits - 1} if bits > 1 else {1}
    show(grid, bits, red)
    rows, columns = 2 ** (bits // 2), 2 ** (bits - bits // 2)
    side = grid.cell_side()
    assert (grid.cells.width(), grid.cells.height()) == (columns * side, rows * side)
    assert columns * side <= grid.width()
    for number in (0, 1, 2**bits // 2, 2**bits - 1):
        assert (RED in colours_of(grid, number, bits)) == (number in red)
        assert (BLUE in colours_of(grid, number, bits)) == (number not in red)


def test_colour_is_never_the_only_sign(grid: TruthGrid) -> None:
    show(grid, 10, {5})
    wrong, right = colours_of(grid, 5, 10), colours_of(grid, 6, 10)
    # White reads better on the red, and is the cross.
    assert (255, 255, 255) in wrong
    assert right == {BLUE}


def test_where_there_is_room_figures_stand_in_the_cells(grid: TruthGrid) -> None:
    grid.show_painting(4, painting(4, {3}, texts=True), str)
    with_figures = pixels(grid.cells)
    show(grid, 4, {3})
    assert not np.array_equal(with_figures, pixels(grid.cells))
    assert len(colours_of(grid, 6, 4)) == 1


@pytest.mark.parametrize(("bits", "label"), [(5, ("10", "110")), (2, ("1", "1")), (1, ("", "1"))])
def test_rows_and_columns_are_labelled_by_their_bits(
    grid: TruthGrid, bits: int, label: tuple[str, str]
) -> None:
    show(grid, bits, set())
    row, column = label
    assert grid.label(int(row or "0", 2), above=False) == row
    assert grid.label(int(column, 2), above=True) == column


def test_the_mouse_names_a_vector_and_a_click_chooses_it(qtbot: QtBot, grid: TruthGrid) -> None:
    show(grid, 5, set())
    named: list[str] = []
    chosen: list[int] = []
    grid.pointed.connect(named.append)
    grid.chosen.connect(chosen.append)
    for number in (0, 7, 8, 31):
        qtbot.mouseMove(grid.cells, centre(grid, number, 5))
        qtbot.waitUntil(lambda n=number: named[-1:] == [f"vector {n}"], timeout=2000)
        qtbot.mouseClick(grid.cells, Qt.MouseButton.LeftButton, pos=centre(grid, number, 5))
    assert chosen == [0, 7, 8, 31]
    qtbot.mouseClick(grid.cells, Qt.MouseButton.RightButton, pos=centre(grid, 1, 5))
    assert chosen == [0, 7, 8, 31]


def test_the_arrow_keys_go_through_the_vectors_and_enter_chooses(
    qtbot: QtBot, grid: TruthGrid
) -> None:
    show(grid, 5, set())
    named: list[str] = []
    chosen: list[int] = []
    grid.pointed.connect(named.append)
    grid.chosen.connect(chosen.append)
    grid.cells.setFocus()
    qtbot.waitUntil(grid.cells.hasFocus, timeout=2000)
    key = Qt.Key
    press(qtbot, grid.cells, key.Key_Left, key.Key_Down, key.Key_Right, key.Key_Right)
    assert named[-4:] == ["vector 0", "vector 8", "vector 9", "vector 10"]
    assert grid.cells.accessibleDescription() == "vector 10"
    press(qtbot, grid.cells, key.Key_Return, key.Key_Up, key.Key_Enter)
    assert chosen == [10, 2]
    press(qtbot, grid.cells, *[key.Key_Down] * 9, *[key.Key_Right] * 9, key.Key_Return)
    assert chosen[-1] == 31


def test_what_is_told_of_the_cell_of_the_keyboard_follows_the_answers(
    qtbot: QtBot, grid: TruthGrid
) -> None:
    show(grid, 5, set())
    grid.cells.setFocus()
    qtbot.waitUntil(grid.cells.hasFocus, timeout=2000)
    grid.show_painting(5, painting(5, set()), lambda number: f"now {number}")
    assert grid.cells.accessibleDescription() == "now 0"


def test_the_ear_is_told_of_the_answers_of_the_moment_without_the_keyboard(grid: TruthGrid) -> None:
    show(grid, 5, set())
    grid.cells.clearFocus()
    grid.show_painting(5, painting(5, set()), lambda number: f"now {number}")
    assert grid.cells.accessibleDescription() == "now 0"
    grid.clear()
    assert grid.cells.accessibleDescription() == ""


def test_the_vector_that_is_tried_is_framed(grid: TruthGrid) -> None:
    accent = QColor(LIGHT.accent)
    colour = accent.red(), accent.green(), accent.blue()

    def framed() -> bool:
        return colour in {tuple(each) for each in pixels(grid.cells).tolist()}

    show(grid, 5, set())
    assert not framed()
    show(grid, 5, set(), frame=9)
    assert framed()
    seen = pixels(grid.cells).reshape(grid.cells.height(), grid.cells.width(), 3)
    rows, columns = np.nonzero((seen == colour).all(axis=2))
    side = grid.cell_side()
    assert round(float(rows.mean()) // side) == 1
    assert round(float(columns.mean()) // side) == 1


def test_above_ten_bits_the_cells_can_be_enlarged_and_are_scrolled(
    qtbot: QtBot, grid: TruthGrid
) -> None:
    offered: list[tuple[bool, bool]] = []
    grid.enlargeable.connect(lambda larger, smaller: offered.append((larger, smaller)))
    show(grid, 16, {0})
    assert offered[-1] == (True, False)
    height, whole = grid.height(), grid.cells.width()
    assert whole <= grid.viewport().width()
    while offered[-1][0]:
        grid.enlarge()
    assert offered[-1] == (False, True)
    assert READABLE <= grid.cell_side() < 2 * READABLE
    # It takes no more room; what does not fit is scrolled to.
    assert grid.height() == height
    assert grid.cells.width() == 256 * grid.cell_side()
    larger = grid.cells.width()
    grid.enlarge()
    assert grid.cells.width() == larger
    bar = grid.horizontalScrollBar()
    assert bar.isVisible()
    grid.cells.setFocus()
    for _ in range(40):
        qtbot.keyClick(grid.cells, Qt.Key.Key_Right)
    assert bar.value() > 0
    seen = grid.cells.visibleRegion().boundingRect()
    assert seen.contains(centre(grid, 40, 16))
    while offered[-1][1]:
        grid.reduce()
    assert grid.cells.width() == whole


def test_other_vectors_are_seen_whole_again(grid: TruthGrid) -> None:
    show(grid, 16, set())
    grid.enlarge()
    show(grid, 12, set())
    assert grid.cells.width() <= grid.viewport().width()


def test_where_not_even_the_smallest_cells_fit_they_are_scrolled(
    qtbot: QtBot, grid: TruthGrid
) -> None:
    grid.resize(200, 300)
    show(grid, 16, set())
    assert grid.cells.width() == 256
    assert grid.horizontalScrollBar().isVisible()
    grid.resize(340, 300)
    qtbot.waitUntil(lambda: not grid.horizontalScrollBar().isVisible(), timeout=2000)


def test_few_vectors_need_no_enlarging(grid: TruthGrid) -> None:
    offered: list[tuple[bool, bool]] = []
    grid.enlargeable.connect(lambda larger, smaller: offered.append((larger, smaller)))
    show(grid, 5, set())
    assert offered[-1] == (False, False)
    before = grid.cells.width()
    grid.enlarge()
    assert grid.cells.width() == before


def test_nothing_is_named_or_chosen_where_nothing_is_shown(qtbot: QtBot, grid: TruthGrid) -> None:
    show(grid, 5, set())
    grid.clear()
    chosen: list[int] = []
    named: list[str] = []
    grid.chosen.connect(chosen.append)
    grid.pointed.connect(named.append)
    qtbot.mouseMove(grid.cells, QPoint(20, 20))
    qtbot.mouseClick(grid.cells, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.keyClick(grid.cells, Qt.Key.Key_Return)
    assert (chosen, named) == ([], [])
