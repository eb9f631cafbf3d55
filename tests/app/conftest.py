"""What the tests of the window share: Qt's settings in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings


@pytest.fixture(autouse=True)
def _own_settings(_own_folders: None, tmp_path: Path) -> None:
    QCoreApplication.setOrganizationName("Glassnet")
    QCoreApplication.setApplicationName("Glassnet")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "xdg" / "config")
    )
