"""What the sections have in common that tell of a moment and of the cell that is selected."""

from __future__ import annotations

from math import ceil
from time import perf_counter

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.widgets.throttle import heard
from nn.explain.lenses import MATRICES
from nn.explain.phases import OVERLAYS
from nn.explain.sight import Sight
from nn.explain.symbols import Cell, cell_name
from nn.explain.tried import SPARED

FOLLOW_SECONDS, LATEST_SECONDS, SHARE_OF_TIME = 0.1, 0.4, 0.04
"""From step to step a section follows at the first pace, or where it would take a larger share of
the time than that from the picture, at a slower one, down to the second. Out of sight it does
nothing."""

NO_WEIGHT = "Select a weight in the picture: a cell of W1 or W2."
NOTHING_MADE = "Make a step first: → makes one, ↓ a phase of it."


class MomentSection(QWidget):
    """Shows something of the moment; what it shows is written by `show_moment`.

    Attributes:
        follow_seconds: the pace at which it follows from step to step.
    """

    follow_seconds = FOLLOW_SECONDS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sight: Sight | None = None
        self._selected: Cell | None = None
        self._due = 0.0
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._show_if_seen)

    def show_sight(self, sight: Sight, selected: Cell | None) -> None:
        """Show a moment: what a person chose or a phase at once, steps at a pace to be followed.

        Args:
            sight: what there is to see.
            selected: the cell that is selected in the picture, None for none.
        """
        before = self._sight
        silenced = before is not None and sight.silenced != before.silenced
        chosen = silenced or selected != self._selected
        if sight is before and not chosen:
            return
        self._sight, self._selected = sight, selected
        if chosen or sight.phase is not None:
            self._show_if_seen()
        else:
            self._show_soon()

    def show_moment(self) -> None:
        """Write what there is to be seen now."""
        raise NotImplementedError

    @property
    def weight(self) -> Cell | None:
        """The selected weight, or that whose gradient is selected; None for none."""
        if self._selected is None:
            return None
        symbol, index = self._selected
        symbol = OVERLAYS.get(symbol, symbol)
        return (symbol, index) if symbol in MATRICES else None

    def missing_for_gradient(self) -> str:
        """What has to be done before the gradient of the weight is known, "" for nothing."""
        if self.weight is None:
            return NO_WEIGHT
        if self._sight is None or self._sight.made is None:
            return NOTHING_MADE
        if self._sight.tried:
            return SPARED
        gradient, index = MATRICES[self.weight[0]], self.weight[1]
        if gradient not in self._sight.values:
            return f"{cell_name(gradient, index)} is not known yet in this phase: ↓ goes on."
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_soon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of palette.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_waiting"):
            self._show_soon()

    def _show_soon(self) -> None:
        if not self._waiting.isActive():
            self._waiting.start(max(0, ceil(1000 * (self._due - perf_counter()))))

    @Slot()
    def _show_if_seen(self) -> None:
        self._waiting.stop()
        if not self.isVisible():
            return
        began = perf_counter()
        self.show_moment()
        ended = perf_counter()
        pause = min(max(self.follow_seconds, (ended - began) / SHARE_OF_TIME), LATEST_SECONDS)
        self._due = ended + heard(pause)
