"""The table of all vectors: sorted by any column, walked by keys, a row chosen to be tried."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.pages.truth_model import TruthModel
from app.widgets.kept_keys import ENTER, LIST_KEYS, KeptKeys
from app.widgets.key_table import KeyTable
from app.widgets.sort_menu import SortMenu
from app.widgets.theme import tabular

WALK = LIST_KEYS | {Qt.Key.Key_Left, Qt.Key.Key_Right}
LINES, AROUND_TEXT, BESIDE_TEXT = 8, 6, 18
"""Rows that are seen at once, pixels of a row beside its text, and of a column."""


class TruthList(QTableView):
    """Shows a `TruthModel`.

    Signals:
        chosen: the number that the vector of a row spells.
    """

    KEYS = KeyTable(
        "In the table of all vectors",
        (
            ("Up | Down | Left | Right", "Walk from row to row, and from column to column."),
            ("PgUp | PgDown | Home | End", "Walk by a page, or to the ends of the row."),
            ("Enter", "Try the vector."),
        ),
    )

    chosen = Signal(int)

    def __init__(self, model: TruthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        KeptKeys(self, WALK | ENTER)
        self.setAccessibleName("All vectors")
        self.setToolTip("Click a row, or press Enter, to try its vector; click a head to sort")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        SortMenu(self, lambda section: True, self._sort_by)
        self.clicked.connect(self._choose)
        model.modelReset.connect(self._begin)
        self._ready = True
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() in ENTER:
            self._choose(self.currentIndex())
        elif event.key() in WALK:
            super().keyPressEvent(event)
            # At the ends, too: there the keys are not to move the run all of a sudden.
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.selectRow(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_ready"):
            self._fit()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.number(index.row()))

    def _sort_by(self, section: int) -> None:
        """Sort by a column, or the other way round if it is sorted by that one."""
        orders, (before, order) = Qt.SortOrder, self._model.sorted_by
        again = section == before and order == orders.AscendingOrder
        self.sortByColumn(section, orders.DescendingOrder if again else orders.AscendingOrder)

    @Slot()
    def _begin(self) -> None:
        """Show other columns, sorted as the model is."""
        self._fit()
        head = self.horizontalHeader()
        head.blockSignals(True)
        head.setSortIndicator(*self._model.sorted_by)
        head.blockSignals(False)

    @Slot()
    def _fit(self) -> None:
        """Give each column the room of its head and of its widest text."""
        self.setFont(tabular(self.font()))
        metrics, head = self.fontMetrics(), self.horizontalHeader()
        high = metrics.lineSpacing() + AROUND_TEXT
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        arrow = metrics.height()
        for column, key in enumerate(self._model.columns):
            widest = max(
                metrics.horizontalAdvance(key) + arrow,
                metrics.horizontalAdvance(self._model.widest(key)),
            )
            head.resizeSection(column, widest + BESIDE_TEXT)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(head.sizeHint().height() + LINES * high + bar)
