"""Keys and motion: what is chosen once holds for every window, and the system is asked."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from driving import press_in_window, run_to, still
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from app.kept.remembered import Remembered
from app.main_window import MainWindow
from app.model.frame_clock import CALM_FRAME, FrameClock
from app.preferences import REDUCED_MOTION, Preferences

Key = Qt.Key
EVERYWHERE = REDUCED_MOTION


def test_letters_are_switched_off_on_the_page_and_stay_so(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitActive(window)
    page = window.pages.window
    assert page.letters.isChecked()
    page.letters.click()
    window.network_view.canvas.setFocus()
    press_in_window(qtbot, window, Key.Key_D)
    assert not window.network_view.is_diagram
    other = MainWindow()
    qtbot.addWidget(other)
    assert not other.key_focus.letters
    assert not other.pages.window.letters.isChecked()
    page.letters.click()
    press_in_window(qtbot, window, Key.Key_D)
    assert window.network_view.is_diagram
    other.close()


def test_calm_pictures_come_five_times_a_second_and_a_pause_shows_the_last_step(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.pages.window.calm.click()
    assert window.clock.calm
    shown: list[int] = []
    window.strip._changed.connect(lambda: shown.append(window.strip._position))
    run_to(qtbot, window.playhead, 3000)
    still(qtbot, window.playhead)
    assert window.strip._position == 3000
    assert window.session.recording.length == 3000
    other = MainWindow()
    qtbot.addWidget(other)
    assert other.clock.calm
    other.close()


def test_a_calm_clock_skips_what_comes_too_soon(qtbot: QtBot) -> None:
    now = 10.0
    clock = FrameClock(clock=lambda: now)
    assert not clock.skip()
    assert not clock.skip()
    clock.set_calm(True)
    released: list[float] = []
    clock.released.connect(released.append)
    shown = []
    for _ in range(120):
        now += 1 / 60
        clock.begin()
        if clock.skip():
            qtbot.waitUntil(lambda: bool(released), timeout=2000)
            released.clear()
        else:
            shown.append(now)
    assert 9 <= len(shown) <= 11
    assert min(b - a for a, b in pairwise(shown)) >= CALM_FRAME


@pytest.mark.skipif(sys.platform != "linux", reason="the system is asked otherwise")
@pytest.mark.parametrize(("answer", "calm"), [("false", True), ("true", False)])
def test_the_system_is_asked_where_nothing_was_chosen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, calm: bool
) -> None:
    program = tmp_path / "gsettings"
    program.write_text(f"#!/bin/sh\necho {answer}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("app.preferences.REDUCED_MOTION", EVERYWHERE)
    monkeypatch.setattr("app.preferences.ASKED_AFTER_MS", 0)
    clock = FrameClock()
    asked = Preferences(Remembered(QSettings()), clock)
    told: list[bool] = []
    asked.calm_changed.connect(told.append)
    asked.begin()
    qtbot.waitUntil(lambda: asked._process is not None, timeout=2000)
    process = asked._process
    assert process is not None
    qtbot.waitUntil(lambda: process.state() == process.ProcessState.NotRunning, timeout=4000)
    qtbot.wait(20)
    assert asked.calm is calm
    assert told == ([False, True] if calm else [False])
    asked.choose_calm(False)
    assert not asked.calm
    again = Preferences(Remembered(QSettings()), clock)
    again.begin()
    qtbot.wait(30)
    assert again._process is None


def test_a_window_that_has_closed_asks_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.preferences.REDUCED_MOTION", EVERYWHERE)
    monkeypatch.setattr("app.preferences.ASKED_AFTER_MS", 20)
    owner = FrameClock()
    asked = Preferences(Remembered(QSettings()), owner)
    asked.begin()
    asked.end()
    qtbot.wait(80)
    assert asked._process is None


def test_the_page_shows_what_the_system_wants(qtbot: QtBot, window: MainWindow) -> None:
    page = window.pages.window
    assert not page.calm.isChecked()
    window.preferences._set_calm(True)
    assert page.calm.isChecked()


def test_every_platform_is_asked_by_a_program_of_its_own() -> None:
    assert set(EVERYWHERE) == {"linux", "darwin", "win32"}
    assert all(command and answer for command, answer in EVERYWHERE.values())
