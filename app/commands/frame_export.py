"""Pictures of the network along the run, one file a frame, to be made into an animation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QWidget

from app.model.playhead import Playhead

MOST_FRAMES = 300


class FrameExport(QObject):
    """Moves the playhead along the recorded run and saves what the picture shows.

    Signals:
        told: what was written, one line.
    """

    told = Signal(str)

    def __init__(self, playhead: Playhead, picture: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._playhead, self._picture, self._window = playhead, picture, parent
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._save_next)
        self._positions: list[int] = []
        self._done = 0
        self._back = 0
        self._folder = Path()
        self._dialog: QProgressDialog | None = None

    def start(self, folder: Path) -> None:
        """Write up to `MOST_FRAMES` frames, evenly spaced, into a folder."""
        length = self._playhead.recording.length
        count = min(MOST_FRAMES, length + 1)
        self._positions = [round(place * length / max(count - 1, 1)) for place in range(count)]
        self._done, self._folder, self._back = 0, folder, self._playhead.position
        self._dialog = QProgressDialog("Writing frames …", "Cancel", 0, count, self._window)
        self._dialog.setMinimumDuration(0)
        self._dialog.setModal(True)
        self._dialog.canceled.connect(self.cancel)
        self._timer.start(0)

    @Slot()
    def cancel(self) -> None:
        """Stop; the frames written so far stay."""
        if self._timer.isActive():
            self._finish(f"{self._done} frames were written to {self._folder}, then cancelled.")

    @Slot()
    def _save_next(self) -> None:
        if self._done == len(self._positions):
            self._finish(f"{self._done} frames were written to {self._folder}.")
            return
        self._playhead.seek(self._positions[self._done])
        path = self._folder / f"frame-{self._done:04}.png"
        if not self._picture.grab().save(str(path), "PNG"):
            self._finish(f"{path} could not be written.")
            QMessageBox.warning(self._window, "Not all was written", f"{path} cannot be written.")
            return
        self._done += 1
        if self._dialog is not None:
            self._dialog.setValue(self._done)

    def _finish(self, told: str) -> None:
        self._timer.stop()
        if self._dialog is not None:
            self._dialog.canceled.disconnect(self.cancel)
            self._dialog.reset()
            self._dialog.deleteLater()
            self._dialog = None
        self._playhead.seek(self._back)
        self.told.emit(told)
