from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent, QPalette
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.application import Appearance, close_on_interrupt, open_window
from app.error_dialog import ErrorReporter
from app.kept import recovery
from app.main_window import MainWindow
from app.qt_application import GlassnetApplication
from app.widgets.theme import DARK, LIGHT
from nn.core.settings import Settings
from nn.files.session_file import save
from nn.run.branches import Branches
from nn.run.events import WeightEdit
from nn.run.recording import Recording

Opened = Callable[..., MainWindow]


@pytest.fixture
def application(
    qapp: GlassnetApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[GlassnetApplication]:
    """The application of all tests, left as it was found."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    palette = qapp.palette()
    yield qapp
    for kind in (ErrorReporter, Appearance):
        for each in qapp.findChildren(kind):
            qapp.removeEventFilter(each)
            each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


@pytest.fixture
def opened(qtbot: QtBot, application: GlassnetApplication) -> Opened:
    def make(*given: object) -> MainWindow:
        window = open_window(application, *given)  # type: ignore[arg-type]
        qtbot.addWidget(window)
        return window

    return make


def ground(application: QApplication) -> str:
    return application.palette().color(QPalette.ColorRole.Window).name()


def test_an_error_that_the_window_hears_of_is_shown(
    qtbot: QtBot, application: QApplication, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    window = opened(Settings())
    window.failed.emit("a traceback")
    (errors,) = application.findChildren(ErrorReporter)
    qtbot.waitUntil(lambda: errors.dialog is not None, timeout=2000)
    assert errors.dialog is not None
    assert errors.dialog.text.toPlainText().startswith("a traceback")
    assert "a traceback" in capsys.readouterr().err
    errors.dialog.close()


def test_an_error_that_nobody_catches_is_shown(
    qtbot: QtBot, application: QApplication, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(Settings())
    error = ZeroDivisionError("unforeseen")
    sys.excepthook(type(error), error, None)
    (errors,) = application.findChildren(ErrorReporter)
    qtbot.waitUntil(lambda: errors.dialog is not None, timeout=2000)
    assert errors.dialog is not None
    assert "ZeroDivisionError: unforeseen" in errors.dialog.text.toPlainText()
    assert "ZeroDivisionError: unforeseen" in capsys.readouterr().err
    errors.dialog.close()


def test_the_appearance_that_is_chosen_in_the_window_is_that_of_the_application(
    application: QApplication, opened: Opened
) -> None:
    window = opened(Settings())
    for name, theme in (("dark", DARK), ("light", LIGHT)):
        action = next(each for each in window.appearance.actions() if each.data() == name)
        action.trigger()
        assert ground(application) == theme.window


def test_the_appearance_of_the_last_time_is_that_of_this_time(
    application: QApplication, opened: Opened
) -> None:
    QSettings().setValue("appearance", "dark")
    opened(Settings())
    assert ground(application) == DARK.window


def test_space_presses_the_button_that_has_the_focus(qtbot: QtBot, opened: Opened) -> None:
    window = opened(Settings())
    window.activateWindow()
    window.pages.panel.show("try")
    button = window.pages.prediction.random
    button.setFocus()
    qtbot.waitUntil(button.hasFocus, timeout=2000)
    with qtbot.waitSignal(window.pages.prediction.vector_changed, timeout=2000):
        qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    assert not window.playhead.playing


def test_a_session_that_is_given_is_opened(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    recording = Recording(Settings(observations=10))
    recording.advance_to(12)
    path = tmp_path / "given.glassnet"
    save(path, Branches(recording), 3, 9)
    window = opened(None, path)
    qtbot.waitUntil(lambda: window.session.position == 9, timeout=5000)


def test_a_session_that_the_system_wants_opened_is_opened(
    qtbot: QtBot, application: GlassnetApplication, opened: Opened, tmp_path: Path
) -> None:
    recording = Recording(Settings(observations=10))
    recording.advance_to(12)
    path = tmp_path / "double-clicked.glassnet"
    save(path, Branches(recording), 3, 7)
    window = opened(Settings())
    assert application.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile(str(path))))
    qtbot.waitUntil(lambda: window.session.position == 7, timeout=5000)
    assert window.files.path == path


def test_an_address_that_is_no_file_is_left_to_others(
    application: GlassnetApplication, opened: Opened
) -> None:
    asked: list[Path] = []
    application.file_asked.connect(asked.append)
    application.sendEvent(application, QFileOpenEvent(QUrl("https://example.org/")))
    application.file_asked.disconnect(asked.append)
    assert asked == []


def test_what_was_left_behind_by_a_crash_is_offered(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = Recording(Settings(observations=10), {4: (WeightEdit("W1", 0, 0, 1.0),)})
    recording.advance_to(12)
    recovery.folder().mkdir(parents=True)
    save(recovery.folder() / "1.glassnet", Branches(recording), 3, 9)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Open)
    window = opened(Settings())
    qtbot.waitUntil(lambda: window.session.position == 9, timeout=5000)
    assert window.files.path is None
    assert window.files.unsaved
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Discard)


def test_the_first_time_the_tour_begins_after_the_first_picture(
    qtbot: QtBot, opened: Opened
) -> None:
    window = opened(None, None, True)
    assert window.help.tour is None
    qtbot.waitUntil(lambda: window.help.tour is not None, timeout=5000)
    assert window.help.tour.stop == "play"  # type: ignore[union-attr]
    window.help.tour.end()  # type: ignore[union-attr]
    window.network_view.canvas.viewport().repaint()
    qtbot.wait(20)
    assert window.help.tour.stop is None  # type: ignore[union-attr]


def painted(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the picture was painted, and what waits for that was done."""
    with qtbot.waitSignal(window.network_view.painted, timeout=5000):
        window.network_view.canvas.viewport().update()
    qtbot.wait(20)


@pytest.mark.parametrize("key", ["settings/bits", "window/geometry"])
def test_no_tour_begins_by_itself_where_a_window_was_open_before(
    qtbot: QtBot, opened: Opened, key: str
) -> None:
    QSettings().setValue(key, "4")
    window = opened(None, None, True)
    painted(qtbot, window)
    assert window.help.tour is None


def test_no_tour_begins_over_a_session_that_is_given(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    save(tmp_path / "given.glassnet", Branches(Recording(Settings())), 3, 0)
    window = opened(None, tmp_path / "given.glassnet", True)
    painted(qtbot, window)
    assert window.help.tour is None


@pytest.mark.parametrize("answer", ["Open", "Discard", "Cancel"])
def test_no_tour_begins_where_something_is_recovered(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    recording = Recording(Settings(observations=10))
    recording.advance_to(12)
    recovery.folder().mkdir(parents=True)
    save(recovery.folder() / "1.glassnet", Branches(recording), 3, 9)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton[answer])
    window = opened(None, None, True)
    painted(qtbot, window)
    assert window.help.tour is None
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Discard)


def test_no_tour_begins_unless_it_is_wanted(qtbot: QtBot, opened: Opened) -> None:
    window = opened()
    painted(qtbot, window)
    assert window.help.tour is None


def test_an_interrupt_closes_the_window(qtbot: QtBot, window: MainWindow) -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        close_on_interrupt(window)
        signal.raise_signal(signal.SIGINT)
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    finally:
        signal.signal(signal.SIGINT, before)


class Hints(QObject):
    """A system whose appearance can be changed."""

    colorSchemeChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._system = self._shown = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:
        return self._shown

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        self._shown = self._system if scheme == Qt.ColorScheme.Unknown else scheme

    def change(self, scheme: Qt.ColorScheme) -> None:
        self._system = self._shown = scheme
        self.colorSchemeChanged.emit()


class Application(QObject):
    """An application on such a system."""

    def __init__(self) -> None:
        super().__init__()
        self.hints = Hints()
        self.ground = ""

    def styleHints(self) -> Hints:
        return self.hints

    def setStyle(self, name: str) -> None: ...

    def setStyleSheet(self, text: str) -> None: ...

    def setPalette(self, palette: QPalette) -> None:
        self.ground = palette.color(QPalette.ColorRole.Window).name()


def test_the_appearance_follows_the_system_until_one_is_chosen(qapp: QApplication) -> None:
    made = Application()
    appearance = Appearance(made)  # type: ignore[arg-type]
    assert made.ground == LIGHT.window
    made.hints.change(Qt.ColorScheme.Dark)
    assert made.ground == DARK.window
    appearance.choose("light")
    assert made.ground == LIGHT.window
    made.hints.change(Qt.ColorScheme.Dark)
    assert made.ground == LIGHT.window
    appearance.choose("system")
    assert made.ground == DARK.window
