"""Cells in rows and columns that the mouse and the arrow keys go through."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.widgets.arrow_keys import ARROW_KEYS
from app.widgets.kept_keys import KeptKeys
from app.widgets.theme import theme_of

Spot = tuple[int, int]
"""Row and column."""


class CellMap(QWidget):
    """Knows where the cells are and at which of them the keyboard stands; subclasses paint them.

    A subclass says with `_measure` where the cells are and with `_name` what one is, and hears of
    those that are pointed at in `_tell`.
    """

    def __init__(self, name: str, keys: frozenset[Qt.Key], parent: QWidget | None = None) -> None:
        """Be called `name`, and keep the arrow keys and `keys` from the window's shortcuts."""
        super().__init__(parent)
        self._cursor: Spot = 0, 0
        self._shape: tuple[int, int] = 1, 1
        KeptKeys(self, frozenset(ARROW_KEYS) | keys)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMouseTracking(True)

    def _measure(self) -> tuple[QPointF, float]:
        """The upper left corner of the first cell, and the side of a cell."""
        raise NotImplementedError

    def _name(self, place: Spot) -> str:
        """What a cell is; "" if nothing is shown."""
        raise NotImplementedError

    def _tell(self, name: str) -> None:
        """Hear what is pointed at by mouse or keyboard."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        name = "" if place is None else self._name(place)
        if name:
            QToolTip.showText(event.globalPosition().toPoint(), name, self)
            self._tell(name)
        else:
            QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = ARROW_KEYS.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        rows, columns = self._shape
        row = min(max(self._cursor[0] + move[0], 0), rows - 1)
        column = min(max(self._cursor[1] + move[1], 0), columns - 1)
        self._cursor = row, column
        self._point()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._point()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _point(self) -> None:
        """Name the cell at which the keyboard stands."""
        self._say()
        name = self._name(self._cursor)
        if name:
            self._tell(name)
        self.update()

    def _show_anew(self) -> None:
        """Other cells are shown now: name the same place of them."""
        if self.hasFocus():
            self._point()
        else:
            self._say()
            self.update()

    def _say(self) -> None:
        """Tell the ear of the cell at which the keyboard stands, or would stand."""
        rows, columns = self._shape
        self._cursor = min(self._cursor[0], rows - 1), min(self._cursor[1], columns - 1)
        self.setAccessibleDescription(self._name(self._cursor))

    def _place_at(self, point: QPointF) -> Spot | None:
        corner, cell = self._measure()
        column = int((point.x() - corner.x()) // cell)
        row = int((point.y() - corner.y()) // cell)
        rows, columns = self._shape
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    def _square(self, place: Spot) -> QRectF:
        """Where a cell is."""
        corner, cell = self._measure()
        return QRectF(corner.x() + place[1] * cell, corner.y() + place[0] * cell, cell, cell)

    def _paint_frames(self, painter: QPainter, chosen: Spot | None) -> None:
        """Frame the cell that is chosen, and that at which the keyboard stands."""
        theme = theme_of(self.palette())
        frames = [(chosen, theme.accent)]
        if self.hasFocus():
            frames.append((self._cursor, theme.text))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, colour in frames:
            if place:
                # Of two colours one is seen on every cell.
                for each, width in ((theme.window, 4), (colour, 2)):
                    painter.setPen(QPen(QColor(each), width))
                    painter.drawRect(self._square(place))
