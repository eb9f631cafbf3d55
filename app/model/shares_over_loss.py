"""Counts along the run how much of all is right, as long as the loss curve is to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.model.playhead import Playhead
from app.model.recording_search import RecordingSearch
from app.model.session import Session
from app.pictures.loss.curve import LossCurve
from nn.run.recording import Recording

if TYPE_CHECKING:
    from nn.run.shares_along import SharesAlong


class SharesOverLoss(QObject):
    """Has the current recording counted in the background, and hands the curve what there is.

    While a run is trained nothing is counted; when it rests, what is new of it is.

    Signals:
        failed: the traceback of an unforeseen error.
    """

    failed = Signal(str)

    def __init__(
        self, session: Session, playhead: Playhead, curve: LossCurve, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._playhead, self._curve = session, playhead, curve
        self._search = RecordingSearch(_made, self)
        self._search.found.connect(self._show)
        self._search.ended.connect(self._show)
        self._search.progressed.connect(self._show_progress)
        self._search.failed.connect(self.failed)
        curve.shares.action.toggled.connect(self._on_toggled)
        session.moved.connect(self._look)
        session.recording_changed.connect(self._on_recording)
        playhead.playing_changed.connect(self._look)

    def end(self) -> None:
        """Count no more."""
        self._search.end()

    @property
    def busy(self) -> bool:
        """Whether something is being counted."""
        return self._search.busy

    def known(self, recording: Recording) -> SharesAlong | None:
        """What is counted of a recording, None for nothing."""
        return self._search.known(recording)

    @property
    def _wanted(self) -> bool:
        return self._curve.shares.action.isChecked()

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on:
            self._on_recording()
        else:
            self._search.rest()
            self._curve.show_shares(None)

    @Slot()
    def _on_recording(self) -> None:
        if self._wanted:
            self._show()
            self._look()

    @Slot()
    def _look(self) -> None:
        if not self._wanted:
            return
        if self._playhead.playing:
            self._search.rest()
        else:
            self._search.look(self._session.recording)

    @Slot()
    def _show(self) -> None:
        self._show_progress(1, 1)

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        if self._wanted:
            from nn.run.shares_along import NOTHING

            known = self._search.known(self._session.recording)
            points = NOTHING if known is None else known.points
            self._curve.show_shares(points, None if done == total else 100 * done // total)


def _made(recording: Recording) -> SharesAlong:
    from nn.answers.truth_table import Questions
    from nn.run.shares_along import SharesAlong

    return SharesAlong(Questions(recording.settings))
