"""What is written for other programs: tables, arrays, a script, and pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.commands.file_dialogs import ask_where_to_write, warn_of_not_written, write_or_warn
from app.commands.frame_export import FrameExport
from app.commands.long_work import LongWork
from app.kept.picture_files import save_png, save_svg
from app.kept.remembered import Remembered
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.progress import Progress
from nn.files.script_export import write_script
from nn.files.table_export import write_losses, write_weights

PICTURES = "Drawings (*.svg);;Pictures (*.png)"
FOLDER = "exports"


class Exports(QObject):
    """The commands of the File menu that export.

    Args of the constructor:
        window: in front of which questions are asked.
        session: what is exported.
        playhead: comes to rest before frames are written.
        long_work: does what may take long.
        frames: writes the frames.
        remembered: knows the folder chosen last.
        session_file: the file of the session, or None.
        curve: the loss curve.
        network: gives the picture of the network that is shown.
        weight_path: gives the path of the selected weight, None if none is selected.

    Signals:
        told: what was written, or why nothing was, one line.
    """

    told = Signal(str)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        playhead: Playhead,
        long_work: LongWork,
        frames: FrameExport,
        remembered: Remembered,
        session_file: Callable[[], Path | None],
        curve: QWidget,
        network: Callable[[], QWidget],
        weight_path: Callable[[], QWidget | None],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._playhead = window, session, playhead
        self._long_work, self._frames = long_work, frames
        self._remembered, self._session_file = remembered, session_file
        self._curve, self._network, self._weight_path = curve, network, weight_path

    @Slot()
    def export_losses(self) -> None:
        """Write the loss of every step as a table."""
        path = self._ask("Export the losses", "Tables (*.csv)", "losses.csv")
        if path is None:
            return
        recording = self._session.recording

        problems: list[OSError] = []

        def work(progress: Progress) -> bool | None:
            try:
                return write_losses(path, recording, progress) or None
            except OSError as error:
                problems.append(error)
                return False

        def done(written: bool) -> None:
            if written:
                self.told.emit(f"The losses were written to {path}.")
            else:
                warn_of_not_written(self._window, path, problems[0])

        self._long_work.do("Writing the losses …", work, done)

    @Slot()
    def export_weights(self) -> None:
        """Write the weights in force at the moment."""
        session = self._session
        self._write(
            "Export the weights",
            "Arrays (*.npz);;Tables (*.csv)",
            "weights.npz",
            lambda path: write_weights(path, session.recording, session.sight()),
        )

    @Slot()
    def export_script(self) -> None:
        """Write the run as a Python script."""
        self._write(
            "Export the run as a script",
            "Python scripts (*.py)",
            "script.py",
            lambda path: write_script(path, self._session.recording),
        )

    @Slot()
    def export_curve(self) -> None:
        """Write the loss curve as a picture."""
        self._write_picture("Export the loss curve", "loss curve.svg", self._curve)

    @Slot()
    def export_network(self) -> None:
        """Write the picture of the network."""
        self._write_picture("Export the picture of the network", "network.svg", self._network())

    @Slot()
    def export_path(self) -> None:
        """Write the path of the selected weight as a picture."""
        picture = self._weight_path()
        if picture is None:
            self.told.emit("Select a weight first: its path is shown in the inspector.")
        else:
            self._write_picture("Export the path of the weight", "weight path.svg", picture)

    @Slot()
    def export_frames(self) -> None:
        """Write pictures of the network along the run into a folder."""
        folder = QFileDialog.getExistingDirectory(
            self._window, "A folder for the frames", str(self._folder())
        )
        if folder:
            self._remembered.keep_folder(FOLDER, Path(folder))
            self._playhead.when_still(lambda: self._frames.start(Path(folder)))

    def _write_picture(self, title: str, name: str, picture: QWidget) -> None:
        """Ask for a file and write a picture into it: a drawing if its name ends in .svg."""

        def write(path: Path) -> None:
            save = save_svg if path.suffix.lower() == ".svg" else save_png
            save(picture, path)

        self._write(title, PICTURES, name, write)

    def _write(self, title: str, kinds: str, name: str, write: Callable[[Path], None]) -> None:
        path = self._ask(title, kinds, name)
        if path is not None and write_or_warn(self._window, path, lambda: write(path)):
            self.told.emit(f"{path} was written.")

    def _ask(self, title: str, kinds: str, name: str) -> Path | None:
        """Ask for a file; proposed is a name made of the session's, in the folder of last time."""
        session = self._session_file()
        proposed = self._folder() / (f"{session.stem} {name}" if session else name)
        path = ask_where_to_write(self._window, title, kinds, proposed)
        if path is not None:
            self._remembered.keep_folder(FOLDER, path.parent)
        return path

    def _folder(self) -> Path:
        session = self._session_file()
        return self._remembered.folder(FOLDER, session.parent if session else None)
