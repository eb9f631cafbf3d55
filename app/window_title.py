"""What the task bar says of the window."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.commands.session_files import SessionFiles
from app.model.playhead import Playhead
from app.model.session import Session
from app.widgets.throttle import heard

SECONDS_BETWEEN = 0.25


class WindowTitle(QObject):
    """Names the file, the step and the epoch, and marks what is not saved."""

    def __init__(
        self, window: QWidget, session: Session, playhead: Playhead, files: SessionFiles
    ) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._playhead, self._files = playhead, files
        self._shown_at = 0.0

    @Slot()
    def show(self) -> None:
        """Bring it up to date, but not with every frame while the playhead moves."""
        now = perf_counter()
        if self._playhead.playing and now - self._shown_at < heard(SECONDS_BETWEEN):
            return
        self._shown_at = now
        session, path = self._session, self._files.path
        epoch = -(-session.position // session.settings.observations)
        # Qt shows the system's mark in place of [*] while the window is modified; [*][*] is [*].
        name = path.name.replace("[*]", "[*][*]") if path else ""
        self._window.setWindowTitle(
            f"{name}[*]{': ' if path else ''}"
            f"Step {session.position:,} of {session.planned_steps:,}, epoch {epoch:,}"
        )
        self._window.setWindowModified(self._files.unsaved)
