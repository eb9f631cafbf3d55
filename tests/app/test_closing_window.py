"""A window that closes ends what is under way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.commands import frame_export
from app.kept import recovery
from app.main_window import MainWindow
from app.pages import validation
from nn.core.settings import Settings
from nn.files import table_export


class Endless:
    """Work that goes on until it is told to stop."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()

    def go_on_while(self, goes_on: Callable[[], bool]) -> None:
        self.begun.set()
        while goes_on():
            self.ended.wait(0.005)
        self.ended.set()


def test_a_validation_is_ended(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Endless()
    monkeypatch.setattr(
        validation, "validate", lambda *given: work.go_on_while(lambda: given[-1](0, 1))
    )
    window.pages.validation.button.click()
    assert work.begun.wait(5)
    window.close()
    assert work.ended.is_set()


def test_an_export_is_ended(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Endless()
    monkeypatch.setattr(
        table_export, "write_losses", lambda *given: work.go_on_while(lambda: given[-1](0, 1))
    )
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "l.csv"), ""))
    window.exports.export_losses()
    assert work.begun.wait(5)
    window.close()
    assert work.ended.is_set()


def test_frames_are_no_longer_written(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    monkeypatch.setattr(frame_export, "save_png", lambda picture, path: written.append(path))
    window.session.recording.advance_to(200)
    window.exports.frames().start(tmp_path)
    qtbot.waitUntil(lambda: bool(written), timeout=10_000)
    window.close()
    count = len(written)
    qtbot.wait(50)
    assert len(written) == count < 200


def test_nothing_is_left_to_be_offered(qtbot: QtBot, window: MainWindow) -> None:
    window.session.recording.advance_to(20)
    window.session.plan(9)
    window.recovery.save_aside()
    qtbot.waitUntil(lambda: bool(list(recovery.folder().glob("*.glassnet"))), timeout=5000)
    window.close()
    assert list(recovery.folder().glob("*.glassnet")) == []


@pytest.mark.usefixtures("questions")
def test_until_then_work_is_saved_aside_by_itself(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "INTERVAL_MS", 10)
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.session.recording.advance_to(20)
    window.session.plan(9)
    qtbot.waitUntil(lambda: bool(list(recovery.folder().glob("*.glassnet"))), timeout=5000)
    window.close()
