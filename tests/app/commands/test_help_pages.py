from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QTextBrowser

from app.commands.help_pages import shortcuts_page
from app.main_window import MainWindow
from nn.core.settings import Settings
from nn.explain.glossary import glossary


def test_the_page_of_keys_can_be_closed(window: MainWindow) -> None:
    dialog = shortcuts_page(window)
    dialog.open()
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Close).click()
    assert not dialog.isVisible()


def test_the_glossary_has_every_symbol_and_the_formula_of_the_task(window: MainWindow) -> None:
    window.session.reset(Settings(task="reverse"), "other")
    window.actions_by_key["show_glossary"].trigger()
    (page,) = [
        each for each in window.findChildren(QTextBrowser) if each.accessibleName() == "Glossary"
    ]
    assert page.isVisible()
    text = page.toPlainText()
    for each in glossary("reverse"):
        assert each.meaning in text
        assert each.formula in text
    assert "t = x backwards" in text
    page.window().close()
