"""The window in front of a class, and after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from driving import CTRL, NONE, press_in_window, run_to, still
from PySide6.QtCore import QPoint, QPointF, QSettings, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QToolBar, QToolButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.commands import picture_room
from app.commands.presentation import SIZES, Presentation
from app.main_window import MainWindow
from app.pictures.network.cells import NumberedCells
from app.pictures.network.view import FIGURES
from app.pictures.position_strip import BEGINNING, HINT
from app.widgets.icons import button_size
from nn.core.settings import Settings
from nn.explain.phases import PHASES

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> Iterator[MainWindow]:
    """A window that has the keyboard."""
    window.resize(780, 640)
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def presentation(window: MainWindow) -> Presentation:
    found = window.findChild(Presentation)
    assert isinstance(found, Presentation)
    return found


def enter(qtbot: QtBot, window: MainWindow) -> Presentation:
    press_in_window(qtbot, window, Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen, timeout=2000)
    return presentation(window)


def leave(qtbot: QtBot, window: MainWindow) -> None:
    press_in_window(qtbot, window, Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen(), timeout=2000)
    qtbot.wait(20)


def named(window: MainWindow) -> list[QWidget]:
    """What there is in the window from the beginning to the end."""
    parts = [window.strip, window.curve, window.network_view, window.speed, window.statusBar()]
    parts += window.network_view.head.findChildren(QWidget)
    return [window, *parts, *window.pages.panel.dock.findChildren(QWidget)]


def look(window: MainWindow) -> dict[str, Any]:
    """All of a window that a presentation changes."""
    QApplication.processEvents()
    panel = window.pages.panel
    return {
        "size": window.size(),
        "state": window.windowState(),
        "layout": window.saveState(),
        "splitter": window._splitter.sizes(),
        "panel": [] if panel.hidden else [panel.dock.geometry(), panel.page],
        "hidden": (panel.hidden, window.curve.isHidden(), window.menuBar().isHidden()),
        "fonts": [each.font() for each in named(window)],
        "tips": QToolTip.font(),
        "strip": window.strip.sizeHint(),
        "actions": window.actions(),
        "zoom": window.network_view.canvas.size(),
    }


@pytest.mark.parametrize("hidden", ["nothing", "panel", "curve"])
def test_leaving_restores_all_that_it_changed(
    qtbot: QtBot, window: MainWindow, hidden: str
) -> None:
    window.pages.panel.show("inspect")
    window._splitter.setSizes([430, 240])
    if hidden != "nothing":
        window.actions_by_key[f"toggle_{hidden}"].trigger()
    enter(qtbot, window)
    leave(qtbot, window)
    before = look(window)
    shown = enter(qtbot, window)
    shown.change_size(2)
    press_in_window(qtbot, window, Key.Key_F9)
    press_in_window(qtbot, window, Key.Key_F8)
    QApplication.processEvents()
    leave(qtbot, window)
    after = look(window)
    assert {key for key in before if before[key] != after[key]} == set()


def test_it_fills_the_screen_with_the_pictures(
    qtbot: QtBot, window: MainWindow, any_size: None
) -> None:
    usual = window.font().pointSizeF()
    shown = enter(qtbot, window)
    assert window.font().pointSizeF() > 1.15 * usual
    assert window.network_view.font().pointSizeF() > 1.15 * usual
    assert window.pages.panel.hidden
    assert not window.menuBar().isVisible()
    assert window.network_view.isVisible()
    assert window.curve.isVisible()
    assert shown.banner.isVisible()
    assert window.cursor().pixmap().width() > 24
    assert window.actions_by_key["present"].isChecked()


def test_words_with_a_size_of_their_own_grow_too(qtbot: QtBot, window: MainWindow) -> None:
    note = window.pages.settings.fields["seed"].note
    before = note.font().pointSizeF()
    assert before != window.font().pointSizeF()
    enter(qtbot, window)
    assert note.font().pointSizeF() > 1.15 * before
    for button in window.network_view.head.findChildren(QToolButton):
        assert button.font().pointSizeF() == window.font().pointSizeF()
    leave(qtbot, window)
    assert note.font().pointSizeF() == before


def test_the_sentence_of_the_phase_is_said_large(qtbot: QtBot, window: MainWindow) -> None:
    shown = enter(qtbot, window)
    assert shown.banner.text == BEGINNING
    run_to(qtbot, window.playhead, 3)
    for number, phase in enumerate(PHASES):
        window.playhead.seek(3, number)
        formula, sentence = shown.banner.text.splitlines()
        assert formula == f"{number + 1} of {len(PHASES)}   {phase.formula_for('invert')}"
        assert sentence == phase.explanation
    window.playhead.seek(3)
    assert shown.banner.text == HINT
    assert shown.banner._font().pointSizeF() > 1.3 * window.font().pointSizeF()


def test_keys_of_the_menus_are_heard_though_there_is_no_menu_bar(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter(qtbot, window)
    press_in_window(qtbot, window, Key.Key_Right)
    still(qtbot, window.playhead)
    press_in_window(qtbot, window, Key.Key_2)
    assert window.session.position == 1
    assert window.actions_by_key["show_gradients"].isChecked()


def turn(window: MainWindow, widget: QWidget, angle: int, keys: Qt.KeyboardModifier) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is room enough on this screen, however large text is."""
    monkeypatch.setattr(picture_room, "READABLE", 0.0)
    monkeypatch.setattr(picture_room, "ROOMY", 0.0)


def test_ctrl_and_keys_or_the_wheel_choose_the_size_of_all(
    qtbot: QtBot, window: MainWindow, any_size: None
) -> None:
    shown = enter(qtbot, window)
    usual = shown._size
    press_in_window(qtbot, window, Key.Key_Plus, CTRL)
    press_in_window(qtbot, window, Key.Key_Plus, CTRL)
    press_in_window(qtbot, window, Key.Key_Minus, CTRL)
    assert shown._size == SIZES[SIZES.index(usual) + 1]
    press_in_window(qtbot, window, Key.Key_0, CTRL)
    assert shown._size == usual
    for part in (window.network_view.canvas.viewport(), window.curve.plot.viewport(), window.strip):
        turn(window, part, 120, CTRL)
    assert shown._size == SIZES[SIZES.index(usual) + 3]
    for _ in range(4):
        turn(window, window.strip, -30, CTRL)
    assert shown._size == SIZES[SIZES.index(usual) + 2]
    for _ in range(20):
        press_in_window(qtbot, window, Key.Key_Minus, CTRL)
    assert shown._size == SIZES[0]
    before = window.session.position
    turn(window, window.strip, 120, NONE)
    assert (shown._size, window.session.position) == (SIZES[0], before)


def test_after_it_the_keys_make_cells_larger_again(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    leave(qtbot, window)
    before, font = window.network_view.canvas.size(), window.font()
    press_in_window(qtbot, window, Key.Key_Plus, CTRL)
    assert window.network_view.canvas.width() > before.width()
    assert window.font() == font


def rows(window: MainWindow) -> float:
    """How high the cells of a weight matrix are; they are all to be seen."""
    view = window.network_view.view
    assert view.verticalScrollBar().maximum() == view.horizontalScrollBar().maximum() == 0
    return view.canvas.rect_of(("W1", (0, 0))).height()


def numbers(window: MainWindow) -> list[str]:
    """The symbols that are written in numbers."""
    item = window.network_view.canvas._item
    return [symbol for symbol, each in item._cells.items() if isinstance(each, NumberedCells)]  # type: ignore[attr-defined]


def test_cells_grow_with_their_text_as_far_as_their_numbers_can_be_read(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(780, 780)
    run_to(qtbot, window.playhead, 1)
    window.actions_by_key["toggle_panel"].trigger()
    before, usual = rows(window), window.font().pointSizeF()
    shown = enter(qtbot, window)
    seen = set()
    for _ in SIZES:
        qtbot.wait(50)
        window.network_view.canvas.grab()
        seen.add(shown._room.size)
        larger = window.font().pointSizeF() / usual
        assert larger == pytest.approx(shown._room.size)
        assert rows(window) > max(before, picture_room.READABLE * FIGURES * larger)
        assert len(numbers(window)) == len(window.network_view.canvas.blocks)
        shown.change_size(1)
    assert len(seen) < len(SIZES)
    assert max(seen) > 1.0
    with qtbot.waitSignal(shown._room.sized, timeout=1000):
        window.actions_by_key["toggle_panel"].trigger()


def test_the_loss_curve_yields_and_stays_once_it_is_brought_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    shown = enter(qtbot, window)
    qtbot.waitUntil(window.curve.isHidden, timeout=2000)
    assert not window.actions_by_key["toggle_curve"].isChecked()
    press_in_window(qtbot, window, Key.Key_F8)
    shown.change_size(-1)
    qtbot.wait(50)
    assert window.curve.isVisible()
    assert window.actions_by_key["toggle_curve"].isChecked()


def test_all_buttons_stay_in_the_tool_bar(qtbot: QtBot, window: MainWindow, any_size: None) -> None:
    bar = window.findChild(QToolBar, "tool_bar")
    assert isinstance(bar, QToolBar)
    window.resize(1400, 700)
    window.text.choose(2.4)
    qtbot.wait(20)
    assert bar.sizeHint().width() <= window.width()
    assert bar.iconSize().width() < button_size(window.fontMetrics())
    window.resize(2400, 700)
    assert bar.iconSize().width() == button_size(window.fontMetrics())


def test_the_size_is_remembered(qtbot: QtBot, window: MainWindow, any_size: None) -> None:
    shown = enter(qtbot, window)
    shown.change_size(2)
    chosen = shown._size
    leave(qtbot, window)
    assert enter(qtbot, window)._size == chosen
    window.close()
    again = MainWindow(Settings())
    qtbot.addWidget(again)
    again.show()
    again.parts.present()
    assert presentation(again)._size == chosen
    again.close()


def test_escape_in_a_field_gives_the_keys_back_and_then_leaves(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter(qtbot, window)
    press_in_window(qtbot, window, Key.Key_F9)
    window.pages.panel.show("try")
    field = window.pages.prediction.text
    field.setFocus()
    press_in_window(qtbot, window, Key.Key_Escape)
    assert window.network_view.canvas.hasFocus()
    assert window.isFullScreen()
    leave(qtbot, window)


def test_f5_leaves_as_well_and_entering_twice_is_entering_once(
    qtbot: QtBot, window: MainWindow
) -> None:
    before = look(window)
    shown = enter(qtbot, window)
    larger = window.font()
    shown.enter()
    assert window.font() == larger
    press_in_window(qtbot, window, Key.Key_F5)
    qtbot.waitUntil(lambda: not window.isFullScreen(), timeout=2000)
    qtbot.wait(20)
    shown.leave()
    assert window.font() == before["fonts"][0] or window.size() == before["size"]
    assert not window.actions_by_key["present"].isChecked()


def test_a_window_manager_that_ends_the_full_screen_ends_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    shown = enter(qtbot, window)
    window.showNormal()
    qtbot.waitUntil(lambda: not shown.active, timeout=2000)
    assert window.menuBar().isVisible()
    assert not window.pages.panel.hidden


def test_it_begins_and_ends_in_the_middle_of_training(qtbot: QtBot, window: MainWindow) -> None:
    window.controls.toggle_play()
    enter(qtbot, window)
    seen = window.session.position
    qtbot.waitUntil(lambda: window.session.position > seen + 3, timeout=5000)
    leave(qtbot, window)
    seen = window.session.position
    qtbot.waitUntil(lambda: window.session.position > seen + 3, timeout=5000)
    assert window.playhead.playing


def test_a_selected_cell_does_not_bring_the_panel_back(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    window.network_view.canvas.select(("W1", (0, 0)))
    assert window.pages.panel.hidden
    press_in_window(qtbot, window, Key.Key_F9)
    assert not window.pages.panel.hidden


def test_a_window_closed_meanwhile_opens_as_it_was_before(qtbot: QtBot, window: MainWindow) -> None:
    size = window.size()
    enter(qtbot, window)
    window.close()
    again = MainWindow(Settings())
    qtbot.addWidget(again)
    again.show()
    assert not again.isFullScreen()
    assert again.size() == size
    assert not again.pages.panel.hidden
    again.close()


def test_a_window_killed_meanwhile_leaves_nothing_of_it(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    QSettings().sync()
    kept = {key: QSettings().value(key) for key in QSettings().allKeys()}
    again = MainWindow(Settings())
    qtbot.addWidget(again)
    again.show()
    assert not again.isFullScreen()
    assert not again.pages.panel.hidden
    assert not {key for key in kept if key.startswith(("window/", "hidden/"))}
    again.close()


def test_the_banner_takes_the_same_room_whatever_it_says(qtbot: QtBot, window: MainWindow) -> None:
    shown = enter(qtbot, window)
    run_to(qtbot, window.playhead, 2)
    sizes: set[tuple[QSize, QSize]] = set()
    for phase in (None, 0, 5, 10):
        window.playhead.seek(2, phase)
        QApplication.processEvents()
        sizes.add((shown.banner.size(), window.network_view.size()))  # type: ignore[arg-type]
    assert len({str(each) for each in sizes}) == 1
