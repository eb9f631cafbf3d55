"""Typing a weight by hand, in its cell."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from app.widgets.entry_line import room_for
from app.widgets.kept_keys import ENTER
from app.widgets.key_table import KeyTable
from app.widgets.theme import tabular
from nn.core.numbers import NumberTextError, number
from nn.run.events import EventError, WeightEdit

LONGEST = "−1.2345678901234567e-05"
"""As many digits as a weight can have."""


class WeightEditor(QLineEdit):
    """A field over a cell: Enter and leaving it commit, Esc restores.

    Signals:
        committed: the `WeightEdit`, if the number is another one.
        refused: why what was typed is no weight; nothing is changed.
    """

    KEYS = KeyTable(
        "In the field of a weight",
        (("Enter", "Set the weight."), ("Escape", "Leave the weight as it is.")),
    )

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(tabular(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("Weight")
        self.setToolTip("Enter commits, Esc restores")
        self._cell: tuple[str, tuple[int, int]] | None = None
        self._before = ""
        self.hide()

    def begin(self, symbol: str, index: tuple[int, int], value: float, rect: QRectF) -> None:
        """Edit a weight in its cell.

        Args:
            symbol: "W1" or "W2".
            index: of the weight, from 0.
            value: what it is.
            rect: where its cell is.
        """
        self._cell, self._before = (symbol, index), repr(value)
        place = QRectF(0, 0, room_for(self, LONGEST), self.sizeHint().height())
        place.setSize(place.size().expandedTo(rect.size()))
        place.moveCenter(rect.center())
        self.setGeometry(_within(place.toRect(), self._room()))
        self.setText(self._before)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _room(self) -> QRect:
        """What is seen of the picture in which the field lies."""
        parent = self.parentWidget()
        assert parent is not None
        seen = parent.visibleRegion().boundingRect()
        return parent.rect() if seen.isEmpty() else seen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in ENTER:
            if self._commit():
                self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._cell is not None:
            self._commit()
            self._end()

    @Slot()
    def leave(self) -> None:
        """Leave the weight as it is: what is shown now is another run, or another branch."""
        if self._cell is not None:
            self._end()

    def _commit(self) -> bool:
        """Say what was typed; whether it was a weight."""
        assert self._cell is not None
        text = self.text().strip()
        if text == self._before:
            return True
        symbol, (row, column) = self._cell
        try:
            edit = WeightEdit(symbol, row, column, number(text))  # type: ignore[arg-type]
        except (NumberTextError, EventError) as error:
            problem = str(error)
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), problem, self)
            self.refused.emit(problem)
            return False
        self._cell = None
        self.committed.emit(edit)
        return True

    def _end(self) -> None:
        self._cell = None
        self.hide()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus()


def _within(place: QRect, room: QRect) -> QRect:
    """A place moved, and if need be made narrower, until it lies within some room."""
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(place.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(QPoint(left, top), size)
