"""Opening and saving sessions.

What reads and writes them is imported when it is asked for, not when the window opens.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.commands.file_dialogs import ask_where_to_write, write_or_warn
from app.commands.long_work import LongWork
from app.commands.wording import run_in_words
from app.identity import APP_NAME, SESSION_SUFFIX
from app.kept.remembered import Remembered
from app.model.playhead import Playhead
from app.model.run_files import RunFiles
from app.model.session import Session
from app.widgets.as_it_is import as_it_is
from nn.core.progress import Progress

if TYPE_CHECKING:
    from nn.files.session_file import SavedSession
    from nn.files.session_replay import Replay

SESSIONS = f"{APP_NAME} sessions (*{SESSION_SUFFIX})"
FOLDER = "sessions"


class SessionFiles(QObject):
    """The commands of the File menu that open and save.

    Args of the constructor:
        window: in front of which questions are asked.
        session: what is saved, and what an opened session takes the place of.
        playhead: is still while another session is opened.
        long_work: trains an opened session again.
        remembered: knows the folder chosen last.

    Signals:
        told: something the person should know, one line.
        named: the run was saved in a file, or opened from one.
        recovered: the path from which the run was recovered.
    """

    told = Signal(str)
    named = Signal()
    recovered = Signal(object)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        playhead: Playhead,
        long_work: LongWork,
        remembered: Remembered,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._playhead = window, session, playhead
        self._long_work, self._remembered = long_work, remembered
        self._runs = RunFiles(session)
        self._drop_opening: Callable[[], None] = lambda: None

    @property
    def path(self) -> Path | None:
        """The file of the run that is worked on."""
        return self._runs.path

    @property
    def unsaved(self) -> bool:
        """Whether there is work on this run that only the window holds."""
        return self._runs.unsaved

    def is_safe(self) -> bool:
        """Whether all of this run is in its file."""
        return self.path is not None and not self.unsaved

    def may_leave(self) -> bool:
        """Ask what becomes of unsaved work, if there is any; whether to go on."""
        buttons = QMessageBox.StandardButton
        if self.unsaved:
            self._playhead.pause()
            name = f"“{self.path.name}”" if self.path else "This run"
            answer = QMessageBox.question(
                self._window,
                "Unsaved changes",
                as_it_is(f"{name} has changes that are in no file yet. Save them?"),
                buttons.Save | buttons.Discard | buttons.Cancel,
                buttons.Save,
            )
            if answer == buttons.Save:
                if not self.save_file():
                    return False
            elif answer != buttons.Discard:
                return False
        aside = self._runs.put_aside_unsaved
        if not aside:
            return True
        what, them = f"{len(aside)} runs that were put aside are", "them"
        if len(aside) == 1:
            what, them = f"The {run_in_words(aside[0].branches)} that was put aside is", "it"
        answer = QMessageBox.question(
            self._window,
            "Unsaved runs",
            f"{what} in no file yet; Undo brings {them} back. Leave {them} behind?",
            buttons.Discard | buttons.Cancel,
            buttons.Cancel,
        )
        return answer == buttons.Discard

    @Slot()
    def open_file(self) -> None:
        """Choose a session and open it."""
        folder = str(self._remembered.folder(FOLDER))
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a session", folder, SESSIONS)
        if name:
            self.open_path(Path(name))

    def recover(self, path: Path) -> None:
        """Open what was saved aside before a crash: it has no file of its own yet."""
        saved = self._load(path, "The run was not recovered")
        if saved is None:
            return

        def done(result: Replay) -> None:
            self._adopt(saved, result)
            self._runs.recovered()
            self.recovered.emit(path)
            self.told.emit(f"Recovered. {result.report}")

        self._replay("Recovering the last run …", saved, done)

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open a session; what is wrong with it is said, and the open run stays.

        If another is being opened, the last one that was asked for is the one that is opened.
        """
        saved = self._load(path, "This file was not opened")
        if saved is None:
            return
        # Before the question about unsaved work: what it is about must not change meanwhile.
        self._drop_opening()

        def begin() -> None:
            left = self._session.revision

            def done(result: Replay) -> None:
                # Whoever has gone on working meanwhile has not yet been asked about that.
                if self._session.revision == left or self.may_leave():
                    self._adopt(saved, result)
                    self._keep(path, self._session.revision)
                    report = f"{result.report[0].lower()}{result.report[1:]}"
                    self.told.emit(f"{path.name}: {report}")

            self._replay(f"Training {path.name} again …", saved, done)

        if self.may_leave():
            self._playhead.when_still(begin)

    @Slot(result=bool)
    def save_file(self) -> bool:
        """Save the run in its file; whether it was."""
        return self._save(self.path) if self.path else self.save_file_as()

    @Slot(result=bool)
    def save_file_as(self) -> bool:
        """Choose a file and save the run in it; whether it was."""
        proposed = self.path or self._remembered.folder(FOLDER)
        path = ask_where_to_write(self._window, "Save the session", SESSIONS, proposed)
        if path is None:
            return False
        # Before it is written: whoever is killed meanwhile has left something there.
        self._remembered.keep_folder(FOLDER, path.absolute().parent)
        return self._save(path)

    def _load(self, path: Path, otherwise: str) -> SavedSession | None:
        """Read a file; what is wrong with it is said, below the title `otherwise`."""
        from nn.files.session_file import SessionError, load

        try:
            return load(path)
        except SessionError as error:
            QMessageBox.warning(self._window, otherwise, as_it_is(str(error)))
            return None

    def _save(self, path: Path) -> bool:
        from nn.files.session_file import SessionError, save

        session = self._session
        # Read first: what is trained while the file is written is not in it.
        revision = session.revision

        def write() -> None:
            save(path, session.branches, session.epochs, session.position)

        try:
            written = write_or_warn(self._window, path, write)
        except SessionError as error:
            QMessageBox.warning(self._window, "Nothing was written", as_it_is(str(error)))
            return False
        if written:
            self._keep(path, revision)
            self.told.emit(f"{path} was written.")
        return written

    def _replay(self, title: str, saved: SavedSession, done: Callable[[Replay], None]) -> None:
        from nn.files.session_replay import replay

        def work(progress: Progress) -> Replay | None:
            return replay(saved, progress)

        self._drop_opening()
        self._drop_opening = self._long_work.do(title, work, done)

    def _adopt(self, saved: SavedSession, made: Replay) -> None:
        self._session.adopt(made.branches, saved.epochs, saved.position)

    def _keep(self, path: Path, revision: int) -> None:
        self._runs.keep(self._session.branches, path, revision)
        self._remembered.keep_folder(FOLDER, path.absolute().parent)
        self.named.emit()
