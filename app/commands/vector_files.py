"""Choosing a file of vectors."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Slot
from PySide6.QtWidgets import QFileDialog

from app.commands.file_drop import TEXTS
from app.kept.remembered import Remembered
from app.pages.many_lines import ManyLinesSection

KINDS_OF_TEXT = f"Vectors ({' '.join(f'*{each}' for each in TEXTS)});;All files (*)"
VECTORS = "vectors"


class VectorFiles(QObject):
    """Asks for the file that is to be read on a page, in the folder of last time."""

    def __init__(self, section: ManyLinesSection) -> None:
        super().__init__(section)
        self._section, self._remembered = section, Remembered(QSettings())
        section.file_wanted.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        folder = str(self._remembered.folder(VECTORS))
        name, _ = QFileDialog.getOpenFileName(self._section, "Open vectors", folder, KINDS_OF_TEXT)
        if name:
            self._remembered.keep_folder(VECTORS, Path(name).absolute().parent)
            self._section.open_path(Path(name))
