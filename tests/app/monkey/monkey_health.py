"""Whether a window that much was done to still does what it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf
from time import perf_counter, sleep

import notebook_oracle
import numpy as np
from monkey_answers import Answers, bring_to_front, press
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit

from app.commands.table import COMMANDS
from app.main_window import MainWindow
from app.pages.places import PAGES
from nn.core.settings import Settings
from nn.explain.lenses import LENSES

PATIENCE_SECONDS = 30.0

HEARD = {
    QAbstractButton: ("clicked()", "clicked(bool)", "toggled(bool)", "pressed()", "released()"),
    QComboBox: ("activated(int)", "currentIndexChanged(int)"),
    QLineEdit: ("textChanged(QString)", "textEdited(QString)", "returnPressed()"),
}
"""The signals of each kind of control, one of which somebody has to hear."""

Check = Callable[[], str]
"""Says what is wrong, or nothing."""


class Health:
    """Examines a window, which is at step 0 of the notebook's run or at its end afterwards."""

    def __init__(self, window: Callable[[], MainWindow], answers: Answers) -> None:
        self._window_now, self._answers = window, answers

    @property
    def _window(self) -> MainWindow:
        return self._window_now()

    def checks(self) -> Iterator[tuple[str, Check]]:
        """Each check and its name; to be done one after another."""
        yield "it comes to rest", self.quiet
        yield "commands", self._commands_are_enabled
        yield "controls", self._controls_are_heard
        yield "the notebook's settings", self._begin
        for keys, what in (
            ("Right", lambda window: window.session.position == 1),
            ("Down", lambda window: (window.session.position, window.session.phase) == (2, 0)),
            ("Left", lambda window: window.session.position == 1),
            ("Home", lambda window: window.session.position == 0),
            ("Ctrl+Z", lambda window: window.session.undo_stack.canRedo()),
            ("Ctrl+Shift+Z", lambda window: not window.session.undo_stack.canRedo()),
        ):
            yield keys, lambda keys=keys, what=what: self._key_does(keys, what)
        for number, lens in enumerate(LENSES, start=1):
            yield (
                lens,
                lambda key=number, lens=lens: self._key_does(
                    str(key), lambda window: window.view.lens == LENSES[lens]
                ),
            )
        for _ in range(2):
            yield "D", lambda: self._key_changes("D", lambda each: each.network_view.is_diagram)
            yield "F8", lambda: self._key_changes("F8", lambda each: each.curve.isHidden())
            yield "F9", lambda: self._key_changes("F9", lambda each: each.pages.panel.hidden)
            yield "Space", lambda: self._key_changes("Space", lambda each: each.playhead.playing)
        for page in PAGES:
            yield (
                page.title,
                lambda page=page: self._key_does(
                    page.shortcut, lambda window: window.pages.panel.page == page.key
                ),
            )
        yield "reset and training", self._ends_as_the_notebook

    def state(self) -> str:
        """Where the window stands, for whoever looks for the cause."""
        window = self._window
        session, focus = window.session, QApplication.focusWidget()
        return (
            f"step {session.position} of {session.recording.length}, phase {session.phase}, "
            f"playing {window.playhead.playing}, stepping {window.playhead.stepping}, "
            f"{session.settings}, "
            f"focus {type(focus).__name__} of {type(window.focusWidget()).__name__}, "
            f"in front {QApplication.activeWindow()}, before it {self._answers.waiting()}, "
            f"{window.windowState()}, told {window.statusBar().currentMessage()!r}"
        )

    def quiet(self) -> str:
        """Let nothing stand before the window, nothing move, and the picture have the keys."""
        self._answers.goes_on = True
        bring_to_front(self._window)
        window, came = self._window, self._until(lambda: self._answers.waiting() is None)
        for _ in range(3):
            press(window, Qt.Key.Key_Escape)
        if window.help.tour is not None:
            window.help.tour.end()
        if window.actions_by_key["present"].isChecked():
            press(window, Qt.Key.Key_F5)
        if window.pages.is_made("guess"):
            window.pages.guess.switch.setChecked(False)
        if window.pages.is_made("stops"):
            for row in window.pages.stops.rows.values():
                row.box.setChecked(False)
        window.playhead.pause()
        still = self._until(lambda: not window.playhead.playing)
        saved = self._until(lambda: self._answers.waiting() is None)
        window.network_view.canvas.setFocus()
        self._answers.goes_on = False
        return "" if came and still and saved else f"it does not rest: {came, still, saved}"

    def _commands_are_enabled(self) -> str:
        stack = self._window.session.undo_stack
        allowed = {"undo": stack.canUndo(), "redo": stack.canRedo()}
        wrong = [
            each.key
            for each in COMMANDS
            if self._window.actions_by_key[each.key].isEnabled() != allowed.get(each.key, True)
        ]
        return f"enabled or not, but wrongly: {wrong}" if wrong else ""

    def _controls_are_heard(self) -> str:
        """Every control that can be used has somebody who hears of it."""
        deaf = [
            f"{type(each).__name__} {each.accessibleName()!r}"
            for kind, signals in HEARD.items()
            for each in self._window.centralWidget().findChildren(kind)
            + self._window.pages.panel.findChildren(kind)
            if each.isVisible()
            and each.isEnabled()
            and not any(each.receivers(SIGNAL(signal)) for signal in signals)
        ]
        return f"nobody hears {deaf}" if deaf else ""

    def _begin(self) -> str:
        self._answers.goes_on = True
        window = self._window
        window.speed.set_pace(inf)
        window.changes.begin_with(Settings())
        began = self._until(
            lambda: (window.session.settings, window.session.recording.length) == (Settings(), 0)
        )
        self._answers.goes_on = False
        # The monkey may have switched them off, for this window and those after it.
        window.preferences.choose_letters(True)
        window.network_view.canvas.setFocus()
        return "" if began else f"it stands at {window.session.settings}"

    def _key_does(self, keys: str, done: Callable[[MainWindow], bool]) -> str:
        window = self._window
        bring_to_front(window)
        combination = QKeySequence(keys)[0]
        press(window, combination.key(), combination.keyboardModifiers())
        return "" if self._until(lambda: done(window)) else "the key does not do it"

    def _key_changes(self, keys: str, what: Callable[[MainWindow], object]) -> str:
        before = what(self._window)
        return self._key_does(keys, lambda window: what(window) != before)

    def _ends_as_the_notebook(self) -> str:
        """Reset by key, train to the end, and compare the weights bit for bit."""
        window, session = self._window, self._window.session
        if not session.branches.blank:
            problem = self._key_does("R", lambda _: session.branches.blank)
            if problem:
                return problem
        window.speed.set_pace(inf)
        window.controls.run_to_end()
        if not self._until(lambda: session.position == 5000 and not window.playhead.playing):
            return f"it stands at {session.position}"
        moment, run = session.moment(), notebook_oracle.train()
        same = np.array_equal(moment.W1, run.W1) and np.array_equal(moment.W2, run.W2)
        return "" if same else "the weights are not the notebook's"

    def _until(self, done: Callable[[], bool]) -> bool:
        """Wait for something, within reason; whether it came."""
        until = perf_counter() + PATIENCE_SECONDS
        while not done():
            QApplication.processEvents()
            if perf_counter() > until:
                return False
            sleep(0.001)
        return True
