"""What tests of the loss curve share."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.pictures.loss.curve import LossCurve
from nn.core.settings import Settings
from nn.run.recording import Recording


@pytest.fixture
def recording() -> Recording:
    made = Recording(Settings(observations=100, epochs=10))
    made.advance_to(730)
    return made


@pytest.fixture
def curve(qtbot: QtBot, recording: Recording) -> LossCurve:
    made = LossCurve()
    qtbot.addWidget(made)
    made.resize(900, 240)
    made.set_planned_steps(1000)
    made.show()
    qtbot.waitExposed(made)
    made.show_recording(recording, 400)
    return made
