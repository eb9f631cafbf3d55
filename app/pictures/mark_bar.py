"""A line over the picture that says how it differs from the run, with a button that ends that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

SIDE, ABOVE, BESIDE = 14, 4, 10


class MarkBar(QWidget):
    """A bar of one colour, hidden at first; it says as much as there is room for.

    Args of the constructor:
        button: its text.
        tip: what the button does.
        ground: the role of its colour.
        ink: the role of the text on it.

    Signals:
        left: the button was pressed.
    """

    left = Signal()

    def __init__(
        self, button: str, tip: str, ground: QPalette.ColorRole, ink: QPalette.ColorRole
    ) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(ground)
        self._texts: tuple[str, ...] = ("",)
        self.said = QLabel()
        self.said.setForegroundRole(ink)
        self.said.setMinimumWidth(1)
        self.back = QPushButton(button)
        self.back.setToolTip(tip)
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, ABOVE, SIDE, ABOVE)
        row.setSpacing(BESIDE)
        row.addWidget(self.said, 1)
        row.addWidget(self.back)
        self.hide()

    def say(self, *texts: str) -> None:
        """Say the first of some texts that there is room for, or else the last one."""
        if texts != self._texts:
            self._texts = texts
            self.said.setAccessibleName(texts[0])
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.said.setFont(font)
        wide = QFontMetrics(font).horizontalAdvance
        room = self.width() - 2 * SIDE - BESIDE - self.back.sizeHint().width()
        fitting = (each for each in self._texts if wide(each) <= room)
        self.said.setText(next(fitting, self._texts[-1]))
