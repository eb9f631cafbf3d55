"""Unsaved work is saved aside while the window is open, and offered again after a crash."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from app.kept.aside_file import AsideFile, clear_remains, left_behind
from app.kept.background import LatestJob
from nn.run.branches import Branches

INTERVAL_MS = 10_000


class Work(Protocol):
    """What there is to save.

    Attributes:
        branches: the run; another object for another run.
        epochs: how many are planned.
        position: where the work stands.
        revision: another number whenever something has changed that a person would miss.
    """

    @property
    def branches(self) -> Branches: ...
    @property
    def epochs(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def revision(self) -> int: ...


class Recovery(QObject):
    """Keeps the run that is worked on in one file aside, until it is in a file of its own."""

    def __init__(
        self, work: Work, is_safe: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        """Prepare to save `work` aside, unless `is_safe` says that all of it is in a file."""
        super().__init__(parent)
        self._work, self._is_safe = work, is_safe
        self._written: int | None = None
        self._writing: int | None = None
        self._own: tuple[Branches, AsideFile] | None = None
        self._recovered: tuple[Branches, AsideFile] | None = None
        self._offered: list[AsideFile] = []
        self._saving: LatestJob[bool] = LatestJob(self)
        self._saving.finished.connect(self._on_finished)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.save_aside)

    def start(self) -> None:
        """Begin to save aside."""
        clear_remains(folder())
        self._timer.start()

    def offer(self, window: QWidget, recover: Callable[[Path], None]) -> bool:
        """Offer what was left behind, the newest first, until one is opened or put off.

        What is put off, or not opened after all, stays and is offered again.

        Returns:
            Whether there was anything to offer.

        Args:
            window: in front of which the question is asked.
            recover: opens what is taken back.
        """
        buttons = QMessageBox.StandardButton
        found = left_behind(folder())
        offered = bool(found)
        while found:
            file = found.pop(0)
            answer = QMessageBox.question(
                window,
                "Recover the last run?",
                "Glassnet ended without closing the last time. The run was saved aside: open it? "
                "Cancel asks again the next time.",
                buttons.Open | buttons.Discard | buttons.Cancel,
                buttons.Open,
            )
            if answer == buttons.Discard:
                file.remove()
                continue
            if answer == buttons.Open:
                self._offered.append(file)
                recover(file.path)
            else:
                file.let_go()
            break
        for file in found:
            file.let_go()
        return offered

    @Slot(object)
    def adopt(self, path: Path) -> None:
        """The work is now what was offered: its file stays until the work is saved elsewhere."""
        for file in [each for each in self._offered if each.path == path]:
            self._offered.remove(file)
            self._recovered = self._work.branches, file
            self._written = self._work.revision

    @Slot()
    def save_aside(self) -> None:
        """Save the work aside if it has changed; if nobody would miss it, nothing is kept."""
        if self._is_safe() or self._work.branches.blank:
            self._keep_nothing()
            return
        # Read first: what is trained while the text is made is saved the next time.
        revision = self._work.revision
        if revision == self._written or self._saving.busy:
            return
        # Not when the window opens: its first picture needs no files.
        from nn.files.session_file import as_text

        # Saving aside is a help, not a duty: a full disk must not disturb the work.
        with contextlib.suppress(OSError):
            path = self._file().path
            text = as_text(self._work.branches, self._work.epochs, self._work.position)
            # Elsewhere: a disk may take its time, and the picture must not wait for it.
            self._saving.begin(lambda progress: _write(path, text))
            self._writing = revision

    def end(self) -> None:
        """The window closes as it should: none of its work is to be offered again."""
        self._timer.stop()
        self._saving.end()
        self._drop_own()
        if self._recovered:
            self._recovered[1].remove()
            self._recovered = None
        while self._offered:
            self._offered.pop().let_go()

    @Slot(object)
    def _on_finished(self, written: object) -> None:
        if written:
            self._written = self._writing

    def _file(self) -> AsideFile:
        """Where the run is saved aside.

        Raises:
            OSError: nothing can be written there.
        """
        run = self._work.branches
        if self._recovered and self._recovered[0] is run:
            return self._recovered[1]
        if self._own and self._own[0] is not run:
            self._drop_own()
        if self._own is None:
            self._own = run, AsideFile.new(folder())
        return self._own[1]

    def _keep_nothing(self) -> None:
        self._saving.end()
        self._written = None
        self._drop_own()
        if self._recovered and self._recovered[0] is self._work.branches:
            self._recovered[1].remove()
            self._recovered = None

    def _drop_own(self) -> None:
        if self._own:
            self._own[1].remove()
            self._own = None


def _write(path: Path, text: str) -> bool:
    from nn.files.atomic_write import write_atomically

    try:
        # It may have vanished, and come back empty.
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    except OSError:
        return False
    return True


def folder() -> Path:
    """Where work is saved aside."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "autosave"
