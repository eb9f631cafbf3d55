from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.pictures.network.weight_editor import WeightEditor
from nn.run.events import WeightEdit


class Desk(QWidget):
    """A place with an editor on it, and another field that can have the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(500, 300)
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.other)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editor = WeightEditor(self)
        self.committed: list[WeightEdit] = []
        self.refused: list[str] = []
        self.editor.committed.connect(self.committed.append)
        self.editor.refused.connect(self.refused.append)

    def begin(self) -> None:
        self.editor.begin("W2", (3, 1), -0.25, QRectF(100, 100, 60, 30))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    made.begin()
    qtbot.waitUntil(made.editor.hasFocus)
    return made


def typed(qtbot: QtBot, desk: Desk, text: str) -> None:
    """Type over what is selected."""
    qtbot.keyClicks(desk.editor, text)


def test_the_field_begins_with_the_whole_weight_selected(desk: Desk) -> None:
    assert desk.editor.isVisible()
    assert desk.editor.selectedText() == "-0.25"
    assert desk.editor.geometry().contains(130, 115)


@pytest.mark.parametrize("times", [1.0, 2.0])
@pytest.mark.parametrize("corner", [(-20, -10), (480, 290), (100, 100)])
def test_the_field_is_seen_whole_and_has_room_for_every_digit(
    desk: Desk, times: float, corner: tuple[int, int]
) -> None:
    font = QFont(desk.font())
    font.setPointSizeF(font.pointSizeF() * times)
    desk.setFont(font)
    desk.editor.begin("W1", (0, 0), -1.2345678901234567e-05, QRectF(*corner, 60, 30))
    assert desk.rect().contains(desk.editor.geometry())
    metrics = desk.editor.fontMetrics()
    assert metrics.horizontalAdvance(desk.editor.text()) + 8 <= desk.editor.width()
    assert metrics.height() <= desk.editor.height()


def test_enter_commits_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    typed(qtbot, desk, "1.5")
    qtbot.keyClick(desk.editor, Qt.Key.Key_Return)
    assert desk.committed == [WeightEdit("W2", 3, 1, 1.5)]
    assert not desk.editor.isVisible()


def test_leaving_the_field_commits_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    typed(qtbot, desk, "-0.75")
    desk.other.setFocus()
    assert desk.committed == [WeightEdit("W2", 3, 1, -0.75)]
    assert not desk.editor.isVisible()


def test_a_true_minus_sign_is_read_as_one(qtbot: QtBot, desk: Desk) -> None:
    desk.editor.insert("−0.75")
    qtbot.keyClick(desk.editor, Qt.Key.Key_Return)
    assert desk.committed == [WeightEdit("W2", 3, 1, -0.75)]


def test_escape_restores_and_commits_nothing(qtbot: QtBot, desk: Desk) -> None:
    typed(qtbot, desk, "1.5")
    qtbot.keyClick(desk.editor, Qt.Key.Key_Escape)
    desk.other.setFocus()
    assert desk.committed == []
    assert not desk.editor.isVisible()


@pytest.mark.parametrize("leave", ["enter", "focus"])
def test_the_weight_as_it_was_is_no_change(qtbot: QtBot, desk: Desk, leave: str) -> None:
    if leave == "enter":
        qtbot.keyClick(desk.editor, Qt.Key.Key_Return)
    else:
        desk.other.setFocus()
    assert desk.committed == desk.refused == []
    assert not desk.editor.isVisible()


@pytest.mark.parametrize(
    ("text", "reason"), [("abc", "“abc” is no number"), ("2e6", "from -1,000,000 to 1,000,000")]
)
def test_what_is_no_weight_is_refused_and_can_be_corrected(
    qtbot: QtBot, desk: Desk, text: str, reason: str
) -> None:
    typed(qtbot, desk, text)
    qtbot.keyClick(desk.editor, Qt.Key.Key_Return)
    assert len(desk.refused) == 1
    assert reason in desk.refused[0]
    assert desk.editor.isVisible()
    desk.editor.selectAll()
    typed(qtbot, desk, "3")
    qtbot.keyClick(desk.editor, Qt.Key.Key_Return)
    assert desk.committed == [WeightEdit("W2", 3, 1, 3.0)]


def test_it_commits_once_though_enter_takes_the_focus_away(qtbot: QtBot, desk: Desk) -> None:
    typed(qtbot, desk, "1")
    qtbot.keyClick(desk.editor, Qt.Key.Key_Enter)
    desk.other.setFocus()
    assert len(desk.committed) == 1
