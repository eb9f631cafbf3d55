from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.commands.file_dialogs import ask_where_to_write, write_or_warn

KINDS = "Arrays (*.npz);;Tables (*.csv)"


@pytest.mark.parametrize(
    ("name", "kind", "path"),
    [
        ("run.npz", "Arrays (*.npz)", "run.npz"),
        ("run.csv", "Arrays (*.npz)", "run.csv"),
        ("run", "Tables (*.csv)", "run.csv"),
        ("run", "", "run.npz"),
        ("", "Arrays (*.npz)", None),
    ],
)
def test_a_name_without_an_ending_gets_that_of_the_kind(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, kind: str, path: str | None
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, kind))
    asked = ask_where_to_write(window, "Export", KINDS, ".npz")
    assert asked == (None if path is None else Path(path))


def test_what_cannot_be_written_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    warned: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *given: warned.append(given[2]))
    window, path = QWidget(), tmp_path / "file"
    qtbot.addWidget(window)
    assert write_or_warn(window, path, lambda: path.write_text("written"))
    assert path.read_text() == "written"
    assert warned == []
    missing = tmp_path / "missing" / "file"
    assert not write_or_warn(window, missing, lambda: missing.write_text("lost"))
    assert str(missing) in warned[0]
