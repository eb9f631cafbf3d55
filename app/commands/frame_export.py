"""Pictures of the network along the run, one file a frame, to be made into an animation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QWidget

from app.commands.view_controls import ViewControls
from app.kept.picture_files import save_png
from app.model.session import Session
from app.pictures.network.picture import NetworkPicture, picture_of
from app.pictures.network.view import NetworkCanvas, NetworkView
from nn.explain.lenses import Lens
from nn.explain.sight import sight_of
from nn.run.recording import Recording

MOST_FRAMES = 300


class FrameExport(QObject):
    """Draws the recorded run off screen, as the window shows it, and saves each frame.

    Every frame is looked at before the first is drawn, so that one colour means one number in
    all of them.

    Signals:
        told: what was written, one line.
    """

    told = Signal(str)

    def __init__(
        self, session: Session, network: NetworkView, view: ViewControls, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._network = session, network
        self._view, self._window = view, window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._work: _Frames | None = None
        self._dialog: QProgressDialog | None = None

    def start(self, folder: Path) -> None:
        """Write up to `MOST_FRAMES` frames, evenly spaced, into a folder."""
        self.cancel()
        canvas = self._network.canvas_apart()
        self._work = _Frames(self._session.recording, self._view.lens, canvas, folder)
        self._dialog = QProgressDialog(
            "Writing frames …", "Cancel", 0, self._work.turns, self._window
        )
        self._dialog.setMinimumDuration(0)
        self._dialog.setModal(True)
        self._dialog.canceled.connect(self.cancel)
        self._timer.start(0)

    @Slot()
    def cancel(self) -> None:
        """Stop; the frames written so far stay."""
        if self._work is not None:
            written, folder = self._work.written, self._work.folder
            self._finish(f"{written} frames were written to {folder}, then cancelled.")

    @Slot()
    def _go_on(self) -> None:
        work, dialog = self._work, self._dialog
        if work is None or dialog is None:
            return
        try:
            work.take_turn()
        except OSError as error:
            told = f"{work.path} could not be written: {error}."
            self._finish(told)
            QMessageBox.warning(self._window, "Not all was written", told)
            return
        if work.turn == work.turns:
            self._finish(f"{work.written} frames were written to {work.folder}.")
        else:
            dialog.setValue(work.turn)

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
        self.told.emit(told)


class _Frames:
    """The frames of a recording: first each is looked at, then each is drawn and saved.

    Attributes:
        canvas: on which they are drawn.
        folder: into which they are written.
        turns: how many turns all of it takes.
        turn: how many were taken.
    """

    def __init__(
        self, recording: Recording, lens: Lens, canvas: NetworkCanvas, folder: Path
    ) -> None:
        self._recording, self._lens = recording, lens
        self.canvas, self.folder = canvas, folder
        length = recording.length
        count = min(MOST_FRAMES, length + 1)
        self._positions = [round(place * length / max(count - 1, 1)) for place in range(count)]
        self.turns, self.turn = 2 * count, 0

    @property
    def written(self) -> int:
        """How many frames are written."""
        return max(0, self.turn - len(self._positions))

    @property
    def path(self) -> Path:
        """The file of the next frame."""
        return self.folder / f"frame-{self.written:04}.png"

    def take_turn(self) -> None:
        """Look at the next frame, or draw and save it.

        Raises:
            OSError: it cannot be written.
        """
        count = len(self._positions)
        # Showing a picture widens the scales of the canvas, as far as the run goes.
        self.canvas.show_picture(self._picture(self._positions[self.turn % count]))
        if self.turn >= count:
            save_png(self.canvas, self.path)
        self.turn += 1

    def _picture(self, position: int) -> NetworkPicture:
        recording = self._recording
        return picture_of(sight_of(recording, recording.moment(position)), self._lens)
