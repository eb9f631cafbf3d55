"""The panel at the side of the window: few pages, each of sections that fold."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QEvent,
    QObject,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QFrame,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.pages.places import OF, PAGES, SECTIONS, PagePlace, SectionPlace
from app.widgets.arrow_keys import ARROW_KEYS
from app.widgets.columns import LETTERS, Columns
from app.widgets.flow import Flow
from app.widgets.icons import action_icon, button_size
from app.widgets.kept_keys import KeptKeys
from app.widgets.section import Section
from app.widgets.theme import theme_of

WIDTH_IN_LETTERS, MOST_OF_WINDOW = 66, 0.385
"""How wide the panel is by itself, and at the most as a part of the window."""

SAME_WIDTH = 2
"""Pixels by which a layout may round."""

WIDE_IN_LETTERS, MOST_OF_WIDE_WINDOW = 2 * LETTERS + 4, 0.46
"""The same where two sections stand side by side, with a bar to scroll them."""


class Panel(QObject):
    """The pages, one of them in front.

    Args of the constructor:
        window: at whose right side they stand.
        want: makes what a section holds, by its key; called before it is seen for the first time.

    Signals:
        appeared: the key of a section that can be seen now.
        hidden_changed: the whole panel was hidden, or came back.
    """

    appeared = Signal(str)
    hidden_changed = Signal()

    def __init__(self, window: QMainWindow, want: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window, self._want = window, want
        self.sections = {each.key: Section(each.title, each.help) for each in SECTIONS}
        self.tabs = _Tabs()
        self.dock = QDockWidget("Panel", window)
        self.dock.setObjectName("panel")
        # The tabs name the pages already; a title bar would say nothing.
        self.dock.setTitleBarWidget(QWidget())
        self.dock.setWidget(self.tabs)
        self.dock.visibilityChanged.connect(self.hidden_changed)
        self._areas: dict[str, QScrollArea] = {}
        for place in PAGES:
            area = self._areas[place.key] = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            page = Columns(
                [
                    (self.sections[each.key], each.right)
                    for each in SECTIONS
                    if each.page == place.key
                ]
            )
            page.resized.connect(self._on_page_resized)
            area.setWidget(page)
            self.tabs.add(place, area)
        for key, section in self.sections.items():
            section.setObjectName(f"section_{key}")
            section.appeared.connect(lambda key=key: self._on_appeared(key))
        self._own_width = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._take_width)
        self._shown, self._scrolled_to = "", 0
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._scroll_to_shown)
        window.installEventFilter(self)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        group = QActionGroup(self)
        self.page_actions = [self._action(each) for each in PAGES]
        for action in self.page_actions:
            action.setCheckable(True)
            group.addAction(action)
        self.section_actions = [self._action(each) for each in SECTIONS]
        self.tabs.changed.connect(self._on_page)
        self.tabs.show_page(0)

    def lay_out_first_time(self) -> None:
        """Show the first page, as wide as is good to read."""
        self.restore(PAGES[0].key, [each.key for each in SECTIONS if not each.unfolded])
        self.dock.show()
        self._take_width()

    def _take_width(self) -> None:
        """Be as wide as is good to read in a window of this width."""
        letter, window = self.dock.fontMetrics().averageCharWidth(), self._window.width()
        wide = WIDE_IN_LETTERS * letter
        if wide > MOST_OF_WIDE_WINDOW * window:
            wide = min(WIDTH_IN_LETTERS * letter, round(MOST_OF_WINDOW * window))
        self._own_width = wide
        self._window.resizeDocks([self.dock], [wide], Qt.Orientation.Horizontal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the panel grow with the window and its text, unless a person chose its width."""
        kind = event.type()
        grown = kind == QEvent.Type.FontChange or (
            isinstance(event, QResizeEvent) and event.oldSize().width() != event.size().width()
        )
        if grown and abs(self.dock.width() - self._own_width) <= SAME_WIDTH:
            self._later.start()
        return False

    def restore(self, page: str, folded: Iterable[str]) -> None:
        """Show a page, and fold just these sections; keys that there are none for count nothing."""
        folded = set(folded)
        for key, section in self.sections.items():
            section.set_unfolded(key not in folded)
        if page in self._areas:
            self.show_page(page)

    @property
    def page(self) -> str:
        """The key of the page in front."""
        return PAGES[self.tabs.current].key

    @property
    def folded(self) -> list[str]:
        """The keys of the sections that are folded."""
        return [key for key, section in self.sections.items() if not section.unfolded]

    @property
    def hidden(self) -> bool:
        """Whether the whole panel is hidden."""
        return self.dock.isHidden()

    def set_hidden(self, hidden: bool) -> None:
        """Hide the whole panel, or bring it back."""
        self.dock.setHidden(hidden)

    def change_width(self, by: int) -> None:
        """Make the panel wider (above 0) or narrower by so many pixels, as far as there is room."""
        width = self.dock.width() + by
        self._window.resizeDocks([self.dock], [width], Qt.Orientation.Horizontal)

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        self.dock.show()
        self.tabs.show_page(list(self._areas).index(key))

    def show(self, key: str) -> None:
        """Unfold a section and bring it to the front."""
        self.sections[key].set_unfolded(True)
        self.show_page(OF[key].page)
        self._shown = key
        self._scroll_to_shown()

    def go_to(self, key: str) -> None:
        """Bring a section to the front, and give the keyboard to the first thing in it."""
        self.show(key)
        self.sections[key].take_keys()

    @Slot()
    def _scroll_to_shown(self) -> None:
        """Let as much as possible of a section be seen, and its title at any rate."""
        section, area = self.sections[self._shown], self._areas[OF[self._shown].page]
        bar, room = area.verticalScrollBar(), area.viewport().height()
        top, bottom = section.y(), section.geometry().bottom() + 1
        bar.setValue(min(max(bar.value(), bottom - room), top))
        self._scrolled_to = bar.value()

    @Slot()
    def _on_page_resized(self) -> None:
        """Go on showing what was brought to the front while it takes its place, or grows."""
        if self._shown:
            area = self._areas[OF[self._shown].page]
            if area.verticalScrollBar().value() == self._scrolled_to:
                self._reveal.start()

    def fill(self, key: str, content: QWidget) -> None:
        """Put what it holds into a section."""
        self.sections[key].fill(content)

    def in_sight(self, key: str) -> bool:
        """Whether what a section holds can be seen now."""
        return self.sections[key].in_sight

    def _action(self, place: PagePlace | SectionPlace) -> QAction:
        action = QAction(place.title, self)
        action.setData(place.key)
        action.setShortcut(QKeySequence(place.shortcut))
        action.setStatusTip(place.help)
        show = self.show_page if isinstance(place, PagePlace) else self.go_to
        action.triggered.connect(lambda: show(place.key))
        return action

    @Slot(int)
    def _on_page(self, index: int) -> None:
        self.page_actions[index].setChecked(True)

    def _on_appeared(self, key: str) -> None:
        self._want(key)
        self.appeared.emit(key)


class _Tabs(QWidget):
    """A button for each page, with its name below its drawing, and the page in front.

    No tab bar, which scrolls where it is narrow: here all names are seen, if need be in two rows.

    Signals:
        changed: another page is in front, by its number.
    """

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._drawings: list[str] = []
        self._group = QButtonGroup(self)
        self._row = Flow(2)
        self._row.setContentsMargins(6, 4, 6, 4)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self._stack, 1)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def current(self) -> int:
        """The number of the page in front."""
        return self._stack.currentIndex()

    def add(self, place: PagePlace, page: QWidget) -> None:
        """Put a page at the end."""
        button = QToolButton()
        button.setText(place.title)
        button.setAccessibleName(f"{place.title} page")
        button.setToolTip(f"{place.help}  ({place.shortcut})")
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        KeptKeys(button, frozenset(ARROW_KEYS))
        self._group.addButton(button, self._stack.addWidget(page))
        self._row.add(button, grows=True)
        self._drawings.append(place.key)
        self._draw()

    def show_page(self, number: int) -> None:
        """Bring a page to the front."""
        self._group.button(number).setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if changed and hasattr(self, "_group"):
            self._draw()

    @Slot(int, bool)
    def _on_toggled(self, number: int, on: bool) -> None:
        if on:
            self._stack.setCurrentIndex(number)
            self.changed.emit(number)

    def _draw(self) -> None:
        theme, scale = theme_of(self.palette()), self.devicePixelRatioF()
        size = button_size(self.fontMetrics())
        for button, name in zip(self._group.buttons(), self._drawings, strict=True):
            button.setIcon(action_icon(name, theme.text, theme.line, scale, size))
            button.setIconSize(QSize(size, size))
