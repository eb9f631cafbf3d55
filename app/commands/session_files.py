"""Opening and saving sessions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.commands.file_dialogs import ask_where_to_write, write_or_warn
from app.commands.long_work import LongWork
from app.identity import APP_NAME, SESSION_SUFFIX
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.progress import Progress
from nn.files.session_file import SavedSession, SessionError, load, save
from nn.files.session_replay import Replay, replay

SESSIONS = f"{APP_NAME} sessions (*{SESSION_SUFFIX})"


class SessionFiles(QObject):
    """The commands of the File menu that open and save.

    Signals:
        told: something the person should know, one line.
        named: another file, or none, is that of the session.
    """

    told = Signal(str)
    named = Signal()

    def __init__(
        self, window: QWidget, session: Session, playhead: Playhead, long_work: LongWork
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._playhead = window, session, playhead
        self._long_work = long_work
        self._saved: int | None = None
        self.path: Path | None = None

    @property
    def unsaved(self) -> bool:
        """Whether there is work that only the window holds.

        A run that its settings alone determine is no work: pressing Play makes it again. A
        change by hand, a branch, or whatever changed since the session has a file is.
        """
        if not self._session.by_hand and self.path is None:
            return False
        return self._session.revision != self._saved

    def may_leave(self) -> bool:
        """Ask what becomes of unsaved work, if there is any; whether to go on."""
        if not self.unsaved:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Unsaved changes",
            "This run was changed by hand or has gone on since it was saved. Save it?",
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if answer == buttons.Save:
            self.save_file()
            return not self.unsaved
        return answer == buttons.Discard

    @Slot()
    def open_file(self) -> None:
        """Choose a session and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a session", "", SESSIONS)
        if name:
            self.open_path(Path(name))

    def recover(self, path: Path) -> None:
        """Open what was saved aside before a crash: it has no file of its own yet."""
        try:
            saved = load(path)
        except SessionError as error:
            self.told.emit(str(error))
            return

        def done(result: Replay) -> None:
            self._adopt(saved, result, None)
            self.told.emit(f"Recovered. {result.report}")

        self._replay("Recovering the last run …", saved, done)

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open a session; what is wrong with it is said, and the open run stays."""
        try:
            saved = load(path)
        except SessionError as error:
            QMessageBox.warning(self._window, "This file was not opened", str(error))
            return

        def done(result: Replay) -> None:
            self._adopt(saved, result, path)
            self.told.emit(f"{path.name}: {result.report[0].lower()}{result.report[1:]}")

        if self.may_leave():
            title = f"Training {path.name} again …"
            self._playhead.when_still(lambda: self._replay(title, saved, done))

    @Slot()
    def save_file(self) -> None:
        """Save the session in its file."""
        if self.path is None:
            self.save_file_as()
        else:
            self._save(self.path)

    @Slot()
    def save_file_as(self) -> None:
        """Choose a file and save the session in it."""
        path = ask_where_to_write(
            self._window, "Save the session", SESSIONS, SESSION_SUFFIX, self.path
        )
        if path:
            self._save(path)

    def _save(self, path: Path) -> None:
        session = self._session
        # Read first: what is trained while the file is written is not in it.
        revision = session.revision

        def write() -> None:
            save(path, session.branches, session.epochs, session.position)

        if write_or_warn(self._window, path, write):
            self._belongs_to(path, revision)
            self.told.emit(f"{path} was written.")

    def _replay(self, title: str, saved: SavedSession, done: Callable[[Replay], None]) -> None:
        def work(progress: Progress) -> Replay | None:
            return replay(saved, progress)

        self._long_work.do(title, work, done)

    def _adopt(self, saved: SavedSession, made: Replay, path: Path | None) -> None:
        self._session.adopt(made.branches, saved.epochs, saved.position)
        self._belongs_to(path, self._session.revision if path else None)

    def _belongs_to(self, path: Path | None, revision: int | None) -> None:
        self.path, self._saved = path, revision
        self.named.emit()
