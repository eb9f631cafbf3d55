"""Text is larger in a window that has the room, and everything follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QToolBar, QToolButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.commands.text_size import grown
from app.main_window import MainWindow
from app.pages.places import SECTIONS
from app.pages.term_table import TermTable


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        (640, 400, 1.0),
        (1280, 800, 1.0),
        (1280, 2000, 1.0),
        (1400, 900, 1.0),
        (1600, 900, 1.05),
        (1920, 1080, 1.15),
        (2560, 1440, 1.4),
        (3840, 2160, 1.85),
    ],
)
def test_half_of_the_room_goes_into_the_text(width: int, height: int, size: float) -> None:
    assert grown(width, height) == pytest.approx(size)


def sizes(window: MainWindow) -> list[float]:
    parts = window, window.strip, window.pages.settings, window.pages.settings.fields["seed"].note
    return [*(each.font().pointSizeF() for each in parts), QToolTip.font().pointSizeF()]


def test_everything_grows_with_the_window_and_shrinks_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1280, 800)
    before = sizes(window)
    window.resize(1920, 1080)
    assert sizes(window) == pytest.approx([1.15 * each for each in before])
    window.resize(1280, 800)
    assert sizes(window) == before


def test_no_text_grows_more_than_the_window_does(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    window.pages.make_all()
    for place in SECTIONS:
        window.pages.panel.show(place.key)
        qtbot.wait(1)
    window.network_view.canvas.select(("W1", (0, 0)))
    parts = window.findChildren(QWidget)
    before = [each.font().pointSizeF() for each in parts]
    window.resize(1920, 1080)
    grown_by = {
        str(each): each.font().pointSizeF() / size
        for each, size in zip(parts, before, strict=True)
        if not isinstance(each.parentWidget(), TermTable)  # its size is that which fits
    }
    assert grown_by == pytest.approx(dict.fromkeys(grown_by, 1.15), rel=0.001)


def test_what_is_made_later_grows_too(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.pages.is_made("settings")
    usual = QApplication.font().pointSizeF()
    window.resize(1920, 1080)
    window.pages.panel.show("settings")
    note = window.pages.settings.fields["seed"].note
    large = note.font().pointSizeF()
    window.resize(1280, 800)
    assert note.font().pointSizeF() != usual
    assert large == pytest.approx(1.15 * note.font().pointSizeF())


def test_it_grows_with_another_font_of_the_system(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1920, 1080)
    usual = QApplication.font()
    other = QApplication.font()
    other.setPointSizeF(1.5 * usual.pointSizeF())
    try:
        QApplication.setFont(other)
        qtbot.waitUntil(
            lambda: window.strip.font().pointSizeF() == pytest.approx(1.15 * other.pointSizeF())
        )
    finally:
        QApplication.setFont(usual)


def test_at_1920_pixels_the_reason_stands_beside_the_code(qtbot: QtBot, window: MainWindow) -> None:
    panel = window.pages.panel
    window.resize(1920, 1080)
    panel.lay_out_first_time()
    panel.show_page("walk")
    left, right = (
        [panel.sections[key] for key in keys]
        for keys in (
            ("guess", "inspect", "pushes", "lesson"),
            ("code", "slope", "check"),
        )
    )
    qtbot.waitUntil(lambda: right[0].y() == left[0].y(), timeout=2000)
    assert {each.x() for each in left} == {left[0].x()}
    assert {each.x() for each in right} == {right[0].x()}
    assert right[0].x() > left[0].x()


def test_tool_tips_have_their_size_again_once_it_is_closed(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1280, 800)
    before = QToolTip.font()
    window.resize(1920, 1080)
    assert QToolTip.font() != before
    window.close()
    assert QToolTip.font() == before


def test_icons_grow_with_their_text(qtbot: QtBot, window: MainWindow) -> None:
    bar = window.findChild(QToolBar, "tool_bar")
    assert isinstance(bar, QToolBar)
    tabs = window.pages.panel.tabs.findChildren(QToolButton)
    page = next(each for each in tabs if each.accessibleName() == "Step page")
    play = bar.findChild(QToolButton, "play_button")
    assert isinstance(play, QToolButton)
    window.resize(1280, 800)
    assert bar.iconSize() == page.iconSize() == QSize(22, 22)
    usual = play.width()
    window.resize(3840, 2160)
    side = bar.iconSize().width()
    assert side == page.iconSize().width() > 30
    assert play.width() > 1.5 * usual
    for button in (play, page):
        drawn = button.icon().actualSize(QSize(side, side))
        assert drawn == QSize(side, side)


def test_two_columns_stay_where_a_page_is_scrolled(qtbot: QtBot, window: MainWindow) -> None:
    panel = window.pages.panel
    window.resize(1920, 1080)
    panel.lay_out_first_time()
    panel.show_page("test")
    for place in ("try", "neighbours", "truth", "many", "validation"):
        panel.show(place)
    left, right = panel.sections["try"], panel.sections["truth"]
    bar = panel._areas["test"].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=3000)
    qtbot.waitUntil(lambda: right.x() > left.x(), timeout=3000)
