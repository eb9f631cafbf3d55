"""Sorting a table without a mouse: an entry of its context menu, with a column in each line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMenu, QTableView

from app.widgets.as_it_is import in_menu


class SortMenu(QMenu):
    """Does what clicks on the heads of the columns do.

    Args of the constructor:
        table: in whose context menu it stands.
        may_sort: whether a click on the head of a column, from 0, sorts by it.
        sort: does what such a click does.
    """

    def __init__(
        self, table: QTableView, may_sort: Callable[[int], bool], sort: Callable[[int], None]
    ) -> None:
        super().__init__("Sort by", table)
        self._table, self._may_sort, self._sort = table, may_sort, sort
        self.aboutToShow.connect(self.fill)
        table.addAction(self.menuAction())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @Slot()
    def fill(self) -> None:
        """Name the columns that there are now."""
        self.clear()
        model = self._table.model()
        for section in range(model.columnCount()):
            if self._may_sort(section):
                title = str(model.headerData(section, Qt.Orientation.Horizontal))
                action = self.addAction(in_menu(title))
                action.triggered.connect(lambda _=False, section=section: self._sort(section))
