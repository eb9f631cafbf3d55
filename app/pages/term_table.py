"""The arithmetic of a number as a table that can be walked and followed."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.pages.term_figures import TermFigures, widths
from app.pages.term_model import FIRST, TOTAL, TermModel
from app.widgets.kept_keys import ENTER, LIST_KEYS
from app.widgets.key_table import KeyTable
from app.widgets.theme import SIZES_ITSELF, tabular
from nn.explain.symbols import Cell
from nn.explain.term_table import Table

WALK_KEYS = LIST_KEYS | {Qt.Key.Key_Left, Qt.Key.Key_Right}
LEAST_ROWS, AROUND_TEXT = 12, 6
"""Rows that are seen without scrolling the table, and pixels of a row beside its text."""

SIZES = (1.0, 0.92, 0.85, 0.76)
"""Of the text to that around it: the largest with which the columns fit, or else the smallest."""


class TermTable(QTableView):
    """Shows a table; walking it lights cells, and a click or Enter follows a term.

    Signals:
        sources_changed: the cells of the term under the mouse or the keyboard; () of none.
        followed: the `Link` to go to.
        back_wanted: to where one came from.
    """

    KEYS = KeyTable(
        "In the table of terms",
        (
            ("Up | Down", "Walk from term to term: its cells light up."),
            ("Left | Right", "Choose the number of the term to follow."),
            ("PgUp | PgDown | Home | End", "Walk by a page, or to the ends of the row."),
            ("Enter", "Follow the number to where it was made."),
            ("Backspace | Alt+Left", "Go back along the trail."),
        ),
    )

    sources_changed = Signal(object)
    followed = Signal(object)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit: tuple[Cell, ...] = ()
        self._under_mouse = -1
        self._terms = TermModel(self)
        self._scrolls = False
        self._fitted = 0
        self._size = 0
        self.setModel(self._terms)
        self._delegate = TermFigures(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setProperty(SIZES_ITSELF, True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(1)
        self.clicked.connect(self._follow)
        self.entered.connect(self._on_entered)
        self.selectionModel().currentChanged.connect(self._light)
        self._fit(anew=True)

    def show_table(self, table: Table, anew: bool) -> None:
        """Show a table.

        Args:
            table: what to show.
            anew: whether it is about another number than the one before.
        """
        alike = _form(table) == _form(self._terms.table)
        self._terms.show_table(table)
        if anew:
            self._begin()
            self.sources_changed.emit(())
            self._lit = ()
        self._fit(anew or not alike)
        self._light()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_mine(event)
        ):
            event.accept()
            return True
        handled: bool = super().event(event)
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_mine(event):
            event.ignore()
            return
        if event.key() in ENTER:
            self._follow(self.currentIndex())
        elif event.key() in WALK_KEYS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self.back_wanted.emit()
        # At the ends, too: there the keys are not to move the picture all of a sudden.
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        here = self.indexAt(event.position().toPoint())
        self._under_mouse = here.row()
        leads = self._terms.link(here) is not None
        pointing = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(pointing if leads else Qt.CursorShape.ArrowCursor)
        self._light()

    def leaveEvent(self, event: QEvent) -> None:
        self._under_mouse = -1
        self._light()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectionModel().select(
            self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self._light()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()
        self._light()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_size"):
            self._fit(anew=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room() != self._fitted:
            self._fit(anew=True)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height_of(LEAST_ROWS))

    @Slot()
    def _begin(self) -> None:
        """Stand on the number that matters most."""
        table = self._terms.table
        if table.rows:
            row = table.main_row
            place = self._terms.index(row, FIRST + (table.rows[row].leads or 0))
            flags = QItemSelectionModel.SelectionFlag
            flag = flags.ClearAndSelect if self.hasFocus() else flags.NoUpdate
            self.selectionModel().setCurrentIndex(place, flag)
            self.horizontalScrollBar().setValue(0)

    @Slot(QModelIndex)
    def _follow(self, index: QModelIndex) -> None:
        link = self._terms.link(index)
        if link is not None:
            self.followed.emit(link)

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        self._under_mouse = index.row()
        self._light()

    @Slot()
    def _light(self) -> None:
        row = self._under_mouse
        if row < 0 and self.hasFocus():
            row = self.currentIndex().row()
        lit = self._terms.sources(row)
        if lit != self._lit:
            self._lit = lit
            self.sources_changed.emit(lit)

    def _is_mine(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.AltModifier:
            return key == Qt.Key.Key_Left
        return not modifiers and key in WALK_KEYS | ENTER | {Qt.Key.Key_Backspace}

    def _fit(self, anew: bool) -> None:
        """Give each column the room of its numbers.

        While only these change it does not shrink, unless another column needs the room.
        """
        room, head = self._room(), self.horizontalHeader()
        self._fitted = room
        if anew:
            self._size = 0
        wide = self._widths(anew)
        if sum(wide) > room:
            wide = self._widths(anew=True)
        while sum(wide) > room and self._size + 1 < len(SIZES):
            self._size += 1
            wide = self._widths(anew=True)
        self._delegate.figures = self._figures()
        head.setFont(self._figures())
        wide[TOTAL] += max(room - sum(wide), 0)
        for column, width in enumerate(wide):
            self.setColumnHidden(column, width == 0)
            if width:
                head.resizeSection(column, width)
        high = QFontMetrics(self._figures()).lineSpacing() + AROUND_TEXT
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self._scrolls = sum(wide) > room
        policy = Qt.ScrollBarPolicy
        many = self._rows > LEAST_ROWS
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if many else policy.ScrollBarAlwaysOff
        )
        self._frame_terms()
        self.setMaximumHeight(self._height_of(max(self._rows, 1)))
        self.updateGeometry()

    def _frame_terms(self) -> None:
        """Be an empty place rather than an empty box where there is nothing to do by hand.

        Hidden it would lose the focus, and with it the keys that lead back.
        """
        shape = QFrame.Shape.StyledPanel if self._rows else QFrame.Shape.NoFrame
        if self.frameShape() != shape:
            self.setFrameShape(shape)
            self.viewport().setAutoFillBackground(bool(self._rows))
            self.horizontalHeader().setVisible(bool(self._rows))

    def _room(self) -> int:
        """The width of all columns; it hangs on nothing that itself hangs on them."""
        bar = self.verticalScrollBar().sizeHint().width() if self._rows > LEAST_ROWS else 0
        return self.width() - 2 * self.frameWidth() - bar

    def _figures(self) -> QFont:
        return tabular(self.font(), SIZES[self._size])

    def _widths(self, anew: bool) -> list[int]:
        """Of the columns; of one whose numbers only changed not less than it was."""
        wide = widths(self._terms, self._figures())
        if anew:
            return wide
        # The last one has what the others leave, and no width of its own.
        kept = [max(each, self.columnWidth(column)) for column, each in enumerate(wide[:TOTAL])]
        return [*kept, wide[TOTAL]]

    @property
    def _rows(self) -> int:
        return self._terms.rowCount()

    def _height_of(self, rows: int) -> int:
        each = self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height() if self._scrolls else 0
        head = self.horizontalHeader().sizeHint().height()
        return head + min(rows, max(self._rows, 1)) * each + 2 * self.frameWidth() + bar


def _form(table: Table) -> tuple[object, ...]:
    """What two tables have in common that differ in their numbers only."""
    return table.heads, *(row.label for row in table.rows)
