from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from app.commands.help_pages import MOUSE, shortcut_rows, shortcuts_page


def test_every_key_and_what_the_mouse_does_stand_on_one_page_that_can_be_closed(
    qtbot: QtBot,
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = shortcuts_page(parent)
    dialog.open()
    (page,) = dialog.findChildren(QTextBrowser)
    text = page.toPlainText()
    for _, keys, help_text in shortcut_rows():
        assert keys in text
        assert help_text in text
    for what, help_text in MOUSE:
        assert what in text
        assert help_text in text
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Close).click()
    assert not dialog.isVisible()
