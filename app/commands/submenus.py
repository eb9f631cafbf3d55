"""Menus within menus that fill themselves: recent files, and light or dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.widgets.appearances import APPEARANCES
from app.widgets.as_it_is import in_menu


class RecentMenu(QMenu):
    """The sessions opened or saved last.

    Signals:
        chosen: the path of one of them.
    """

    chosen = Signal(object)

    def __init__(self, files: Callable[[], list[Path]], parent: QWidget) -> None:
        super().__init__("Open &recent", parent)
        self._files = files
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._on_triggered)

    @Slot()
    def fill(self) -> None:
        """List what there is now."""
        self.clear()
        for path in self._files():
            action = self.addAction(in_menu(path.name))
            action.setStatusTip(str(path))
            action.setData(str(path))
        if self.isEmpty():
            self.addAction("Nothing yet").setEnabled(False)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(Path(action.data()))


class AppearanceMenu(QMenu):
    """Light, dark, or as the system.

    Signals:
        chosen: a name of `APPEARANCES`.
    """

    chosen = Signal(str)

    def __init__(self, current: str, parent: QWidget) -> None:
        super().__init__("A&ppearance", parent)
        group = QActionGroup(self)
        for name, appearance in APPEARANCES.items():
            action = self.addAction(appearance.text)
            action.setCheckable(True)
            action.setChecked(name == current)
            action.setData(name)
            group.addAction(action)
        self.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())
