from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from app.widgets.section import Section


class Watched:
    """A section that is made when it comes into sight, and what it said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.said: list[str] = []
        self.content = QLabel("what it holds")
        self.section = Section("Why", "How a number came about")
        qtbot.addWidget(self.section)
        self.section.appeared.connect(self._on_appeared)
        self.section.vanished.connect(lambda: self.said.append("vanished"))
        self.section.folded.connect(lambda folded: self.said.append(f"folded {folded}"))

    def _on_appeared(self) -> None:
        if not self.said:
            self.section.fill(self.content)
        self.said.append("appeared")


@pytest.fixture
def watched(qtbot: QtBot) -> Watched:
    return Watched(qtbot)


def test_what_it_holds_is_wanted_when_it_comes_into_sight_and_not_before(watched: Watched) -> None:
    assert watched.said == []
    assert watched.content.parent() is None
    watched.section.show()
    assert watched.said == ["appeared"]
    assert watched.section.in_sight
    assert watched.content.isVisible()


def test_a_click_and_a_key_fold_and_unfold_it(qtbot: QtBot, watched: Watched) -> None:
    watched.section.show()
    qtbot.mouseClick(watched.section.button, Qt.MouseButton.LeftButton)
    assert not watched.content.isVisible()
    assert not watched.section.in_sight
    qtbot.keyClick(watched.section.button, Qt.Key.Key_Space)
    assert watched.content.isVisible()
    assert watched.said == [
        "appeared",
        "vanished",
        "folded True",
        "appeared",
        "folded False",
    ]


def test_one_that_was_folded_before_wants_nothing(watched: Watched) -> None:
    watched.section.set_unfolded(False)
    watched.section.show()
    assert watched.said == []
    watched.section.set_unfolded(True)
    assert watched.said == ["appeared"]


def test_it_is_out_of_sight_behind_another_page(qtbot: QtBot, watched: Watched) -> None:
    pages = QTabWidget()
    qtbot.addWidget(pages)
    pages.addTab(QLabel("another"), "another")
    pages.addTab(watched.section, "this")
    pages.show()
    assert watched.said == []
    pages.setCurrentIndex(1)
    pages.setCurrentIndex(0)
    assert watched.said == ["appeared", "vanished"]
    watched.section.setParent(None)


def test_whether_it_is_folded_can_be_heard(watched: Watched) -> None:
    assert watched.section.button.accessibleName() == "Why, unfolded"
    watched.section.set_unfolded(False)
    assert watched.section.button.accessibleName() == "Why, folded"
