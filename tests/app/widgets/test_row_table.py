from __future__ import annotations

import numpy as np
import pytest
from painted import pixels
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.widgets.row_model import UNSORTED, Column, RowModel
from app.widgets.row_table import ChoiceTable, RowTable
from app.widgets.sort_menu import SortMenu
from app.widgets.theme import LIGHT

NAMES = ["10", "01", "11", "00"]
SIZES = np.array([3, 1, 3, 2])

Role = Qt.ItemDataRole
ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def columns(**of_the_first: object) -> tuple[Column, ...]:
    name = Column("name", lambda row: NAMES[row], "00", "A name", **of_the_first)  # type: ignore[arg-type]
    size = Column("size", lambda row: str(SIZES[row]), "9", keys=lambda: SIZES, right=True)
    return name, size


def shown(model: RowModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def table(qtbot: QtBot) -> ChoiceTable:
    made = ChoiceTable("Names", 3)
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.show_rows(columns(), np.arange(4))
    made.resize(300, made.sizeHint().height())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_rows_are_sorted_both_ways_and_alike_rows_keep_their_order() -> None:
    model = RowModel()
    model.show_rows(columns(), np.arange(4))
    assert shown(model) == ["10", "01", "11", "00"]
    model.sort(1, ASCENDING)
    assert shown(model) == ["01", "00", "10", "11"]
    model.sort(1, DESCENDING)
    assert shown(model) == ["10", "11", "00", "01"]
    model.sort(0, ASCENDING)
    assert shown(model) == ["10", "01", "11", "00"]
    model.sort(1, ASCENDING)
    model.show_rows(columns(), np.array([3, 2]))
    assert shown(model) == ["00", "11"]
    model.sort(UNSORTED)
    assert shown(model) == ["11", "00"][::-1]


def test_a_row_is_found_wherever_it_stands() -> None:
    model = RowModel()
    model.show_rows(columns(), np.array([3, 0, 1]))
    model.sort(1, ASCENDING)
    assert [model.row_at(model.index(place, 0)) for place in range(3)] == [1, 3, 0]
    assert [model.place_of(row) for row in range(4)] == [2, 0, -1, 1]
    assert model.row_at(model.index(9, 9)) == -1


def test_what_stands_and_is_told_in_a_place() -> None:
    model = RowModel()
    model.show_rows(
        columns(marked=lambda row: [False, row == 0], tip=lambda row: f"tip {row}" if row else ""),
        np.arange(4),
    )
    assert model.headerData(0, Qt.Orientation.Horizontal) == "name"
    assert model.headerData(0, Qt.Orientation.Horizontal, Role.ToolTipRole) == "A name"
    assert model.headerData(1, Qt.Orientation.Horizontal, Role.ToolTipRole) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    first, second = model.index(0, 0), model.index(1, 0)
    assert first.data(Role.AccessibleTextRole) == "name: 10, wrong at 2"
    assert second.data(Role.AccessibleTextRole) == "name: 01"
    assert first.data(Role.ToolTipRole) is None
    assert second.data(Role.ToolTipRole) == "tip 1"
    right = model.index(0, 1).data(Role.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert first.data(Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft


def test_a_change_of_numbers_resets_nothing_and_another_count_of_rows_does() -> None:
    model = RowModel()
    heard: list[str] = []
    model.show_rows(columns(), np.arange(4))
    model.modelReset.connect(lambda: heard.append("reset"))
    model.dataChanged.connect(lambda first, last: heard.append(f"{last.row()},{last.column()}"))
    model.show_rows(columns(), np.arange(4))
    assert heard == ["3,1"]
    model.show_rows(columns(), np.arange(3))
    assert heard == ["3,1", "reset"]


def test_a_click_and_enter_choose_a_row(qtbot: QtBot, table: ChoiceTable) -> None:
    chosen: list[int] = []
    table.chosen.connect(chosen.append)
    table.rows.sort(1, ASCENDING)
    place = table.visualRect(table.rows.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    assert chosen == [3, 0, 2, 1]


def test_the_row_that_is_current_stays_so_when_others_come(table: ChoiceTable) -> None:
    table.make_current(2)
    table.show_rows(columns(), np.array([3, 2]))
    assert table.rows.row_at(table.currentIndex()) == 2
    table.show_rows(columns(), np.array([3, 0]))
    assert table.rows.row_at(table.currentIndex()) == 3
    table.show_rows(columns(), np.arange(0))
    assert table.rows.row_at(table.currentIndex()) == -1
    table.make_current(0)


def test_a_click_on_a_title_sorts_then_turns_round_then_no_longer(table: ChoiceTable) -> None:
    head = table.horizontalHeader()
    seen = []
    for _ in range(4):
        head.sectionClicked.emit(1)
        seen.append((shown(table.rows), head.isSortIndicatorShown()))
    assert seen == [
        (["01", "00", "10", "11"], True),
        (["10", "11", "00", "01"], True),
        (NAMES, False),
        (["01", "00", "10", "11"], True),
    ]
    head.sectionClicked.emit(0)
    assert shown(table.rows) == ["01", "00", "10", "11"]


def test_it_is_sorted_without_a_mouse_by_the_columns_of_its_context_menu(
    table: ChoiceTable,
) -> None:
    menu = table.actions()[1].menu()
    assert isinstance(menu, SortMenu)
    assert table.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    seen = []
    for _ in range(2):
        menu.aboutToShow.emit()
        entries = {each.text(): each for each in menu.actions()}
        entries["size"].trigger()
        seen.append(shown(table.rows))
    assert set(entries) == {"size"}
    assert seen == [["01", "00", "10", "11"], ["10", "11", "00", "01"]]
    assert table.actions()[1].isVisible()
    table.show_rows(columns()[:1], np.arange(4))
    assert not table.actions()[1].isVisible()


def test_sorting_keeps_the_current_row(table: ChoiceTable) -> None:
    table.make_current(3)
    table.horizontalHeader().sectionClicked.emit(1)
    assert table.rows.row_at(table.currentIndex()) == 3
    assert table.currentIndex().row() == 1


def test_the_whole_table_is_copied_as_it_is_shown(qtbot: QtBot, table: ChoiceTable) -> None:
    table.copy_wanted.connect(table.copy)
    table.rows.sort(1, DESCENDING)
    action = table.actions()[0]
    action.trigger()
    assert QApplication.clipboard().text() == "name\tsize\n10\t3\n11\t3\n00\t2\n01\t1"


def test_letters_and_keys_with_modifiers_go_on_to_the_window(
    qtbot: QtBot, table: ChoiceTable
) -> None:
    table.make_current(0)
    table.setFocus()
    for key in (Qt.Key.Key_N, Qt.Key.Key_1, Qt.Key.Key_Space):
        qtbot.keyClick(table, key)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().row() == 0


def test_a_row_is_lit_only_while_the_table_has_the_keys(qtbot: QtBot, table: ChoiceTable) -> None:
    table.clearFocus()
    table.make_current(1)
    assert not table.selectionModel().hasSelection()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus, timeout=2000)
    assert [each.row() for each in table.selectionModel().selectedRows()] == [1]
    table.clearFocus()
    assert not table.selectionModel().hasSelection()


def test_it_is_as_high_as_its_rows_up_to_the_most(qtbot: QtBot, table: ChoiceTable) -> None:
    heights = []
    for count in (1, 2, 3, 4):
        table.show_rows(columns(), np.arange(count))
        heights.append(table.sizeHint().height())
    each = table.verticalHeader().defaultSectionSize()
    assert np.diff(heights).tolist() == [each, each, 0]


def test_what_does_not_fit_has_room_for_a_scroll_bar(qtbot: QtBot, table: ChoiceTable) -> None:
    narrow = table.sizeHint().height()
    table.resize(40, narrow)
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(
        lambda: table.sizeHint().height() == narrow + bar.sizeHint().height(), timeout=2000
    )
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert bar.value() == min(bar.singleStep(), bar.maximum()) > 0
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert bar.value() == 0


def test_wrong_characters_bad_texts_and_shades_are_painted(qtbot: QtBot) -> None:
    def colours(**of_the_first: object) -> set[tuple[int, ...]]:
        table = RowTable("Names", 3)
        qtbot.addWidget(table)
        table.setPalette(LIGHT.palette())
        table.show_rows(columns(**of_the_first), np.arange(1))
        table.resize(200, 80)
        return {tuple(each) for each in pixels(table.viewport()).tolist()}

    def rgb(name: str) -> tuple[int, int, int]:
        colour = QColor(name)
        return colour.red(), colour.green(), colour.blue()

    bad, lowest = rgb(LIGHT.bad), rgb(LIGHT.map_stops[0])
    assert {bad, lowest} & colours() == set()
    assert bad in colours(marked=lambda row: [False, True])
    assert bad not in colours(marked=lambda row: [False, False])
    assert bad in colours(bad=lambda row: True)
    assert lowest in colours(shade=lambda row: -7.5)
    assert lowest not in colours(shade=lambda row: None)


def test_one_text_can_take_the_rest_of_a_row(qtbot: QtBot) -> None:
    model = RowModel()
    whole = "<b>this</b> is wrong"
    size = columns()[1]._replace(across=lambda row: whole if row == 2 else "")
    model.show_rows((columns()[0], size, columns()[0]), np.arange(4))
    assert [model.across(row) for row in range(4)] == [None, None, (1, whole), None]
    assert model.index(2, 0).data() == "11"
    for column in (1, 2):
        place = model.index(2, column)
        assert place.data() is None
        assert place.data(Role.AccessibleTextRole) == whole
        assert "&lt;b&gt;this" in place.data(Role.ToolTipRole)
        assert place.data(Role.TextAlignmentRole) is None
    assert model.index(1, 1).data() == "1"
    table = RowTable("Names", 3)
    qtbot.addWidget(table)
    table.setPalette(LIGHT.palette())
    table.show_rows((columns()[0], size), np.array([2]))
    table.resize(300, 80)
    assert LIGHT.bad in {
        f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in pixels(table.viewport()).tolist()
    }


def test_what_looks_like_markup_is_told_as_it_is() -> None:
    model = RowModel()
    model.show_rows(columns(tip=lambda row: "<i>no</i>"), np.arange(1))
    assert "&lt;i&gt;no" in model.index(0, 0).data(Role.ToolTipRole)
