from __future__ import annotations

import pytest
from contrast import contrast
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from app.widgets.theme import DARK, LIGHT, Theme
from app.widgets.tick_box import TickBox


@pytest.fixture
def box(qtbot: QtBot) -> TickBox:
    QApplication.setStyle("Fusion")
    made = TickBox("Stop")
    qtbot.addWidget(made)
    made.show()
    return made


def middle_row(box: TickBox) -> list[QColor]:
    """The colours across the middle of the box, from what lies left of it to its inside."""
    option = QStyleOptionButton()
    box.initStyleOption(option)
    rect = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    image = box.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return [image.pixelColor(x, rect.center().y()) for x in range(rect.left(), rect.center().x())]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("on", [False, True], ids=["off", "on"])
def test_the_frame_stands_out_from_its_ground(box: TickBox, theme: Theme, on: bool) -> None:
    box.setPalette(theme.palette())
    box.setChecked(on)
    ground = QColor(theme.window)
    assert max(contrast(each, ground) for each in middle_row(box)) >= 3
    if not on:
        inside = middle_row(box)[-1]
        assert max(contrast(each, inside) for each in middle_row(box)) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_tick_stands_out_from_its_box(box: TickBox, theme: Theme) -> None:
    box.setPalette(theme.palette())
    box.setChecked(True)
    image = box.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(20) for y in range(image.height())}
    assert theme.on_accent in colours
    assert contrast(QColor(theme.on_accent), QColor(theme.accent)) >= 3


def test_the_box_grows_with_its_text(box: TickBox) -> None:
    def across(box: TickBox) -> int:
        image = box.grab().toImage()
        row = range(image.width() // 2)
        middle = [image.pixelColor(x, image.height() // 2).name() for x in row]
        return middle.count(LIGHT.accent)

    box.setPalette(LIGHT.palette())
    box.setText("")
    box.setChecked(True)
    box.resize(60, 40)
    usual, font = across(box), box.font()
    font.setPointSizeF(2 * font.pointSizeF())
    box.setFont(font)
    assert across(box) > 1.4 * usual
    box.setText("Stop")
    assert box.sizeHint().width() >= box.fontMetrics().horizontalAdvance("Stop") + 1.4 * usual


def test_it_is_ticked_by_mouse_and_by_the_space_key(qtbot: QtBot, box: TickBox) -> None:
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
