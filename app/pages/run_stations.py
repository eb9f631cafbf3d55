"""The vector that is tried at the start of the run, at the moment, and at the end, side by side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget

from app.widgets.bit_text import bits_text
from app.widgets.row_model import Column
from app.widgets.row_table import RowTable
from nn.explain.along_the_run import Station

TITLES = ("start", "here", "end")
STEP, PREDICTED, VERDICT, FIRST_OUTPUT = range(4)
"""Rows."""


class RunStations(RowTable):
    """A column for each place of the run, and one for what the task asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The vector along the run", FIRST_OUTPUT + 16, parent)
        self.setToolTip("What is answered at the start of the run, here, and at its end")
        self.copy_wanted.connect(self.copy)

    def show_stations(self, stations: tuple[Station, ...]) -> None:
        """Show what is answered at each place."""
        correct = stations[0].answer.correct
        outputs = len(correct)
        names = ["step", "predicted", "", *(f"y{each + 1}" for each in range(outputs))]
        wanted = ["", bits_text(correct), "", *map(str, correct.tolist())]
        widest = max(("✓ flawless", "0" * outputs), key=len)
        columns = (
            Column("", names.__getitem__, "predicted"),
            *(_of(title, station, widest) for title, station in zip(TITLES, stations, strict=True)),
            Column("task", wanted.__getitem__, "0" * outputs, "What the task asks for"),
        )
        self.show_rows(columns, np.arange(len(names)))


def _of(title: str, station: Station, widest: str) -> Column:
    answer = station.answer
    wrong = answer.wrong.tolist()
    count = sum(wrong)
    texts = [
        f"{station.position:,}",
        bits_text(answer.label),
        f"✗ {count} wrong" if count else "✓ flawless",
        *(f"{each:.4f}" for each in answer.a2.tolist()),
    ]

    def marked(row: int) -> list[bool]:
        return wrong if row == PREDICTED else []

    def bad(row: int) -> bool:
        if row < FIRST_OUTPUT:
            return row == VERDICT and count > 0
        return bool(wrong[row - FIRST_OUTPUT])

    text: Callable[[int], str] = texts.__getitem__
    return Column(title, text, widest, f"With the weights of the {title}", marked=marked, bad=bad)
