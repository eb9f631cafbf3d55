from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.commands import launcher_change
from app.commands.launcher_change import (
    INSTALLED_ALONE,
    install_launcher,
    uninstall_launcher,
)
from app.commands.long_work import LongWork
from app.identity import APP_ID
from app.launcher import desktop_launcher
from app.launcher.desktop_launcher import LauncherError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="follows freedesktop.org")


@pytest.fixture
def long_work(bare_window: QWidget) -> Iterator[LongWork]:
    made = LongWork(bare_window)
    yield made
    made.end()


@pytest.fixture
def desktop() -> Path:
    folder = Path.home() / "Desktop"
    folder.mkdir()
    return folder / f"{APP_ID}.desktop"


@pytest.fixture
def slow_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the desktop's programs note that they run, and then do not end."""
    note = tmp_path / "runs"
    for name in ("update-desktop-database", "update-mime-database", "gio"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {name} >> {note}\nexec sleep 1000\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return note


def answer(qtbot: QtBot, window: QWidget) -> QMessageBox:
    """What is told, which is closed."""
    boxes: list[QMessageBox] = []

    def is_there() -> bool:
        boxes[:] = [each for each in window.findChildren(QMessageBox) if each.isVisible()]
        return bool(boxes)

    qtbot.waitUntil(is_there, timeout=30_000)
    [box] = boxes
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    box.close()
    return box


def cancel(window: QWidget) -> None:
    """Press the button of the only work under way."""
    dialog = window.findChild(QProgressDialog)
    assert isinstance(dialog, QProgressDialog)
    button = dialog.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()


def test_the_launcher_is_installed_and_taken_away_and_what_was_done_is_told(
    qtbot: QtBot, bare_window: QWidget, long_work: LongWork, desktop: Path
) -> None:
    install_launcher(bare_window, long_work)
    box = answer(qtbot, bare_window)
    assert desktop.is_file()
    assert box.text() == "The launcher was installed."
    files = box.detailedText().splitlines()
    assert str(desktop) in files
    assert box.informativeText() == f"{len(files)} files were written."
    uninstall_launcher(bare_window, long_work)
    box = answer(qtbot, bare_window)
    assert not desktop.exists()
    assert box.text() == "The launcher was removed."
    assert sorted(box.detailedText().splitlines()) == sorted(files)
    uninstall_launcher(bare_window, long_work)
    assert answer(qtbot, bare_window).text() == "There was nothing to remove."


def test_a_slow_desktop_is_waited_for_elsewhere_and_need_not_be(
    qtbot: QtBot, bare_window: QWidget, long_work: LongWork, desktop: Path, slow_tools: Path
) -> None:
    install_launcher(bare_window, long_work)
    assert not slow_tools.exists()
    qtbot.waitUntil(slow_tools.exists, timeout=10_000)
    dialog = bare_window.findChild(QProgressDialog)
    assert isinstance(dialog, QProgressDialog)
    qtbot.waitUntil(dialog.isVisible, timeout=10_000)
    assert "Installing the launcher" in dialog.labelText()
    assert bare_window.findChild(QMessageBox) is None
    cancel(bare_window)
    box = answer(qtbot, bare_window)
    assert box.text() == "The launcher was installed."
    assert box.informativeText().endswith(f"files were written. {INSTALLED_ALONE}")
    assert desktop.is_file()
    assert slow_tools.read_text() == "update-desktop-database\n"


def test_nothing_is_removed_where_that_is_cancelled_at_first_and_that_is_told(
    qtbot: QtBot, bare_window: QWidget, long_work: LongWork, desktop: Path, slow_tools: Path
) -> None:
    paths = desktop_launcher.install(lambda *_: False)
    told: list[str] = []
    long_work.told.connect(told.append)
    uninstall_launcher(bare_window, long_work)
    qtbot.waitUntil(slow_tools.exists, timeout=10_000)
    cancel(bare_window)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == ["Cancelled; nothing was changed."]
    assert all(path.exists() for path in paths)
    assert slow_tools.read_text() == "gio\n"


def test_one_change_waits_for_the_other(
    qtbot: QtBot, bare_window: QWidget, long_work: LongWork, desktop: Path
) -> None:
    with launcher_change._one_at_a_time:
        install_launcher(bare_window, long_work)
        qtbot.wait(200)
        assert not desktop.exists()
    assert answer(qtbot, bare_window).text() == "The launcher was installed."
    assert desktop.is_file()


def test_a_window_that_closes_does_not_wait_for_a_slow_desktop(
    qtbot: QtBot, bare_window: QWidget, long_work: LongWork, desktop: Path, slow_tools: Path
) -> None:
    install_launcher(bare_window, long_work)
    qtbot.waitUntil(slow_tools.exists, timeout=10_000)
    long_work.end()
    assert bare_window.findChild(QMessageBox) is None
    assert desktop.is_file()


def test_why_it_cannot_be_done_is_told_as_it_is(
    qtbot: QtBot, bare_window: QWidget, long_work: LongWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[str] = []

    def fail(progress: object) -> list[Path]:
        raise LauncherError("<b>Nothing</b> was installed.")

    monkeypatch.setattr(QMessageBox, "warning", lambda *each: warned.append(each[2]))
    monkeypatch.setattr(desktop_launcher, "install", fail)
    install_launcher(bare_window, long_work)
    qtbot.waitUntil(lambda: len(warned) == 1, timeout=10_000)
    assert "&lt;b&gt;Nothing&lt;/b&gt; was installed." in warned[0]
