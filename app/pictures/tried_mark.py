"""Says over the picture that what is seen in it is no step of the run."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.widgets.key_table import KeyTable
from nn.explain.sight import Sight

SIDE, ABOVE, BESIDE = 14, 4, 10


class TriedMark(QWidget):
    """A bar in the accent colour, seen while a vector is tried in the picture.

    Signals:
        left: back to the moment at which the run stands.
    """

    left = Signal()

    KEYS = KeyTable("While a vector is in the picture", (("Escape", "Return to the run."),))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Highlight)
        self._texts: tuple[str, ...] = ("",)
        self.said = QLabel()
        self.said.setForegroundRole(QPalette.ColorRole.HighlightedText)
        self.said.setMinimumWidth(1)
        self.back = QPushButton("Back to the run")
        self.back.setToolTip("Show again the moment at which the run stands  (Escape)")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.left)
        # Of what is hidden Qt hears no shortcut: the key is free while the run is seen.
        escape = QAction(self.back.text(), self)
        escape.setShortcut(Qt.Key.Key_Escape)
        escape.triggered.connect(self.left)
        self.addAction(escape)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, ABOVE, SIDE, ABOVE)
        row.setSpacing(BESIDE)
        row.addWidget(self.said, 1)
        row.addWidget(self.back)
        self.hide()

    def show_sight(self, sight: Sight) -> None:
        """Stand over the picture of a vector that is tried, and over no other."""
        if sight.tried is not None:
            from app.widgets.bit_text import bits_text

            bits = bits_text(sight.tried.x.astype(int))
            told = f"Trying {bits}: not a step of the run"
            short = f"Trying {bits}: not a step", "Not a step of the run"
            self._texts = (f"{told}  ·  Escape returns", told, *short)
            self.said.setAccessibleName(self._texts[0])
            self._fit()
        self.setVisible(sight.tried is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say as much as there is room for."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.said.setFont(font)
        wide = QFontMetrics(font).horizontalAdvance
        room = self.width() - 2 * SIDE - BESIDE - self.back.sizeHint().width()
        fitting = (each for each in self._texts if wide(each) <= room)
        self.said.setText(next(fitting, self._texts[-1]))
