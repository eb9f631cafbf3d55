"""What the tests of the commands share: a session that can train, and someone who answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kept.remembered import Remembered
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.training_thread import TrainingThread
from nn.core.settings import Settings


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(monkeypatch)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(Settings(bits=3, hidden_units=4, observations=50, epochs=4))


@pytest.fixture
def playhead(session: Session) -> Iterator[Playhead]:
    thread = TrainingThread()
    made = Playhead(thread, session)
    # The window releases the next burst when it has painted the last one.
    session.moved.connect(lambda: thread.release(0.005))
    yield made
    thread.close()


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def still(qtbot: QtBot, playhead: Playhead) -> Callable[[], None]:
    """Wait until nothing moves."""
    return lambda: qtbot.waitUntil(lambda: not playhead.playing, timeout=20_000)


@pytest.fixture
def train(playhead: Playhead, still: Callable[[], None]) -> Callable[[int], None]:
    """Train a session up to a step, and stand there."""

    def to(step: int) -> None:
        playhead.run_to(step)
        still()

    return to
