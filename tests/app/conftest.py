"""What tests of the window and of its parts share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from person import Buttons, Person
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.application import Appearance
from app.kept.remembered import Remembered
from app.main_window import MainWindow
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.training_thread import TrainingThread
from app.qt_application import GlassnetApplication
from nn.core.settings import Settings

ALLOCATIONS = 20_000
"""About what a test with a window in it leaves behind."""


@pytest.fixture(autouse=True)
def _windows_are_freed_between_tests() -> Iterator[None]:
    """Let Python free what is left of a closed window only while Qt is at rest.

    Garbage that is collected in the middle of Qt's own walk through all widgets takes some of them
    from under its feet; a program that has one window has no such garbage.
    """
    gc.disable()
    yield
    if gc.get_count()[0] > ALLOCATIONS:
        gc.collect()
    gc.enable()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application of all tests is of the program's own kind."""
    return GlassnetApplication


@pytest.fixture(autouse=True)
def _own_settings(_own_folders: None, tmp_path: Path) -> None:
    """Qt's settings stand in a folder of the test's own."""
    QCoreApplication.setOrganizationName("Glassnet")
    QCoreApplication.setApplicationName("Glassnet")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "xdg" / "config")
    )


@pytest.fixture(autouse=True)
def _the_system_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine's own settings are is no business of a test."""
    monkeypatch.setattr("app.preferences.REDUCED_MOTION", {})


@pytest.fixture
def appearance(qapp: QApplication, _own_settings: None) -> Iterator[Appearance]:
    """What makes the whole application light or dark; light to begin with."""
    before, style = qapp.palette(), qapp.style().objectName()
    made = Appearance(qapp)
    made.choose("light")
    yield made
    made.choose("light")
    made.setParent(None)
    made.deleteLater()
    qapp.setStyle(style)
    qapp.setPalette(before)


@pytest.fixture(autouse=True)
def _nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test fail, rather than wait forever, that did not expect a question."""

    def question(parent: QWidget, title: str, text: str, *_: object) -> Buttons:
        raise AssertionError(f"Nobody is there to answer: {text}")

    monkeypatch.setattr(QMessageBox, "question", question)


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; nobody is there to answer, and so a reset and a loss are agreed to."""
    asked: list[str] = []

    def question(parent: QWidget, title: str, text: str, buttons: Buttons, *_: object) -> Buttons:
        asked.append(text)
        return Buttons.Reset if buttons & Buttons.Reset else Buttons.Discard

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


@pytest.fixture
def window(qtbot: QtBot, questions: list[str]) -> Iterator[MainWindow]:
    """The whole window; every question is agreed to."""
    made = MainWindow(Settings())
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Someone who is there to answer."""
    return Person(monkeypatch)


@pytest.fixture
def bare_window(qtbot: QtBot) -> QWidget:
    """A window with nothing in it, in front of which questions are asked."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def remembered(_own_settings: None) -> Remembered:
    """What was chosen the last time: nothing yet."""
    return Remembered(QSettings())


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    """A run of four epochs of fifty observations, before its first step."""
    return Session(Settings(observations=50, epochs=4))


@pytest.fixture
def playhead(session: Session) -> Iterator[Playhead]:
    """On `session`; the next burst is let go as soon as the last one is heard of."""
    thread = TrainingThread()
    made = Playhead(thread, session)
    session.moved.connect(lambda: thread.release(perf_counter() + 0.005))
    yield made
    thread.close()
