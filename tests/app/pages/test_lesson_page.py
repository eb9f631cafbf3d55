from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.pages import lesson as lesson_module
from app.pages.lesson import LessonPanel
from app.widgets.theme import LIGHT
from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.lesson import Lesson, lesson_of
from nn.explain.sight import Sight, sight_of
from nn.run.recording import Recording


@pytest.fixture
def panel(qtbot: QtBot) -> LessonPanel:
    made = LessonPanel()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(340, 700)
    made.show()
    return made


@pytest.fixture(scope="module")
def sights() -> list[Sight]:
    """What there is to see after each step, and before the first one."""
    recording = Recording(Settings())
    recording.advance_to(40)
    return [sight_of(recording, recording.moment(at)) for at in range(41)]


@pytest.fixture(scope="module")
def steps(sights: list[Sight]) -> list[Step]:
    return [sight.step for sight in sights if sight.step is not None]


def test_of_steps_that_fly_by_some_are_shown_and_the_last_one_always(
    qtbot: QtBot, panel: LessonPanel, sights: list[Sight], monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[int] = []

    def counted(step: Step, task: str) -> Lesson:
        learnt.append(step.number)
        return lesson_of(step, task)

    monkeypatch.setattr(lesson_module, "lesson_of", counted)
    for sight in sights:
        panel.show_sight(sight)
    qtbot.waitUntil(lambda: learnt[-1:] == [40], timeout=3000)
    assert len(learnt) < 10


def test_a_loss_that_fell_is_blue_and_one_that_rose_is_orange(
    qtbot: QtBot, panel: LessonPanel, steps: list[Step], sights: list[Sight]
) -> None:
    panel.show_sight(sights[3])
    qtbot.waitUntil(lambda: panel.lesson is not None, timeout=3000)
    assert panel.lesson is not None
    picture, change = panel.map.grab().toImage(), panel.lesson.change
    assert len(change) == 32
    cell = min(26.0, (panel.map.width() - 3) / 8)
    for place in np.argsort(change)[[0, 1, -2, -1]].tolist():
        row, column = divmod(place, 8)
        seen = QColor(picture.pixel(int(1 + (column + 0.5) * cell), int(1 + (row + 0.5) * cell)))
        fell = change[place] < 0
        assert (seen.blue() > seen.red()) == fell, (place, change[place], seen.name())


def test_a_cell_is_named_by_its_vector_and_its_losses(
    qtbot: QtBot, panel: LessonPanel, steps: list[Step], sights: list[Sight]
) -> None:
    step = steps[9]
    panel.show_sight(sights[step.number])
    qtbot.waitUntil(lambda: panel.lesson is not None, timeout=3000)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(panel.map, key)
    vector, loss, _ = panel.pointed.text().splitlines()
    assert vector == "01010"
    x = np.array([0, 1, 0, 1, 0])
    for W1, W2, shown in zip(
        (step.W1, step.W1_after), (step.W2, step.W2_after), loss[5:].split(" → "), strict=True
    ):
        a2 = 1 / (1 + np.exp(-(1 / (1 + np.exp(-x @ W1))) @ W2))
        expected = -np.mean((1 - x) * np.log(a2) + x * np.log(1 - a2))
        assert float(shown) == pytest.approx(expected, rel=1e-5)


def test_before_the_first_step_nothing_is_taught(
    qtbot: QtBot, panel: LessonPanel, steps: list[Step], sights: list[Sight]
) -> None:
    panel.show_sight(sights[1])
    qtbot.waitUntil(lambda: "answers became better" in panel.result.text(), timeout=3000)
    panel.show_sight(sights[0])
    qtbot.waitUntil(lambda: "Make a step" in panel.result.text(), timeout=3000)
    assert panel.lesson is None
