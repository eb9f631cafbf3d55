"""A whole number to type or to turn up and down, read and written like every other one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QSpinBox, QWidget

from app.widgets.kept_keys import SPIN_KEYS, KeptKeys
from app.widgets.key_table import KeyTable
from app.widgets.theme import tabular
from nn.core.numbers import NumberTextError, whole_number


class WholeNumberBox(QSpinBox):
    """Its number has a comma between thousands in every locale; what is no number is put back.

    Esc puts back what is typed, too, and goes on to the window.
    """

    KEYS = KeyTable(
        "In the number of new vectors",
        (("Up | Down", "One more, or one less."), ("PgUp | PgDown", "Ten more, or ten less.")),
    )

    def __init__(self, lowest: int, highest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(lowest, highest)
        self.setFont(tabular(self.font()))
        # The beginning of a number is another number, and not one that was meant.
        self.setKeyboardTracking(False)
        KeptKeys(self, SPIN_KEYS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.lineEdit().setText(self.textFromValue(self.value()))
            event.ignore()
        else:
            super().keyPressEvent(event)

    def textFromValue(self, value: int) -> str:
        return f"{value:,}"

    def valueFromText(self, text: str) -> int:
        try:
            return min(max(whole_number(text), self.minimum()), self.maximum())
        except NumberTextError:
            return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        try:
            allowed = self.minimum() <= whole_number(text) <= self.maximum()
        except NumberTextError:
            allowed = False
        state = QValidator.State.Acceptable if allowed else QValidator.State.Intermediate
        return state, text, position

    def fixup(self, text: str) -> str:
        return self.textFromValue(self.valueFromText(text))
