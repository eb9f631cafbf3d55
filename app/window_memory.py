"""What the window is to be like the next time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, QTimer, Slot
from PySide6.QtWidgets import QMainWindow, QMessageBox, QSplitter

from app.commands.session_files import SessionFiles
from app.kept.remembered import Remembered
from app.model.session import Session
from app.pages.panel import Panel
from app.widgets.as_it_is import as_it_is
from app.widgets.speed import SpeedControl

FIRST_SIZE = QSize(1280, 800)
TITLE_BAR = 36
"""Pixels that a window manager may put above the window."""

CLEARED_AFTER_MS = 3000
"""The first picture does not wait for the clearing of what a killed window left."""


class WindowMemory(QObject):
    """Keeps the settings, files and choices of a window, and its layout when it closes."""

    def __init__(
        self,
        remembered: Remembered,
        window: QMainWindow,
        splitter: QSplitter,
        speed: SpeedControl,
        session: Session,
        files: SessionFiles,
        panel: Panel,
    ) -> None:
        super().__init__(window)
        self._remembered, self._window, self._splitter = remembered, window, splitter
        self._speed, self._session, self._files = speed, session, files
        self._panel = panel
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.clear_remains)
        self._later.start(CLEARED_AFTER_MS)

    @Slot()
    def clear_remains(self) -> None:
        """Clear what a window that was killed has left half written where it wrote."""
        from app.kept.remains import clear_remains_in

        clear_remains_in(self._remembered.written_to(), self)

    def restore_layout(self) -> None:
        """Give the window its last size, or the first one as far as the screen has room for it."""
        window = self._window
        room = window.screen().availableSize() - QSize(0, TITLE_BAR)
        window.resize(FIRST_SIZE.boundedTo(room))
        self._panel.lay_out_first_time()
        if self._remembered.restore_window(window, self._splitter):
            page = self._remembered.text("panel/page", self._panel.page)
            folded = self._remembered.text("panel/folded", " ".join(self._panel.folded))
            self._panel.restore(page, folded.split())

    @Slot()
    def keep_settings(self) -> None:
        """Keep the settings of the run."""
        self._remembered.keep_settings(self._session.settings)

    @Slot()
    def keep_file(self) -> None:
        """Keep the session's file as the one opened or saved last."""
        if self._files.path:
            self._remembered.keep_recent_file(self._files.path)

    @Slot(str)
    def keep_appearance(self, name: str) -> None:
        """Keep whether it is light or dark."""
        self._remembered.keep_text("appearance", name)

    @Slot(bool)
    def keep_picture(self, diagram: bool) -> None:
        """Keep whether the network is shown as a diagram."""
        self._remembered.keep_text("picture", "diagram" if diagram else "matrices")

    def keep_layout(self) -> None:
        """Keep size, layout, the page in front, what is folded, and the speed, or say why not."""
        self._remembered.keep_window(self._window, self._splitter)
        self._remembered.keep_text("panel/page", self._panel.page)
        self._remembered.keep_text("panel/folded", " ".join(self._panel.folded))
        self._remembered.keep_pace(self._speed.pace)
        why = self._remembered.why_not_kept()
        if why:
            QMessageBox.warning(
                self._window,
                "Nothing is remembered",
                as_it_is(f"The next window will not know the choices made in this one: {why}."),
            )
