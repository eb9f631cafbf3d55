"""Whether what is typed or chosen in is seen where it stands, by the pixels of its frame."""

from __future__ import annotations

import pytest
from contrast import contrast
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.application import Appearance
from app.widgets.theme import DARK, LIGHT

THEMES = {"light": LIGHT, "dark": DARK}


@pytest.fixture
def page(qtbot: QtBot, appearance: Appearance) -> QWidget:
    """One of each on the ground of the window, none with the focus and its own colour."""
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    editable = QComboBox()
    editable.setEditable(True)
    for field in (QLineEdit(), QComboBox(), editable, QSpinBox()):
        column.addWidget(field)
    made.resize(200, 180)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def frames(page: QWidget) -> list[tuple[str, float, float]]:
    """Of each field, how much its frame stands out from the page, and from its inside."""
    image, found = page.grab().toImage(), []
    for kind in (QLineEdit, QComboBox, QSpinBox):
        for field in page.findChildren(kind):
            if field.parent() is not page:
                continue
            place = field.geometry()
            across = [
                image.pixelColor(place.left() + x, place.center().y() - 4) for x in range(-2, 4)
            ]
            ground, inside = across[0], across[-1]
            edge = max(across, key=lambda each: contrast(each, ground))
            found.append((kind.__name__, contrast(edge, ground), contrast(edge, inside)))
    return found


@pytest.mark.parametrize("ways", [["light"], ["dark"], ["light", "dark"], ["dark", "light"]])
def test_every_frame_stands_out_from_the_page(
    page: QWidget, appearance: Appearance, ways: list[str]
) -> None:
    QApplication.processEvents()
    for way in ways:
        appearance.choose(way)
    QApplication.processEvents()
    seen = frames(page)
    assert page.grab().toImage().pixelColor(1, 1) == QColor(THEMES[ways[-1]].window)
    assert [name for name, *_ in seen] == ["QLineEdit", "QComboBox", "QComboBox", "QSpinBox"]
    for name, outside, inside in seen:
        assert outside >= 3, (name, outside)
        if name != "QComboBox":
            assert inside >= 3, (name, inside)
