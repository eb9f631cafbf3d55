from __future__ import annotations

import platform

import numpy as np
import PIL
import pyqtgraph
import PySide6
import pytest
from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices

from app.commands import parts
from app.commands.about_page import AboutPage
from app.identity import VERSION
from app.main_window import MainWindow

INSIDE = {
    "Glassnet": VERSION,
    "Qt": qVersion(),
    "ICU": "",
    "Python": platform.python_version(),
    "PySide6": PySide6.__version__,
    "Shiboken6": PySide6.__version__,
    "numpy": np.__version__,
    "OpenBLAS": "",
    "GCC's runtime libraries": "",
    "pyqtgraph": pyqtgraph.__version__,
    "Pillow": PIL.__version__,
    "colorama": "",
}


@pytest.fixture
def page(window: MainWindow) -> AboutPage:
    window.actions_by_key["show_about"].trigger()
    (made,) = window.findChildren(AboutPage)
    assert made.isVisible()
    return made


def test_all_that_is_inside_has_its_version_and_its_licence(page: AboutPage) -> None:
    listed = {each.name: each for each in parts.parts()}
    assert listed.keys() == INSIDE.keys()
    text = page.browser.toPlainText()
    for name, version in INSIDE.items():
        assert version in listed[name].version
        for shown in (name, listed[name].version, listed[name].licence):
            assert shown in text


def test_qt_s_licence_says_where_the_source_is_and_that_it_may_be_replaced(
    page: AboutPage,
) -> None:
    number = [each.name for each in parts.parts()].index("Qt")
    page.browser.anchorClicked.emit(QUrl(f"text:{number}"))
    text = page.browser.toPlainText()
    assert "may replace them" in text
    assert parts.QT_SOURCE in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE\n" in text
    assert "GNU GENERAL PUBLIC LICENSE\n" in text
    page.back.click()
    assert "What is inside" in page.browser.toPlainText()


def test_every_text_can_be_read(page: AboutPage) -> None:
    for number, part in enumerate(parts.parts()):
        if part.texts:
            page.browser.anchorClicked.emit(QUrl(f"text:{number}"))
            assert "opyright" in page.browser.toPlainText(), part.name
            page.back.click()


def test_the_source_is_opened_outside(page: AboutPage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.browser.anchorClicked.emit(QUrl(parts.QT_SOURCE))
    assert opened == [QUrl(parts.QT_SOURCE)]
