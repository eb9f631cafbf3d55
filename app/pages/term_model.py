"""The rows of a table of terms, for the view that shows them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from app.widgets.model_index import NOWHERE, AnyIndex
from nn.explain.symbols import Cell, cell_name
from nn.explain.term_table import BEFORE, NO_TABLE, START, Link, Row, Table

LABEL, FIRST, SECOND, PRODUCT, TOTAL = range(5)
"""Columns."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TermModel(QAbstractTableModel):
    """A row for each term: where it comes from, its factors, their product, and the sum so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = NO_TABLE

    def show_table(self, table: Table) -> None:
        """Show another table; one with as many rows takes the place of the other row by row."""
        if len(table.rows) != len(self._table.rows):
            self.beginResetModel()
            self._table = table
            self.endResetModel()
        elif table != self._table:
            self._table = table
            if not table.rows:
                return
            last = self.index(len(table.rows) - 1, TOTAL)
            self.dataChanged.emit(self.index(0, LABEL), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, LABEL, TOTAL)

    @property
    def table(self) -> Table:
        """What is shown."""
        return self._table

    def link(self, index: AnyIndex) -> Link | None:
        """Where a place of the table leads, or else the term that it belongs to."""
        if not index.isValid():
            return None
        row = self._table.rows[index.row()]
        chosen = _factor_link(row, index.column())
        if chosen is None and row.leads is not None:
            chosen = row.factors[row.leads].link
        return chosen

    def is_linked(self, index: AnyIndex) -> bool:
        """Whether it is the number in this very place that can be followed."""
        return _factor_link(self._table.rows[index.row()], index.column()) is not None

    def sources(self, row: int) -> tuple[Cell, ...]:
        """The cells of the term in a row; none where there is no such row."""
        rows = self._table.rows
        return rows[row].sources if 0 <= row < len(rows) else ()

    def texts(self, column: int) -> list[str]:
        """What stands in a column, from above."""
        return [_text(row, column) for row in self._table.rows]

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else TOTAL + 1

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if section == LABEL else RIGHT
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._table.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if column == LABEL else RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            link = self.link(index)
            return f"Click or Enter goes to {_named(link)}" if link else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def _spoken(self, row: Row, column: int) -> str:
        text = _text(row, column)
        if not text or column == LABEL:
            return text
        link = _factor_link(row, column)
        return f"{_named(link)}: {text}" if link else f"{self._table.heads[column]} {text}"


def _factor_link(row: Row, column: int) -> Link | None:
    place = column - FIRST
    return row.factors[place].link if 0 <= place < len(row.factors) else None


def _text(row: Row, column: int) -> str:
    if column == LABEL:
        return row.label
    if column == PRODUCT:
        return row.product
    if column == TOTAL:
        return row.total
    place = column - FIRST
    return row.factors[place].text if place < len(row.factors) else ""


def _named(link: Link) -> str:
    name = cell_name(*link.cell)
    when = {BEFORE: " after the step before", START: " at the start"}
    return name + when.get(link.when, "")
