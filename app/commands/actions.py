"""Menus, tool bar and shortcuts, built from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from app.commands.table import COMMANDS, MENUS
from app.widgets.icons import BUTTON_SIZE, action_icon, button_size
from app.widgets.theme import theme_of

TOOL_BAR: tuple[str, ...] = (
    "to_start",
    "back_epoch",
    "step_back",
    "toggle_play",
    "step_forward",
    "run_epoch",
    "run_to_end",
    "",
    "previous_phase",
    "next_phase",
    "",
    "reset",
    "new_seed",
    "",
)
"""The commands with a button, from left to right; "" is a separator."""

REPAINT = (
    QEvent.Type.PaletteChange,
    QEvent.Type.FontChange,
    QEvent.Type.DevicePixelRatioChange,
)
"""What icons depend on."""

AT_THE_END = "show_glossary", "toggle_curve", "toggle_panel"
"""The commands with a button at the right end."""


class Actions(QObject):
    """The window's actions by key, in its menus.

    Args of the constructor:
        window: where the menus stand.
        slots: what carries each command out, by its key.
    """

    def __init__(self, window: QMainWindow, slots: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(window)
        self._window = window
        self._playing = False
        self._bar: QToolBar | None = None
        self._actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            action = QAction(command.text, window)
            keys = [QKeySequence(each) for each in command.shortcut.split(" | ") if each]
            action.setShortcuts(keys)
            action.setAutoRepeat(command.repeats)
            shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
            plain = command.text.replace("&", "")
            action.setToolTip(
                f"<p style='white-space:pre'><b>{plain}</b>"
                + (f"  ({shown})" if shown else "")
                + f"</p><p>{command.help}</p>"
            )
            action.setStatusTip(command.help)
            if command.short:
                action.setIconText(command.short)
            action.setCheckable(command.checkable)
            action.triggered.connect(slots[command.key])
            self._actions[command.key] = action
        for key, title in MENUS.items():
            self.menus[key] = window.menuBar().addMenu(title)
        for command in COMMANDS:
            menu = self.menus[command.menu]
            if command.starts_group:
                menu.addSeparator()
            menu.addAction(self._actions[command.key])
        self.paint_icons()
        window.installEventFilter(self)

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def tool_bar(self) -> QToolBar:
        """The tool bar with the buttons of `TOOL_BAR`."""
        bar = self._bar = QToolBar("Tool bar")
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        for key in TOOL_BAR:
            if not key:
                bar.addSeparator()
                continue
            button = self._add_button(bar, key)
            if key == "toggle_play":
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setObjectName("play_button")
        self.paint_icons()
        return bar

    def button(self, key: str) -> QWidget:
        """The button of a command in the tool bar."""
        assert self._bar is not None
        return self._bar.widgetForAction(self._actions[key])

    def add_last(self, bar: QToolBar) -> None:
        """Put the help, and the buttons of what can be hidden, at the right end of the bar."""
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(room)
        for key in AT_THE_END:
            self._add_button(bar, key)
        self.paint_icons()

    def _add_button(self, bar: QToolBar, key: str) -> QToolButton:
        action = self._actions[key]
        bar.addAction(action)
        button = bar.widgetForAction(action)
        assert isinstance(button, QToolButton)
        button.setAccessibleName(action.text().replace("&", ""))
        # Or the tool tip would be read, with its marks for bold letters.
        button.setAccessibleDescription(action.statusTip())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Let the play command offer what it does now."""
        self._playing = playing
        action = self._actions["toggle_play"]
        action.setText("&Pause" if playing else "&Play")
        action.setIconText("Pause" if playing else "Play")
        action.setIcon(self._icon(self._icon_name("play")))

    def paint_icons(self) -> None:
        """Draw the icons in the colours of the window, for its text and the screen it is on."""
        for command in COMMANDS:
            if command.icon:
                self._actions[command.key].setIcon(self._icon(self._icon_name(command.icon)))
        if self._bar is not None:
            # Qt's own drawing of what opens the rest of the bar is black on every ground.
            more = self._bar.findChild(QToolButton, "qt_toolbar_ext_button")
            assert isinstance(more, QToolButton)
            more.setIcon(self._icon("more"))
            self._size_icons(self._bar)

    def _size_icons(self, bar: QToolBar) -> None:
        """Let the icons grow with their text as far as all of them stay in the bar."""
        size = button_size(self._window.fontMetrics())
        bar.setIconSize(QSize(size, size))
        self._widen_play(size)
        beyond = bar.sizeHint().width() - self._window.width()
        if beyond > 0:
            buttons = sum(1 for each in (*TOOL_BAR, *AT_THE_END) if each)
            size = max(BUTTON_SIZE, size - ceil(beyond / buttons))
            bar.setIconSize(QSize(size, size))
            self._widen_play(size)

    def _widen_play(self, icon: int) -> None:
        """Make the play button as wide as its longer text, so that nothing beside it moves."""
        assert self._bar is not None
        button = self._bar.findChild(QToolButton, "play_button")
        assert isinstance(button, QToolButton)
        text = self._window.fontMetrics().horizontalAdvance("Pause")
        button.setFixedWidth(text + icon + 24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in REPAINT:
            self.paint_icons()
        elif event.type() == QEvent.Type.Resize and self._bar is not None:
            self._size_icons(self._bar)
        return super().eventFilter(watched, event)

    def _icon_name(self, name: str) -> str:
        """The drawing for an icon of the table: that of Play says what the command does now."""
        return "pause" if name == "play" and self._playing else name

    def _icon(self, name: str):  # type: ignore[no-untyped-def]
        theme = theme_of(self._window.palette())
        scale, size = self._window.devicePixelRatioF(), button_size(self._window.fontMetrics())
        return action_icon(name, theme.text, theme.line, scale, size)
