"""What is written for other programs: tables, arrays, a script, and pictures.

What writes them is imported when it is asked for, not when the window opens.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.commands.file_dialogs import ask_where_to_write, warn_of_not_written, write_or_warn
from app.commands.long_work import LongWork
from app.commands.view_controls import ViewControls
from app.kept.remembered import Remembered
from app.model.playhead import Playhead
from app.model.session import Session
from app.pictures.pictures import NetworkPictures
from app.widgets.figures import counted
from nn.core.progress import Progress

if TYPE_CHECKING:
    from app.commands.animation_export import AnimationExport
    from app.commands.frame_export import FrameExport
    from nn.files.table_export import Answers

PICTURES = "Drawings (*.svg);;Pictures (*.png)"
FOLDER = "exports"


class Exports(QObject):
    """The commands of the File menu that export.

    Args of the constructor:
        window: in front of which questions are asked.
        session: what is exported.
        playhead: comes to rest before frames are written.
        long_work: does what may take long.
        remembered: knows the folder chosen last.
        session_file: the file of the session, or None.
        curve: the loss curve.
        network: gives the picture of the network that is shown.
        view: how it is looked at, in frames as well.
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
        remembered: Remembered,
        session_file: Callable[[], Path | None],
        curve: QWidget,
        network: NetworkPictures,
        view: ViewControls,
        weight_path: Callable[[], QWidget | None],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._playhead = window, session, playhead
        self._long_work = long_work
        self._frames: FrameExport | None = None
        self._animation: AnimationExport | None = None
        self._remembered, self._session_file = remembered, session_file
        self._curve, self._network, self._view = curve, network, view
        self._weight_path = weight_path

    @Slot()
    def export_losses(self) -> None:
        """Write the loss of every step as a table."""
        from nn.files.table_export import write_losses

        path = self._ask("Export the losses", "Tables (*.csv)", "losses.csv")
        if path is None:
            return
        recording = self._session.recording
        self._write_long("losses", path, lambda progress: write_losses(path, recording, progress))

    @Slot(object)
    def export_answers(self, answers: Answers) -> None:
        """Write answers to vectors as a table."""
        from nn.files.table_export import write_answers

        path = self._ask("Export the answers", "Tables (*.csv)", "answers.csv")
        if path is not None:
            self._write_long(
                "answers", path, lambda progress: write_answers(path, answers, progress)
            )

    @Slot(object)
    def copy_answers(self, answers: Answers) -> None:
        """Copy answers to vectors as a table, as spreadsheets take it."""
        from nn.files.table_export import answers_text

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(f"{counted(len(answers.rows), 'answer')} copied.")

        self._long_work.do(
            "Copying the answers …", lambda progress: answers_text(answers, "\t", progress), done
        )

    @Slot(str, str, object)
    def export_table(self, title: str, name: str, make: Callable[[Progress], str | None]) -> None:
        """Write a table that a page has.

        Args:
            title: of the question where to.
            name: that is proposed.
            make: its text; None if it was cancelled.
        """
        path = self._ask(title, "Tables (*.csv)", name)
        if path is None:
            return

        def write(progress: Progress) -> bool:
            from nn.files.atomic_write import write_atomically

            text = make(progress)
            if text is None:
                return False
            write_atomically(path, text.encode())
            return True

        self._write_long("lines", path, write)

    @Slot(object)
    def copy_table(self, make: Callable[[Progress], str | None]) -> None:
        """Copy a table that a page has, as spreadsheets take it; `make` makes its text."""

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.told.emit("The lines were copied.")

        self._long_work.do("Copying the lines …", make, done)

    @Slot()
    def export_weights(self) -> None:
        """Write the weights in force at the moment."""
        from nn.files.table_export import write_weights

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
        from nn.files.script_export import write_script

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
        self._write_picture(
            "Export the picture of the network", "network.svg", self._network.canvas
        )

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
            frames = self.frames()
            self._playhead.when_still(lambda: frames.start(Path(folder)))

    def frames(self) -> FrameExport:
        """What writes the frames."""
        if self._frames is None:
            from app.commands.frame_export import FrameExport

            self._frames = FrameExport(self._session, self._network, self._view, self._window)
            self._frames.told.connect(self.told)
        return self._frames

    @Slot()
    def export_animation(self) -> None:
        """Ask which animation of the run is wanted, and write it."""
        self._playhead.when_still(self.animation().ask)

    def animation(self) -> AnimationExport:
        """What writes the animation."""
        if self._animation is None:
            from app.commands.animation_export import AnimationExport

            self._animation = AnimationExport(
                self._session, self._network, self._view, self._ask, self._window
            )
            self._animation.told.connect(self.told)
            self._animation.failed.connect(self._long_work.failed)
        return self._animation

    def end(self) -> None:
        """Stop writing frames, before the window closes."""
        for each in (self._frames, self._animation):
            if each is not None:
                each.cancel()

    def _write_picture(self, title: str, name: str, picture: QWidget) -> None:
        """Ask for a file and write a picture into it: a drawing if its name ends in .svg."""
        from app.kept.picture_files import save_png, save_svg

        def write(path: Path) -> None:
            save = save_svg if path.suffix.lower() == ".svg" else save_png
            save(picture, path)

        self._write(title, PICTURES, name, write)

    def _write_long(self, what: str, path: Path, write: Callable[[Progress], bool]) -> None:
        """Write what takes long; `write` says whether it was not cancelled."""
        problems: list[OSError] = []

        def work(progress: Progress) -> bool | None:
            try:
                return write(progress) or None
            except OSError as error:
                problems.append(error)
                return False

        def done(written: bool) -> None:
            if written:
                self.told.emit(f"The {what} were written to {path}.")
            else:
                warn_of_not_written(self._window, path, problems[0])

        self._long_work.do(f"Writing the {what} …", work, done)

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
