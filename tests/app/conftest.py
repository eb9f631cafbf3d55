"""What tests of the window and of its parts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.model.playhead import Playhead
from app.model.session import Session
from app.model.training_thread import TrainingThread
from nn.core.settings import Settings


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The whole window; nobody is there to answer what becomes of unsaved work."""
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Discard)
    made = MainWindow(Settings())
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    """A run of four epochs of fifty observations, before its first step."""
    return Session(Settings(observations=50, epochs=4))


@pytest.fixture
def playhead(session: Session) -> Iterator[Playhead]:
    """On `session`; the next burst is let go as soon as the last one is heard of."""
    thread = TrainingThread()
    made = Playhead(thread, session)
    session.moved.connect(lambda: thread.release(0.005))
    yield made
    thread.close()
