"""What of the window can be hidden, and where the keyboard is then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from driving import CTRL, SHIFT, press_in_window
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.commands.window_parts import NOTCH
from app.main_window import MainWindow
from app.pages.places import OF, PAGES, SECTIONS
from nn.core.settings import Settings

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> Iterator[MainWindow]:
    """A window that has the keyboard."""
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def opened_again(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.close()
    again = MainWindow(Settings())
    qtbot.addWidget(again)
    again.show()
    qtbot.waitExposed(again)
    return again


def button(window: MainWindow, key: str) -> QToolButton:
    bar = window.findChild(QToolBar)
    assert bar is not None
    found = bar.widgetForAction(window.actions_by_key[key])
    assert isinstance(found, QToolButton)
    return found


@pytest.mark.parametrize(("key", "name"), [(Key.Key_F9, "panel"), (Key.Key_F8, "curve")])
@pytest.mark.parametrize("by", ["key", "button"])
def test_a_part_is_hidden_and_comes_back_as_it_was(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, name: str, by: str
) -> None:
    window.pages.panel.show("inspect")
    window._splitter.setSizes([400, 250])
    QApplication.processEvents()
    part = window.curve if name == "curve" else window.pages.panel.dock
    action = window.actions_by_key[f"toggle_{name}"]
    before, room = part.size(), window.network_view.size()
    assert action.isChecked()
    for hidden in (True, False, True, False):
        if by == "key":
            press_in_window(qtbot, window, key)
        else:
            qtbot.mouseClick(button(window, f"toggle_{name}"), Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert part.isVisible() != hidden
        assert action.isChecked() != hidden
        larger = window.network_view.size() != room
        assert larger == hidden
    assert part.size() == before
    assert window.pages.panel.in_sight("inspect")


@pytest.mark.parametrize("wide", [960, 1280])
def test_the_buttons_are_seen_in_a_narrow_window_too(
    qtbot: QtBot, window: MainWindow, wide: int
) -> None:
    window.resize(wide, 640)
    QApplication.processEvents()
    for key in ("toggle_curve", "toggle_panel"):
        each = button(window, key)
        assert each.isVisible()
        assert each.mapTo(window, QPoint(each.width(), 0)).x() <= wide
        assert not each.icon().isNull()
        assert each.accessibleName() in ("Loss curve", "Side panel")


def test_a_page_that_is_asked_for_brings_the_panel_back(window: MainWindow) -> None:
    window.actions_by_key["toggle_panel"].trigger()
    window.pages.panel.show("settings")
    QApplication.processEvents()
    assert window.pages.panel.in_sight("settings")
    assert window.actions_by_key["toggle_panel"].isChecked()
    assert not window.pages.panel.hidden


def test_keys_move_what_parts_the_curve_and_the_panel_from_the_picture(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not window.pages.panel._later.isActive(), timeout=2000)
    QApplication.processEvents()
    panel, key = window.pages.panel.dock, Key

    def sizes(pressed: Qt.Key, times: int = 1) -> tuple[int, int]:
        for _ in range(times):
            press_in_window(qtbot, window, pressed, CTRL | SHIFT)
            QApplication.processEvents()
        return window.curve.height(), panel.width()

    high, wide = window.curve.height(), panel.width()
    assert sizes(key.Key_Up) == (high + NOTCH, wide)
    assert sizes(key.Key_Left) == (high + NOTCH, wide + NOTCH)
    assert sizes(key.Key_Right, 2) == (high + NOTCH, wide - NOTCH)
    assert sizes(key.Key_Down, 2) == (high - NOTCH, wide - NOTCH)
    lowest, _ = sizes(key.Key_Down, 20)
    assert lowest == max(window.curve.minimumSizeHint().height(), window.curve.minimumHeight())
    assert not window.parts.curve_hidden
    assert sizes(key.Key_Up)[0] == lowest + NOTCH
    window.parts.toggle_curve()
    sizes(key.Key_Up)
    window.parts.toggle_curve()
    assert abs(window.curve.height() - lowest - NOTCH) <= 1
    sizes(key.Key_Up, 40)
    sizes(key.Key_Left, 60)
    assert window.network_view.isVisible()
    assert min(window.network_view.width(), window.network_view.height()) > 50


def test_a_curve_that_is_pushed_away_comes_back_as_high_as_it_was(window: MainWindow) -> None:
    window._splitter.setSizes([400, 250])
    QApplication.processEvents()
    window.parts._on_splitter_moved()
    high = window.curve.height()
    window._splitter.moveSplitter(window._splitter.height(), 1)
    QApplication.processEvents()
    assert window.curve.isHidden()
    assert not window.actions_by_key["toggle_curve"].isChecked()
    window.actions_by_key["toggle_curve"].trigger()
    QApplication.processEvents()
    assert window.curve.isVisible()
    assert window.curve.height() == high


@pytest.mark.parametrize("hidden", [{"panel"}, {"curve"}, {"panel", "curve"}])
def test_what_was_hidden_is_hidden_the_next_time_and_keeps_its_size(
    qtbot: QtBot, window: MainWindow, hidden: set[str]
) -> None:
    window._splitter.setSizes([400, 250])
    QApplication.processEvents()
    before = window.curve.height(), window.pages.panel.dock.width()
    for each in hidden:
        window.actions_by_key[f"toggle_{each}"].trigger()
    again = opened_again(qtbot, window)
    assert again.pages.panel.hidden == ("panel" in hidden)
    assert again.curve.isHidden() == ("curve" in hidden)
    for each in hidden:
        again.actions_by_key[f"toggle_{each}"].trigger()
    QApplication.processEvents()
    assert (again.curve.height(), again.pages.panel.dock.width()) == before
    again.close()


def walked(qtbot: QtBot, window: MainWindow) -> list[QWidget]:
    """All that Tab reaches, until it comes round."""
    found: list[QWidget] = []
    window.network_view.canvas.setFocus()
    for _ in range(300):
        press_in_window(qtbot, window, Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is not None
        if focus in found:
            break
        found.append(focus)
    return found


@pytest.mark.parametrize("front", [each.key for each in PAGES])
def test_a_page_behind_another_takes_no_keyboard_focus(
    qtbot: QtBot, window: MainWindow, front: str
) -> None:
    sections = window.pages.panel.sections
    for key in OF:
        window.pages.panel.show(key)
        QApplication.processEvents()
    window.pages.panel.show_page(front)
    QApplication.processEvents()
    reached = {
        key
        for each in walked(qtbot, window)
        for key in sections
        if sections[key].isAncestorOf(each)
    }
    assert reached == {each.key for each in SECTIONS if each.page == front}


def test_what_is_hidden_takes_no_keyboard_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.panel.show("try")
    window.pages.prediction.text.setFocus()
    window.actions_by_key["toggle_panel"].trigger()
    assert window.network_view.canvas.hasFocus()
    window.curve.plot.setFocus()
    window.actions_by_key["toggle_curve"].trigger()
    assert window.network_view.canvas.hasFocus()
    hidden = [window.pages.panel.dock, window.curve]
    assert not any(part.isAncestorOf(each) for each in walked(qtbot, window) for part in hidden)
