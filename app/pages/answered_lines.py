"""The table of lines that were read: each with its answer, or with what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from app.widgets.bit_text import bits_text
from app.widgets.row_model import Column, RowNumbers
from app.widgets.row_table import ChoiceTable, keys_of
from nn.answers.by_hand import AnswersByHand
from nn.core.arrays import Bits
from nn.files.answers_export import note, wrong_bits
from nn.files.vector_lines import VectorLines

MOST_ROWS = 10
ALL, WRONG, REFUSED = SHOWN = "All lines", "Not as expected", "Refused lines"
"""What can be shown of them."""


class AnsweredLines(ChoiceTable):
    """A row for every line that said something, in their order."""

    KEYS = keys_of("In the table of lines", "Try the vector, or go to the line that was refused.")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Lines and their answers", MOST_ROWS, parent)
        self.setToolTip("A click or Enter tries the vector; a click on a title sorts")
        self._lines: VectorLines | None = None
        self._answers: AnswersByHand | None = None
        self._numbers: NDArray[np.int64] = np.zeros(0, np.int64)
        self._places: RowNumbers = np.zeros(0, np.intp)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are to be shown, by what is to be shown of them."""
        return {each: int(self._which(each).sum()) for each in SHOWN}

    def vector(self, row: int) -> Bits | None:
        """The vector of a row, None of a line that was refused."""
        place = int(self._places[row])
        return None if place < 0 or self._lines is None else self._lines.vectors[place].copy()

    def line(self, row: int) -> int:
        """The number of the line of a row, from 1."""
        return int(self._numbers[row])

    def show_lines(
        self, lines: VectorLines | None, answers: AnswersByHand | None, shown: str = ALL
    ) -> None:
        """Show lines with their answers; without them nothing."""
        if lines is None or answers is None:
            self._lines = self._answers = None
            self._numbers, self._places = np.zeros(0, np.int64), np.zeros(0, np.intp)
            self.show_rows((), np.arange(0))
            return
        if lines is not self._lines:
            refused = np.array([each.line for each in lines.problems], dtype=np.int64)
            numbers = np.concatenate([lines.numbers, refused])
            # Those that are refused are counted backwards from -1.
            places = np.concatenate([np.arange(len(lines)), -1 - np.arange(len(refused))])
            order = np.argsort(numbers, kind="stable")
            self._numbers, self._places = numbers[order], places[order]
        self._lines, self._answers = lines, answers
        self.show_rows(self._columns(lines, answers), np.flatnonzero(self._which(shown)))

    def _which(self, shown: str) -> NDArray[np.bool_]:
        refused: NDArray[np.bool_] = self._places < 0
        if shown == REFUSED:
            return refused
        if shown == WRONG and self._answers is not None:
            wrong = np.append(self._answers.wrong_bits > 0, False)
            chosen: NDArray[np.bool_] = wrong[np.where(refused, -1, self._places)]
            return chosen
        return np.ones(len(self._places), np.bool_)

    def _columns(self, lines: VectorLines, answers: AnswersByHand) -> tuple[Column, ...]:
        n, m = lines.vectors.shape[1], answers.a2.shape[1]
        places = self._places

        def of(text: Callable[[int], str]) -> Callable[[int], str]:
            return lambda row: text(int(places[row])) if places[row] >= 0 else ""

        def by(values: Callable[[], NDArray[np.int64]]) -> Callable[[], NDArray[np.int64]]:
            # What was refused stands before all others.
            return lambda: np.append(values(), -1)[np.where(places < 0, len(lines), places)]

        def refused(row: int) -> str:
            place = int(places[row])
            return "" if place >= 0 else lines.problems[-1 - place].text

        def verdict(place: int) -> str:
            count = int(answers.wrong_bits[place])
            return f"✗ {count}" if count else "✓"

        def marked(row: int) -> list[bool]:
            place = int(places[row])
            return answers.wrong[place].tolist() if place >= 0 else []

        probabilities = of(
            lambda place: ", ".join(
                f"y{number} {each:.4f}" for number, each in enumerate(answers.a2[place], start=1)
            )
        )
        most = f"{int(self._numbers.max(initial=0)):,}"
        return (
            Column(
                "line",
                lambda row: f"{self._numbers[row]:,}",
                most,
                "The number of the line",
                keys=lambda: self._numbers,
                right=True,
            ),
            Column(
                "vector",
                of(lambda place: bits_text(lines.vectors[place])),
                "0" * n,
                "The vector that stands in it",
                keys=by(lambda: _spelled(lines.vectors)),
                across=refused,
            ),
            Column(
                "predicted",
                of(lambda place: bits_text(answers.label[place])),
                "0" * m,
                "What is predicted; wrong bits are marked",
                keys=by(lambda: _spelled(answers.label)),
                tip=probabilities,
                marked=marked,
            ),
            Column(
                "expected",
                of(lambda place: bits_text(answers.expected[place])),
                "0" * m,
                "What the line expects, or else what the task asks for",
                keys=by(lambda: _spelled(answers.expected)),
            ),
            Column(
                "wrong",
                of(verdict),
                "✗ 16",
                "How many bits are not as expected",
                keys=by(lambda: answers.wrong_bits),
                tip=of(lambda place: wrong_bits(answers, place)),
                bad=lambda row: any(marked(row)),
            ),
            Column(
                "note",
                of(lambda place: note(answers, place)),
                "The task asks for " + "0" * m,
                "Whether the task asks for something else",
            ),
        )


def _spelled(bits: Bits) -> NDArray[np.int64]:
    """Numbers in the order of those that rows of bits spell."""
    numbers = np.zeros(len(bits), np.int64)
    for eight in np.packbits(bits.astype(np.uint8), axis=1).T:
        numbers = 256 * numbers + eight
    return numbers
