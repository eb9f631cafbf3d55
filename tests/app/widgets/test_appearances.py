from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.application import Appearance
from app.commands.submenus import AppearanceMenu
from app.widgets.appearances import APPEARANCES
from app.widgets.theme import DARK, LIGHT


def entries(menu: AppearanceMenu) -> dict[str, QAction]:
    return {action.text().replace("&", ""): action for action in menu.actions()}


def test_the_menu_offers_each_way_to_look_and_ticks_the_present_one(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = AppearanceMenu("dark", parent)
    assert list(entries(menu)) == ["As the system", "Light", "Dark"]
    assert [text for text, action in entries(menu).items() if action.isChecked()] == ["Dark"]
    chosen: list[str] = []
    menu.chosen.connect(chosen.append)
    for action in menu.actions():
        action.trigger()
    assert chosen == list(APPEARANCES)


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("light", Qt.ColorScheme.Light),
        ("dark", Qt.ColorScheme.Dark),
        ("system", Qt.ColorScheme.Unknown),
        ("a name of long ago", Qt.ColorScheme.Unknown),
    ],
)
def test_a_choice_is_what_the_window_then_looks_like(
    qapp: QApplication, name: str, scheme: Qt.ColorScheme
) -> None:
    before, style = qapp.palette(), qapp.style().objectName()
    QSettings().setValue("appearance", "light")
    appearance = Appearance(qapp)
    try:
        appearance.choose(name)
        ground = qapp.palette().window().color().name()
        if scheme == Qt.ColorScheme.Unknown:
            scheme = qapp.styleHints().colorScheme()
        assert ground == (DARK if scheme == Qt.ColorScheme.Dark else LIGHT).window
    finally:
        appearance.choose("light")
        appearance.setParent(None)
        appearance.deleteLater()
        qapp.setStyle(style)
        qapp.setPalette(before)
