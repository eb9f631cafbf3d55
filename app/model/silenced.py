"""The hidden units that are silenced: everything that answers, answers without them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.model.session import Session
from nn.explain.sight import Sight


class Silenced(QObject):
    """Knows which hidden units are silenced: a way of looking, of which the session knows nothing.

    The run is trained with all of them, and saved and exported with all of them. A run whose
    network has another size begins with none silenced.

    Attributes:
        units: from 0.

    Signals:
        changed: others are silenced than before, and no other recording says so.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sizes = session.settings.sizes
        self.units: frozenset[int] = frozenset()
        self._answering: tuple[Sight, frozenset[int], Sight] | None = None
        session.recording_changed.connect(self._on_recording)

    def sight(self) -> Sight:
        """The moment as it answers: that of the session, but for W2.

        In W2, of a silenced unit the weights to the outputs are 0. It is the same object as long
        as neither the moment nor what is silenced is another.
        """
        moment, units = self._session.sight(), self.units
        if not units:
            return moment
        known = self._answering
        if known is None or known[0] is not moment or known[1] != units:
            from nn.answers.silence import without

            values = {**moment.values, "W2": without(moment.W2, units)}
            known = moment, units, replace(moment, values=values, silenced=units)
            self._answering = known
        return known[2]

    @Slot(int)
    def toggle(self, unit: int) -> None:
        """Silence a hidden unit of the network, or let it be heard again."""
        if 0 <= unit < self._session.settings.hidden_units:
            self._set(self.units ^ {unit})

    @Slot()
    def clear(self) -> None:
        """Let all units be heard again."""
        self._set(frozenset())

    def _set(self, units: frozenset[int]) -> None:
        if units != self.units:
            self.units = units
            self.changed.emit()

    @Slot()
    def _on_recording(self) -> None:
        sizes = self._session.settings.sizes
        if sizes != self._sizes:
            self._sizes, self.units = sizes, frozenset()
