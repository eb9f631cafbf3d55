from __future__ import annotations

import pytest
from painted import is_written_in, pixels
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.application import Appearance
from app.commands.submenus import AppearanceMenu
from app.widgets.appearances import APPEARANCES
from app.widgets.theme import DARK, LIGHT, Theme


def entries(menu: AppearanceMenu) -> dict[str, QAction]:
    return {action.text().replace("&", ""): action for action in menu.actions()}


def test_the_menu_offers_each_way_to_look_and_ticks_the_present_one(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = AppearanceMenu("dark", parent)
    assert list(entries(menu)) == [
        "As the system",
        "Light",
        "Dark",
        "Light, high contrast",
        "Dark, high contrast",
    ]
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
    qapp: QApplication, appearance: Appearance, name: str, scheme: Qt.ColorScheme
) -> None:
    appearance.choose(name)
    if scheme == Qt.ColorScheme.Unknown:
        scheme = qapp.styleHints().colorScheme()
    theme = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    assert qapp.palette().window().color().name() == theme.window


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_a_tool_tip_is_written_in_the_colours_of_the_appearance(
    qtbot: QtBot, qapp: QApplication, appearance: Appearance, name: str, theme: Theme
) -> None:
    appearance.choose(name)
    place = QWidget()
    qtbot.addWidget(place)
    place.show()
    QToolTip.showText(QPoint(5, 5), "W1, x2 → h3 = 0.390618", place)
    qtbot.waitUntil(QToolTip.isVisible, timeout=2000)
    tips = [each for each in qapp.topLevelWidgets() if each.inherits("QTipLabel")]
    tip = next(each for each in tips if each.isVisible())
    assert is_written_in(tip, theme.text)
    assert QColor(*pixels(tip)[2 * tip.width() + 2].tolist()).name() == theme.surface
    QToolTip.hideText()
