"""The application object: it hears which documents the system wants opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class GlassnetApplication(QApplication):
    """The application.

    Signals:
        file_asked: the path of a file that the system wants opened; macOS asks so after a double
            click on a document, also while the window is open already.
    """

    file_asked = Signal(object)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_asked.emit(Path(event.file()))
            return True
        return super().event(event)
