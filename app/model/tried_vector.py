"""A vector that is sent through the picture, in place of the moment at which the session stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.model.playhead import Playhead
from app.model.session import Session
from app.model.silenced import Silenced
from nn.core.arrays import Bits
from nn.explain.sight import Sight


class TriedVector(QObject):
    """Knows what is seen of the network: the moment, or a vector that is tried at it.

    A vector is seen until someone returns, the playhead moves or another recording is the current
    one. The session knows nothing of it, and stands where it stood. The vector is answered without
    the hidden units that are silenced.

    Signals:
        active_changed: whether a vector is seen.
        changed: something else is seen than before, and the session itself does not say so.
    """

    active_changed = Signal(bool)
    changed = Signal()

    def __init__(
        self,
        session: Session,
        playhead: Playhead,
        silenced: Silenced,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._playhead, self._silenced = session, playhead, silenced
        self._vector: Bits | None = None
        self._seen: tuple[Sight, frozenset[int], Sight] | None = None
        session.moved.connect(self._forget)
        session.recording_changed.connect(self._forget)
        playhead.playing_changed.connect(self._on_playing)

    @property
    def active(self) -> bool:
        """Whether a vector is seen."""
        return self._vector is not None

    def begin(self, vector: Bits) -> None:
        """Send a vector, 0 and 1, shape (n,), through the picture once nothing is trained.

        Nothing comes of it where a run of another size began before that.
        """
        self._playhead.when_still(lambda: self._show(vector))

    @Slot(object)
    def follow(self, vector: Bits) -> None:
        """Send another vector through the picture, if one is seen there."""
        if self.active:
            self._show(vector)

    @Slot()
    def end(self) -> None:
        """Return to the moment at which the session stands."""
        if self.active:
            self._forget()
            self.changed.emit()

    def sight(self) -> Sight:
        """What there is to see: of the vector, or else of the session."""
        moment = self._session.sight()
        if self._vector is None:
            return moment
        units = self._silenced.units
        if self._seen is None or self._seen[0] is not moment or self._seen[1] != units:
            from nn.explain.tried import tried

            seen = tried(moment, self._vector, self._session.settings.task, units)
            self._seen = moment, units, seen
        return self._seen[2]

    def _show(self, vector: Bits) -> None:
        if len(vector) != self._session.settings.bits:
            return
        began = not self.active
        self._vector, self._seen = vector, None
        if began:
            self.active_changed.emit(True)
        self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        if self.active:
            self._vector = self._seen = None
            self.active_changed.emit(False)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        if playing:
            self.end()
