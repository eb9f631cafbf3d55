"""A ring around what has the keyboard in every dialog, Qt's own ones as well."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QDialog

from app.widgets.focus_ring import FocusRing


class DialogRings(QObject):
    """Gives a `FocusRing` to each dialog when something in it first gets the keyboard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        # What has lost the keyboard may be about to go: it is not even asked for.
        new = QApplication.focusWidget()
        dialog = None if new is None else new.window()
        if isinstance(dialog, QDialog) and dialog.findChild(FocusRing) is None:
            FocusRing(dialog, ()).follow()
