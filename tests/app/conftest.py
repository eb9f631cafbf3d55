"""What the tests of the window share: settings in a folder of the test's own, and a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from nn.core.settings import Settings


@pytest.fixture(autouse=True)
def _own_settings(_own_folders: None, tmp_path: Path) -> None:
    QCoreApplication.setOrganizationName("Glassnet")
    QCoreApplication.setApplicationName("Glassnet")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "xdg" / "config")
    )


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The window as the program opens it; a reset and the loss of a run are agreed to."""
    choices = QMessageBox.StandardButton

    def answer(parent: QWidget, title: str, text: str, buttons: object, *_: object) -> object:
        return choices.Reset if buttons & choices.Reset else choices.Discard  # type: ignore[operator]

    monkeypatch.setattr(QMessageBox, "question", answer)
    made = MainWindow(Settings())
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()
