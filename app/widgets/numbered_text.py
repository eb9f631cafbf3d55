"""A text to type, with the numbers of its lines beside it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.widgets.theme import tabular, theme_of

BESIDE = 6
"""Pixels on both sides of a number."""

TINT = 40
"""How strongly a marked line is tinted, of 255."""


class NumberedText(QPlainTextEdit):
    """Lines can be marked, and gone to by their number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: tuple[int, ...] = ()
        self._margin = _Margin(self)
        self.setFont(tabular(self.font()))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._follow)
        self._make_room()

    def mark(self, lines: Iterable[int]) -> None:
        """Tint lines, counted from 1; no others are tinted any more."""
        self._marked = tuple(lines)
        tint = QColor(theme_of(self.palette()).bad)
        tint.setAlpha(TINT)
        marks = []
        for line in self._marked:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._at(line)
            mark.format.setBackground(tint)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marks.append(mark)
        self.setExtraSelections(marks)

    @property
    def marked(self) -> tuple[int, ...]:
        """The lines that are tinted."""
        return self._marked

    def go_to(self, line: int) -> None:
        """Put the cursor at the beginning of a line, counted from 1, and be typed into."""
        self.setTextCursor(self._at(line))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _at(self, line: int) -> QTextCursor:
        return QTextCursor(self.document().findBlockByNumber(line - 1))

    def margin_width(self) -> int:
        """Pixels that the numbers take."""
        figures = "0" * max(2, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance(figures) + 2 * BESIDE

    def paint_margin(self, painter: QPainter, part: QRect) -> None:
        """Write the numbers of the lines that are seen."""
        theme = theme_of(self.palette())
        painter.fillRect(part, QColor(theme.window))
        painter.setFont(self.font())
        painter.setPen(QColor(theme.muted))
        block = self.firstVisibleBlock()
        width = self.margin_width() - BESIDE
        while block.isValid():
            lines = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if lines.top() > part.bottom():
                return
            room = QRect(0, round(lines.top()), width, round(lines.height()))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_margin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if hasattr(self, "_margin"):
            if event.type() == QEvent.Type.PaletteChange:
                self.mark(self._marked)
            elif event.type() == QEvent.Type.FontChange:
                self._make_room()

    @Slot()
    def _make_room(self) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)
        self._lay_margin()

    @Slot(QRect, int)
    def _follow(self, part: QRect, scrolled: int) -> None:
        if scrolled:
            self._margin.scroll(0, scrolled)
        else:
            self._margin.update(0, part.y(), self._margin.width(), part.height())

    def _lay_margin(self) -> None:
        room = self.contentsRect()
        self._margin.setGeometry(room.left(), room.top(), self.margin_width(), room.height())


class _Margin(QWidget):
    """Where the numbers stand."""

    def __init__(self, text: NumberedText) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        return QSize(self._text.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._text.paint_margin(QPainter(self), event.rect())
