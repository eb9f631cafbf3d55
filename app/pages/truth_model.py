"""The answers to all vectors as rows: in any order, and only those that are wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from app.widgets.bit_text import bits_text
from app.widgets.model_index import NOWHERE, AnyIndex
from nn.answers.truth_table import Questions, TruthTable
from nn.explain.exact_text import rounded
from nn.run.learnt import Standing

RIGHT, LEFT = (
    int(each | Qt.AlignmentFlag.AlignVCenter)
    for each in (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
)
SINCE, FORGOTTEN = "right since", "forgotten"
OF_TEXT = ("vector", "answer", "wrong", "correct")
"""The columns that are read from the left."""

NOT_YET, UNKNOWN = "–", ""

Order = NDArray[np.intp]
"""The numbers that vectors spell, in the order of their rows."""


class TruthModel(QAbstractTableModel):
    """Rows of a `TruthTable`.

    The columns: the vector, what is answered, how many bits are wrong, perhaps since when it is
    right and how often it was forgotten, the loss, the probability of each output, and what would
    be correct.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: TruthTable | None = None
        self._standing: Standing | None = None
        self._with_standing = False
        self._rows: Order = np.arange(0)
        self._wanted: NDArray[np.bool_] | None = None
        self._only_wrong = False
        self._key, self._descending = "vector", False

    @property
    def rows(self) -> Order:
        """The vectors that are shown, in their order."""
        return self._rows

    @property
    def columns(self) -> tuple[str, ...]:
        """What stands in each column."""
        outputs = 0 if self._table is None else self._table.questions.outputs
        probabilities = (f"y{number}" for number in range(1, outputs + 1))
        standing = (SINCE, FORGOTTEN) if self._with_standing else ()
        return ("vector", "answer", "wrong", *standing, "loss", *probabilities, "correct")

    @property
    def table(self) -> TruthTable | None:
        """The answers that are shown."""
        return self._table

    @property
    def standing(self) -> Standing | None:
        """How the vectors stand; None where that is not known or not shown."""
        return self._standing if self._with_standing else None

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column by which the rows are sorted, and which way."""
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        return self.columns.index(self._key), order

    def show(self, table: TruthTable | None, standing: Standing | None = None) -> None:
        """Show other answers; those of other vectors begin anew.

        Args:
            table: the answers, None for none.
            standing: since when they are right; None where that is not known.
        """
        before = None if self._table is None else self._table.questions
        now = None if table is None else table.questions
        if before is now:
            self._table, self._standing = table, standing
            self._arrange()
            return
        self.beginResetModel()
        self._table, self._standing, self._wanted = table, standing, None
        self._end_reset()

    def show_standing(self, shown: bool) -> None:
        """Have columns that tell since when vectors are right, or none."""
        if shown != self._with_standing:
            self.beginResetModel()
            self._with_standing = shown
            self._end_reset()

    def _end_reset(self) -> None:
        if self._key not in self.columns:
            self._key, self._descending = "vector", False
        self._rows = self._arranged()
        self.endResetModel()

    def want(self, wanted: NDArray[np.bool_] | None, only_wrong: bool) -> None:
        """Show only some vectors.

        Args:
            wanted: which, by the number they spell; None for all.
            only_wrong: of these only those with a wrong answer.
        """
        self._wanted, self._only_wrong = wanted, only_wrong
        self._arrange()

    def number(self, row: int) -> int:
        """The number that the vector of a row spells."""
        return int(self._rows[row])

    def row_of(self, number: int) -> int | None:
        """The row of a vector; None if it is not shown."""
        found = np.flatnonzero(self._rows == number)
        return int(found[0]) if len(found) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self._key = self.columns[column]
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._arrange()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _meaning(self.columns[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), self.columns[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if self.columns[index.column()] in OF_TEXT else RIGHT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            key = self.columns[index.column()]
            return f"{_meaning(key)}: {self.text(index.row(), key)}"
        return None

    def text(self, row: int, key: str) -> str:
        """What stands in a column of a row."""
        table, number = self._table, self.number(row)
        assert table is not None
        if key == "vector":
            return bits_text(table.questions.vectors[number])
        if key == "correct":
            return bits_text(table.questions.correct[number])
        if key == "answer":
            return bits_text(table.label[number])
        if key == "wrong":
            count = int(table.wrong_bits[number])
            return f"✗ {count}" if count else "✓"
        if key == "loss":
            return rounded(float(table.loss[number]))
        if key in (SINCE, FORGOTTEN):
            return self._stands(number, key)
        return rounded(float(table.a2[number, int(key[1:]) - 1]))

    def _stands(self, number: int, key: str) -> str:
        if self._standing is None:
            return UNKNOWN
        if key == FORGOTTEN:
            return f"{self._standing.forgotten[number]:,}"
        since = int(self._standing.since[number])
        return NOT_YET if since < 0 else f"{since:,}"

    def widest(self, key: str) -> str:
        """A text as wide as any that may stand in a column."""
        questions = None if self._table is None else self._table.questions
        bits, outputs = (questions.bits, questions.outputs) if questions else (0, 0)
        texts = {"vector": "0" * bits, "correct": "0" * outputs, "answer": "0" * outputs}
        texts |= {"wrong": "✗ 16", SINCE: "67,108,864", FORGOTTEN: "10,000"}
        return texts.get(key, "0.000123456")

    def _arrange(self) -> None:
        """Put the rows in order; what a view holds on to stays with its vector."""
        if self._table is None:
            return
        rows = self._arranged()
        if np.array_equal(rows, self._rows):
            if len(rows):
                last = self.index(len(rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        numbers = [(self.number(each.row()), each.column()) for each in held]
        self._rows = rows
        new = []
        for number, column in numbers:
            row = self.row_of(number)
            new.append(NOWHERE if row is None else self.index(row, column))
        self.changePersistentIndexList(held, new)
        self.layoutChanged.emit()

    def _arranged(self) -> Order:
        table = self._table
        if table is None:
            return np.arange(0)
        wanted = np.ones(len(table.questions), bool) if self._wanted is None else self._wanted
        if self._only_wrong:
            wanted = wanted & (table.wrong_bits > 0)
        rows = np.flatnonzero(wanted)
        if self._key == "vector":
            return rows[::-1] if self._descending else rows
        keys = _sort_keys(table, self._standing, self._key)[rows]
        # Those that are alike stand in the order of their numbers, whichever way the keys go.
        return rows[np.argsort(-keys if self._descending else keys, kind="stable")]


def _sort_keys(table: TruthTable, standing: Standing | None, key: str) -> NDArray[Any]:
    """Numbers by which all vectors are sorted in a column, shape (2^n,)."""
    if key in (SINCE, FORGOTTEN):
        if standing is None:
            return np.zeros(len(table.questions))
        if key == FORGOTTEN:
            return standing.forgotten
        # What is not learnt yet comes after what was learnt last.
        return np.where(standing.since < 0, np.inf, standing.since)
    by_name: dict[str, Callable[[], NDArray[Any]]] = {
        "correct": lambda: _spelled(table.questions.correct),
        "answer": lambda: _spelled(table.label),
        "wrong": lambda: table.wrong_bits,
        "loss": lambda: table.loss,
    }
    if key in by_name:
        return by_name[key]()
    return table.a2[:, int(key[1:]) - 1]


def _spelled(bits: NDArray[Any]) -> NDArray[np.int64]:
    """The numbers that rows of bits spell."""
    spelled: NDArray[np.int64] = bits @ (1 << np.arange(bits.shape[1])[::-1])
    return spelled


def _meaning(key: str) -> str:
    meanings = {
        "vector": "The vector",
        "correct": "What the task asks for",
        "answer": "What the network answers",
        "wrong": "How many bits of the answer are wrong",
        SINCE: "The step since which it is right without a break",
        FORGOTTEN: "How often it was right and turned wrong again",
        "loss": "Its cross-entropy, averaged over the outputs",
    }
    return meanings.get(key, f"Probability that {key} is 1")


def matching(questions: Questions, pattern: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which vectors fit a pattern of 0, 1 and `ANY`, shape (n,)."""
    fits: NDArray[np.bool_] = ((pattern < 0) | (questions.vectors == pattern)).all(axis=1)
    return fits
