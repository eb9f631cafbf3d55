from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox

from app.commands.help_pages import shortcuts_page
from app.main_window import MainWindow


def test_the_page_of_keys_can_be_closed(window: MainWindow) -> None:
    dialog = shortcuts_page(window)
    dialog.open()
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Close).click()
    assert not dialog.isVisible()
