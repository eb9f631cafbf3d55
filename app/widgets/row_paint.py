"""How the places of a table of rows are painted: wrong characters marked, numbers on colours."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.widgets.model_index import AnyIndex
from app.widgets.row_model import RowModel
from app.widgets.theme import BAD, INKS, inks_for, tabular, theme_of

BESIDE = 4


class RowPaint(QStyledItemDelegate):
    """Writes in figures of one width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        option.font = tabular(self._widget().font())
        model = index.model()
        assert isinstance(model, RowModel)
        column, row = model.columns[index.column()], model.row_at(index)
        option.font.setBold(column.strong is not None and column.strong(row))
        palette = option.palette
        if column.bad is not None and column.bad(row):
            palette.setColor(QPalette.ColorRole.Text, palette.color(BAD))
        selected = option.state & QStyle.StateFlag.State_Selected
        shade = column.shade(row) if column.shade is not None and not selected else None
        if shade is not None:
            table = theme_of(self._widget().palette()).colour_table()
            place = round(128 + 128 * min(max(shade, -1.0), 1.0))
            option.backgroundBrush = QBrush(QColor(*table[place].tolist()))
            [ink] = inks_for(table[place : place + 1])
            palette.setColor(QPalette.ColorRole.Text, QColor(INKS[ink]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        assert isinstance(model, RowModel)
        column, row = model.columns[index.column()], model.row_at(index)
        across = model.across(row)
        if across is not None and index.column() >= across[0]:
            self._paint_across(painter, option, index, *across)
            return
        marked = column.marked(row) if column.marked is not None else ()
        if not any(marked):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        self._widget().style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        roles = QPalette.ColorRole
        plain = option.palette.color(roles.HighlightedText if selected else roles.Text)
        wrong = plain if selected else option.palette.color(BAD)
        strong = QFont(option.font)
        strong.setBold(True)
        strong.setUnderline(True)
        left = option.rect.left() + BESIDE
        painter.save()
        for place, character in enumerate(text):
            is_wrong = place < len(marked) and bool(marked[place])
            painter.setFont(strong if is_wrong else option.font)
            painter.setPen(wrong if is_wrong else plain)
            width = QFontMetrics(painter.font()).horizontalAdvance(character)
            room = QRect(left, option.rect.top(), width + 1, option.rect.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, character
            )
            left += width
        painter.restore()

    def _paint_across(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: AnyIndex,
        first: int,
        text: str,
    ) -> None:
        """Paint the part of a text that lies in one of the columns that it goes through."""
        self.initStyleOption(option, index)
        option.text = ""
        view = self.parent()
        assert isinstance(view, QTableView)
        style = QStyle.ControlElement.CE_ItemViewItem
        view.style().drawControl(style, option, painter, view)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        colour = option.palette.color(QPalette.ColorRole.HighlightedText if selected else BAD)
        left = view.columnViewportPosition(first) + BESIDE
        width = view.horizontalHeader().length() - view.horizontalHeader().sectionPosition(first)
        room = QRect(left, option.rect.top(), width - BESIDE, option.rect.height())
        elide = Qt.TextElideMode.ElideRight
        painter.save()
        painter.setClipRect(option.rect)
        painter.setFont(option.font)
        painter.setPen(colour)
        shown = QFontMetrics(option.font).elidedText(text, elide, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _widget(self) -> QWidget:
        widget = self.parent()
        assert isinstance(widget, QWidget)
        return widget
