"""What the commands do with the vector that is tried."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from app.pages.side_panel import SidePanel


class VectorControls(QObject):
    """Types, draws and copies on the page where a vector is tried.

    Signals:
        told: what was done, one line.
    """

    told = Signal(str)

    def __init__(self, pages: SidePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages

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
    def copy_answer(self) -> None:
        """Copy the answer to the vector as text."""
        self._pages.prediction.copy()
        self.told.emit("The answer was copied.")
