from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.roomy_label import RoomyLabel

LONGEST = "Nothing is changed while one of the values is not allowed."


@pytest.mark.parametrize("width", [120, 200, 500])
@pytest.mark.parametrize("scale", [1, 2])
def test_what_stands_below_stays_where_it_is_whatever_is_said(
    qtbot: QtBot, width: int, scale: int
) -> None:
    page, label, below = QWidget(), RoomyLabel((LONGEST,)), QLabel("below")
    qtbot.addWidget(page)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    label.setFont(font)
    column = QVBoxLayout(page)
    column.addWidget(label)
    column.addWidget(below)
    column.addStretch(1)
    page.resize(width, 800)
    page.show()
    before = below.y()
    for text in ("", "No.", LONGEST):
        label.setText(text)
        qtbot.wait(5)
        assert below.y() == before
        assert label.heightForWidth(label.width()) <= label.height()


def test_a_text_longer_than_expected_is_shown_in_full(qtbot: QtBot) -> None:
    label = RoomyLabel(("short",))
    qtbot.addWidget(label)
    label.setText(LONGEST * 3)
    plain = QLabel(LONGEST * 3)
    qtbot.addWidget(plain)
    plain.setWordWrap(True)
    assert label.heightForWidth(150) == plain.heightForWidth(150)
