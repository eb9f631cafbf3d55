"""Tab walks as a person reads, never into what is hidden, and one sees where it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from contrast import contrast
from driving import CTRL, NONE, press_in_window
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.commands.about_page import AboutPage
from app.commands.help_pages import shortcuts_page
from app.error_dialog import ErrorDialog
from app.main_window import MainWindow
from app.pages.places import PAGES
from app.pages.table_dialog import TableDialog
from app.widgets.columns import Columns
from app.widgets.focus_ring import WIDTH, FocusRing
from app.widgets.theme import DARK, LIGHT, Theme

Key = Qt.Key


@pytest.fixture
def own_palette() -> Iterator[None]:
    before = QApplication.palette()
    yield
    QApplication.setPalette(before)


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.resize(1280, 800)
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def walked(window: MainWindow, key: Qt.Key = Key.Key_Tab) -> list[QWidget]:
    """What has the keyboard, press by press, until it comes round to the picture."""
    window.network_view.canvas.setFocus()
    stops: list[QWidget] = []
    while True:
        press_once(key)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus not in stops, focus.accessibleName()
        stops.append(focus)
        if focus is window.network_view.canvas:
            return stops


def press_once(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
    QApplication.processEvents()


def names(stops: list[QWidget]) -> list[str]:
    return [each.accessibleName() for each in stops]


@pytest.mark.parametrize("page", [each.key for each in PAGES])
def test_it_comes_to_everything_that_is_seen_and_to_nothing_else(
    qtbot: QtBot, shown: MainWindow, page: str
) -> None:
    shown.pages.panel.show_page(page)
    for each in shown.pages.panel.sections.values():
        each.set_unfolded(True)
    QApplication.processEvents()
    stops = walked(shown)
    assert all(each.isVisible() for each in stops)
    assert set(walked(shown, Key.Key_Backtab)) == set(stops)
    front = shown.pages.panel.tabs
    panel = [each for each in stops if front.isAncestorOf(each)]
    sections = shown.pages.panel.sections.values()
    assert {each.button for each in sections if each.button.isVisible()} <= set(panel)
    assert len(panel) > 2


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Backtab])
def test_all_of_what_it_comes_to_is_scrolled_into_sight(
    qtbot: QtBot, shown: MainWindow, key: Qt.Key
) -> None:
    shown.resize(960, 540)
    shown.pages.panel.show_page("walk")
    for each in shown.pages.panel.sections.values():
        each.set_unfolded(True)
    pages = shown.pages.panel.tabs.findChildren(QScrollArea)
    area = next(each for each in pages if isinstance(each.widget(), Columns) and each.isVisible())
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 500, timeout=3000)
    # Tab enters at the top, and Shift+Tab at the bottom: both are out of sight.
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 2)
    shown.network_view.canvas.setFocus()
    count = 0
    for _ in range(60):
        press_once(key)
        focus = QApplication.focusWidget()
        assert focus is not None
        if area.isAncestorOf(focus):
            view = area.viewport()
            place = QRect(focus.mapTo(view, QPoint()), focus.size())
            assert view.rect().contains(place), focus.accessibleName()
            assert shown.focus_ring.isVisible()
            count += 1
    assert count > 8


def test_its_order_is_that_in_which_a_person_reads(qtbot: QtBot, shown: MainWindow) -> None:
    shown.pages.panel.show_page("test")
    QApplication.processEvents()
    stops = walked(shown)
    known = names(stops)
    wanted = [
        "Logarithmic steps",
        "Loss curve",
        "Test page",
        "One vector, unfolded",
        "x1 is 0",
        "Bit vector",
        "Answer",
        "Many vectors, unfolded",
        "Number of new vectors",
        "To the start",
        "Play",
        "Speed",
        "Matrices",
        "Weights",
        "Network",
    ]
    places = [known.index(each) for each in wanted]
    assert places == sorted(places)


def test_the_arrows_choose_a_page_where_a_tab_has_the_keyboard(
    qtbot: QtBot, shown: MainWindow
) -> None:
    shown.pages.panel.show_page("watch")
    while QApplication.focusWidget().accessibleName() != "Watch page":
        press_once(Key.Key_Tab)
    for page in ("walk", "test"):
        press_once(Key.Key_Right)
        assert shown.pages.panel.page == page
    press_once(Key.Key_Left)
    assert shown.pages.panel.page == "walk"
    assert shown.session.position == 0


def test_the_slider_of_the_speed_keeps_its_keys(qtbot: QtBot, shown: MainWindow) -> None:
    while QApplication.focusWidget().accessibleName() != "Speed":
        press_once(Key.Key_Tab)
    paces = []
    for key in (Key.Key_Home, Key.Key_Right, Key.Key_Up, Key.Key_Left, Key.Key_End):
        press_once(key)
        paces.append(shown.speed.pace)
    assert paces[0] < paces[1] < paces[2] < paces[4]
    assert paces[3] == paces[1]
    assert shown.session.position == 0


def ring_at(window: MainWindow) -> QRect:
    return window.focus_ring.geometry()


@pytest.mark.usefixtures("own_palette")
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_ring_is_seen_around_every_stop(qtbot: QtBot, shown: MainWindow, theme: Theme) -> None:
    QApplication.setPalette(theme.palette())
    shown.pages.panel.show_page("test")
    QApplication.processEvents()
    for _ in range(45):
        press_once(Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        ring = ring_at(shown)
        assert shown.focus_ring.isVisible(), focus.accessibleName()
        place = QRect(focus.mapTo(shown, QPoint()), focus.size())
        assert ring.intersects(place)
        picture = shown.grab(ring).toImage()
        middle = picture.height() // 2
        outer, inner = (
            QColor(picture.pixel(x, middle)) for x in (WIDTH // 2 - 1, WIDTH + WIDTH // 2)
        )
        assert contrast(outer, inner) >= 3.0, focus.accessibleName()


def test_a_picture_that_was_clicked_has_no_ring_and_by_keys_it_has(
    qtbot: QtBot, shown: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = shown.network_view.canvas
    assert not shown.focus_ring.isVisible()
    press_once(Key.Key_Tab)
    assert shown.focus_ring.isVisible()
    # A button of the mouse is not down while a test clicks.
    pressed = lambda: Qt.MouseButton.LeftButton  # noqa: E731
    with monkeypatch.context() as patched:
        patched.setattr("app.widgets.focus_ring.QGuiApplication.mouseButtons", pressed)
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert canvas.hasFocus()
    assert not shown.focus_ring.isVisible()
    press_once(Key.Key_Tab)
    press_once(Key.Key_Backtab)
    assert canvas.hasFocus()
    assert shown.focus_ring.isVisible()


def test_the_picture_has_a_ring_after_escape_from_a_field(qtbot: QtBot, shown: MainWindow) -> None:
    shown.pages.panel.show_page("test")
    shown.pages.prediction.text.setFocus()
    press_in_window(qtbot, shown, Key.Key_Escape)
    assert shown.network_view.canvas.hasFocus()
    assert shown.focus_ring.isVisible()


def test_the_ring_follows_what_it_stands_around(qtbot: QtBot, shown: MainWindow) -> None:
    shown.pages.panel.show_page("settings")
    field = shown.pages.settings.fields["seed"].edit
    field.setFocus()
    QApplication.processEvents()
    before = ring_at(shown)
    shown.resize(1100, 700)
    qtbot.waitUntil(lambda: ring_at(shown) != before, timeout=2000)
    place = QRect(field.mapTo(shown, QPoint()), field.size())
    assert place.contains(ring_at(shown).center())
    shown.pages.panel.show_page("watch")
    qtbot.waitUntil(lambda: not shown.focus_ring.isVisible() or not field.hasFocus(), timeout=2000)


def test_what_goes_while_it_has_the_keyboard_takes_the_ring_with_it(
    qtbot: QtBot, shown: MainWindow
) -> None:
    page = QWidget(shown)
    field = QLineEdit(page)
    page.show()
    field.setFocus()
    qtbot.waitUntil(shown.focus_ring.isVisible, timeout=2000)
    shiboken6.delete(page)
    qtbot.waitUntil(lambda: not shown.focus_ring.isVisible(), timeout=2000)
    shown.pages.prediction.text.setFocus()
    press_once(Key.Key_Tab)
    assert shown.focus_ring.isVisible()


def dialogs(window: MainWindow) -> list[QDialog]:
    buttons = QMessageBox.StandardButton
    return [
        shortcuts_page(window),
        AboutPage(window),
        ErrorDialog("trace"),
        TableDialog("", window),
        QMessageBox(QMessageBox.Icon.Question, "Title", "Text?", buttons.Save | buttons.No, window),
        QProgressDialog("Title", "Cancel", 0, 100, window),
    ]


@pytest.mark.usefixtures("own_palette")
@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_ring_is_seen_around_every_stop_of_a_dialog(
    qtbot: QtBot, shown: MainWindow, theme: Theme, number: int
) -> None:
    QApplication.setPalette(theme.palette())
    dialog = dialogs(shown)[number]
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=2000)
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Tab)
    seen: set[QWidget] = set()
    # In a page of text it goes from link to link first.
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.add(focus)
        [ring] = dialog.findChildren(FocusRing)
        assert ring.isVisible()
        assert ring.geometry().contains(focus.mapTo(dialog, focus.rect().center()))
        picture = dialog.grab(ring.geometry()).toImage()
        middle = picture.height() // 2
        outer, inner = (
            QColor(picture.pixel(x, middle)) for x in (WIDTH // 2 - 1, WIDTH + WIDTH // 2)
        )
        assert contrast(outer, inner) >= 3.0, focus.accessibleName()
        QTest.keyClick(focus, Key.Key_Tab, CTRL if isinstance(focus, QPlainTextEdit) else NONE)
        QApplication.processEvents()
    assert len(seen) > (number != 5)
