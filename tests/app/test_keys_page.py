"""The page of all keys beside what is bound in the window, and the mnemonics of the menus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from driving import CTRL, NONE, SHIFT, press_in_window
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from app.commands.help_pages import key_rows, shortcuts_page
from app.main_window import MainWindow
from app.pictures.network.canvas import NetworkCanvas

Key = Qt.Key
PROBED = [
    *(Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End),
    *(Key.Key_PageUp, Key.Key_PageDown, Key.Key_Enter, Key.Key_Escape, Key.Key_Space),
    *(Key.Key_Backspace, Key.Key_Delete, Key.Key_Insert, Key.Key_Plus, Key.Key_Minus),
    *(Key(code) for code in range(Key.Key_0, Key.Key_9 + 1)),
    *(Key(code) for code in range(Key.Key_A, Key.Key_Z + 1)),
    *(Key(code) for code in range(Key.Key_F1, Key.Key_F12 + 1)),
]
MODIFIERS = (NONE, SHIFT, CTRL, Qt.KeyboardModifier.AltModifier)


def native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def page_text(qtbot: QtBot, window: MainWindow) -> str:
    dialog = shortcuts_page(window)
    qtbot.addWidget(dialog)
    return dialog.findChild(QTextBrowser).toPlainText()  # type: ignore[union-attr]


def test_every_row_stands_on_the_page_below_its_group(qtbot: QtBot, window: MainWindow) -> None:
    text, place = page_text(qtbot, window), 0
    for group, keys, help_text in key_rows(window):
        assert group in text
        place = text.index(f"{keys}\n{help_text}", place)


def test_the_page_has_the_shortcut_of_every_action(window: MainWindow) -> None:
    window.pages.make_all()
    bound = {
        native(keys)
        for action in window.findChildren(QAction)
        for keys in action.shortcuts()
        if not keys.isEmpty()
    }
    listed = {keys for _, row, _ in key_rows(window) for keys in row.split(" or ")}
    assert {"L", "Shift+L", "0", "F1", "Ctrl+C", "Ctrl+T", "Space"} <= bound
    assert bound <= listed
    # Whatever binds a key in another way would have to be listed in another way.
    assert window.findChildren(QShortcut) == []


def hearers(window: MainWindow) -> Iterator[QWidget]:
    """One widget of each class of ours that hears keys while it has the focus."""
    kinds = {
        type(each)
        for each in window.findChildren(QWidget)
        if any(
            "keyPressEvent" in vars(kind) and kind.__module__.startswith("app.")
            for kind in type(each).__mro__
        )
    }
    for kind in sorted(kinds, key=lambda each: each.__name__):
        yield next(each for each in window.findChildren(QWidget) if type(each) is kind)


def takes(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> bool:
    if isinstance(widget, NetworkCanvas):
        widget.select(("W1", (0, 0)))
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifier)
    # Not sent, for then it would go on to whatever the widget stands in.
    widget.event(event)
    return event.isAccepted()


def test_the_page_has_every_key_that_a_widget_takes(qtbot: QtBot, window: MainWindow) -> None:
    rows = key_rows(window)
    tried = []
    for widget in hearers(window):
        table = widget.KEYS  # type: ignore[attr-defined]
        here = [row for group, row, _ in rows if group == table.place]
        listed = {key for row in here for key in row.split(" or ")}
        assert listed, widget
        if isinstance(widget, QLineEdit) or table.place == "In the number of new vectors":
            # They take whatever can be typed.
            continue
        taken = {
            native(QKeySequence(int(modifier.value) | int(key)))
            for key in PROBED
            for modifier in MODIFIERS
            if takes(widget, key, modifier)
        }
        assert listed <= taken, (widget, listed - taken)
        # What is taken with any modifier is listed without one.
        assert {key.split("+")[-1] for key in taken - listed} <= listed, (widget, taken - listed)
        tried.append(type(widget).__name__)
    assert tried == [
        "AnsweredLines",
        "BitToggle",
        "CodeView",
        "LossPlot",
        "NeighbourTable",
        "NetworkCanvas",
        "NumberMap",
        "PushBars",
        "RunStations",
        "TermTable",
        "TrialTable",
        "TruthCells",
        "TruthList",
        "ValueMap",
    ]


@pytest.mark.parametrize("keys", ["L", "Shift+L", "0", "F2", "Enter", "Esc", "Shift+Up"])
def test_no_key_is_missing_that_once_was(window: MainWindow, keys: str) -> None:
    assert any(keys in row.split(" or ") for _, row, _ in key_rows(window))


def test_f1_opens_the_page(qtbot: QtBot, window: MainWindow) -> None:
    press_in_window(qtbot, window, Key.Key_F1)
    page = window.findChild(QTextBrowser, "", Qt.FindChildOption.FindChildrenRecursively)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in _pages(window)), timeout=2000)
    assert page is not None
    for each in _pages(window):
        each.window().close()


def _pages(window: MainWindow) -> list[QTextBrowser]:
    return [
        each
        for each in window.findChildren(QTextBrowser)
        if each.accessibleName() == "Keyboard shortcuts"
    ]


def menus(window: MainWindow) -> Iterator[tuple[str, list[QAction]]]:
    """Every menu with its actions: the bar itself, and the menus within menus."""
    yield "menu bar", window.menuBar().actions()
    for menu in window.findChildren(QMenu):
        if menu.actions():
            yield menu.title(), menu.actions()


def mnemonic(action: QAction) -> str:
    return QKeySequence.mnemonic(action.text()).toString()


def test_no_two_entries_of_a_menu_share_a_mnemonic(window: MainWindow) -> None:
    seen = 0
    for title, actions in menus(window):
        letters = [letter for action in actions if (letter := mnemonic(action))]
        assert len(letters) == len(set(letters)), (title, sorted(letters))
        seen += len(letters)
    assert seen > 50
