from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from contrast import contrast
from painted import ink
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from app.commands.actions import TOOL_BAR, Actions
from app.commands.slots import slots_of
from app.commands.table import COMMANDS, MENUS, Command
from app.main_window import MainWindow
from app.widgets.theme import DARK, LIGHT, Theme


class Bound:
    """Actions in a window of their own, and how often each was carried out."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.carried_out: Counter[str] = Counter()
        self.actions = Actions(self.window, {each.key: self.slot(each.key) for each in COMMANDS})

    def slot(self, key: str) -> Callable[[], None]:
        return lambda: self.carried_out.update([key])


@pytest.fixture
def bound(qtbot: QtBot) -> Bound:
    made = Bound()
    qtbot.addWidget(made.window)
    made.window.setPalette(LIGHT.palette())
    return made


def test_every_command_carries_out_its_own_slot(bound: Bound) -> None:
    for command in COMMANDS:
        bound.actions[command.key].trigger()
        assert bound.carried_out == {command.key: 1}
        bound.carried_out.clear()


def test_every_command_of_the_table_has_exactly_one_slot_and_no_slot_is_left_over(
    window: MainWindow,
) -> None:
    controls = (window.changes, window.vectors, window.controls, window.view)
    others = (window.silence, window.parts, window.copies, window.help)
    last = (window.strip.go_to_step, window.close)
    slots = slots_of(window.files, window.exports, *controls, *others, *last)
    keys = [command.key for command in COMMANDS]
    assert len(set(keys)) == len(keys)
    assert slots.keys() == set(keys)
    assert len(set(slots.values())) == len(slots)
    names = {key: slot.__name__ for key, slot in slots.items()}  # type: ignore[attr-defined]
    assert names == {key: "close" if key == "quit" else key for key in keys}


def test_a_command_without_a_slot_is_no_command(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    with pytest.raises(KeyError):
        Actions(window, {each.key: window.close for each in COMMANDS[1:]})


def test_every_command_stands_once_in_its_menu_in_the_order_of_the_table(bound: Bound) -> None:
    assert list(bound.actions.menus) == list(MENUS)
    for key, menu in bound.actions.menus.items():
        shown = [each.text() for each in menu.actions() if not each.isSeparator()]
        assert shown == [each.text for each in COMMANDS if each.menu == key]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.key)
def test_an_action_is_as_the_table_says(bound: Bound, command: Command) -> None:
    action = bound.actions[command.key]
    keys = [QKeySequence(each) for each in command.shortcut.split(" | ") if each]
    assert action.shortcuts() == keys
    assert action.autoRepeat() == command.repeats
    assert action.isCheckable() == command.checkable
    assert action.statusTip() == command.help
    assert command.help in action.toolTip()
    assert action.icon().isNull() == (not command.icon)


def test_the_tool_bar_has_the_buttons_that_were_chosen_each_with_a_name(bound: Bound) -> None:
    bar = bound.actions.tool_bar()
    bound.window.addToolBar(bar)
    keys = [key for key in TOOL_BAR if key]
    shown = [each for each in bar.actions() if not each.isSeparator()]
    assert shown == [bound.actions[key] for key in keys]
    for action in shown:
        button = bar.widgetForAction(action)
        assert isinstance(button, QToolButton)
        assert button.accessibleName() == action.text().replace("&", "")


def test_the_play_command_offers_what_it_does_now(bound: Bound) -> None:
    action = bound.actions["toggle_play"]
    play = image(bound)
    bound.actions.show_playing(True)
    assert (action.text(), action.iconText()) == ("&Pause", "Pause")
    assert image(bound) != play
    bound.actions.show_playing(False)
    assert (action.text(), action.iconText()) == ("&Play", "Play")
    assert image(bound) == play


def test_icons_are_drawn_in_the_colours_of_the_window(bound: Bound) -> None:
    light = image(bound)
    bound.window.setPalette(DARK.palette())
    assert image(bound) != light
    bound.window.setPalette(LIGHT.palette())
    assert image(bound) == light


def test_what_play_does_now_is_kept_through_a_change_of_colours(bound: Bound) -> None:
    bound.actions.show_playing(True)
    pause = image(bound)
    bound.window.setPalette(DARK.palette())
    dark_pause = image(bound)
    bound.actions.show_playing(False)
    assert image(bound) != dark_pause
    bound.actions.show_playing(True)
    assert image(bound) == dark_pause
    bound.window.setPalette(LIGHT.palette())
    assert image(bound) == pause


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_opens_the_rest_of_the_tool_bar_can_be_seen(bound: Bound, theme: Theme) -> None:
    bar = bound.actions.tool_bar()
    bound.window.addToolBar(bar)
    bound.window.resize(200, 100)
    bound.window.show()
    bound.window.setPalette(theme.palette())
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert isinstance(more, QToolButton)
    assert more.isVisible()
    assert contrast(ink(more), QColor(theme.window)) >= 3


def image(bound: Bound) -> QImage:
    """The icon of the play command."""
    return bound.actions["toggle_play"].icon().pixmap(22, 22).toImage()


def test_icons_are_drawn_anew_for_a_screen_of_another_scale(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = window.actions_by_key["reset"]
    assert QSize(22, 22) in action.icon().availableSizes()
    monkeypatch.setattr(window, "devicePixelRatioF", lambda: 2.0)
    QApplication.sendEvent(window, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert QSize(44, 44) in action.icon().availableSizes()
