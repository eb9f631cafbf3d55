from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.columns import LETTERS, Columns


def shown(qtbot: QtBot, count: int) -> tuple[Columns, list[QWidget]]:
    widgets: list[QWidget] = [QLabel(f"widget {number}") for number in range(count)]
    columns = Columns([(each, number % 2 == 1) for number, each in enumerate(widgets)])
    qtbot.addWidget(columns)
    columns.show()
    return columns, widgets


def test_there_are_two_columns_where_there_is_room_for_them(qtbot: QtBot) -> None:
    columns, widgets = shown(qtbot, 3)
    letter = columns.fontMetrics().averageCharWidth()
    columns.resize(2 * LETTERS * letter - 1, 400)
    qtbot.waitUntil(lambda: widgets[1].y() > widgets[0].y(), timeout=2000)
    assert all(above.geometry().bottom() < below.y() for above, below in pairwise(widgets))
    assert {each.width() for each in widgets} == {columns.width()}
    columns.resize(2 * LETTERS * letter, 400)
    qtbot.waitUntil(lambda: widgets[1].x() > widgets[0].x(), timeout=2000)
    assert columns.count == 2
    assert widgets[1].y() == widgets[0].y() < widgets[2].y()
    assert widgets[2].x() == widgets[0].x()
    columns.resize(300, 400)
    qtbot.waitUntil(lambda: widgets[1].x() == widgets[0].x(), timeout=2000)
    assert columns.count == 1


@pytest.mark.parametrize("wide", [True, False])
def test_a_widget_whose_lines_break_has_the_height_that_these_need(
    qtbot: QtBot, wide: bool
) -> None:
    columns, (label, below) = shown(qtbot, 2)
    assert isinstance(label, QLabel)
    label.setWordWrap(True)
    label.setText("a long text of many words " * 12)
    letter = columns.fontMetrics().averageCharWidth()
    columns.resize(2 * LETTERS * letter if wide else 30 * letter, 900)
    qtbot.waitUntil(lambda: columns.count == 1 + wide, timeout=2000)
    qtbot.waitUntil(lambda: label.height() == label.heightForWidth(label.width()), timeout=2000)
    assert wide or below.y() == label.geometry().bottom() + 1


def test_one_widget_has_all_the_room(qtbot: QtBot) -> None:
    columns, [widget] = shown(qtbot, 1)
    columns.resize(2000, 400)
    qtbot.waitUntil(lambda: widget.width() == 2000, timeout=2000)


def test_larger_letters_need_more_room(qtbot: QtBot) -> None:
    columns, _ = shown(qtbot, 2)
    columns.resize(2 * LETTERS * columns.fontMetrics().averageCharWidth(), 400)
    assert columns.count == 2
    font = columns.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    columns.setFont(font)
    assert columns.count == 1
