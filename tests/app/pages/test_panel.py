from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from app.pages.panel import Panel
from app.pages.places import PAGES, SECTIONS
from app.widgets.theme import DARK, LIGHT


class Wanted:
    """A window with a panel, and what was asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.keys: list[str] = []
        self.appeared: list[str] = []
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(QLabel("the picture"))
        self.window.setPalette(LIGHT.palette())
        self.window.resize(1280, 800)
        self.panel = Panel(self.window, self._make)
        self.panel.appeared.connect(self.appeared.append)

    def _make(self, key: str) -> None:
        if key not in self.keys:
            self.keys.append(key)
            self.panel.fill(key, QLabel(key))


@pytest.fixture
def wanted(qtbot: QtBot) -> Wanted:
    made = Wanted(qtbot)
    made.panel.lay_out_first_time()
    made.window.show()
    return made


def test_there_are_at_most_five_pages_and_every_section_stands_on_one() -> None:
    assert len(PAGES) <= 5
    assert {each.page for each in SECTIONS} == {each.key for each in PAGES}


def test_what_is_in_sight_is_asked_for_before_it_appears(wanted: Wanted) -> None:
    first = [each.key for each in SECTIONS if each.page == PAGES[0].key and each.unfolded]
    assert wanted.keys == wanted.appeared == first
    wanted.panel.show("check")
    assert wanted.panel.in_sight("check")
    assert not wanted.panel.in_sight(first[0])
    assert "check" in wanted.keys


def test_a_page_and_its_folds_can_be_restored(wanted: Wanted) -> None:
    wanted.panel.restore("walk", ["inspect", "stops", "of another version"])
    assert wanted.panel.page == "walk"
    assert wanted.panel.folded == ["stops", "inspect"]
    assert wanted.panel.in_sight("lesson")
    assert not wanted.panel.in_sight("inspect")
    wanted.panel.restore("of another version", [])
    assert wanted.panel.page == "walk"
    assert wanted.panel.folded == []


def test_the_names_of_all_pages_are_seen_at_usual_widths(qtbot: QtBot, wanted: Wanted) -> None:
    for width in (1280, 960):
        wanted.window.resize(width, 540)
        wanted.panel.lay_out_first_time()
        qtbot.wait(20)
        buttons = [
            each
            for each in wanted.panel.dock.findChildren(QToolButton)
            if each.text() in {place.title for place in PAGES} and each.isCheckable()
        ]
        assert len(buttons) == len(PAGES)
        assert len({each.y() for each in buttons}) == 1
        for each in buttons:
            assert each.width() >= each.sizeHint().width()
            assert not each.visibleRegion().isEmpty()


def test_the_drawings_are_in_the_colours_of_the_window(wanted: Wanted) -> None:
    def drawn() -> list[bytes]:
        buttons = wanted.panel.dock.findChildren(QToolButton)
        icons = [each.icon().pixmap(QSize(22, 22)).toImage() for each in buttons]
        return [bytes(each.constBits()) for each in icons if not each.isNull()]

    light = drawn()
    wanted.window.setPalette(DARK.palette())
    assert len(drawn()) == len(light) == len(PAGES) + len(SECTIONS)
    assert all(one != other for one, other in zip(light, drawn(), strict=True))


def test_it_grows_with_the_window_until_a_person_gives_it_a_width(
    qtbot: QtBot, wanted: Wanted
) -> None:
    dock, window = wanted.panel.dock, wanted.window
    qtbot.wait(20)
    usual = dock.width()
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: dock.width() > 1.4 * usual, timeout=2000)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: abs(dock.width() - usual) <= 2, timeout=2000)
    window.resizeDocks([dock], [usual + 60], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: dock.width() > usual + 50, timeout=2000)
    window.resize(1920, 1080)
    qtbot.wait(50)
    assert abs(dock.width() - usual - 60) <= 2


def test_two_sections_stand_side_by_side_in_a_wide_window(qtbot: QtBot, wanted: Wanted) -> None:
    wanted.panel.show("stops")
    first, second = wanted.panel.sections["progress"], wanted.panel.sections["stops"]
    assert first.x() == second.x()
    wanted.window.resize(1920, 1080)
    qtbot.waitUntil(lambda: second.x() > first.x(), timeout=2000)
    assert first.y() == second.y()


def test_a_section_is_shown_whole_or_else_from_its_title_on(qtbot: QtBot, wanted: Wanted) -> None:
    panel = wanted.panel
    keys = [each.key for each in SECTIONS if each.page == "walk"]
    panel.show_page("walk")
    for key in keys:
        panel.sections[key].set_unfolded(True)
        content = panel.sections[key].findChild(QLabel)
        assert isinstance(content, QLabel)
        content.setFixedHeight(400)

    def seen(key: str) -> tuple[int, int]:
        """Where the top and the bottom of a section are, from the top of its page."""
        section, area = panel.sections[key], panel._areas["walk"]
        top = section.mapTo(area.viewport(), QPoint(0, 0)).y()
        return top, area.viewport().height() - top - section.height()

    for key in (keys[-1], keys[0], keys[3]):
        panel.show(key)
        qtbot.waitUntil(lambda key=key: panel.sections[key].height() > 400, timeout=2000)
        qtbot.waitUntil(lambda key=key: min(seen(key)) >= 0, timeout=2000)
    tall = panel.sections[keys[2]].findChild(QLabel)
    assert isinstance(tall, QLabel)
    tall.setFixedHeight(3000)
    panel.show(keys[2])
    qtbot.waitUntil(lambda: seen(keys[2])[0] == 0, timeout=2000)
