from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.pictures.tried_mark import TriedMark
from nn.core.settings import Settings
from nn.explain.sight import Sight, sight_of
from nn.explain.tried import tried
from nn.run.recording import Recording


def sight(bits: int = 5) -> Sight:
    recording = Recording(Settings(bits=bits))
    recording.advance_to(3)
    return sight_of(recording, recording.moment(3))


@pytest.fixture
def mark(qtbot: QtBot) -> TriedMark:
    made = TriedMark()
    qtbot.addWidget(made)
    made.resize(600, made.sizeHint().height())
    return made


def test_it_stands_only_over_a_vector_that_is_tried(mark: TriedMark) -> None:
    mark.show_sight(sight())
    assert mark.isHidden()
    mark.show_sight(tried(sight(), np.array([0, 1, 1, 1, 0]), "invert"))
    assert not mark.isHidden()
    assert mark.said.text() == "Trying 01110: not a step of the run  ·  Escape returns"
    mark.show_sight(sight())
    assert mark.isHidden()


@pytest.mark.parametrize("width", [900, 560, 380])
def test_it_says_in_any_width_that_it_is_not_a_step(mark: TriedMark, width: int) -> None:
    mark.resize(width, mark.height())
    mark.show_sight(tried(sight(16), np.array([0, 1] * 8), "invert"))
    assert "not a step" in mark.said.text().lower()
    mark.show()
    assert mark.said.fontMetrics().horizontalAdvance(mark.said.text()) <= mark.said.width()
    assert mark.said.accessibleName().endswith("Escape returns")
