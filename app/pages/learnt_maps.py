"""Lenses on what has been learnt that are one matrix each."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.number_map import NumberMap, Numbers, reaching, unit_names
from app.widgets.colour_scale import Scale
from app.widgets.heading import Quiet
from app.widgets.theme import tabular
from nn.answers.hidden_units import Likeness, likeness, unit_answers
from nn.answers.sample import vectors_for
from nn.answers.silence import without_text
from nn.core.settings import Settings
from nn.explain.exact_text import rounded
from nn.explain.learnt import Offsets, offsets, product, told_of_effect, told_of_product
from nn.explain.sight import Sight

SHARES, FROM_0_TO_1 = Scale(1.0), Scale(1.0, lowest=0.0)


class LearntMap(QWidget):
    """A matrix, and above it what there is to say of it.

    Attributes:
        title: over it.
        brief: the same on the switch.
        shows: what is to be seen, one sentence.
        hides: what is not, one sentence.
        hint: what can be done with a cell, one sentence.

    Signals:
        pointed: what there is to say of the cell under the mouse or the keyboard.
        unit_chosen: a hidden unit, from 0.
        unit_switched: a hidden unit, from 0, is to be silenced, or heard again.
        cell_chosen: a cell of the picture.
        vector_chosen: a vector, 0 and 1, shape (n,).
    """

    title: ClassVar[str]
    brief: ClassVar[str]
    shows: ClassVar[str]
    hides: ClassVar[str]
    hint: ClassVar[str]

    pointed = Signal(str)
    unit_chosen = Signal(int)
    unit_switched = Signal(int)
    cell_chosen = Signal(object)
    vector_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.told = Quiet()
        self.told.setFont(tabular(self.font()))
        self.map = NumberMap(self.title)
        self.map.pointed.connect(self.pointed)
        self.map.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.told)
        column.addWidget(self.map)
        column.addStretch(1)

    def show_learnt(self, sight: Sight, settings: Settings, unit: int) -> None:
        """Show a moment.

        Args:
            sight: as it answers.
            settings: of the run.
            unit: the hidden unit that is looked at, from 0.
        """
        raise NotImplementedError

    @Slot(int, int)
    def _on_chosen(self, row: int, column: int) -> None:
        """Do what a click on a cell is for."""


class ProductMap(LearntMap):
    """What the network would do were it linear."""

    title, brief = "The product W1·W2", "Product"
    shows = "what every input would add to every output if hidden units passed on their bare sums"
    hint = "Point at a cell to see through which hidden units its largest parts go."
    hides = "what the sigmoid makes of these sums: it flattens the large ones, so answers differ"

    def show_learnt(self, sight: Sight, settings: Settings, unit: int) -> None:
        self._sight = sight
        effects = product(sight.W1, sight.W2)
        n, m = effects.shape
        self.told.setText(_told(told_of_product(effects), sight))
        numbers = Numbers(effects, unit_names("x", n), unit_names("y", m), (reaching(effects),))
        self.map.show_numbers(numbers, self._name)

    def _name(self, row: int, column: int) -> str:
        return told_of_effect(self._sight.W1, self._sight.W2, row, column)


class BiasMap(LearntMap):
    """Where the bias is that the network has not."""

    title, brief = "Where is the bias?", "Bias"
    shows = (
        "that 00…0 puts every hidden unit at 0.5, so that half of each column sum of W2 is the "
        "output's sum: it acts as a bias, although there is none"
    )
    hint = "A click selects the sum of the output in the picture."
    hides = "what other vectors add to it, for which the hidden units leave 0.5"

    def show_learnt(self, sight: Sight, settings: Settings, unit: int) -> None:
        found = self._offsets = offsets(sight.W2, settings.bits, settings.task)
        self.told.setText(_told(found.told, sight))
        values = np.column_stack((found.sums, found.probabilities, found.targets))
        numbers = Numbers(
            values.astype(np.float64),
            tuple(
                f"{'✗ ' if wrong else ''}{name}"
                for name, wrong in zip(unit_names("y", len(values)), found.wrong, strict=True)
            ),
            ("½ΣW2", "σ of it", "target"),
            (reaching(found.sums), FROM_0_TO_1, FROM_0_TO_1),
            whole=frozenset((2,)),
        )
        self.map.show_numbers(numbers, self._name)

    def _name(self, row: int, column: int) -> str:
        found: Offsets = self._offsets
        half, chance = rounded(float(found.sums[row])), rounded(float(found.probabilities[row]))
        verdict = "✗ wrong" if found.wrong[row] else "✓ right"
        return (
            f"y{row + 1} of 00…0: half the column sum {half}, the sigmoid of it {chance}; "
            f"the task asks for {found.targets[row]}: {verdict}"
        )

    @Slot(int, int)
    def _on_chosen(self, row: int, column: int) -> None:
        self.cell_chosen.emit(("u2", (row,)))


class LikenessMap(LearntMap):
    """How alike two hidden units are."""

    title, brief = "How alike two hidden units are", "Likeness"
    shows = (
        "the correlation (Pearson's) of the activations of each two hidden units over {vectors}: "
        "1 where they do the same, −1 where they do the opposite"
    )
    hint = "A click chooses the hidden unit of the row."
    hides = "what they do with it: two units that are alike may push an output in two directions"

    def show_learnt(self, sight: Sight, settings: Settings, unit: int) -> None:
        self._sight = sight
        found = self._found = likeness(unit_answers(vectors_for(settings.bits), sight.W1).a1)
        self.told.setText(_told_of(found))
        h = len(found.matrix)
        names = unit_names("h", h)
        numbers = Numbers(found.matrix, names, names, (SHARES,))
        self.map.show_numbers(numbers, self._name, (unit, unit) if unit < h else None)

    def _name(self, row: int, column: int) -> str:
        one, other, value = f"h{row + 1}", f"h{column + 1}", self._found.matrix[row, column]
        if np.isnan(value):
            still = [unit for unit in dict.fromkeys((row, column)) if unit in self._found.constant]
            names = " and ".join(f"h{unit + 1}" for unit in still)
            are = "is" if len(still) == 1 else "are"
            return f"{one}, {other}: none, for {names} {are} constant"
        return f"{one}, {other}: correlation {rounded(float(value))}"

    @Slot(int, int)
    def _on_chosen(self, row: int, column: int) -> None:
        self.unit_chosen.emit(row)


def _told(text: str, sight: Sight) -> str:
    """What is said of an answer, and without which hidden units."""
    if not sight.silenced:
        return text
    name = without_text(sight.silenced)
    return f"{name[0].upper()}{name[1:]}: {text[0].lower()}{text[1:]}"


def _told_of(found: Likeness) -> str:
    told = []
    for sign, word in ((1, "Most alike"), (-1, "Most opposite")):
        pair = found.extreme(sign)
        if pair is not None:
            told.append(f"{word}: h{pair[0] + 1} and h{pair[1] + 1}, {rounded(pair[2])}.")
    if found.constant:
        names = ", ".join(f"h{unit + 1}" for unit in found.constant)
        told.append(f"Constant, and so without a correlation: {names}.")
    return "\n".join(told) or "There are no two hidden units."
