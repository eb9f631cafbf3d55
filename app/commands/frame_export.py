"""Pictures of the network along the run, one file a frame, to be made into an animation."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.commands.file_dialogs import may_replace, warn_of_not_written
from app.commands.view_controls import ViewControls
from app.kept.picture_files import save_png
from app.model.session import Session
from app.pictures.network.canvas import NetworkCanvas
from app.pictures.network.moment_frames import MomentFrames
from app.pictures.pictures import NetworkPictures
from app.widgets.figures import counted
from nn.explain.lenses import Lens
from nn.files.half_written import HALF_WRITTEN
from nn.run.recording import Recording

MOST_FRAMES = 300


class FrameExport(QObject):
    """Draws the recorded run off screen, as the window shows it, and saves each frame.

    One colour means one number in all frames of an export.

    Signals:
        told: what was written, one line.
    """

    told = Signal(str)

    def __init__(
        self, session: Session, network: NetworkPictures, view: ViewControls, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._network = session, network
        self._view, self._window = view, window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._work: _Frames | None = None
        self._dialog: QProgressDialog | None = None

    def start(self, folder: Path) -> None:
        """Write up to `MOST_FRAMES` frames, evenly spaced, into a folder: all of them or none.

        If it holds frames already they are replaced, if the person agrees.
        """
        self.cancel()
        old = len(frames_in(folder))
        question = f"“{folder.name}” holds {counted(old, 'frame')} already. Replace them?"
        if old and not may_replace(self._window, question):
            self.told.emit("No frames were written.")
            return
        try:
            aside = Path(tempfile.mkdtemp(HALF_WRITTEN, ".frames.", folder))
        except OSError as error:
            warn_of_not_written(self._window, folder, error)
            return
        canvas = self._network.canvas_apart()
        self._work = _Frames(self._session.recording, self._view.lens, canvas, folder, aside)
        self._dialog = QProgressDialog(
            "Writing frames …", "Cancel", 0, self._work.count, self._window
        )
        self._dialog.setMinimumDuration(0)
        self._dialog.setModal(True)
        self._dialog.canceled.connect(self.cancel)
        self._timer.start(0)

    @Slot()
    def cancel(self) -> None:
        """Stop; the folder is left as it was."""
        if self._work is not None:
            self._finish("Cancelled; no frames were written.")

    @Slot()
    def _go_on(self) -> None:
        work, dialog = self._work, self._dialog
        if work is None or dialog is None:
            return
        try:
            work.take_turn()
            if work.done:
                work.move_into_place()
        except OSError as error:
            self._finish("No frames were written.")
            warn_of_not_written(self._window, work.folder, error)
            return
        if work.done:
            self._finish(work.told)
        else:
            dialog.setValue(work.written)

    def _finish(self, told: str) -> None:
        work, dialog = self._work, self._dialog
        assert work is not None
        assert dialog is not None
        self._timer.stop()
        self._work = self._dialog = None
        dialog.canceled.disconnect(self.cancel)
        dialog.reset()
        dialog.deleteLater()
        work.canvas.deleteLater()
        shutil.rmtree(work.aside, ignore_errors=True)
        self.told.emit(told)


def frames_in(folder: Path) -> list[Path]:
    """The frames that a folder holds."""
    return sorted(folder.glob("frame-[0-9][0-9][0-9][0-9].png"))


class _Frames:
    """The frames of a recording: all of them are measured, then one after another is drawn.

    Attributes:
        canvas: on which they are drawn.
        folder: in which they stand in the end.
        aside: where they wait until the last one is written.
        count: how many there are.
        written: how many are drawn and saved.
    """

    def __init__(
        self,
        recording: Recording,
        lens: Lens,
        canvas: NetworkCanvas,
        folder: Path,
        aside: Path,
    ) -> None:
        self.canvas, self.folder, self.aside = canvas, folder, aside
        length = recording.length
        self.count = min(MOST_FRAMES, length + 1)
        spaces = max(self.count - 1, 1)
        moments = ((round(place * length / spaces), None) for place in range(self.count))
        self._frames = MomentFrames(recording, moments, lens, canvas)
        self.written = 0

    @property
    def done(self) -> bool:
        """Whether all are written."""
        return self.written == self.count

    @property
    def told(self) -> str:
        """What was written, in words."""
        verb = "was" if self.count == 1 else "were"
        return f"{counted(self.count, 'frame')} {verb} written to {self.folder}."

    def take_turn(self) -> None:
        """Measure one more frame or, when all are measured, draw and save the next one.

        Raises:
            OSError: it cannot be written.
        """
        if not self._frames.measured:
            self._frames.measure_next()
            return
        self._frames.show(self.written)
        save_png(self.canvas, self.aside / f"frame-{self.written:04}.png")
        self.written += 1

    def move_into_place(self) -> None:
        """Put the frames in place of all that the folder holds.

        Raises:
            OSError: one of them cannot be replaced.
        """
        new = {each.name for each in frames_in(self.aside)}
        for name in new:
            os.replace(self.aside / name, self.folder / name)
        for each in frames_in(self.folder):
            if each.name not in new:
                each.unlink()
