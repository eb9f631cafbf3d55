"""Two panels on one page: a vector that is tried, and what the network makes of all of them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.prediction import PredictionPanel
from app.pages.validation import ValidationPanel


class TryPage(QWidget):
    """The prediction above the validation."""

    def __init__(self) -> None:
        super().__init__()
        self.prediction = PredictionPanel()
        self.validation = ValidationPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.prediction)
        column.addWidget(self.validation)
        column.addStretch(1)
