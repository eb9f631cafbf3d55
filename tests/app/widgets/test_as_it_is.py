from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.widgets.as_it_is import as_it_is, in_menu


@pytest.mark.parametrize(
    "text", ["“<b>a</b>.glassnet”\n\nis  <img src='x'>", "a &amp; b", "<h1>", "a < b", "&lt;p"]
)
def test_what_looks_like_markup_is_read_letter_by_letter(qapp: QApplication, text: str) -> None:
    shown = QTextDocument()
    shown.setHtml(as_it_is(text))
    assert shown.toPlainText() == text


def test_it_is_painted_as_a_plain_text_is(qtbot: QtBot) -> None:
    text = "“<b>a</b> &amp; b”"
    labels = QLabel(as_it_is(text)), QLabel(text)
    labels[1].setTextFormat(Qt.TextFormat.PlainText)
    for label in labels:
        qtbot.addWidget(label)
    assert labels[0].sizeHint() == labels[1].sizeHint()


def test_a_plain_text_stays_as_it_is() -> None:
    assert as_it_is("Branch 1\nfrom step 3") == "Branch 1\nfrom step 3"


def test_an_ampersand_in_a_menu_is_seen() -> None:
    assert in_menu("a & b") == "a && b"
