"""The commands of the Help menu; its pages are made when they are opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.commands.long_work import LongWork

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
        from app.commands.launcher_change import install_launcher

        install_launcher(self._window, self._long_work)

    @Slot()
    def uninstall_launcher(self) -> None:
        """Take it away again."""
        from app.commands.launcher_change import uninstall_launcher

        uninstall_launcher(self._window, self._long_work)
