"""What every vector wants of the selected weight, and what the step's own vector did to it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.moment_section import MomentSection
from app.pages.push_bars import PushBars
from app.widgets.bit_text import bits_text
from app.widgets.heading import Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import tabular
from nn.explain.exact_text import rounded
from nn.explain.pushes import Pushes, pushes_of
from nn.explain.symbols import cell_name

LONGEST_WORDS = (
    "1,024 want W1[x16,h128] up, 1,024 down, 1,024 do not care; "
    "this step left it as it was to the last digit.\n"
    "On average they want it down by 0.000123456."
)
LONGEST_POINTED = "0101010101010101 wants it down by 0.000123456: the step's own\nclick tries it"


class PushesSection(MomentSection):
    """Shows a bar for each vector.

    Signals:
        vector_chosen: the vector of a bar that is to be tried, 0 and 1, shape (n,).
    """

    vector_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pushes: Pushes | None = None
        self.told = RoomyLabel((LONGEST_WORDS,))
        self.told.setFont(tabular(self.font()))
        self.bars = PushBars()
        self.pointed = RoomyLabel((LONGEST_POINTED,))
        self.pointed.setFont(tabular(self.font()))
        self.legend = Quiet()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.told)
        column.addWidget(self.bars, 4)
        column.addWidget(self.pointed)
        column.addWidget(self.legend)
        column.addStretch(1)
        self.bars.pointed.connect(self._on_pointed)
        self.bars.chosen.connect(self._on_chosen)
        self.show_moment()

    @property
    def pushes(self) -> Pushes | None:
        """What is drawn, None for nothing."""
        return self._pushes

    def show_moment(self) -> None:
        missing, sight = self.missing_for_gradient(), self._sight
        if missing or sight is None or sight.step is None or self.weight is None:
            self._pushes = None
            self.told.setText(missing)
            self.legend.setText("")
            self.bars.setAccessibleDescription(missing)
            self.bars.clear_pushes()
            return
        pushes = self._pushes = pushes_of(sight.step, self.weight)
        count = len(pushes.vectors)
        which = f"the {count:,} vectors" if pushes.complete else f"{count:,} vectors drawn"
        mark = "line" if pushes.own is None else "bar with the mark"
        self.told.setText(told_of(pushes, cell_name(*self.weight), sight.updated))
        self.legend.setText(
            f"A bar for each of {which}: −η·d of a step with it instead, from the weights before "
            f"the step. Violet, the {mark}: the step's own vector. Dashed: the mean. "
            "One step follows one vector, so the weight wanders about where the mean leads."
        )
        self.bars.setAccessibleDescription(self.told.text())
        self.bars.show_pushes(pushes)

    @Slot(int)
    def _on_pointed(self, place: int) -> None:
        pushes = self._pushes
        if pushes is None or place < 0:
            self.pointed.setText("")
            return
        own = ": the step's own" if place == pushes.own else ""
        text = f"{bits_text(pushes.vectors[place])} {_wish(float(pushes.pushes[place]))}{own}"
        self.pointed.setText(f"{text}\nA click or Enter tries it.")
        if self.bars.hasFocus():
            self.bars.setAccessibleDescription(text)

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        if self._pushes is not None:
            self.vector_chosen.emit(self._pushes.vectors[place].copy())


def told_of(pushes: Pushes, name: str, updated: bool) -> str:
    """The pushes in words.

    Args:
        pushes: what every vector wants.
        name: of the weight.
        updated: whether the step has moved the weight already.
    """
    still = len(pushes.vectors) - pushes.up - pushes.down
    careless = f", {still:,} {'does' if still == 1 else 'do'} not care" if still else ""
    want = "wants" if pushes.up == 1 else "want"
    if not updated:
        step = f"this step's own {_wish(pushes.own_push).split(' by ')[0]}"
    elif pushes.moved:
        step = f"this step moved it {'up' if pushes.moved > 0 else 'down'}"
    else:
        step = "this step left it as it was"
    return (
        f"{pushes.up:,} {want} {name} up, {pushes.down:,} down{careless}; {step}.\n"
        f"On average they {_wish(pushes.mean).replace('wants', 'want').replace('does', 'do')}."
    )


def _wish(push: float) -> str:
    if not push:
        return "does not care"
    return f"wants it {'up' if push > 0 else 'down'} by {rounded(abs(push))}"
