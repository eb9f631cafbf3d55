"""What every test shares: no screen, settings and folders of its own, and no haste."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import hypothesis
import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.application import Appearance

CI = bool(os.environ.get("CI"))
SCREEN_PROGRAMS = ("Xvfb", "openbox", "xdotool", "xprop", "xclip")
"""What the end-to-end tests need besides Glassnet: a virtual screen, and hands and eyes on it."""

# A drawn example may be slow on a busy machine, and what CI finds must be found again.
hypothesis.settings.register_profile("glassnet", deadline=None, derandomize=CI, print_blob=True)
hypothesis.settings.load_profile("glassnet")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test read or write the settings, the data or the desktop of whoever runs it."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        folder = tmp_path / "xdg" / name.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder))
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    QCoreApplication.setOrganizationName("Glassnet")
    QCoreApplication.setApplicationName("Glassnet")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "xdg" / "config")
    )


@pytest.fixture
def appearance(qapp: QApplication, _own_folders: None) -> Iterator[Appearance]:
    """What makes the whole application light or dark; light to begin with."""
    # Here, so that the tests of the network need no window.
    from app.application import Appearance

    before, style = qapp.palette(), qapp.style().objectName()
    made = Appearance(qapp)
    made.choose("light")
    yield made
    made.choose("light")
    made.setParent(None)
    made.deleteLater()
    qapp.setStyle(style)
    qapp.setPalette(before)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip an end-to-end test without a virtual screen, but never in CI: there it fails."""
    if item.get_closest_marker("end_to_end") is None:
        return
    missing = [program for program in SCREEN_PROGRAMS if shutil.which(program) is None]
    if missing:
        reason = f"not installed: {', '.join(missing)}"
        if CI:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
