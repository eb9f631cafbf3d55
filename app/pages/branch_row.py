"""A row of the list of branches: its colour, its name, and what there is to know of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.widgets.branch_dash import strips
from app.widgets.model_index import AnyIndex
from app.widgets.theme import MUTED, tabular

COLOUR = Qt.ItemDataRole.UserRole + 1
"""The role of the branch's colour, as #rrggbb."""

DASH = Qt.ItemDataRole.UserRole + 3
"""The role of the dashes that the branch has in the loss curve."""

DETAILS = Qt.ItemDataRole.UserRole + 2
"""The role of the lines below the name."""

SWATCH, WIDE, EDGE, GAP = 0.85, 34, 6, 8
"""The height of the sample of a line, in heights of text; its width, and pixels around it."""

DETAIL_SIZE = 0.92


class BranchRow(QStyledItemDelegate):
    """Paints a row; only the name can be edited."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        height = QFontMetrics(option.font).height()
        small = QFontMetrics(self._small(option)).height()
        lines = len(index.data(DETAILS) or ())
        return QSize(120, height + lines * small + 2 * EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text, row.icon = "", QIcon()
        widget: QWidget | None = row.widget
        style = widget.style() if widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, widget)
        selected = bool(row.state & QStyle.StateFlag.State_Selected)
        palette = row.palette
        name = palette.highlightedText() if selected else palette.text()
        quiet = name.color() if selected else palette.color(MUTED)
        painter.save()
        self._paint_swatch(painter, self._name_rect(option), index, name.color())
        painter.setPen(name.color())
        place, font = self._name_rect(option), option.font
        self._write(painter, font, place, index.data(Qt.ItemDataRole.DisplayRole))
        painter.setPen(quiet)
        small = self._small(option)
        for line in index.data(DETAILS) or ():
            place.moveTop(place.bottom() + 1)
            place.setHeight(QFontMetrics(small).height())
            self._write(painter, small, place, line)
        painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        place = self._name_rect(option)
        editor.setGeometry(place.adjusted(-4, -2, 0, 2))

    def _name_rect(self, option: QStyleOptionViewItem) -> QRect:
        rect = option.rect
        height = QFontMetrics(option.font).height()
        left = EDGE + WIDE + GAP
        return QRect(rect.left() + left, rect.top() + EDGE, rect.width() - left - EDGE, height)

    def _paint_swatch(self, painter: QPainter, name: QRect, index: AnyIndex, edge: QColor) -> None:
        """Paint the colour and the dashes, with an edge that is seen on every ground."""
        high = round(SWATCH * name.height())
        top = name.top() + (name.height() - high) // 2
        sample = QRect(name.left() - GAP - WIDE, top, WIDE, high)
        for left, right in strips(index.data(DASH) or (), WIDE):
            dash = QRect(sample.left() + round(left), top, round(right - left), high)
            painter.fillRect(dash, QColor(index.data(COLOUR)))
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sample.adjusted(0, 0, -1, -1))

    def _write(self, painter: QPainter, font: QFont, place: QRect, text: str) -> None:
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _small(self, option: QStyleOptionViewItem) -> QFont:
        return tabular(option.font, DETAIL_SIZE)
