from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import window_memory
from app.kept.remembered import Remembered
from app.main_window import MainWindow
from nn.core.settings import Settings
from nn.files.half_written import HALF_WRITTEN


def test_what_was_half_written_where_one_exports_is_cleared_after_the_next_start(
    qtbot: QtBot, remembered: Remembered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [tmp_path / "exports", tmp_path / "sessions", tmp_path / "recent"]
    for each in folders:
        each.mkdir()
        (each / f".a.csv.x{HALF_WRITTEN}").touch()
        os.utime(each / f".a.csv.x{HALF_WRITTEN}", (100, 100))
    remembered.keep_folder("exports", folders[0])
    remembered.keep_folder("sessions", folders[1])
    (folders[2] / "mine.glassnet").touch()
    remembered.keep_recent_file(folders[2] / "mine.glassnet")
    monkeypatch.setattr(window_memory, "CLEARED_AFTER_MS", 1)
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    qtbot.waitUntil(
        lambda: not any(list(each.glob(f".*{HALF_WRITTEN}")) for each in folders), timeout=5000
    )
    window.close()
