"""The side panel: every page, and the docks in which they stand."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.pages.branches import BranchesPanel
from app.pages.check import CheckPanel
from app.pages.code import CodeSection
from app.pages.docks import Docks
from app.pages.inspector import Inspector
from app.pages.lesson import LessonPanel
from app.pages.prediction import PredictionPanel
from app.pages.pushes import PushesSection
from app.pages.settings import SettingsPanel
from app.pages.slope import SlopeSection
from app.pages.stops import StopsPanel
from app.pages.validation import ValidationPanel


class SidePanel:
    """The pages of a window."""

    def __init__(self, window: QMainWindow) -> None:
        self.prediction = PredictionPanel()
        self.validation = ValidationPanel()
        self.inspector = Inspector()
        self.lesson = LessonPanel()
        self.check = CheckPanel()
        self.slope = SlopeSection()
        self.pushes = PushesSection()
        self.code = CodeSection()
        self.stops = StopsPanel()
        self.branches = BranchesPanel()
        self.settings = SettingsPanel()
        trying = QWidget()
        column = QVBoxLayout(trying)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.prediction)
        column.addWidget(self.validation)
        column.addStretch(1)
        self.docks = Docks(
            window,
            {
                "try": trying,
                "inspect": self.inspector,
                "lesson": self.lesson,
                "check": self.check,
                "slope": self.slope,
                "pushes": self.pushes,
                "code": self.code,
                "stops": self.stops,
                "branches": self.branches,
                "settings": self.settings,
            },
        )
