"""A page is made when it is first wanted, and is then as if it had been there all along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from driving import run_to
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pages.places import SECTIONS
from nn.core.settings import Settings

KEYS = [place.key for place in SECTIONS]
FIRST = {"progress", "stops"}
"""What can be seen when the window opens for the first time."""


def seen_with(key: str) -> set[str]:
    """The sections that are in sight when one of them is shown."""
    page = next(each.page for each in SECTIONS if each.key == key)
    return {each.key for each in SECTIONS if each.page == page and each.unfolded} | {key}


def made(window: MainWindow) -> set[str]:
    return {key for key in KEYS if window.pages.is_made(key)}


@pytest.fixture
def opened_again(qtbot: QtBot, window: MainWindow) -> Callable[[str], MainWindow]:
    """A window that is opened after another one was closed with this page in front."""

    def open_again(key: str) -> MainWindow:
        window.pages.panel.show(key)
        qtbot.waitUntil(lambda: window.pages.panel.in_sight(key), timeout=2000)
        window.close()
        again = MainWindow(Settings())
        qtbot.addWidget(again)
        again.show()
        qtbot.waitExposed(again)
        return again

    return open_again


def test_a_window_that_opens_makes_what_can_be_seen_and_nothing_else(window: MainWindow) -> None:
    assert made(window) == FIRST


@pytest.mark.parametrize("key", KEYS)
def test_what_was_in_sight_the_last_time_is_made_alone(
    opened_again: Callable[[str], MainWindow], key: str
) -> None:
    again = opened_again(key)
    assert again.pages.panel.in_sight(key)
    assert made(again) == seen_with(key)


def test_moving_and_resetting_makes_no_page(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 30)
    window.playhead.seek(12)
    window.session.reset(Settings(bits=3), "three bits")
    window.session.plan(7)
    window.controls.toggle_play()
    window.playhead.pause()
    assert made(window) == FIRST


SHOWN: dict[str, Callable[[Any], bool]] = {
    "inspect": lambda page: page.explanation is not None and page.explanation.name == "loss",
    "lesson": lambda page: page.lesson is not None,
    "check": lambda page: page.check is not None,
    "branches": lambda page: page.list.item(0).text() == "mine",
    "settings": lambda page: (
        page.fields["bits"].edit.text() == "3"
        and "next step" in page.fields["learning_rate"].note.text()
    ),
}
"""Whether a page shows where the window stands in the next test."""


@pytest.mark.parametrize("key", SHOWN)
def test_a_page_shows_the_moment_when_it_is_first_opened(
    qtbot: QtBot, window: MainWindow, key: str
) -> None:
    window.session.reset(Settings(bits=3, hidden_units=4), "three bits")
    window.session.rename(window.session.branches.current.id, "mine")
    run_to(qtbot, window.playhead, 1)
    assert key not in made(window)
    window.pages.panel.show(key)
    qtbot.waitUntil(lambda: key in made(window), timeout=2000)
    qtbot.waitUntil(lambda: SHOWN[key](window.pages.content(key)), timeout=3000)


def test_the_cell_that_is_selected_is_explained_on_a_page_made_later(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 1)
    window.network_view.canvas.selected = ("W1", (0, 1))
    assert window.pages.inspector.explanation is not None
    assert window.pages.inspector.explanation.name == "W1[x1,h2]"


def test_a_vector_can_be_typed_on_a_page_that_is_not_made_yet(
    qtbot: QtBot, opened_again: Callable[[str], MainWindow]
) -> None:
    window = opened_again("stops")
    window.activateWindow()
    window.actions_by_key["type_vector"].trigger()
    field = window.pages.prediction.text
    qtbot.waitUntil(field.hasFocus, timeout=2000)
    assert field.text() == "01110"
    assert "Vector     01110" in window.pages.prediction.as_text()


def test_the_answer_can_be_copied_from_a_page_that_is_not_made_yet(
    opened_again: Callable[[str], MainWindow],
) -> None:
    window = opened_again("stops")
    window.actions_by_key["copy_answer"].trigger()
    assert QApplication.clipboard().text().startswith("Vector     01110")


def test_a_run_stops_nowhere_as_long_as_no_stops_are_made(
    opened_again: Callable[[str], MainWindow],
) -> None:
    window = opened_again("try")
    assert window.pages.breakpoints() is None
    assert made(window) == seen_with("try")


def places(window: MainWindow) -> list[tuple[QPoint, QSize]]:
    """Where everything beside the pages stands, and how small the window can be."""
    parts: list[QWidget] = [window.network_view, window.curve, window.strip]
    found = [(part.mapTo(window, QPoint(0, 0)), part.size()) for part in parts]
    return [*found, (QPoint(0, 0), window.minimumSizeHint())]


@pytest.mark.parametrize("key", KEYS)
def test_nothing_moves_when_a_page_is_made(qtbot: QtBot, window: MainWindow, key: str) -> None:
    window.pages.panel.show("stops")
    before = places(window)
    window.pages.panel.show(key)
    qtbot.waitUntil(lambda: window.pages.panel.in_sight(key), timeout=2000)
    qtbot.wait(20)
    assert places(window) == before
