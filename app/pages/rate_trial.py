"""A learning rate to try: a slider, a field, and the way back to the step's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from app.pages.setting_field import SettingField, number_text
from app.widgets.entry_line import room_for
from app.widgets.kept_keys import SLIDER_KEYS, KeptKeys

NOTCHES_PER_DECADE = 20
LONGEST_RATE = "0.000001"
RATES = tuple(
    float(f"{10.0 ** (notch / NOTCHES_PER_DECADE - 3):.2g}")
    for notch in range(5 * NOTCHES_PER_DECADE + 1)
)
"""What the slider offers, from 0.001 to 100."""


class RateTrial(QWidget):
    """Offers to try a learning rate that the run does not have.

    Signals:
        changed: another rate is tried, or none any more.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rate: float | None = None
        self._own = RATES[0]
        self.field = SettingField("learning_rate", "tried on this curve only", self)
        self.field.label.setText("Try η")
        self.field.edit.setFixedWidth(room_for(self.field.edit, LONGEST_RATE))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, len(RATES) - 1)
        self.slider.setAccessibleName("Learning rate to try")
        self.slider.setToolTip("What a step with another learning rate would have done")
        self.slider.setMinimumWidth(60)
        KeptKeys(self.slider, SLIDER_KEYS)
        self.back = QPushButton("Reset")
        self.back.setToolTip("Try none any more: back to the learning rate of the step")
        self.back.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field.label)
        row.addWidget(self.field.edit)
        row.addWidget(self.slider, 1)
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.field.note)
        self.slider.valueChanged.connect(self._on_notch)
        self.field.edited.connect(self.field.explain)
        self.field.committed.connect(self._on_committed)
        self.back.clicked.connect(self.forget)
        self._show()

    @property
    def rate(self) -> float | None:
        """The learning rate that is tried, None for none."""
        return self._rate

    def show_own(self, rate: float) -> None:
        """Say which learning rate the step was made with."""
        if rate != self._own:
            self._own = rate
            if self._rate is None:
                self._show()

    @Slot()
    def forget(self) -> None:
        """Try none any more."""
        self._try(None)

    @Slot(int)
    def _on_notch(self, notch: int) -> None:
        self._try(RATES[notch])

    @Slot()
    def _on_committed(self) -> None:
        value = self.field.value()
        if value is None:
            self.field.restore()
        elif value != (self._own if self._rate is None else self._rate):
            self._try(float(value))

    def _try(self, rate: float | None) -> None:
        self._rate = rate
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        rate = self._own if self._rate is None else self._rate
        self.field.show_value(rate)
        self.slider.setAccessibleDescription(number_text(rate))
        self.back.setEnabled(self._rate is not None)
        self.slider.blockSignals(True)
        self.slider.setValue(min(range(len(RATES)), key=lambda notch: abs(RATES[notch] - rate)))
        self.slider.blockSignals(False)
