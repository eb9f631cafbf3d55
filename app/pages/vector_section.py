"""What the sections have in common that tell of the moment and of the vector that is tried."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from app.pages.moment_section import MomentSection
from nn.core.arrays import Bits
from nn.explain.sight import Sight


class VectorSection(MomentSection):
    """Shows something of the moment and of a vector; `show_moment` writes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vector: Bits = np.zeros(0, np.int64)
        self._task = ""

    def show_vector(self, sight: Sight, vector: Bits, task: str) -> None:
        """Show a moment and a vector: another vector at once, other steps at a bearable pace.

        Args:
            sight: what there is to see; its weights answer.
            vector: 0 and 1, shape (n,).
            task: the name of the task of the run.
        """
        another = task != self._task or not np.array_equal(vector, self._vector)
        self._vector, self._task = vector, task
        if another:
            self._sight = sight
            self._show_if_seen()
        else:
            self.show_sight(sight, None)
