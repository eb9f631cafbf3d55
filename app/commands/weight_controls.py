"""Editing a weight in its cell."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.model.playhead import Playhead
from app.model.session import Session
from app.pictures.network.weight_editor import WeightEditor
from app.pictures.pictures import NetworkPictures
from nn.explain.symbols import cell_name


class WeightControls(QObject):
    """Opens the editor over the cell of a weight.

    Signals:
        told: why a number cannot be edited, one line.
    """

    told = Signal(str)

    def __init__(
        self,
        session: Session,
        playhead: Playhead,
        network: NetworkPictures,
        editor: WeightEditor,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._playhead = session, playhead
        self._network, self._editor = network, editor

    @Slot(object, object)
    def edit(self, symbol: str, index: tuple[int, int]) -> None:
        """Edit a weight; of the other numbers the inspector says what they are made of."""
        if symbol not in ("W1", "W2"):
            self.told.emit(f"{cell_name(symbol, index)} is computed; only weights can be changed.")
            return
        self._playhead.pause()
        sight = self._session.sight()
        if sight.phase is not None and not sight.updated:
            self.told.emit("In the middle of a step no weight can be set: → finishes the step.")
            return
        self._playhead.seek(sight.position)
        value = float(self._session.sight().values[symbol][index])
        canvas = self._network.canvas
        self._editor.setParent(canvas)
        self._editor.begin(symbol, index, value, canvas.rect_of((symbol, index)))
