"""A row of bits to turn over, by mouse or keyboard."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.panels.kept_keys import KeptKeys
from app.theme import tabular, theme_of

BITS_IN_A_ROW = 8
NARROWEST, WIDEST, BOX = 29, 40, 28
RING = 3
Key = Qt.Key
STEPS = {Key.Key_Left: -1, Key.Key_Right: 1}
VALUES = {Key.Key_0: False, Key.Key_1: True}


class BitToggle(QAbstractButton):
    """One bit, its name above it: a click or Space turns it over, 0 and 1 set it.

    Signals:
        left: the focus should go so many bits on.
        entered: it has the focus.
    """

    left = Signal(int)
    entered = Signal()

    def __init__(self, index: int, row_length: int, rows: int) -> None:
        super().__init__()
        self._name = f"x{index + 1}"
        self._steps = STEPS | (
            {Key.Key_Up: -row_length, Key.Key_Down: row_length} if rows > 1 else {}
        )
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(WIDEST)
        self.setToolTip(
            f"{self._name}: a click or Space turns it over, 0 and 1 set it, arrow keys go on"
        )
        self._say(False)
        self.toggled.connect(self._say)
        KeptKeys(self, frozenset({*self._steps, *VALUES, Key.Key_Space}))

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, self.fontMetrics().height() + BOX + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in VALUES:
            self.setChecked(VALUES[key])
            self.left.emit(1)
        elif key in self._steps:
            self.left.emit(self._steps[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name_height, on = self.fontMetrics().height(), self.isChecked()
        painter.setPen(QColor(theme.muted))
        painter.setFont(tabular(self.font()))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(0, 0, self.width(), name_height), centre, self._name)
        ring = QRectF(0, name_height, self.width(), BOX + 2 * RING).adjusted(1, 1, -1, -1)
        box = ring.adjusted(RING - 0.5, RING - 0.5, 0.5 - RING, 0.5 - RING)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(ring, 6, 6)
        lit = on or self.underMouse()
        painter.setPen(QColor(theme.accent if lit else theme.muted))
        painter.setBrush(QColor(theme.accent if on else theme.surface))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(theme.on_accent if on else theme.text))
        painter.setFont(tabular(self.font(), 1.15))
        painter.drawText(box, centre, str(int(on)))

    @Slot(bool)
    def _say(self, on: bool) -> None:
        self.setAccessibleName(f"{self._name} is {int(on)}")


class BitToggles(QWidget):
    """All bits of a vector, in one row or two; Tab goes in and out, arrow keys move inside.

    Signals:
        edited: a person turned a bit over; the vector, 0 and 1, shape (n,).
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[BitToggle] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._quiet = False

    def set_bits(self, bits: int) -> None:
        """Make `bits` toggles, all 0."""
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        rows = -(-bits // BITS_IN_A_ROW)
        length = -(-bits // rows)
        self.buttons = [BitToggle(index, length, rows) for index in range(bits)]
        for column in range(BITS_IN_A_ROW + 1):
            # What the toggles leave free is beyond them.
            self._grid.setColumnStretch(column, int(column == length))
        for index, button in enumerate(self.buttons):
            self._grid.addWidget(button, *divmod(index, length))
            button.toggled.connect(self._on_toggled)
            button.left.connect(self._on_left)
            button.entered.connect(self._on_entered)
        self._make_current(0)

    def vector(self) -> NDArray[np.int64]:
        """What the toggles show, 0 and 1, shape (n,)."""
        return np.array([int(button.isChecked()) for button in self.buttons], dtype=np.int64)

    def show_vector(self, vector: NDArray[np.int64]) -> None:
        """Show a vector of shape (n,); this is not an edit."""
        self._quiet = True
        for button, bit in zip(self.buttons, vector.tolist(), strict=True):
            button.setChecked(bool(bit))
        self._quiet = False

    def _make_current(self, index: int) -> None:
        for each, button in enumerate(self.buttons):
            reached = Qt.FocusPolicy.StrongFocus if each == index else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(reached)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if not self._quiet:
            self.edited.emit(self.vector())

    @Slot(int)
    def _on_left(self, step: int) -> None:
        index = self._place(self.sender()) + step
        if 0 <= index < len(self.buttons):
            self.buttons[index].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_entered(self) -> None:
        self._make_current(self._place(self.sender()))

    def _place(self, button: object) -> int:
        return next(index for index, each in enumerate(self.buttons) if each is button)
