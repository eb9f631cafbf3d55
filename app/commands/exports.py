"""What is written for other programs: tables, arrays, a script, and pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.commands.file_dialogs import ask_where_to_write, write_or_warn
from app.commands.frame_export import FrameExport
from app.commands.long_work import LongWork
from app.kept.picture_files import save_png, save_svg
from app.model.playhead import Playhead
from app.model.session import Session
from nn.core.progress import Progress
from nn.files.script_export import write_script
from nn.files.table_export import write_losses, write_weights

PICTURES = "Drawings (*.svg);;Pictures (*.png)"


class Exports(QObject):
    """The commands of the File menu that export.

    Args of the constructor:
        window: in front of which questions are asked.
        session: what is exported.
        playhead: comes to rest before frames are written.
        long_work: does what may take long.
        frames: writes the frames.
        pictures: the loss curve, the picture of the network and the path of the weight.

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
        pictures: tuple[QWidget, QWidget, QWidget],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._playhead = window, session, playhead
        self._long_work, self._frames = long_work, frames
        self._curve, self._network, self._path = pictures

    @Slot()
    def export_losses(self) -> None:
        """Write the loss of every step as a table."""
        path = ask_where_to_write(self._window, "Export the losses", "Tables (*.csv)", ".csv")
        if path is None:
            return
        recording = self._session.recording

        def work(progress: Progress) -> bool | None:
            return write_losses(path, recording, progress) or None

        def done(result: bool) -> None:
            self.told.emit(f"The losses were written to {path}.")

        self._long_work.do("Writing the losses …", work, done)

    @Slot()
    def export_weights(self) -> None:
        """Write the weights at the playhead."""
        session = self._session
        self._write(
            "Export the weights",
            "Arrays (*.npz);;Tables (*.csv)",
            ".npz",
            lambda path: write_weights(path, session.recording, session.moment()),
        )

    @Slot()
    def export_script(self) -> None:
        """Write the run as a Python script."""
        self._write(
            "Export the run as a script",
            "Python scripts (*.py)",
            ".py",
            lambda path: write_script(path, self._session.recording),
        )

    @Slot()
    def export_curve(self) -> None:
        """Write the loss curve as a picture."""
        self._write_picture("Export the loss curve", self._curve)

    @Slot()
    def export_network(self) -> None:
        """Write the picture of the network."""
        self._write_picture("Export the picture of the network", self._network)

    @Slot()
    def export_path(self) -> None:
        """Write the path of the selected weight as a picture."""
        if self._path.isHidden():
            self.told.emit("Select a weight first: its path is shown in the inspector.")
        else:
            self._write_picture("Export the path of the weight", self._path)

    @Slot()
    def export_frames(self) -> None:
        """Write pictures of the network along the run into a folder."""
        folder = QFileDialog.getExistingDirectory(self._window, "A folder for the frames")
        if folder:
            self._playhead.when_still(lambda: self._frames.start(Path(folder)))

    def _write_picture(self, title: str, picture: QWidget) -> None:
        """Ask for a file and write a picture into it: a drawing if its name ends in .svg."""

        def write(path: Path) -> None:
            save = save_svg if path.suffix.lower() == ".svg" else save_png
            save(picture, path)

        self._write(title, PICTURES, ".svg", write)

    def _write(self, title: str, kinds: str, suffix: str, write: Callable[[Path], None]) -> None:
        path = ask_where_to_write(self._window, title, kinds, suffix)
        if path is not None and write_or_warn(self._window, path, lambda: write(path)):
            self.told.emit(f"{path} was written.")
