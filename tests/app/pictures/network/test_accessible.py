"""The cells of a picture as those hear them who do not see it."""

from __future__ import annotations

import pytest
from driving import CTRL, press_in_window, run_to
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pictures.network.accessible import MOST, make
from nn.core.settings import Settings
from nn.explain.exact_text import rounded

Key, Text = Qt.Key, QAccessible.Text


# Qt asks the factories as long as the process lives.
QAccessible.installFactory(make)


def picture(window: MainWindow) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(window.network_view.canvas)
    assert found is not None
    return found


def names(window: MainWindow) -> list[str]:
    found = picture(window)
    return [found.child(index).text(Text.Name) for index in range(found.childCount())]


@pytest.mark.parametrize("diagram", [False, True], ids=["matrices", "diagram"])
def test_every_cell_is_there_by_name_and_value(
    qtbot: QtBot, window: MainWindow, diagram: bool
) -> None:
    window.network_view.show_diagram(diagram)
    run_to(qtbot, window.playhead, 3)
    sight = window.session.sight()
    heard = names(window)
    assert len(heard) == 5 + 50 + 10 + 10 + 10 + 50 + 5 + 5 + 5 + 5 + 5
    assert f"W1, x1 to h2: {rounded(float(sight.W1[0, 1]))}" in heard
    assert f"W2, h10 to y5: {rounded(float(sight.W2[9, 4]))}" in heard
    assert f"a1 of h3: {rounded(float(sight.values['a1'][2]))}" in heard
    window.playhead.seek(3, 1)
    assert "a1 of h3: not known yet" in names(window)


def test_a_cell_has_a_place_a_role_a_value_and_says_whether_it_is_selected(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    qtbot.waitActive(window)
    canvas, found = window.network_view.canvas, picture(window)
    canvas.setFocus()
    canvas.select(("W1", (1, 3)))
    cell = next(
        each
        for index in range(found.childCount())
        if (each := found.child(index)).text(Text.Name).startswith("W1, x2 to h4: ")
    )
    assert cell.role() == QAccessible.Role.Cell
    assert cell.text(Text.Value) == rounded(float(window.session.sight().W1[1, 3]))
    rect = canvas.rect_of(("W1", (1, 3))).toAlignedRect()
    assert cell.rect() == QRect(canvas.mapToGlobal(rect.topLeft()), rect.size())
    middle = cell.rect().center()
    assert found.childAt(middle.x(), middle.y()) is cell
    assert found.indexOfChild(cell) == 5 + 13
    assert cell.parent() is found
    state = cell.state()
    assert state.selected
    assert state.focused
    assert found.focusChild() is cell
    press_in_window(qtbot, window, Key.Key_Right, CTRL)
    assert canvas.selected == ("W1", (1, 4))
    assert not cell.state().selected


def test_of_a_large_network_the_row_and_the_column_of_the_selection_are_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.reset(Settings(bits=16, hidden_units=128), "larger")
    window.network_view.select(("W1", (2, 5)))
    heard = names(window)
    assert len(heard) < 2 * MOST
    assert sum(each.startswith("W1, x3 to") for each in heard) == 128
    assert sum("to h6:" in each for each in heard) == 16
    assert sum(each.startswith("W2, h6 to") for each in heard) == 16
    assert not any(each.startswith("W1, x4 to h7:") for each in heard)


def test_a_cell_of_a_network_that_is_gone_is_not_valid(qtbot: QtBot, window: MainWindow) -> None:
    found = picture(window)
    last = found.child(5 + 49)
    assert last.text(Text.Name).startswith("W1, x5 to h10: ")
    window.session.reset(Settings(bits=2, hidden_units=3), "smaller")
    assert not last.isValid()
    assert last.text(Text.Name) == ""
    assert last.state().invalid
    assert found.childAt(-5, -5) is None
    assert found.child(999) is None
