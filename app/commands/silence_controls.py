"""What the commands do with the hidden units that are silenced."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.model.silenced import Silenced
from app.pictures.pictures import NetworkPictures
from nn.explain.symbols import hidden_unit


class SilenceControls(QObject):
    """Silences hidden units, and lets them be heard again.

    Signals:
        told: what was done, one line.
    """

    told = Signal(str)

    def __init__(self, silenced: Silenced, network: NetworkPictures, parent: QObject) -> None:
        super().__init__(parent)
        self._silenced, self._network = silenced, network

    @Slot()
    def silence_unit(self) -> None:
        """Silence the hidden unit of the selected cell, or let it be heard again."""
        cell = self._network.canvas.selected
        unit = None if cell is None else hidden_unit(cell)
        if unit is None:
            self.told.emit("Select a cell of a hidden unit first: that unit can be silenced.")
        else:
            self.switch(unit)

    @Slot(int)
    def switch(self, unit: int) -> None:
        """Silence a hidden unit, from 0, or let it be heard again."""
        self._silenced.toggle(unit)
        name = f"h{unit + 1}"
        if unit in self._silenced.units:
            self.told.emit(f"{name} is silenced: answers do without it, the run goes on with it.")
        else:
            self.told.emit(f"{name} is heard again.")

    @Slot()
    def all_units(self) -> None:
        """Let every hidden unit be heard again."""
        heard = "All hidden units are heard again."
        self.told.emit(heard if self._silenced.units else "No hidden unit is silenced.")
        self._silenced.clear()
