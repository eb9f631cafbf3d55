"""The side panel: every page, made when it is first wanted, and the docks in which they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from app.pages.docks import PLACES, Docks

if TYPE_CHECKING:
    from app.pages.branches import BranchesPanel
    from app.pages.check import CheckPanel
    from app.pages.inspector import Inspector
    from app.pages.lesson import LessonPanel
    from app.pages.prediction import PredictionPanel
    from app.pages.settings import SettingsPanel
    from app.pages.stops import StopsPanel
    from app.pages.trying import TryPage
    from app.pages.validation import ValidationPanel
    from nn.run.breakpoints import Breakpoints

Page = TypeVar("Page", bound=QWidget)


class SidePanel(QObject):
    """The pages of a window: one that nobody has asked for or opened is not there yet.

    Each property makes its page, if need be. Its module is imported then, not before: what the
    first picture does not need must not delay it.

    Signals:
        made: the key of a page that has been made and stands in its dock.
    """

    made = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._made: dict[str, QWidget] = {}
        self.docks = Docks(window, self.page)

    def is_made(self, key: str) -> bool:
        """Whether the page of a dock is there."""
        return key in self._made

    def page(self, key: str) -> QWidget:
        """The page of a dock."""
        names = {"try": "trying", "inspect": "inspector"}
        return cast(QWidget, getattr(self, names.get(key, key)))

    def make_all(self) -> None:
        """Make what is not there yet."""
        for place in PLACES:
            self.page(place.key)

    @property
    def trying(self) -> TryPage:
        from app.pages.trying import TryPage

        return self._page("try", TryPage)

    @property
    def prediction(self) -> PredictionPanel:
        return self.trying.prediction

    @property
    def validation(self) -> ValidationPanel:
        return self.trying.validation

    @property
    def inspector(self) -> Inspector:
        from app.pages.inspector import Inspector

        return self._page("inspect", Inspector)

    @property
    def lesson(self) -> LessonPanel:
        from app.pages.lesson import LessonPanel

        return self._page("lesson", LessonPanel)

    @property
    def check(self) -> CheckPanel:
        from app.pages.check import CheckPanel

        return self._page("check", CheckPanel)

    @property
    def stops(self) -> StopsPanel:
        from app.pages.stops import StopsPanel

        return self._page("stops", StopsPanel)

    @property
    def branches(self) -> BranchesPanel:
        from app.pages.branches import BranchesPanel

        return self._page("branches", BranchesPanel)

    @property
    def settings(self) -> SettingsPanel:
        from app.pages.settings import SettingsPanel

        return self._page("settings", SettingsPanel)

    def breakpoints(self) -> Breakpoints | None:
        """The conditions that stop a run; None without any."""
        return self.stops.breakpoints() if self.is_made("stops") else None

    def end(self) -> None:
        """Stop what a page has under way, before the window closes."""
        if self.is_made("try"):
            self.validation.end()

    def _page(self, key: str, make: Callable[[], Page]) -> Page:
        if key not in self._made:
            self._made[key] = page = make()
            self.docks.fill(key, page)
            self.made.emit(key)
        return cast(Page, self._made[key])
