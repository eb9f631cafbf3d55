"""The sections that tell of the vector that is tried, in the window."""

from __future__ import annotations

import numpy as np
import pytest
from driving import run_to
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from nn.answers.validation import predict
from nn.core.settings import Settings
from nn.explain.phases import PHASES


def neighbours(window: MainWindow) -> list[list[str]]:
    lines = window.pages.neighbours.table.as_text().splitlines()
    return [line.split("\t") for line in lines[1:]]


def try_bits(window: MainWindow, bits: str) -> None:
    window.pages.prediction.try_vector(np.array([int(bit) for bit in bits]))


@pytest.fixture
def walked(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window at step 30 with the neighbours in sight."""
    run_to(qtbot, window.playhead, 30)
    window.pages.panel.show("neighbours")
    qtbot.waitUntil(lambda: len(neighbours(window)) == 6, timeout=3000)
    return window


def test_a_neighbour_that_is_chosen_is_tried_and_the_table_stays_in_sight(
    walked: MainWindow,
) -> None:
    try_bits(walked, "01110")
    walked.pages.neighbours.table.chosen.emit(2)
    assert walked.pages.prediction.text.text() == "00110"
    assert neighbours(walked)[2][0] == "x2: 0→1"
    assert walked.pages.panel.in_sight("neighbours")


def test_another_vector_shows_its_neighbours_at_once(walked: MainWindow) -> None:
    try_bits(walked, "10001")
    flips = [line[0] for line in neighbours(walked)]
    assert flips == ["as it is", "x1: 1→0", "x2: 0→1", "x3: 0→1", "x4: 0→1", "x5: 1→0"]


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_the_neighbours_are_answered_by_the_weights_in_force(
    qtbot: QtBot, walked: MainWindow, phase: int | None
) -> None:
    walked.playhead.seek(30, phase)
    sight, x = walked.session.sight(), walked.pages.prediction.vector
    expected = [f"{each:.3f}" for each in predict(sight.W1, sight.W2, x, "invert").a2]
    qtbot.waitUntil(lambda: neighbours(walked)[0][2:] == expected, timeout=3000)


def test_a_run_of_another_width_shows_its_own_neighbours(walked: MainWindow) -> None:
    walked.session.reset(Settings(bits=2, hidden_units=3), "small")
    assert len(neighbours(walked)) == 3
