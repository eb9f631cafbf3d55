from __future__ import annotations

import numpy as np
import pytest
from driving import press
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from app.pages.number_map import NumberMap, Numbers, reaching, unit_names
from app.widgets.colour_scale import Scale
from app.widgets.theme import DARK, LIGHT

KEY = Qt.Key


def numbers(rows: int, columns: int, *, named: bool = True, limit: float = 1.0) -> Numbers:
    values = np.linspace(-limit, limit, rows * columns).reshape(rows, columns)
    names = (unit_names("x", rows), unit_names("y", columns)) if named else ((), ())
    return Numbers(values, *names, (Scale(limit),))


@pytest.fixture
def made(qtbot: QtBot) -> NumberMap:
    found = NumberMap("Matrix")
    qtbot.addWidget(found)
    found.setPalette(LIGHT.palette())
    found.resize(320, 320)
    found.show()
    qtbot.waitExposed(found)
    return found


def show(made: NumberMap, shown: Numbers, frame: tuple[int, int] | None = None) -> QImage:
    made.show_numbers(shown, lambda row, column: f"cell {row} {column}", frame)
    return made.grab().toImage()


def cell(made: NumberMap, row: int, column: int) -> QRectF:
    return made._square((row, column))


def colours(image: QImage, rect: QRectF) -> set[int]:
    """Of the pixels of a cell, without its edges."""
    inner = rect.adjusted(2, 2, -2, -2).toRect()
    return {
        image.pixel(x, y)
        for x in range(inner.left(), inner.right())
        for y in range(inner.top(), inner.bottom())
    }


def test_a_cell_has_the_colour_of_its_number(made: NumberMap) -> None:
    image, table = show(made, numbers(3, 4)), LIGHT.colour_table()
    rows = Scale(1.0).rows(numbers(3, 4).values)
    for row in range(3):
        for column in range(4):
            corner = cell(made, row, column).topLeft().toPoint() + QPoint(3, 3)
            assert image.pixelColor(corner) == QColor(*table[rows[row, column]].tolist())


def test_numbers_stand_in_cells_where_there_is_room_and_nowhere_else(made: NumberMap) -> None:
    image = show(made, numbers(3, 4, limit=0.4))
    assert made._grid(320).numbered
    assert len(colours(image, cell(made, 1, 1))) > 2
    plain = show(made, numbers(3, 40, limit=0.4))
    assert not made._grid(320).numbered
    assert len(colours(plain, cell(made, 1, 20))) == 1


def test_a_blank_cell_has_neither_a_colour_nor_a_number(made: NumberMap) -> None:
    shown = numbers(3, 4)
    shown.values[1, 2] = np.nan
    image = show(made, shown)
    assert colours(image, cell(made, 1, 2)) == {QColor(LIGHT.window).rgb()}


@pytest.mark.parametrize("size", [(5, 5), (16, 16), (10, 3), (128, 128), (3, 128), (1, 1)])
def test_all_cells_and_names_are_within_it_in_every_width(
    made: NumberMap, size: tuple[int, int]
) -> None:
    for width in (220, 320, 700):
        show(made, numbers(*size))
        high = made.heightForWidth(width)
        made.resize(width, high)
        show(made, numbers(*size))
        last = cell(made, size[0] - 1, size[1] - 1)
        assert last.right() <= width
        assert last.bottom() <= high
        assert last.width() >= 1.0
        assert last.height() >= 1.0
        assert high <= 1.1 * width + 60


def test_few_rows_of_many_cells_can_be_pointed_at(made: NumberMap) -> None:
    show(made, numbers(3, 128))
    assert cell(made, 0, 0).height() >= 10


def test_mouse_and_keys_name_a_cell_and_choose_it(qtbot: QtBot, made: NumberMap) -> None:
    pointed: list[str] = []
    chosen: list[tuple[int, int]] = []
    made.pointed.connect(pointed.append)
    made.chosen.connect(lambda *place: chosen.append(place))
    press(qtbot, made, KEY.Key_Return)
    assert chosen == []
    show(made, numbers(3, 4))
    qtbot.mouseMove(made, cell(made, 2, 1).center().toPoint())
    assert pointed[-1] == QToolTip.text() == "cell 2 1"
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=cell(made, 0, 2).center().toPoint())
    assert (pointed[-1], chosen) == ("cell 0 2", [(0, 2)])
    qtbot.mouseClick(made, Qt.MouseButton.RightButton, pos=cell(made, 1, 2).center().toPoint())
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    assert chosen == [(0, 2)]
    made.setFocus()
    press(qtbot, made, KEY.Key_Down, KEY.Key_Right, KEY.Key_Right, KEY.Key_Enter)
    assert (pointed[-1], chosen[-1]) == ("cell 1 3", (1, 3))
    assert made.accessibleDescription() == "cell 1 3"
    show(made, numbers(1, 2))
    assert pointed[-1] == "cell 0 1"
    press(qtbot, made, KEY.Key_Return)
    assert chosen[-1] == (0, 1)
    assert made.columns == 2


def test_the_ear_is_told_of_the_moment_wherever_the_keyboard_is(made: NumberMap) -> None:
    made.clearFocus()
    show(made, numbers(3, 4))
    assert made.accessibleDescription() == "cell 0 0"
    made.show_numbers(numbers(3, 4), lambda row, column: f"later {row} {column}")
    assert made.accessibleDescription() == "later 0 0"


def test_the_cell_that_is_chosen_is_framed(made: NumberMap) -> None:
    plain, framed = show(made, numbers(3, 4)), show(made, numbers(3, 4), (1, 2))
    edge = cell(made, 1, 2).topLeft().toPoint() + QPoint(5, 0)
    assert plain.pixelColor(edge) != framed.pixelColor(edge) == QColor(LIGHT.accent)


def test_it_takes_other_colours_and_another_font(made: NumberMap) -> None:
    show(made, numbers(3, 4))
    before = made.heightForWidth(320)
    made.setPalette(DARK.palette())
    corner = cell(made, 0, 0).topLeft().toPoint() + QPoint(3, 3)
    expected = QColor(*DARK.colour_table()[0].tolist())
    assert made.grab().toImage().pixelColor(corner) == expected
    font = made.font()
    font.setPointSizeF(2 * font.pointSizeF())
    made.setFont(font)
    assert made.heightForWidth(700) > before


def test_a_column_has_a_scale_of_its_own(made: NumberMap) -> None:
    values = np.array([[5.0, 1.0]])
    scales = (Scale(10.0), Scale(1.0, lowest=0.0))
    image = show(made, Numbers(values, (), (), scales, whole=frozenset((1,))))
    for column, scale in enumerate(scales):
        corner = cell(made, 0, column).topLeft().toPoint() + QPoint(3, 3)
        row = int(scale.rows(values[:, column])[0])
        assert image.pixelColor(corner) == QColor(*LIGHT.colour_table()[row].tolist())


def test_a_scale_reaches_as_far_as_the_numbers() -> None:
    assert reaching(np.array([[-3.0, 1.0]])) == Scale(5.0)
    assert reaching(np.zeros((2, 2))).limit > 0.0
