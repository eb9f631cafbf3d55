"""How fast it really goes."""

from __future__ import annotations

from math import inf
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Slot

from app.model.playhead import Playhead
from app.model.session import Session
from app.widgets.speed import SpeedControl

INTERVAL_MS = 500


class SpeedMeter(QObject):
    """Tells the speed control how many steps a second are made, as fast as it goes."""

    def __init__(
        self, session: Session, playhead: Playhead, speed: SpeedControl, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._playhead, self._speed = session, playhead, speed
        self._from = (0.0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._measure)

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Measure while the playhead moves; afterwards the chosen pace is shown again."""
        if playing:
            self._from = perf_counter(), self._session.position
            self._timer.start()
        else:
            self._timer.stop()
            self._speed.show_chosen()

    @Slot()
    def _measure(self) -> None:
        began, before = self._from
        now, position = perf_counter(), self._session.position
        if self._playhead.pace == inf:
            self._speed.show_measured(abs(position - before) / (now - began))
        self._from = now, position
