"""What the window says in its status bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStatusBar

SHOWN_MS = 10_000


class Status(QObject):
    """Says one thing at a time.

    Signals:
        told: what is said, for those who do not see it.
    """

    told = Signal(str)

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._bar = bar
        bar.setSizeGripEnabled(False)

    @Slot(str)
    def tell(self, text: str) -> None:
        """Say something for ten seconds, or until something else is said."""
        self._bar.showMessage(text, SHOWN_MS)
        self.told.emit(text)

    @Slot(str)
    def take_back(self, text: str) -> None:
        """Say it no longer, if it is still what is said."""
        if self._bar.currentMessage() == text:
            self._bar.clearMessage()

    @Slot(str)
    def tell_why_stopped(self, reason: str) -> None:
        """Say why a run stopped by itself, if there is a reason, until something else is said."""
        if reason:
            self._bar.showMessage(reason)
            self.told.emit(reason)
