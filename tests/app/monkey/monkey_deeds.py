"""What a monkey does to a window: one function for each kind of deed, and how often."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from random import Random

from monkey_answers import click, is_there, press
from monkey_files import Files, settings
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QSplitterHandle,
    QWidget,
)

from app.commands.table import COMMANDS
from app.main_window import MainWindow
from app.pages.places import PAGES, SECTIONS

NONE = Qt.KeyboardModifier.NoModifier
MODIFIERS = (
    NONE,
    NONE,
    NONE,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = [
    Qt.Key(each)
    for each in (
        *range(Qt.Key.Key_Space, Qt.Key.Key_Underscore),
        *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape),
        *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_F10),
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
        *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    )
]
TEXTS = (
    "",
    "0",
    "1",
    "-1.5",
    "0110",
    "01101",
    "nan",
    "1e400",
    "9" * 400,
    "3:7",
    "0,5",
    "<b>x</b>",
    "Zweig",
    "١٢",
    "a\u0000b",
    "\u202e\U0001f412",
    " ",
)
AFTER_TYPING = (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, None)
LEFT_ALONE = ("quit", "install_launcher", "uninstall_launcher")
"""Closing has a deed of its own; the launcher asks other programs, which take their time."""

SIZES = ((1280, 800), (960, 540), (1920, 1080), (640, 400), (320, 240), (900, 1400))


class Deeds:
    """Does something to a window, and says what.

    Every method draws what it needs from the generator it is handed and returns a line of text.
    """

    def __init__(self, window: Callable[[], MainWindow], files: Files) -> None:
        self._window_now, self._files = window, files

    @property
    def _window(self) -> MainWindow:
        return self._window_now()

    def choose(self, rng: Random) -> Callable[[Random], str]:
        """A kind of deed."""
        kinds, weights = zip(*_weights(self).items(), strict=True)
        return rng.choices(kinds, weights)[0]

    def press_shortcut(self, rng: Random) -> str:
        """A key of the table of commands, of a page or of a section."""
        named = [each.shortcut for each in (*PAGES, *SECTIONS)]
        named += [
            keys
            for each in COMMANDS
            if each.key not in LEFT_ALONE
            for keys in each.shortcut.split(" | ")
            if keys
        ]
        return self._press_sequence(rng.choice(named), rng.choice((1, 1, 1, 2, 5)))

    def step(self, rng: Random) -> str:
        """The keys that people use most."""
        keys = ("Right", "Left", "Down", "Up", "Space", "PgDown", "End", "Home", "Ctrl+Z")
        return self._press_sequence(rng.choice(keys), rng.choice((1, 2, 4)))

    def _press_sequence(self, keys: str, times: int) -> str:
        combination = QKeySequence(keys)[0]
        for _ in range(times):
            press(self._target(), combination.key(), combination.keyboardModifiers())
        return f"{times} times {keys}"

    def press_any_key(self, rng: Random) -> str:
        """Any key at all, but none that closes the window."""
        key, modifier = rng.choice(KEYS), rng.choice(MODIFIERS)
        if (key, modifier) == (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier):
            key = Qt.Key.Key_Tab
        press(self._target(), key, modifier)
        return f"{modifier.name} {key.name}"

    def trigger(self, rng: Random) -> str:
        """A command of a menu."""
        keys = [each.key for each in COMMANDS if each.key not in LEFT_ALONE]
        action = self._window.actions_by_key[rng.choice(keys)]
        if action.isEnabled():
            action.trigger()
        return f"menu {action.text()!r}"

    def open_menu(self, rng: Random) -> str:
        """A menu of the bar, for whoever answers to choose from."""
        menu = rng.choice(list(self._window.actions_by_key.menus.values()))
        menu.popup(self._window.mapToGlobal(QPoint(20, 30)))
        return f"menu {menu.title()!r} opened"

    def use_control(self, rng: Random) -> str:
        """Something that is there to be clicked, typed into or moved."""
        kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, QAbstractItemView)
        seen = [
            each
            for kind in (*kinds, QSplitterHandle)
            for each in self._window.findChildren(kind)
            if each.isEnabled() and not each.visibleRegion().isEmpty()
        ]
        if not seen:
            return "no control is seen"
        control = rng.choice(seen)
        name = f"{type(control).__name__} {control.accessibleName()!r}"
        place = _place_in(rng, control)
        if isinstance(control, QLineEdit):
            self._click(control, place)
            return f"{name}: {self.type_text(rng)}"
        if isinstance(control, QComboBox):
            control.setCurrentIndex(rng.randrange(max(control.count(), 1)))
            control.activated.emit(control.currentIndex())
            return f"{name}: choice {control.currentIndex()}"
        if isinstance(control, QAbstractSlider):
            control.setValue(rng.randint(control.minimum(), control.maximum()))
            return f"{name}: {control.value()}"
        if isinstance(control, QSplitterHandle):
            return f"{name}: {self._drag(rng, control, place)}"
        clicks = rng.choice((1, 1, 2)) if isinstance(control, QAbstractItemView) else 1
        self._click(control, place, clicks)
        return f"{name}: {clicks} clicks at {place.toTuple()}"

    def use_picture(self, rng: Random) -> str:
        """A cell of the network: looked at, selected, edited."""
        canvas = self._window.network_view.canvas
        n, h, m = self._window.session.settings.sizes
        places = [
            canvas.rect_of((name, (row, column))).center().toPoint()
            for name, rows, columns in (("W1", n, h), ("W2", h, m))
            for row in range(min(rows, 3))
            for column in range(min(columns, 3))
        ]
        places = [each for each in places if canvas.viewport().rect().contains(each)]
        place = rng.choice(places) if places else _place_in(rng, canvas)
        clicks = rng.choice((0, 1, 1, 2, 2))
        self._click(canvas.viewport(), place, clicks)
        typed = f", {self.type_text(rng)}" if clicks == 2 and rng.random() < 0.8 else ""
        return f"{clicks} clicks on the network at {place.toTuple()}{typed}"

    def type_text(self, rng: Random) -> str:
        """Something typed into whatever has the focus, and perhaps finished."""
        text, end = rng.choice(TEXTS), rng.choice(AFTER_TYPING)
        focus = QApplication.focusWidget()
        if focus is not None and focus.window() is self._window:
            if isinstance(focus, QLineEdit) and rng.random() < 0.7:
                focus.selectAll()
            handle = self._window.windowHandle()
            for each in text:
                if each.isascii() and each.isprintable():
                    QTest.keyClick(handle, each)
            if not text.isascii() and isinstance(focus, QLineEdit):
                focus.insert(text)
        if end is not None:
            press(self._window, end)
        return f"typed {text[:20]!r} {end.name if end else ''}"

    def paste(self, rng: Random) -> str:
        """The clipboard, whatever it holds."""
        text = rng.choice(TEXTS)
        QGuiApplication.clipboard().setText(text)
        return f"{text[:20]!r} pasted: {self._press_sequence('Ctrl+V', 1)}"

    def click_anywhere(self, rng: Random) -> str:
        """A click, a double click or a click with another button, anywhere."""
        target = self._target()
        place, clicks = _place_in(rng, target), rng.choice((1, 1, 2))
        button = rng.choice((Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton))
        self._click(target, place, clicks, button)
        return f"{clicks} clicks at {place.toTuple()} with {button.name}"

    def drag_anywhere(self, rng: Random) -> str:
        """The mouse pressed, moved and let go."""
        return self._drag(rng, self._target(), _place_in(rng, self._target()))

    def hover(self, rng: Random) -> str:
        """The mouse moved without a click, often to rest there."""
        place = _place_in(rng, self._window)
        QTest.mouseMove(self._window.windowHandle(), place)
        return f"mouse at {place.toTuple()}"

    def turn_wheel(self, rng: Random) -> str:
        """The wheel, somewhere."""
        window = self._window
        place = _place_in(rng, window)
        turned, modifier = rng.choice((120, -120, 15, -480)), rng.choice(MODIFIERS)
        event = QWheelEvent(
            QPointF(place),
            QPointF(window.mapToGlobal(place)),
            QPoint(),
            QPoint(0, turned),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(window.windowHandle(), event)
        return f"wheel by {turned} at {place.toTuple()} with {modifier.name}"

    def resize(self, rng: Random) -> str:
        """Another size of the window, or another state."""
        window, kind = self._window, rng.random()
        if kind < 0.7:
            size = QSize(*rng.choice(SIZES))
            window.resize(size)
            return f"size {size.toTuple()}"
        show = rng.choice((window.showMaximized, window.showMinimized, window.showNormal))
        show()
        window.showNormal()
        return f"{show.__name__}"

    def begin_with_settings(self, rng: Random) -> str:
        """Settings of another shape or task, as the page of settings asks for them."""
        drawn = settings(rng)
        self._window.changes.begin_with(drawn)
        return f"{drawn}"

    def play_fast(self, rng: Random) -> str:
        """Training as fast as it goes, or at another speed."""
        self._window.speed.set_pace(rng.choice((inf, inf, 0.05, 3, 1000)))
        return f"speed {self._window.speed.pace:g}, {self._press_sequence('Space', 1)}"

    def drop_file(self, rng: Random) -> str:
        """A file dropped on the window."""
        path = self._files.to_open(rng)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(self._window, QDragEnterEvent(QPoint(9, 9), *given))
        QApplication.sendEvent(self._window, QDropEvent(QPointF(9, 9), *given))
        return f"{path.name!r} dropped"

    def save_aside(self, rng: Random) -> str:
        """What the window does every ten seconds."""
        self._window.recovery.save_aside()
        return "saved aside"

    def lose_focus(self, rng: Random) -> str:
        """Another program in front for a moment."""
        for kind in (QEvent.Type.WindowDeactivate, QEvent.Type.WindowActivate):
            QApplication.sendEvent(self._window, QEvent(kind))
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        return "another program in front"

    def change_colours(self, rng: Random) -> str:
        """Light or dark."""
        chosen = rng.choice(("light", "dark", "system"))
        self._window.appearance.chosen.emit(chosen)
        return f"appearance {chosen}"

    def _target(self) -> QWidget:
        """Where keys and clicks go: a popup or a dialog, if there is one."""
        found = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return found if found is not None and found.isVisible() else self._window

    def _click(
        self,
        widget: QWidget,
        place: QPoint,
        clicks: int = 1,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        handle = widget.window().windowHandle()
        there = widget.mapTo(widget.window(), place)
        if handle is None or not widget.window().rect().contains(there):
            return
        QTest.mouseMove(handle, there)
        # A popup may be gone with any of them.
        if clicks and is_there(handle):
            click(handle, there, button)
        # Qt's own double click would crash with a window that its first half closes.
        if clicks == 2 and handle is self._window.windowHandle():
            QTest.mouseDClick(handle, button, pos=there)

    def _drag(self, rng: Random, widget: QWidget, start: QPoint) -> str:
        handle = widget.window().windowHandle()
        if handle is None:
            return "nothing to drag"
        size = widget.window().size()
        places = [widget.mapTo(widget.window(), start)]
        for _ in range(rng.randint(1, 5)):
            places.append(QPoint(rng.randrange(size.width()), rng.randrange(size.height())))
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=places[0])
        for each in places[1:]:
            if is_there(handle):
                QTest.mouseMove(handle, each)
        if is_there(handle):
            QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=places[-1])
        return f"dragged from {places[0].toTuple()} to {places[-1].toTuple()}"


def _weights(deeds: Deeds) -> dict[Callable[[Random], str], int]:
    return {
        deeds.press_shortcut: 20,
        deeds.step: 14,
        deeds.press_any_key: 8,
        deeds.trigger: 10,
        deeds.open_menu: 3,
        deeds.use_control: 20,
        deeds.use_picture: 14,
        deeds.type_text: 4,
        deeds.paste: 2,
        deeds.click_anywhere: 8,
        deeds.drag_anywhere: 5,
        deeds.hover: 8,
        deeds.turn_wheel: 5,
        deeds.resize: 4,
        deeds.begin_with_settings: 5,
        deeds.play_fast: 6,
        deeds.drop_file: 4,
        deeds.save_aside: 2,
        deeds.lose_focus: 2,
        deeds.change_colours: 1,
    }


def _place_in(rng: Random, widget: QWidget) -> QPoint:
    seen = widget.visibleRegion().boundingRect()
    if seen.isEmpty():
        seen = widget.rect()
    return QPoint(
        rng.randint(seen.left(), max(seen.right(), seen.left())),
        rng.randint(seen.top(), max(seen.bottom(), seen.top())),
    )
