"""What the tests of the window share: Qt's settings in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

from app.application import Appearance


@pytest.fixture(autouse=True)
def _own_settings(_own_folders: None, tmp_path: Path) -> None:
    QCoreApplication.setOrganizationName("Glassnet")
    QCoreApplication.setApplicationName("Glassnet")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "xdg" / "config")
    )


@pytest.fixture
def appearance(qapp: QApplication, _own_settings: None) -> Iterator[Appearance]:
    """What makes the whole application light or dark; light to begin with."""
    before, style = qapp.palette(), qapp.style().objectName()
    made = Appearance(qapp)
    made.choose("light")
    yield made
    made.choose("light")
    made.setParent(None)
    made.deleteLater()
    qapp.setStyle(style)
    qapp.setPalette(before)
