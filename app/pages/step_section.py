"""What the sections have in common that work something out of the step that is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.widgets.heading import Quiet
from nn.core.step import Step
from nn.explain.sight import Sight
from nn.explain.tried import SPARED


class StepSection(QWidget):
    """Notes which step there is, or why there is none; the rest is made when it suits.

    Args of the constructor:
        lines: that are told at the most of what is pointed at.
        parent: as in Qt.
    """

    _changed = Signal()
    _built = False
    """Qt's own constructor already reports a change of palette."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: Step | None = None
        self._nothing = ""
        self.pointed = Quiet()
        self.pointed.setMinimumHeight(lines * self.fontMetrics().height())
        self.pointed.setAlignment(Qt.AlignmentFlag.AlignTop)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._built:
            self._show()

    def _take(self, sight: Sight, is_made: bool, no_step: str, not_made: str) -> None:
        """Note the step of a moment, and tell if it is another one.

        Args:
            sight: the moment.
            is_made: whether all that is needed of a step is made.
            no_step: what is said where there is no step.
            not_made: what is said before it is made.
        """
        step = sight.step if is_made else None
        nothing = SPARED if sight.tried else no_step if sight.step is None else not_made
        if step is not self._step or nothing != self._nothing:
            self._step, self._nothing = step, nothing
            self._changed.emit()

    def _show(self) -> None:
        """Write what was worked out."""
        raise NotImplementedError
