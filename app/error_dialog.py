"""Errors that nobody foresaw reach the person, with a text to copy, and end nothing."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from types import TracebackType

import numpy as np
import pyqtgraph
import PySide6
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

from app.identity import APP_NAME, VERSION


class ErrorDialog(QDialog):
    """What went wrong and where, to be read and copied."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setWindowTitle(f"{APP_NAME}: something went wrong")
        self.resize(640, 380)
        explanation = QLabel(
            "Something went wrong that should not have. The window goes on; what was recorded "
            "is still there. The report below helps to mend it."
        )
        explanation.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Error report")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton("Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.setToolTip("Copy the report to the clipboard")
        self.copy_button.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (explanation, self.text, buttons):
            column.addWidget(widget)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


class ErrorReporter(QObject):
    """Shows a dialog for every error, whichever thread it comes from.

    While a dialog is open, further errors are added to its text: an error that comes back with
    every frame must not fill the screen.
    """

    _shown = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: ErrorDialog | None = None
        self._count = 0
        # Queued, so that errors of other threads are shown in this one.
        self._shown.connect(self._on_shown, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's own hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    @Slot(str)
    def show(self, trace: str) -> None:
        """Show the traceback of an error; from any thread."""
        print(trace, file=sys.stderr)
        self._shown.emit(trace)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.show("".join(traceback.format_exception(kind, error, trace)))

    def _on_thread_exception(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            self._on_exception(given.exc_type, given.exc_value, given.exc_traceback)

    @Slot(str)
    def _on_shown(self, trace: str) -> None:
        if self.dialog is not None:
            self._count += 1
            if self._count <= 20:
                self.dialog.text.appendPlainText("\n" + trace)
            return
        self._count = 0
        self.dialog = ErrorDialog(f"{trace}\n{_surroundings()}")
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    @Slot(int)
    def _on_closed(self, result: int) -> None:
        self.dialog = None


def _surroundings() -> str:
    return (
        f"{APP_NAME} {VERSION}, Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, pyqtgraph {pyqtgraph.__version__}, "
        f"numpy {np.__version__}, {platform.platform()}"
    )
