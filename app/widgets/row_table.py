"""A table of rows to walk, to copy and, where they lead somewhere, to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from app.widgets.kept_keys import ENTER, LIST_KEYS, KeptKeys
from app.widgets.key_table import KeyTable
from app.widgets.row_model import UNSORTED, Column, RowModel, RowNumbers
from app.widgets.row_paint import RowPaint
from app.widgets.sort_menu import SortMenu
from app.widgets.theme import tabular

WALKS = (
    ("Up | Down | PgUp | PgDown | Home | End", "Go from row to row."),
    ("Left | Right", "Scroll sideways."),
)
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
AROUND, TALLER = 8, 6
"""Pixels of a place beside its text, and of a row beside its line."""


class RowTable(QTableView):
    """Shows the rows of a `RowModel`, as many of them at once as `most_rows`.

    Args of the constructor:
        name: what it is a table of.
        most_rows: beyond them it scrolls.

    Signals:
        copy_wanted: Ctrl+C, or Copy in the context menu.
        chosen: the number of a row that was clicked, or at which Enter was pressed.
        keyed: a key of `own_keys` and the number of the row at which it was pressed.
    """

    KEYS = KeyTable("In a table", WALKS)

    own_keys: frozenset[Qt.Key] = frozenset()
    """What a kind of table hears besides."""

    copy_wanted = Signal()
    chosen = Signal(int)
    keyed = Signal(object, int)

    def __init__(self, name: str, most_rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_rows = most_rows
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowPaint(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self._width, self._scrolls = 0, False
        self._sorted_by = UNSORTED
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(1)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._on_head)
        self.clicked.connect(self._on_clicked)
        copy = QAction("Copy the table", self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_wanted)
        self.addAction(copy)
        self._sort_menu = SortMenu(self, self._may_sort, self._on_head)
        self._kept = KeptKeys(self, LIST_KEYS | SIDEWAYS.keys() | self.own_keys)
        self._fit()

    def show_rows(self, columns: tuple[Column, ...], rows: RowNumbers) -> None:
        """Show some rows, by their numbers; the row that was current stays so."""
        current = self.rows.row_at(self.currentIndex())
        alike = [(each.title, each.widest) for each in self.rows.columns] == [
            (each.title, each.widest) for each in columns
        ]
        count = self.rows.rowCount()
        self.rows.show_rows(columns, rows)
        sortable = any(each.keys is not None for each in columns)
        self._sort_menu.menuAction().setVisible(sortable)
        if not alike:
            self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(columns) - 1, 0))
        if not alike or count != len(rows):
            self._fit()
        self.make_current(current)

    def make_current(self, row: int) -> None:
        """Stand at a row, by its number; where it is not shown, at the first one."""
        if not self.rows.rowCount():
            return
        place = max(self.rows.place_of(row), 0)
        if place != self.currentIndex().row():
            flags = QItemSelectionModel.SelectionFlag
            flag = flags.ClearAndSelect | flags.Rows if self.hasFocus() else flags.NoUpdate
            self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flag)

    def as_text(self) -> str:
        """What is shown, a line for each row, with tabs between the columns."""
        columns = self.rows.columns
        lines = [[each.title for each in columns]]
        lines += [[each.text(row) for each in columns] for row in self.rows.order.tolist()]
        return "\n".join("\t".join(line) for line in lines)

    @Slot()
    def copy(self) -> None:
        """Copy what is shown as text."""
        QApplication.clipboard().setText(self.as_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._kept.keeps(event):
            event.ignore()
            return
        key, row = Qt.Key(event.key()), self.rows.row_at(self.currentIndex())
        if key in SIDEWAYS:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + SIDEWAYS[key] * bar.singleStep())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.rows.rowCount() - 1
            self.setCurrentIndex(self.rows.index(0 if key == Qt.Key.Key_Home else last, 0))
        elif key in self.own_keys:
            if row >= 0:
                self.keyed.emit(key, row)
        else:
            super().keyPressEvent(event)
        # At the ends, too: there the keys are not to move the picture all of a sudden.
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(self.currentIndex(), flags.ClearAndSelect | flags.Rows)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_sorted_by"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self._width > self._room()) != self._scrolls:
            self._scrolls = not self._scrolls
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height())

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.row_at(index))

    def _may_sort(self, section: int) -> bool:
        return self.rows.columns[section].keys is not None

    @Slot(int)
    def _on_head(self, section: int) -> None:
        """Sort by a column, then the other way round, then no longer."""
        head, orders = self.horizontalHeader(), Qt.SortOrder
        if not self._may_sort(section):
            return
        current = self.rows.row_at(self.currentIndex())
        order = orders.AscendingOrder
        if self._sorted_by == section:
            if head.sortIndicatorOrder() == orders.AscendingOrder:
                order = orders.DescendingOrder
            else:
                section = UNSORTED
        self._sorted_by = section
        head.setSortIndicatorShown(section != UNSORTED)
        head.setSortIndicator(section, order)
        self.rows.sort(section, order)
        self.make_current(current)

    def _fit(self) -> None:
        """Give each column the room of its widest text, and the last one what is left."""
        figures = tabular(self.font())
        metrics, head = QFontMetrics(figures), self.horizontalHeader()
        bold = QFont(figures)
        bold.setBold(True)
        self._width = 0
        head.setFont(figures)
        for number, column in enumerate(self.rows.columns):
            # A column by which it can be sorted has an arrow beside its title.
            arrow = 0 if column.keys is None else metrics.height()
            title = metrics.horizontalAdvance(column.title) + arrow
            letters = QFontMetrics(bold) if column.strong or column.marked else metrics
            width = max(title, letters.horizontalAdvance(column.widest)) + AROUND
            self._width += width
            head.resizeSection(number, width)
        head.setStretchLastSection(True)
        self._scrolls = self._width > self._room()
        high = metrics.lineSpacing() + TALLER
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self.updateGeometry()

    def _room(self) -> int:
        """The width of all columns; it hangs on nothing that itself hangs on them."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self.width() - 2 * self.frameWidth() - bar * (self.rows.rowCount() > self._most_rows)

    def _height(self) -> int:
        rows = min(max(self.rows.rowCount(), 1), self._most_rows)
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height() if self._scrolls else 0
        each = self.verticalHeader().defaultSectionSize()
        return head + rows * each + bar + 2 * self.frameWidth()


class ChoiceTable(RowTable):
    """A table whose rows lead somewhere."""

    own_keys = ENTER

    def __init__(self, name: str, most_rows: int, parent: QWidget | None = None) -> None:
        super().__init__(name, most_rows, parent)
        self.keyed.connect(self._on_keyed)

    @Slot(object, int)
    def _on_keyed(self, key: Qt.Key, row: int) -> None:
        if key in ChoiceTable.own_keys:
            self.chosen.emit(row)


def keys_of(place: str, enter: str, others: Mapping[str, str] | None = None) -> KeyTable:
    """The keys of a `ChoiceTable`: what Enter does, and what others do."""
    return KeyTable(place, (*WALKS, ("Enter", enter), *(others or {}).items()))
