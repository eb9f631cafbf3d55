"""The speed: one slider, read in phases or steps a second."""

from __future__ import annotations

from math import inf

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QWidget

from app.widgets.kept_keys import SLIDER_KEYS, KeptKeys
from app.widgets.paces import DEFAULT_PACE, PACES, nearest_notch, pace_text
from app.widgets.theme import tabular


class SpeedControl(QWidget):
    """A slider from one phase in two seconds to as fast as it goes.

    Signals:
        pace_changed: steps a second, `inf` at the upper end.
    """

    pace_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, len(PACES) - 1)
        self._slider.setPageStep(1)
        self._slider.setFixedWidth(170)
        self._slider.setAccessibleName("Speed")
        # A mouse that sets the speed leaves the keys to the picture.
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        KeptKeys(self._slider, SLIDER_KEYS)
        self._reading = QLabel()
        self._reading.setFont(tabular(self.font()))
        self._make_room()
        self._reading.setTextFormat(Qt.TextFormat.PlainText)
        label = QLabel("Speed")
        label.setBuddy(self._slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for widget in (label, self._slider, self._reading):
            row.addWidget(widget)
        self._slider.valueChanged.connect(self._on_notch)
        self.set_pace(DEFAULT_PACE)
        self._on_notch(self._slider.value())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_reading"):
            self._make_room()

    def _make_room(self) -> None:
        """Let the reading be as wide as its longest text, so that nothing beside it moves."""
        metrics = self._reading.fontMetrics()
        widest = max(metrics.horizontalAdvance(pace_text(pace)) for pace in PACES)
        self._reading.setFixedWidth(widest + 4)

    @property
    def pace(self) -> float:
        """Steps a second."""
        return PACES[self._slider.value()]

    def set_pace(self, pace: float) -> None:
        """Choose the notch that is closest to a pace from below."""
        self._slider.setValue(nearest_notch(pace))

    def change(self, notches: int) -> None:
        """Go faster or slower by some notches."""
        self._slider.setValue(self._slider.value() + notches)

    def show_measured(self, steps_per_second: float) -> None:
        """Say how fast training really goes, while it goes as fast as it can."""
        if self.pace == inf:
            self._reading.setText(f"{steps_per_second:,.0f} steps/s")

    def show_chosen(self) -> None:
        """Say which pace is chosen."""
        self._reading.setText(pace_text(self.pace))

    @Slot(int)
    def _on_notch(self, notch: int) -> None:
        reading = pace_text(PACES[notch])
        self._reading.setText(reading)
        self._slider.setToolTip(f"Speed of playing: {reading}  (+ and −)")
        self._slider.setAccessibleDescription(reading)
        self.pace_changed.emit(PACES[notch])
