from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from app.widgets.whole_number_box import WholeNumberBox


@pytest.fixture
def box(qtbot: QtBot) -> WholeNumberBox:
    made = WholeNumberBox(1, 1_000_000)
    qtbot.addWidget(made)
    made.setValue(5000)
    return made


def type_in(qtbot: QtBot, box: WholeNumberBox, text: str) -> None:
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


@pytest.mark.parametrize("language", [QLocale.Language.English, QLocale.Language.German])
def test_thousands_have_a_comma_in_every_locale(
    box: WholeNumberBox, language: QLocale.Language
) -> None:
    box.setLocale(QLocale(language))
    box.setValue(12_345)
    assert box.text() == "12,345"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("12,345", 12_345),
        ("12 345", 12_345),
        ("2000000", 1_000_000),
        ("0", 1),
        ("0,05", 5000),
        ("5.000", 5000),
        ("1,5", 5000),
        ("junk", 5000),
        ("1_000", 5000),
        ("", 5000),
    ],
)
def test_what_is_typed_is_a_whole_number_or_nothing(
    qtbot: QtBot, box: WholeNumberBox, text: str, value: int
) -> None:
    type_in(qtbot, box, text)
    assert box.value() == value
    assert box.text() == f"{value:,}"


def test_it_can_be_turned_up_and_down(qtbot: QtBot, box: WholeNumberBox) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.text() == "5,001"
    qtbot.keyClick(box, Qt.Key.Key_PageDown)
    assert box.text() == "4,991"
