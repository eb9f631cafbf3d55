"""What the panel holds: each section is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from app.pages.panel import Panel
from app.pages.places import SECTIONS

if TYPE_CHECKING:
    from app.pages.branches import BranchesPanel
    from app.pages.check import CheckPanel
    from app.pages.code import CodeSection
    from app.pages.epochs import EpochsPanel
    from app.pages.guess import GuessSection
    from app.pages.history import HistorySection
    from app.pages.inspector import Inspector
    from app.pages.learnt import LearntSection
    from app.pages.lesson import LessonPanel
    from app.pages.many_lines import ManyLinesSection
    from app.pages.neighbours import NeighboursSection
    from app.pages.prediction import PredictionPanel
    from app.pages.pushes import PushesSection
    from app.pages.settings import SettingsPanel
    from app.pages.slope import SlopeSection
    from app.pages.stops import StopsPanel
    from app.pages.truth import TruthSection
    from app.pages.validation import ValidationPanel
    from app.pages.window_settings import WindowSettings
    from nn.run.breakpoints import Breakpoints

Content = TypeVar("Content", bound=QWidget)


class SidePanel(QObject):
    """The sections of a window: what nobody has asked for or unfolded is not there yet.

    Each property makes what a section holds, if need be. Its module is imported then, not before:
    what the first picture does not need must not delay it.

    Signals:
        made: the key of a section of which the content has been made and put in.
    """

    made = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._made: dict[str, QWidget] = {}
        self.panel = Panel(window, self.content)

    def is_made(self, key: str) -> bool:
        """Whether the content of a section is there."""
        return key in self._made

    def content(self, key: str) -> QWidget:
        """The content of a section."""
        names = {"progress": "epochs", "try": "prediction", "inspect": "inspector"}
        return cast(QWidget, getattr(self, names.get(key, key)))

    def make_all(self) -> None:
        """Make what is not there yet."""
        for place in SECTIONS:
            self.content(place.key)

    @property
    def epochs(self) -> EpochsPanel:
        from app.pages.epochs import EpochsPanel

        return self._made_once("progress", EpochsPanel)

    @property
    def prediction(self) -> PredictionPanel:
        from app.pages.prediction import PredictionPanel

        return self._made_once("try", PredictionPanel)

    @property
    def neighbours(self) -> NeighboursSection:
        from app.pages.neighbours import NeighboursSection

        return self._made_once("neighbours", NeighboursSection)

    @property
    def history(self) -> HistorySection:
        from app.pages.history import HistorySection

        return self._made_once("history", HistorySection)

    @property
    def many(self) -> ManyLinesSection:
        from app.pages.many_lines import ManyLinesSection

        return self._made_once("many", ManyLinesSection)

    @property
    def validation(self) -> ValidationPanel:
        from app.pages.validation import ValidationPanel

        return self._made_once("validation", ValidationPanel)

    @property
    def truth(self) -> TruthSection:
        from app.pages.truth import TruthSection

        return self._made_once("truth", TruthSection)

    @property
    def guess(self) -> GuessSection:
        from app.pages.guess import GuessSection

        return self._made_once("guess", GuessSection)

    @property
    def inspector(self) -> Inspector:
        from app.pages.inspector import Inspector

        return self._made_once("inspect", Inspector)

    @property
    def slope(self) -> SlopeSection:
        from app.pages.slope import SlopeSection

        return self._made_once("slope", SlopeSection)

    @property
    def pushes(self) -> PushesSection:
        from app.pages.pushes import PushesSection

        return self._made_once("pushes", PushesSection)

    @property
    def code(self) -> CodeSection:
        from app.pages.code import CodeSection

        return self._made_once("code", CodeSection)

    @property
    def learnt(self) -> LearntSection:
        from app.pages.learnt import LearntSection

        return self._made_once("learnt", LearntSection)

    @property
    def lesson(self) -> LessonPanel:
        from app.pages.lesson import LessonPanel

        return self._made_once("lesson", LessonPanel)

    @property
    def check(self) -> CheckPanel:
        from app.pages.check import CheckPanel

        return self._made_once("check", CheckPanel)

    @property
    def stops(self) -> StopsPanel:
        from app.pages.stops import StopsPanel

        return self._made_once("stops", StopsPanel)

    @property
    def branches(self) -> BranchesPanel:
        from app.pages.branches import BranchesPanel

        return self._made_once("branches", BranchesPanel)

    @property
    def settings(self) -> SettingsPanel:
        from app.pages.settings import SettingsPanel

        return self._made_once("settings", SettingsPanel)

    @property
    def window(self) -> WindowSettings:
        from app.pages.window_settings import WindowSettings

        return self._made_once("window", WindowSettings)

    def breakpoints(self) -> Breakpoints | None:
        """The conditions that stop a run; None without any."""
        return self.stops.breakpoints() if self.is_made("stops") else None

    @Slot(object)
    def read_vectors(self, path: Path) -> None:
        """Show what a file of vectors holds."""
        self.panel.show("many")
        self.many.open_path(path)

    def end(self) -> None:
        """Stop what a section has under way, before the window closes."""
        if self.is_made("validation"):
            self.validation.end()
        if self.is_made("truth"):
            self.truth.end()
        if self.is_made("many"):
            self.many.end()

    def _made_once(self, key: str, make: Callable[[], Content]) -> Content:
        if key not in self._made:
            self._made[key] = content = make()
            self.panel.fill(key, content)
            self.made.emit(key)
        return cast(Content, self._made[key])
