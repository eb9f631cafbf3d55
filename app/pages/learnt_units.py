"""The lens on what each hidden unit answers to."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from app.pages.learnt_maps import FROM_0_TO_1, LearntMap
from app.pages.number_map import NumberMap, Numbers, unit_names
from app.widgets.bit_text import bits_text
from app.widgets.heading import Quiet
from nn.answers.hidden_units import UnitAnswers, unit_answers
from nn.answers.sample import vectors_for
from nn.core.settings import Settings
from nn.explain.exact_text import brief, rounded
from nn.explain.sight import Sight

MOST_TOLD, AMONG = 3, 12
"""Vectors that are told of each end of a unit, and among how many there are so many different."""


class UnitsMap(LearntMap):
    """For every hidden unit how far it is switched on and off, and of one of them all vectors."""

    title, brief = "What each hidden unit answers to", "Units"
    shows = (
        "how far {vectors} switch every hidden unit on and off, and which do it most and least "
        "to one unit"
    )
    hint = "A click chooses a unit, or tries a vector."
    hides = "what a unit is for: that is up to its weights to the outputs, and to the other units"

    def __init__(self) -> None:
        super().__init__()
        self.all = NumberMap("Activation for all vectors")
        self.all.pointed.connect(self.pointed)
        self.all.chosen.connect(self._try)
        self.axes = Quiet()
        self.silence = QPushButton()
        self.silence.setAutoDefault(False)
        self.silence.setToolTip("See what is answered without this unit, or with it again  (S)")
        self.silence.clicked.connect(lambda: self.unit_switched.emit(self._unit))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        # The units that one chooses from stand over what is said of the one that is chosen.
        column.removeWidget(self.told)
        for place, widget in enumerate((self.told, self.silence, self.all, self.axes), start=1):
            column.insertWidget(place, widget)
        column.setAlignment(self.silence, Qt.AlignmentFlag.AlignLeft)

    def show_learnt(self, sight: Sight, settings: Settings, unit: int) -> None:
        found = self._found = unit_answers(vectors_for(settings.bits), sight.W1)
        self._silenced = sight.silenced
        count, h = found.a1.shape
        unit = self._unit = min(unit, h - 1)
        shares = np.stack((found.a1.max(axis=0), found.a1.min(axis=0), found.on / count))
        numbers = Numbers(shares, ("most", "least", "share on"), unit_names("h", h), (FROM_0_TO_1,))
        self.map.show_numbers(numbers, lambda row, column: self._name(column), (0, unit))
        ends = (
            f"Most on for {self._listed(found.order(unit)[::-1])}.",
            f"Most off for {self._listed(found.order(unit))}.",
        )
        silenced = unit in sight.silenced
        self.silence.setText(f"Hear h{unit + 1} again" if silenced else f"Silence h{unit + 1}")
        silent = " (silenced)" if silenced else ""
        self.told.setText(
            f"h{unit + 1}{silent} is on (above 0.5) for {found.on[unit]:,} of {count:,}.\n"
            + "\n".join(ends)
        )
        columns = 2 ** math.ceil(math.log2(count) / 2)
        laid_out = found.a1[:, unit].reshape(-1, columns)
        self.all.show_numbers(
            Numbers(laid_out, (), (), (FROM_0_TO_1,)),
            lambda row, column: self._name_vector(row * columns + column),
        )
        self.axes.setText(self._axes(settings.bits, 2**settings.bits == count))

    def _listed(self, order: list[int]) -> str:
        found = self._found
        # In a sample a vector may stand twice.
        told = dict.fromkeys(
            f"{bits_text(found.vectors[at])} ({brief(float(found.a1[at, self._unit]))})"
            for at in order[:AMONG]
        )
        return ", ".join(list(told)[:MOST_TOLD])

    def _axes(self, bits: int, complete: bool) -> str:
        unit = f"h{self._unit + 1}"
        if not complete:
            return f"A cell for each vector of the sample, as {unit} answers it."
        down = bits // 2
        right = f"x{bits}" if bits - down == 1 else f"x{down + 1} to x{bits}"
        first = f"down x1 to x{down}, " if down > 1 else "down x1, " if down else ""
        return f"A cell for each vector, as {unit} answers it: {first}to the right {right}."

    def _name(self, unit: int) -> str:
        found: UnitAnswers = self._found
        most, least = int(found.most[unit]), int(found.least[unit])
        ends = (
            f"{bits_text(found.vectors[at])} ({brief(float(found.a1[at, unit]))})"
            for at in (most, least)
        )
        silent = " (silenced)" if unit in self._silenced else ""
        on, off = ends
        return (
            f"h{unit + 1}{silent}: most on for {on}, most off for {off}, "
            f"on for {found.on[unit]:,} of {len(found.vectors):,}"
        )

    def _name_vector(self, at: int) -> str:
        found = self._found
        value = rounded(float(found.a1[at, self._unit]))
        return f"{bits_text(found.vectors[at])}: a1 of h{self._unit + 1} is {value}"

    @Slot(int, int)
    def _on_chosen(self, row: int, column: int) -> None:
        self.unit_chosen.emit(column)

    @Slot(int, int)
    def _try(self, row: int, column: int) -> None:
        at = row * self.all.columns + column
        self.vector_chosen.emit(self._found.vectors[at].copy())
