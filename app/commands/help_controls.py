"""The commands of the Help menu; its pages are made when they are opened."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from app.commands.long_work import LongWork
from app.widgets.as_it_is import as_it_is
from nn.core.progress import Progress

if TYPE_CHECKING:
    from app.tour.tour import Tour


class HelpControls(QObject):
    """The commands of the Help menu."""

    def __init__(
        self,
        window: QWidget,
        task: Callable[[], str],
        make_tour: Callable[[], Tour],
        long_work: LongWork,
    ) -> None:
        """Open the pages in front of a window.

        Args:
            window: the window.
            task: tells what its network learns.
            make_tour: makes the tour, the first time.
            long_work: does what may take long.
        """
        super().__init__(window)
        self._window, self._task, self._long_work = window, task, long_work
        self._make_tour = make_tour
        self.tour: Tour | None = None

    @Slot()
    def show_tour(self) -> None:
        """Begin the tour, or begin it again."""
        if self.tour is None:
            self.tour = self._make_tour()
        self.tour.start()

    def end(self) -> None:
        """The window closes: what the tour brought out is hidden again, to be remembered so."""
        if self.tour is not None:
            self.tour.end()

    @Slot()
    def show_shortcuts(self) -> None:
        """Show every key."""
        from app.commands.help_pages import shortcuts_page

        shortcuts_page(self._window).open()

    @Slot()
    def show_glossary(self) -> None:
        """Show what every symbol means."""
        from app.commands.help_pages import glossary_page

        glossary_page(self._window, self._task()).open()

    @Slot()
    def show_about(self) -> None:
        """Say what this is, and what it is made of."""
        from app.commands.about_page import AboutPage

        AboutPage(self._window).open()

    @Slot()
    def install_launcher(self) -> None:
        """Put Glassnet into the applications menu and on the desktop."""
        from app.launcher import desktop_launcher

        self._change_launcher("Installing", desktop_launcher.install, "The launcher was installed:")

    @Slot()
    def uninstall_launcher(self) -> None:
        """Take it away again."""
        from app.launcher import desktop_launcher

        self._change_launcher("Removing", desktop_launcher.uninstall, "The launcher was removed:")

    def _change_launcher(
        self, doing: str, act: Callable[[Progress], list[Path]], done: str
    ) -> None:
        from app.launcher.launcher_files import LauncherError

        def work(progress: Progress) -> _Outcome:
            try:
                paths = act(progress)
            except LauncherError as error:
                return _Outcome(str(error), failed=True)
            lines = "\n".join(map(str, paths)) or "(nothing was there)"
            return _Outcome(f"{done}\n\n{lines}")

        if sys.platform == "win32":
            # It is soon done there, and what makes shortcuts has to be in the window's thread.
            self._tell_launcher(work(lambda *_: True))
        else:
            self._long_work.do(f"{doing} the launcher …", work, self._tell_launcher)

    def _tell_launcher(self, outcome: _Outcome) -> None:
        tell = QMessageBox.warning if outcome.failed else QMessageBox.information
        tell(self._window, "Launcher", as_it_is(outcome.text))


class _Outcome(NamedTuple):
    """What became of the launcher, in words."""

    text: str
    failed: bool = False
