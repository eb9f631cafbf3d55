"""The hidden units that are silenced: everything that answers, answers without them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.model.session import Session
from nn.core.arrays import Array
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
        session.recording_changed.connect(self._on_recording)

    def answering(self, sight: Sight) -> tuple[Array, Array]:
        """The weights of a moment that answer: W1, shape (n, h), and W2, (h, m).

        Of a silenced unit the weights to the outputs count as 0.
        """
        if not self.units:
            return sight.W1, sight.W2
        from nn.answers.silence import without

        return sight.W1, without(sight.W2, self.units)

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
