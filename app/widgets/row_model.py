"""Rows of texts for a table: what stands in a column, how it is marked, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from app.widgets.as_it_is import as_it_is
from app.widgets.model_index import NOWHERE, AnyIndex

RowNumbers = NDArray[np.intp]

LEFT_ALIGNED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

UNSORTED = -1


class Column(NamedTuple):
    """A column of a table; its functions take the number of a row, whatever the order is.

    Attributes:
        title: over it.
        text: what stands there.
        widest: no text takes more room.
        help: what it is, one sentence.
        keys: a value for each row by which it is sorted; None where it is not.
        tip: what is said of a place under the mouse, "" for nothing.
        marked: which characters of the text are wrong.
        bad: whether the whole text is about something wrong.
        strong: whether the text stands out.
        shade: from -1 to 1, the colour of the place in the map of colours; None for none.
        across: what stands here and in all columns further right in place of them, "" for nothing.
        right: whether it ends at the right, as numbers do.
    """

    title: str
    text: Callable[[int], str]
    widest: str
    help: str = ""
    keys: Callable[[], NDArray[Any]] | None = None
    tip: Callable[[int], str] | None = None
    marked: Callable[[int], Sequence[bool]] | None = None
    bad: Callable[[int], bool] | None = None
    strong: Callable[[int], bool] | None = None
    shade: Callable[[int], float | None] | None = None
    across: Callable[[int], str] | None = None
    right: bool = False


class RowModel(QAbstractTableModel):
    """Shows some of the rows there are, in an order; texts are made only where they are seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._rows: RowNumbers = np.arange(0)
        self._order: RowNumbers = self._rows
        self._sorting = UNSORTED, Qt.SortOrder.AscendingOrder

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, from the left."""
        return self._columns

    @property
    def order(self) -> RowNumbers:
        """The rows that are shown, from above."""
        return self._order

    def show_rows(self, columns: tuple[Column, ...], rows: RowNumbers) -> None:
        """Show some rows of a table; one of the same size takes the place of the other."""
        alike = len(rows) == len(self._rows) and len(columns) == len(self._columns)
        if not alike:
            self.beginResetModel()
        self._columns, self._rows = columns, rows
        self._order = self._sorted()
        if not alike:
            self.endResetModel()
        elif len(rows) and columns:
            self._tell_all()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; `UNSORTED` shows the rows as they were handed in."""
        self._sorting = column, order
        self._order = self._sorted()
        if len(self._order):
            self._tell_all()

    def row_at(self, index: AnyIndex) -> int:
        """The number of the row at a place, -1 for none."""
        return int(self._order[index.row()]) if index.isValid() else -1

    def across(self, row: int) -> tuple[int, str] | None:
        """The column from which one text takes the whole row, and the text; None without one."""
        for place, column in enumerate(self._columns):
            text = column.across(row) if column.across is not None else ""
            if text:
                return place, text
        return None

    def place_of(self, row: int) -> int:
        """How many rows stand above one, -1 where it is not shown."""
        places = np.flatnonzero(self._order == row)
        return int(places[0]) if len(places) else -1

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.help or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT_ALIGNED if column.right else LEFT_ALIGNED
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self._columns[index.column()], int(self._order[index.row()])
        across = self.across(row)
        if across is not None and index.column() >= across[0]:
            spoken = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
            text = as_it_is(across[1]) if role == Qt.ItemDataRole.ToolTipRole else across[1]
            return text if spoken else None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT_ALIGNED if column.right else LEFT_ALIGNED
        if role == Qt.ItemDataRole.ToolTipRole:
            return (as_it_is(column.tip(row)) or None) if column.tip else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(column, row)
        return None

    def _sorted(self) -> RowNumbers:
        number, direction = self._sorting
        keys = self._columns[number].keys if 0 <= number < len(self._columns) else None
        if keys is None:
            return self._rows
        order = np.argsort(keys()[self._rows], kind="stable")
        if direction == Qt.SortOrder.DescendingOrder:
            # Reversed from both ends, rows that are alike keep their order.
            order = len(order) - 1 - np.argsort(keys()[self._rows][::-1], kind="stable")[::-1]
        return self._rows[order]

    def _tell_all(self) -> None:
        last = self.index(len(self._order) - 1, len(self._columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)


def _spoken(column: Column, row: int) -> str:
    text = column.text(row)
    spoken = f"{column.title}: {text}"
    places = (
        [place for place, wrong in enumerate(column.marked(row), 1) if wrong]
        if (column.marked)
        else []
    )
    return f"{spoken}, wrong at {', '.join(map(str, places))}" if places else spoken
