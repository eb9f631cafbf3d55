from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.commands.help_controls import HelpControls
from app.commands.long_work import LongWork
from app.identity import APP_ID
from app.launcher import desktop_launcher
from app.launcher.desktop_launcher import LauncherError
from app.tour.tour import Tour

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="follows freedesktop.org")


@pytest.fixture
def long_work(bare_window: QWidget) -> Iterator[LongWork]:
    made = LongWork(bare_window)
    yield made
    made.end()


@pytest.fixture
def controls(bare_window: QWidget, long_work: LongWork) -> HelpControls:
    def no_tour() -> Tour:
        raise AssertionError

    return HelpControls(bare_window, str, no_tour, long_work)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Which message was shown, and its text."""
    heard: list[tuple[str, str]] = []
    for kind in ("information", "warning"):
        monkeypatch.setattr(
            QMessageBox, kind, lambda _, title, text, kind=kind: heard.append((kind, text))
        )
    return heard


@pytest.fixture
def desktop() -> Path:
    folder = Path.home() / "Desktop"
    folder.mkdir()
    return folder / f"{APP_ID}.desktop"


@pytest.fixture
def slow_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program that refreshes menus notes that it runs, and then does not end."""
    note = tmp_path / "runs"
    for name in ("update-desktop-database", "update-mime-database", "gio"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {name} >> {note}\nexec sleep 1000\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return note


def test_the_launcher_is_installed_and_taken_away_and_what_was_done_is_told(
    qtbot: QtBot, controls: HelpControls, said: list[tuple[str, str]], desktop: Path
) -> None:
    controls.install_launcher()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=30_000)
    assert desktop.is_file()
    kind, text = said[0]
    assert kind == "information"
    assert text.startswith("The launcher was installed:")
    assert str(desktop) in text
    controls.uninstall_launcher()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=30_000)
    assert not desktop.exists()
    assert said[1][1].startswith("The launcher was removed:")
    controls.uninstall_launcher()
    qtbot.waitUntil(lambda: len(said) == 3, timeout=30_000)
    assert "(nothing was there)" in said[2][1]


def test_a_slow_desktop_is_waited_for_elsewhere_and_need_not_be(
    qtbot: QtBot,
    bare_window: QWidget,
    controls: HelpControls,
    said: list[tuple[str, str]],
    desktop: Path,
    slow_tools: Path,
) -> None:
    controls.install_launcher()
    assert not slow_tools.exists()
    qtbot.waitUntil(slow_tools.exists, timeout=10_000)
    dialog = bare_window.findChild(QProgressDialog)
    assert isinstance(dialog, QProgressDialog)
    qtbot.waitUntil(dialog.isVisible, timeout=10_000)
    assert "Installing the launcher" in dialog.labelText()
    assert said == []
    button = dialog.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=10_000)
    assert said[0][0] == "information"
    assert desktop.is_file()
    assert slow_tools.read_text() == "update-desktop-database\n"


def test_a_window_that_closes_does_not_wait_for_a_slow_desktop(
    qtbot: QtBot,
    long_work: LongWork,
    controls: HelpControls,
    said: list[tuple[str, str]],
    desktop: Path,
    slow_tools: Path,
) -> None:
    controls.install_launcher()
    qtbot.waitUntil(slow_tools.exists, timeout=10_000)
    long_work.end()
    assert said == []
    assert desktop.is_file()


def test_why_it_cannot_be_done_is_told_as_it_is(
    qtbot: QtBot,
    controls: HelpControls,
    said: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(progress: object) -> list[Path]:
        raise LauncherError("<b>Nothing</b> was installed.")

    monkeypatch.setattr(desktop_launcher, "install", fail)
    controls.install_launcher()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=10_000)
    kind, text = said[0]
    assert kind == "warning"
    assert "<b>Nothing</b> was installed." in text.replace("&lt;", "<").replace("&gt;", ">")
