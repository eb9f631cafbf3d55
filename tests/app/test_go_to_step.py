"""Going to a step whose number is typed."""

from __future__ import annotations

import pytest
from driving import CTRL, press_in_window, still
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pictures.step_field import HINT

Key = Qt.Key


@pytest.fixture
def ready(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window with the keys on the picture."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    window.network_view.canvas.setFocus()
    return window


def type_in(qtbot: QtBot, window: MainWindow, text: str, end: Qt.Key | None) -> None:
    """Press the key of the command, type a text, and end with a key."""
    press_in_window(qtbot, window, Key.Key_J, CTRL)
    assert window.strip.field.line.hasFocus()
    qtbot.keyClicks(window.strip.field.line, text)
    if end is not None:
        press_in_window(qtbot, window, end)


@pytest.mark.parametrize(("text", "position"), [("12", 12), ("1:30", 30), ("0", 0)])
def test_a_step_that_is_typed_is_gone_to(
    qtbot: QtBot, ready: MainWindow, text: str, position: int
) -> None:
    ready.session.recording.advance_to(40)
    ready.playhead.seek(40)
    type_in(qtbot, ready, text, Key.Key_Return)
    assert ready.session.position == position
    assert ready.session.recording.length == 40
    assert ready.strip.field.isHidden()
    assert ready.network_view.canvas.hasFocus()


def test_what_is_not_recorded_yet_is_trained_up_to_there(qtbot: QtBot, ready: MainWindow) -> None:
    type_in(qtbot, ready, "2:100", Key.Key_Return)
    still(qtbot, ready.playhead)
    assert ready.session.position == ready.session.recording.length == 600


def test_a_condition_stops_it_on_the_way(qtbot: QtBot, ready: MainWindow) -> None:
    row = ready.pages.stops.rows["step"]
    row.field.setText("250")
    row.box.setChecked(True)
    type_in(qtbot, ready, "600", Key.Key_Return)
    still(qtbot, ready.playhead)
    assert ready.session.position == 250


def test_what_is_wrong_is_said_where_it_is_typed(qtbot: QtBot, ready: MainWindow) -> None:
    field = ready.strip.field
    type_in(qtbot, ready, "2:", None)
    assert field.message.text() == HINT
    qtbot.keyClicks(field.line, "501")
    said = "An epoch has the observations 1 to 500; 501 is not among them."
    assert field.message.text() == field.line.accessibleDescription() == said
    press_in_window(qtbot, ready, Key.Key_Return)
    assert field.isVisible()
    assert ready.session.position == 0
    qtbot.keyClicks(field.line, "5001")
    press_in_window(qtbot, ready, Key.Key_Return)
    assert "it ends with step 5,000" in field.message.text()
    qtbot.keyClicks(field.line, "7")
    assert field.message.text() == HINT
    field.line.clear()
    press_in_window(qtbot, ready, Key.Key_Return)
    assert "Type a step" in field.message.text()


def test_escape_leaves_the_step_as_it_is_and_gives_the_keys_back(
    qtbot: QtBot, ready: MainWindow
) -> None:
    type_in(qtbot, ready, "12", Key.Key_Escape)
    assert ready.strip.field.isHidden()
    assert ready.session.position == 0
    assert ready.network_view.canvas.hasFocus()


def test_a_click_on_the_number_of_the_step_asks_for_another(
    qtbot: QtBot, ready: MainWindow
) -> None:
    ready.session.recording.advance_to(40)
    ready.playhead.seek(23)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseMove(ready.strip, QPoint(500, 20))
    assert ready.strip.cursor().shape() == Qt.CursorShape.ArrowCursor
    qtbot.mouseClick(ready.strip, left, pos=QPoint(500, 20))
    assert ready.strip.field.isHidden()
    qtbot.mouseMove(ready.strip, QPoint(40, 20))
    assert ready.strip.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseClick(ready.strip, left, pos=QPoint(40, 20))
    assert ready.strip.field.isVisible()
    assert ready.strip.field.line.text() == "23"
    assert ready.strip.field.line.selectedText() == "23"


def test_it_is_left_where_the_keys_go_elsewhere(qtbot: QtBot, ready: MainWindow) -> None:
    type_in(qtbot, ready, "12", None)
    ready.pages.prediction.text.setFocus()
    assert ready.strip.field.isHidden()
    assert QApplication.focusWidget() is ready.pages.prediction.text
