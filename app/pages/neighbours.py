"""The neighbours of the vector that is tried: what each bit would change, and a way to go there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from app.pages.vector_section import VectorSection
from app.widgets.bit_text import bits_text
from app.widgets.flow import Flow
from app.widgets.heading import Quiet
from app.widgets.kept_keys import CHOICE_KEYS, KeptKeys
from app.widgets.row_model import Column
from app.widgets.row_table import ChoiceTable, keys_of
from nn.answers.neighbours import Neighbours, neighbours_of
from nn.answers.sensitivity import exact, finite
from nn.answers.silence import without_text
from nn.answers.validation import Prediction
from nn.core.arrays import Array
from nn.explain.exact_text import MINUS, rounded


class Reading(NamedTuple):
    """What the columns of the outputs can show.

    Attributes:
        title: its name.
        legend: what it is, in a sentence or two.
        widest: no number takes more room.
    """

    title: str
    legend: str
    widest: str


READINGS = (
    Reading(
        "Probability of a 1",
        "a2 of each output after the flip. Bold: the predicted bit turns over.",
        "0.000",
    ),
    Reading(
        "Sensitivity over a whole bit",
        "Δa2/Δx: the a2 with a 1 at the input minus that with a 0, from −1 to 1. "
        "It is what a flip really does. Bold: the predicted bit turns over.",
        "+0.00",
    ),
    Reading(
        "Sensitivity as a slope",
        "∂a2/∂x = a2·(1−a2) · Σ W1·σ′(u1)·W2 over the hidden units: the derivative at this very "
        "vector, as if a bit could change a little. Where it differs much from Δa2/Δx, the answer "
        "bends on the way.",
        "+0.00",
    ),
)
PROBABILITY, FINITE, EXACT = range(len(READINGS))


class NeighbourTable(ChoiceTable):
    """A row for the vector itself, and one for each bit."""

    KEYS = keys_of("In the table of neighbours", "Turn the bit over: go to that neighbour.")


class NeighboursSection(VectorSection):
    """Shows a row for each bit: what the network answers when it is turned over.

    Signals:
        vector_chosen: the neighbour to go to, 0 and 1, shape (n,).
    """

    vector_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Neighbours | None = None
        self._finite: Array = np.zeros((0, 0))
        self._exact: Array = np.zeros((0, 0))
        self.reading = QComboBox()
        self.reading.addItems([each.title for each in READINGS])
        self.reading.setAccessibleName("What the columns of the outputs show")
        self.reading.setToolTip("What the columns of the outputs show")
        KeptKeys(self.reading, CHOICE_KEYS)
        self.table = NeighbourTable("Neighbours of the vector", 1 + 16)
        self.table.setToolTip("A click or Enter turns that bit over")
        self.legend = Quiet()
        row = Flow()
        row.add(QLabel("Outputs show"))
        row.add(self.reading, grows=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.table)
        column.addWidget(self.legend)
        column.addStretch(1)
        self.reading.currentIndexChanged.connect(self.show_moment)
        self.table.chosen.connect(self._on_chosen)
        self.table.copy_wanted.connect(self.table.copy)

    @property
    def found(self) -> Neighbours | None:
        """What is shown."""
        return self._found

    @Slot()
    def show_moment(self) -> None:
        sight, reading = self._sight, self.reading.currentIndex()
        self.legend.setText(READINGS[reading].legend)
        if sight is None:
            return
        if sight.silenced:
            self.legend.setText(f"{READINGS[reading].legend} ({without_text(sight.silenced)})")
        found = self._found = neighbours_of(sight.W1, sight.W2, self._vector, self._task)
        self._finite, self._exact = finite(found), exact(sight.W1, sight.W2, self._vector)
        outputs, bits = len(found.here.a2), len(self._vector)
        columns = (
            Column("flip", self._flip, f"x{bits}: 0→1", "The bit that is turned over"),
            Column(
                "predicted",
                lambda row: bits_text(self._answer(row).label),
                "0" * outputs,
                "What is predicted then; wrong bits are marked",
                marked=lambda row: self._answer(row).wrong.tolist(),
                tip=self._tip,
            ),
            *(self._output(output, READINGS[reading].widest) for output in range(outputs)),
        )
        self.table.show_rows(columns, np.arange(1 + bits))

    def _output(self, output: int, widest: str) -> Column:
        found, shaded = self._found, self.reading.currentIndex() != PROBABILITY
        assert found is not None
        return Column(
            f"y{output + 1}",
            lambda row: self._number(row, output),
            widest,
            f"Output {output + 1}",
            tip=lambda row: self._all_numbers(row, output),
            strong=lambda row: bool(row and found.turned[row - 1, output]),
            shade=(lambda row: self._sensitivity(row, output)) if shaded else None,
            right=True,
        )

    def _answer(self, row: int) -> Prediction:
        assert self._found is not None
        return self._found.there[row - 1] if row else self._found.here

    def _flip(self, row: int) -> str:
        if not row or self._found is None:
            return "as it is"
        bit = int(self._found.here.x[row - 1])
        return f"x{row}: {bit}→{1 - bit}"

    def _number(self, row: int, output: int) -> str:
        if self.reading.currentIndex() == PROBABILITY:
            return f"{self._answer(row).a2[output]:.3f}"
        sensitivity = self._sensitivity(row, output)
        return "" if sensitivity is None else signed(sensitivity)

    def _sensitivity(self, row: int, output: int) -> float | None:
        """Of an output to an input, as the columns show it; None in the first row."""
        numbers = self._finite if self.reading.currentIndex() == FINITE else self._exact
        return float(numbers[row - 1, output]) if row else None

    def _all_numbers(self, row: int, output: int) -> str:
        there = rounded(float(self._answer(row).a2[output]))
        if not row:
            return f"a2 of y{output + 1} is {there}"
        here = rounded(float(self._answer(0).a2[output]))
        slopes = (rounded(float(each[row - 1, output])) for each in (self._finite, self._exact))
        return "x{} → y{}: a2 from {} to {}, Δa2/Δx {}, ∂a2/∂x {}".format(
            row, output + 1, here, there, *slopes
        )

    def _tip(self, row: int) -> str:
        answer = self._answer(row)
        said = f"{bits_text(answer.x)} → {bits_text(answer.label)}"
        if row and self._found is not None:
            turned = np.flatnonzero(self._found.turned[row - 1]).tolist()
            names = ", ".join(f"y{each + 1}" for each in turned) or "nothing"
            said += f", turns over {names}"
        return f"{said}; the task asks for {bits_text(answer.correct)}"

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        if row > 0 and self._found is not None:
            self.vector_chosen.emit(self._found.there[row - 1].x.copy())


def signed(number: float) -> str:
    """A number with its sign, to two decimals, or three significant digits where it is large."""
    text = f"{abs(number):.2f}" if abs(number) < 10 else f"{abs(number):.3g}"
    if float(text) == 0:
        return text
    return f"{'+' if number > 0 else MINUS}{text}"
