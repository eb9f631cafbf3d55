"""A row of bits to turn over, by mouse or keyboard."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.widgets.arrow_keys import ARROW_KEYS
from app.widgets.kept_keys import KeptKeys
from app.widgets.key_table import KeyTable
from app.widgets.theme import tabular, theme_of
from nn.core.settings import RANGES

BITS_IN_A_ROW = 8
BOX, BOX_IN_LINES = 28, 1.6
WIDER, RING = 12, 3
VALUES = {Qt.Key.Key_0: False, Qt.Key.Key_1: True}


class BitToggle(QAbstractButton):
    """One bit, its name above it: a click or Space turns it over, 0 and 1 set it.

    Signals:
        left: the index of the bit that the focus should go to.
        entered: its index: it has the focus.
    """

    KEYS = KeyTable(
        "On a bit of the vector",
        (
            ("0 | 1", "Set the bit, and go on to the next one."),
            ("Space", "Turn the bit over."),
            ("Left | Right", "Go to the bit beside."),
            ("Up | Down", "Go to the other row, where there are two."),
        ),
    )

    left = Signal(int)
    entered = Signal(int)

    def __init__(self, index: int, symbol: str) -> None:
        super().__init__()
        self.index = index
        self._name = f"{symbol}{index + 1}"
        self._steps: dict[Qt.Key, int] = {}
        self._kept = KeptKeys(self)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            f"{self._name}: a click or Space turns it over, 0 and 1 set it, arrow keys go on"
        )
        self._say(False)
        self.toggled.connect(self._say)

    def set_neighbours(self, row_length: int, rows: int) -> None:
        """Say where the arrow keys lead; up and down are the window's while there is one row."""
        self._steps = {
            key: down * row_length + right
            for key, (down, right) in ARROW_KEYS.items()
            if rows > 1 or not down
        }
        self._kept.keys = frozenset({*self._steps, *VALUES, Qt.Key.Key_Space})

    @property
    def _box(self) -> int:
        """The side of the square with the digit in it."""
        return max(BOX, round(BOX_IN_LINES * self.fontMetrics().height()))

    def sizeHint(self) -> QSize:
        return QSize(self._box + WIDER, self.fontMetrics().height() + self._box + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._box + 1, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in VALUES:
            self.setChecked(VALUES[key])
            self.left.emit(self.index + 1)
        elif key in self._steps:
            self.left.emit(self.index + self._steps[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.index)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name_height, on = self.fontMetrics().height(), self.isChecked()
        painter.setPen(QColor(theme.muted))
        painter.setFont(tabular(self.font()))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(0, 0, self.width(), name_height), centre, self._name)
        ring = QRectF(0, name_height, self.width(), self._box + 2 * RING).adjusted(1, 1, -1, -1)
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

    Args of the constructor:
        symbol: the letter that names them.

    Signals:
        edited: a person turned a bit over; the vector, 0 and 1, shape (n,).
    """

    edited = Signal(object)

    def __init__(self, symbol: str = "x", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[BitToggle] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._quiet = False
        # All there can ever be, so that Tab finds them in their place.
        self._all = [BitToggle(index, symbol) for index in range(RANGES["bits"].highest)]
        for button in self._all:
            self._grid.addWidget(button, 0, button.index)
            button.hide()
            button.toggled.connect(self._on_toggled)
            button.left.connect(self._go_to)
            button.entered.connect(self._make_current)

    def set_bits(self, bits: int) -> None:
        """Show `bits` toggles."""
        rows = -(-bits // BITS_IN_A_ROW)
        length = -(-bits // rows)
        self.buttons = self._all[:bits]
        for column in range(len(self._all) + 1):
            # What the toggles leave free is beyond them.
            self._grid.setColumnStretch(column, int(column == length))
        for button in self._all:
            self._grid.removeWidget(button)
            button.setVisible(button.index < bits)
        for button in self.buttons:
            button.set_neighbours(length, rows)
            self._grid.addWidget(button, *divmod(button.index, length))
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

    @Slot(int)
    def _make_current(self, index: int) -> None:
        for button in self._all:
            current = button.index == index
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus
            )

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if not self._quiet:
            self.edited.emit(self.vector())

    @Slot(int)
    def _go_to(self, index: int) -> None:
        if 0 <= index < len(self.buttons):
            self.buttons[index].setFocus(Qt.FocusReason.TabFocusReason)
