"""Which vectors stand in the table: those that fit a pattern, those that are answered wrong."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.pages.truth_model import matching
from app.widgets.bit_text import BitTextError, parse_pattern
from app.widgets.entry_line import EntryLine
from app.widgets.flow import Flow
from app.widgets.theme import BAD, tabular
from app.widgets.tick_box import TickBox
from nn.answers.truth_table import Questions


class TruthFilter(QWidget):
    """A pattern, a box to tick, and what is wrong with the pattern.

    Signals:
        changed: other vectors are wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: Questions | None = None
        self.pattern = EntryLine()
        self.pattern.setFont(tabular(self.font()))
        self.pattern.setAccessibleName("Pattern of the vectors in the table")
        self.pattern.setToolTip("Only vectors that fit, such as 1?0??: ? stands for 0 and for 1")
        self.only_wrong = TickBox("only wrong")
        self.only_wrong.setToolTip("Only vectors with a wrong answer")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setForegroundRole(BAD)
        self._explain("")
        row = Flow()
        row.add(self.pattern, grows=True)
        row.add(self.only_wrong)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.pattern.textEdited.connect(self.changed)
        self.pattern.abandoned.connect(self._clear)
        self.only_wrong.toggled.connect(self.changed)

    def begin(self, questions: Questions) -> None:
        """Get ready for other vectors: all of them are wanted, but for the box."""
        self._questions = questions
        self.pattern.setPlaceholderText(("1?0??" * questions.bits)[: questions.bits])
        self.pattern.clear()
        self._explain("")

    def wanted(self) -> NDArray[np.bool_] | None:
        """Which vectors fit, and say what is wrong with the pattern; None for all of them."""
        if self._questions is None:
            return None
        try:
            pattern = parse_pattern(self.pattern.text(), self._questions.bits)
        except BitTextError as error:
            self._explain(f"{error} The table shows all vectors.")
            return None
        self._explain("")
        return matching(self._questions, pattern)

    @Slot()
    def _clear(self) -> None:
        self.pattern.clear()
        self.changed.emit()

    def _explain(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.pattern.setAccessibleDescription(problem)
