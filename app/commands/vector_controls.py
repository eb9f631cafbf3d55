"""What the commands do with the vector that is tried."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from app.model.tried_vector import TriedVector
from app.pages.side_panel import SidePanel


class VectorControls(QObject):
    """Types, draws and copies on the page where a vector is tried, and shows it in the picture.

    Signals:
        told: what was done, one line.
    """

    told = Signal(str)

    def __init__(self, pages: SidePanel, tried: TriedVector, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._tried = pages, tried

    @Slot()
    def type_vector(self) -> None:
        """Go to the field where a vector can be typed."""
        self._pages.panel.show("try")
        self._pages.prediction.edit_text()

    @Slot()
    def random_vector(self) -> None:
        """Try a vector drawn at random."""
        self._pages.panel.show("try")
        self._pages.prediction.draw_vector()

    @Slot(object)
    def try_vector(self, vector: NDArray[np.int64]) -> None:
        """Try a vector that was chosen elsewhere, 0 and 1, shape (n,)."""
        self._pages.panel.show("try")
        self._pages.prediction.try_vector(vector)

    @Slot()
    def show_tried(self) -> None:
        """Send the vector through the picture of the network, or return to the run."""
        if self._tried.active:
            self._tried.end()
        else:
            self._tried.begin(self._pages.prediction.vector)

    @Slot()
    def copy_answer(self) -> None:
        """Copy the answer to the vector as text."""
        self._pages.prediction.copy()
        self.told.emit("The answer was copied.")
