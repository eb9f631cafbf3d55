"""The parts of the window that can be opened, closed and moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QMainWindow,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QWidget,
)

WIDTH_IN_LETTERS, MOST_OF_WINDOW = 61, 0.42
"""How wide the pages are the first time, and at the most as a part of the window."""


class DockPlace(NamedTuple):
    """A dock.

    Attributes:
        key: its name in the saved layout.
        title: on its tab.
        shortcut: shows and raises it.
        help: what it holds, one sentence.
        open: whether it is open the first time.
    """

    key: str
    title: str
    shortcut: str
    help: str
    open: bool


PLACES: tuple[DockPlace, ...] = (
    DockPlace("try", "Try", "Ctrl+T", "Enter bit vectors and see the network's answer.", True),
    DockPlace("inspect", "Inspect", "Ctrl+I", "See how the selected number came about.", True),
    DockPlace("lesson", "Lesson", "Ctrl+L", "See what this step taught.", False),
    DockPlace("check", "Check", "Ctrl+G", "See that the gradients are right.", False),
    DockPlace("stops", "Stops", "Ctrl+B", "Choose when a run stops by itself.", False),
    DockPlace("branches", "Branches", "Ctrl+Y", "See and choose the ways the run went.", False),
    DockPlace("settings", "Settings", "Ctrl+,", "What determines the run.", True),
)


class Docks(QObject):
    """The docks of the window, tabbed at its right side.

    Signals:
        appeared: the key of a dock whose content can be seen now.
        hidden_changed: whether all of them are hidden now.
    """

    appeared = Signal(str)
    hidden_changed = Signal(bool)

    def __init__(self, window: QMainWindow, want: Callable[[str], object]) -> None:
        """Make the docks of `window`, empty; `want` fills one before it appears."""
        super().__init__(window)
        self._window, self._want = window, want
        self._in_sight: set[str] = set()
        self._docks: dict[str, QDockWidget] = {}
        self._open: list[str] = []
        """Of those that are hidden, the open ones, that in front first; empty if none is hidden."""
        self.actions: list[QAction] = []
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        first: QDockWidget | None = None
        for place in PLACES:
            dock = self._dock(place)
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
            if first is None:
                first = dock
            else:
                window.tabifyDockWidget(first, dock)

    def lay_out_first_time(self) -> None:
        """Open what is open the first time, the first one on top, as wide as is good to read."""
        for place in PLACES:
            self._docks[place.key].setVisible(place.open)
        first = self._docks[PLACES[0].key]
        first.raise_()
        letters = WIDTH_IN_LETTERS * first.fontMetrics().averageCharWidth()
        room = round(MOST_OF_WINDOW * self._window.width())
        self._window.resizeDocks([first], [min(letters, room)], Qt.Orientation.Horizontal)

    def show(self, key: str) -> None:
        """Open a dock and bring it to the front, with all others if they are hidden."""
        self.set_hidden(False)
        dock = self._docks[key]
        dock.show()
        dock.raise_()

    @property
    def hidden(self) -> bool:
        """Whether all are hidden that were open."""
        return bool(self._open)

    def set_hidden(self, hidden: bool) -> None:
        """Hide all docks, or bring back those that were open, with the same one in front."""
        if hidden == self.hidden:
            return
        if hidden:
            shown = [key for key, dock in self._docks.items() if not dock.isHidden()]
            self._open = sorted(shown, key=lambda key: key not in self._in_sight)
            for key in shown:
                self._docks[key].hide()
        else:
            back, self._open = self._open, []
            for key in back:
                self._docks[key].show()
            self._docks[back[0]].raise_()
        self.hidden_changed.emit(self.hidden)

    def fill(self, key: str, content: QWidget) -> None:
        """Put a page into its dock."""
        scroll = self._docks[key].widget()
        assert isinstance(scroll, QScrollArea)
        scroll.setWidget(content)

    def in_sight(self, key: str) -> bool:
        """Whether a dock's content can be seen now."""
        return key in self._in_sight

    def _dock(self, place: DockPlace) -> QDockWidget:
        dock = QDockWidget(place.title, self._window)
        dock.setObjectName(f"dock_{place.key}")
        dock.setAccessibleName(place.title)
        # The tab names the dock already; a title bar would say it twice.
        dock.setTitleBarWidget(QWidget())
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        dock.setWidget(scroll)
        action = QAction(place.title, self)
        action.setData(place.key)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(place.shortcut))
        action.setStatusTip(place.help)
        action.triggered.connect(self._on_action)
        dock.visibilityChanged.connect(self._on_visibility)
        self.actions.append(action)
        self._docks[place.key] = dock
        return dock

    @Slot()
    def _on_action(self) -> None:
        """Bring a dock to the front; the one that is there stays."""
        action = self.sender()
        assert isinstance(action, QAction)
        self.show(action.data())
        action.setChecked(True)

    @Slot(bool)
    def _on_visibility(self, visible: bool) -> None:
        dock = self.sender()
        key = next(key for key, each in self._docks.items() if each is dock)
        action = next(each for each in self.actions if each.data() == key)
        action.setChecked(visible)
        for bar in self._window.findChildren(QTabBar):
            # Rather scrolled than cut short: the names are all there is to go by.
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)
        if visible:
            self._want(key)
            self._in_sight.add(key)
            self.appeared.emit(key)
        else:
            self._in_sight.discard(key)
        self._let_tab_in(key, visible)

    def _let_tab_in(self, key: str, seen: bool) -> None:
        """Let Tab reach only what is seen; to Qt a dock behind another one is visible as well."""
        scroll = self._docks[key].widget()
        assert isinstance(scroll, QScrollArea)
        policies = Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.StrongFocus
        scroll.setFocusPolicy(policies[seen])
        page = scroll.widget()
        if page is not None:
            page.setVisible(seen)
