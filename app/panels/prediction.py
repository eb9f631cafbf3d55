"""Try a vector: enter bits, see the network's answer, live while it learns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.bit_text import BitTextError, bits_text, parse_bits
from app.panels.output_bars import OutputBars
from app.theme import tabular, theme_of
from nn.validation import Prediction

BITS_IN_A_ROW = 8


class BitButton(QPushButton):
    """One bit: a click or Space turns it over, 0 and 1 set it, arrows go to its neighbours."""

    moved = Signal(int)

    def __init__(self, index: int) -> None:
        super().__init__("0")
        self.index = index
        self.setCheckable(True)
        self.setFixedSize(36, 30)
        self.setFont(tabular(self.font()))
        self.setAccessibleName(f"x{index + 1}")
        self.setToolTip(f"x{index + 1}: click or Space turns it over, 0 and 1 set it")
        self.toggled.connect(self._on_toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_0, Qt.Key.Key_1):
            self.setChecked(key == Qt.Key.Key_1)
            self.moved.emit(self.index + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(self.index + (1 if key == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # These keys mean something to a bit; elsewhere in the window they mean something else.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and event.key()
            in (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space)
        ):
            event.accept()
            return True
        return super().event(event)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self.setText("1" if on else "0")


class PredictionPanel(QWidget):
    """Bits go in, the answer that the owner computes is shown.

    Signals:
        vector_changed: the new vector, 0 and 1, shape (n,).
    """

    vector_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vector: NDArray[np.int64] = np.zeros(0, np.int64)
        self._buttons: list[BitButton] = []
        self._updating = False
        self._summary_now = ""
        title = QLabel("Try a vector")
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        bold.setPointSizeF(bold.pointSizeF() * 1.1)
        title.setFont(bold)
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.text = QLineEdit()
        self.text.setFont(tabular(self.font()))
        self.text.setAccessibleName("Bit vector")
        self.text.setToolTip("Type or paste bits: 01110, 0 1 1 1 0, 0,1,1,1,0 or [0 1 1 1 0]")
        self.text.textEdited.connect(self._on_text)
        self.text.editingFinished.connect(self._on_editing_finished)
        self.random = QPushButton("Random vector")
        self.random.setToolTip("Draw every bit at random  (N)")
        self.random.setAutoDefault(False)
        self.random.clicked.connect(self.draw_vector)
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(self.random)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        # Its room is kept, so that nothing below moves when there is something to say.
        self.problem.setFixedHeight(2 * self.fontMetrics().height() + 2)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bars = OutputBars()
        self.summary = QLabel()
        self.summary.setFont(bold)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 4)
        column.setSpacing(6)
        column.addWidget(title)
        column.addLayout(self._grid)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(self.bars)
        column.addWidget(self.summary)
        self._recolour()

    @property
    def vector(self) -> NDArray[np.int64]:
        """The vector that is tried, 0 and 1, shape (n,)."""
        return self._vector

    def set_bits(self, bits: int) -> None:
        """Make room for vectors of another size; the first bits are kept."""
        if bits == len(self._vector):
            return
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [BitButton(index) for index in range(bits)]
        for button in self._buttons:
            row, column = divmod(button.index, BITS_IN_A_ROW)
            self._grid.addWidget(button, row, column)
            button.toggled.connect(self._on_button)
            button.moved.connect(self._focus_bit)
        self._recolour()
        vector = np.zeros(bits, np.int64)
        # A vector to begin with that is not all alike.
        vector[: len(self._vector)] = self._vector[:bits]
        if not len(self._vector):
            vector[1:4] = 1
        self._set(vector)

    def show_prediction(self, prediction: Prediction) -> None:
        """Show the network's answer to `vector`."""
        self._prediction = prediction
        self.bars.show_prediction(prediction)
        names = [f"y{index + 1}" for index in np.flatnonzero(prediction.wrong).tolist()]
        if not names:
            summary = "✓ flawless"
        elif len(names) == 1:
            summary = f"✗ 1 wrong bit: {names[0]}"
        else:
            summary = f"✗ {len(names)} wrong bits: {', '.join(names)}"
        if summary != self._summary_now:
            self._summary_now = summary
            self.summary.setText(summary)
            self.bars.setAccessibleDescription(self.as_text())
            self._recolour()

    def as_text(self) -> str:
        """The vector and the answer as text to copy."""
        prediction = self._prediction
        lines = [
            f"Vector     {bits_text(self._vector)}",
            f"Predicted  {bits_text(prediction.label)}",
            f"Correct    {bits_text(np.asarray(prediction.correct))}",
        ]
        lines += [
            f"y{row + 1}  {probability:.4f}  predicted {label}  correct {correct}"
            for row, (probability, label, correct) in enumerate(self.bars.rows)
        ]
        return "\n".join([*lines, self._summary_now])

    def copy(self) -> None:
        """Copy the answer as text."""
        QGuiApplication.clipboard().setText(self.as_text())

    def edit_text(self) -> None:
        """Go to the text field."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    @Slot()
    def draw_vector(self) -> None:
        """Draw every bit at random."""
        self._set(np.random.default_rng().integers(0, 2, len(self._vector)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "summary"):
            self._recolour()

    def _set(self, vector: NDArray[np.int64], keep_text: bool = False) -> None:
        self._vector = vector
        self._updating = True
        for button, bit in zip(self._buttons, vector.tolist(), strict=True):
            button.setChecked(bool(bit))
        self._updating = False
        if not keep_text:
            self.text.setText(bits_text(vector))
        self._explain("")
        self.vector_changed.emit(vector)

    def _explain(self, problem: str) -> None:
        self.problem.setText(problem)
        self.text.setAccessibleDescription(problem)

    def _recolour(self) -> None:
        theme = theme_of(self.palette())
        self.problem.setStyleSheet(f"color: {theme.bad}")
        bad = self._summary_now.startswith("✗")
        self.summary.setStyleSheet(f"color: {theme.bad if bad else theme.text}")
        for button in self._buttons:
            button.setStyleSheet(
                f"QPushButton {{ border: 1px solid {theme.line}; border-radius: 4px;"
                f" background: {theme.surface}; color: {theme.text}; }}"
                f"QPushButton:checked {{ background: {theme.map_stops[-1]};"
                f" border-color: {theme.map_stops[-1]};"
                f" color: {theme.window if theme.dark else '#ffffff'}; }}"
                f"QPushButton:focus {{ border: 2px solid {theme.accent}; }}"
            )

    @Slot()
    def _on_button(self) -> None:
        if not self._updating:
            self._set(np.array([int(button.isChecked()) for button in self._buttons]))

    @Slot(int)
    def _focus_bit(self, index: int) -> None:
        if 0 <= index < len(self._buttons):
            self._buttons[index].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        try:
            vector = parse_bits(text, len(self._vector))
        except BitTextError as error:
            self._explain(str(error))
        else:
            self._set(vector, keep_text=True)

    @Slot()
    def _on_editing_finished(self) -> None:
        if not self.problem.text():
            self.text.setText(bits_text(self._vector))
