"""Someone who answers the questions of a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

Buttons = QMessageBox.StandardButton


class Person:
    """Answers questions, and remembers what was asked and said.

    Attributes:
        answers: the buttons pressed, one after the other; when none is left, Cancel.
        files: the names typed into file dialogs; when none is left, none.
        kind: the kind of file chosen there.
        asked: the questions.
        warned: what was said in a dialog.
        proposed: what the file dialogs proposed.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: list[QMessageBox.StandardButton] = []
        self.files: list[str | Path] = []
        self.kind = ""
        self.asked: list[str] = []
        self.warned: list[str] = []
        self.proposed: list[Path] = []
        monkeypatch.setattr(QMessageBox, "question", self._question)
        monkeypatch.setattr(QMessageBox, "warning", self._warning)
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, self._name_file)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", self._name_folder)

    def _question(self, parent: QWidget, title: str, text: str, *_: object) -> object:
        self.asked.append(text)
        return self.answers.pop(0) if self.answers else Buttons.Cancel

    def _warning(self, parent: QWidget, title: str, text: str) -> object:
        self.warned.append(text)
        return Buttons.Ok

    def _name_file(self, parent: QWidget, title: str, proposed: str, *_: str) -> tuple[str, str]:
        return self._name_folder(parent, title, proposed), self.kind

    def _name_folder(self, parent: QWidget, title: str, proposed: str) -> str:
        self.proposed.append(Path(proposed))
        return str(self.files.pop(0)) if self.files else ""
