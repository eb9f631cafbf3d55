"""Opening and saving sessions, and what is written for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from app.identity import APP_NAME, SESSION_SUFFIX
from app.kept.background import Job
from app.kept.picture_files import save_png, save_svg
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.progress import Progress
from nn.files.script_export import write_script
from nn.files.session_file import SavedSession, SessionError, load, save
from nn.files.session_replay import Replay, replay
from nn.files.table_export import write_losses, write_weights

SESSIONS = f"{APP_NAME} sessions (*{SESSION_SUFFIX})"
PATIENCE_MS = 400
"""Work that is done sooner shows no progress."""

Result = TypeVar("Result")


class SessionFiles(QObject):
    """The commands of the File menu.

    Signals:
        told: something the person should know, one line.
        failed: the report of an unforeseen error.
        named: another file, or none, is that of the session.
    """

    told = Signal(str)
    failed = Signal(str)
    named = Signal()

    def __init__(self, window: QWidget, session: Session, playhead: Playhead) -> None:
        super().__init__(window)
        self._window, self._session, self._playhead = window, session, playhead
        self._job: Job[object] | None = None
        self._dialog: QProgressDialog | None = None
        self._saved: str | None = None
        self.path: Path | None = None

    @property
    def unsaved(self) -> bool:
        """Whether there is work that only the window holds.

        A run that its settings alone determine is no work: pressing Play makes it again. A
        change by hand, a branch, or a session from a file that went on is.
        """
        by_hand = any(each.recording.events for each in self._session.branches.members)
        if not by_hand and self.path is None:
            return False
        return self._fingerprint() != self._saved

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

        def work(progress: Progress) -> Replay | None:
            return replay(saved, progress)

        def done(result: Replay) -> None:
            self._session.adopt(result.branches, saved.epochs, saved.position)
            self.told.emit(f"Recovered. {result.report}")

        self._work("Recovering the last run …", work, done)

    def open_path(self, path: Path) -> None:
        """Open a session; what is wrong with it is said, and the open run stays."""
        try:
            saved = load(path)
        except SessionError as error:
            QMessageBox.warning(self._window, "This file was not opened", str(error))
            return
        if self.may_leave():
            self._playhead.when_still(lambda: self._replay(path, saved))

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
        path = self._ask("Save the session", SESSIONS, SESSION_SUFFIX, self.path)
        if path:
            self._save(path)

    @Slot()
    def export_losses(self) -> None:
        """Write the loss of every step as a table."""
        path = self._ask("Export the losses", "Tables (*.csv)", ".csv")
        recording = self._session.recording
        if path is None:
            return

        def work(progress: Progress) -> bool | None:
            return write_losses(path, recording, progress) or None

        def done(result: bool) -> None:
            self.told.emit(f"The losses were written to {path}.")

        self._work("Writing the losses …", work, done)

    @Slot()
    def export_weights(self) -> None:
        """Write the weights at the playhead."""
        path = self._ask("Export the weights", "Arrays (*.npz);;Tables (*.csv)", ".npz")
        if path:
            recording, moment = self._session.recording, self._playhead.moment()
            self._write(path, lambda: write_weights(path, recording, moment))

    @Slot()
    def export_script(self) -> None:
        """Write the run as a Python script."""
        path = self._ask("Export the run as a script", "Python scripts (*.py)", ".py")
        if path:
            self._write(path, lambda: write_script(path, self._session.recording))

    def write_picture(self, title: str, picture: QWidget) -> None:
        """Ask for a file and write a picture into it: a drawing if its name ends in .svg."""
        path = self._ask(title, "Drawings (*.svg);;Pictures (*.png)", ".svg")
        if path:
            write = save_svg if path.suffix.lower() == ".svg" else save_png
            self._write(path, lambda: write(picture, path))

    def end(self) -> None:
        """Stop what is under way, before the window closes."""
        if self._job is not None:
            self._job.end()

    def _ask(self, title: str, kinds: str, suffix: str, known: Path | None = None) -> Path | None:
        name, chosen = QFileDialog.getSaveFileName(
            self._window, title, str(known) if known else "", kinds
        )
        if not name:
            return None
        path = Path(name)
        if not path.suffix:
            # The ending of the kind that was chosen, such as "Tables (*.csv)".
            ending = chosen.partition("*")[2].rstrip(")") or suffix
            path = path.with_name(path.name + ending)
        return path

    def _save(self, path: Path) -> None:
        def write() -> None:
            fingerprint = self._fingerprint()
            save(path, self._session.branches, self._session.epochs, self._playhead.position)
            self.path, self._saved = path, fingerprint
            self.named.emit()

        self._write(path, write)

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            QMessageBox.warning(
                self._window, "Nothing was written", f"{path} could not be written: {error}."
            )
        else:
            self.told.emit(f"{path} was written.")

    def _fingerprint(self) -> str:
        """What makes one state of the session differ from another."""
        return repr(
            [
                (each.id, each.name, each.recording.length, sorted(each.recording.events.items()))
                for each in self._session.branches.members
            ]
        )

    def _replay(self, path: Path, saved: SavedSession) -> None:
        def work(progress: Progress) -> Replay | None:
            return replay(saved, progress)

        def done(result: Replay) -> None:
            self._session.adopt(result.branches, saved.epochs, saved.position)
            self.path, self._saved = path, self._fingerprint()
            self.named.emit()
            self.told.emit(f"{path.name}: {result.report[0].lower()}{result.report[1:]}")

        self._work(f"Training {path.name} again …", work, done)

    def _work(
        self,
        title: str,
        work: Callable[[Progress], Result | None],
        done: Callable[[Result], None],
    ) -> None:
        """Work in a thread of its own, with progress and a way to cancel."""
        dialog = QProgressDialog(title, "Cancel", 0, 100, self._window)
        dialog.setMinimumDuration(PATIENCE_MS)
        dialog.setWindowTitle(APP_NAME)
        dialog.setModal(True)
        self._dialog = dialog
        self._done: Callable[[Result], None] = done
        self._job = Job(work, self)
        self._job.progressed.connect(self._on_progress)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        dialog.canceled.connect(self._job.cancel)
        self._job.start()

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        if self._dialog is not None:
            self._dialog.setValue(round(99 * done / max(total, 1)))

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        self._forget()
        if result is None:
            self.told.emit("Cancelled; nothing was changed.")
        else:
            self._done(result)  # type: ignore[arg-type]

    @Slot(str)
    def _on_failed(self, report: str) -> None:
        self._forget()
        self.failed.emit(report)

    def _forget(self) -> None:
        self._job = None
        if self._dialog is not None:
            self._dialog.reset()
            self._dialog.deleteLater()
            self._dialog = None
