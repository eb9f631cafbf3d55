from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.pages.lesson import LessonPanel
from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.lesson import lesson_of
from nn.run.recording import Recording


@pytest.fixture
def step() -> Step:
    recording = Recording(Settings())
    recording.advance_to(7)
    return recording.step(7)


@pytest.fixture
def panel(qtbot: QtBot, step: Step) -> LessonPanel:
    made = LessonPanel()
    qtbot.addWidget(made)
    made.resize(330, 560)
    made.show()
    qtbot.waitExposed(made)
    made.show_step(step, "invert")
    qtbot.waitUntil(lambda: made.lesson is not None)
    return made


def named_cells(qtbot: QtBot, panel: LessonPanel) -> dict[str, QColor]:
    """Every vector that the mouse finds on the map, with the colour painted at that place."""
    found: dict[str, QColor] = {}
    heard: list[str] = []
    panel.map.pointed.connect(heard.append)
    picture = panel.map.grab().toImage()
    for y in range(4, panel.map.height(), 6):
        for x in range(4, panel.map.width(), 6):
            heard.clear()
            qtbot.mouseMove(panel.map, QPoint(x, y))
            if heard and heard[0]:
                found.setdefault(heard[0].splitlines()[0], picture.pixelColor(x, y))
    return found


def test_a_vector_whose_loss_fell_is_blue_and_one_whose_loss_rose_is_orange(
    qtbot: QtBot, panel: LessonPanel, step: Step
) -> None:
    lesson = lesson_of(step, "invert")
    assert "Blue: the loss fell, orange: it rose" in panel.what.text()
    cells = named_cells(qtbot, panel)
    assert len(cells) == 32
    strongest = np.abs(lesson.change).max()
    seen = set()
    for vector, change in zip(lesson.vectors, lesson.change, strict=True):
        if abs(change) < strongest / 4:
            continue
        colour = cells["".join(str(bit) for bit in vector)]
        assert (colour.blue() > colour.red()) == (change < 0)
        seen.add(change < 0)
    assert seen == {True, False}


def test_the_words_count_what_became_better_and_worse(panel: LessonPanel, step: Step) -> None:
    lesson = lesson_of(step, "invert")
    better, worse = (
        int((lesson.after < lesson.before).sum()),
        int((lesson.after > lesson.before).sum()),
    )
    said = panel.result.text()
    assert f"{better} of 32 answers became better, {worse} worse." in said
    verb = "fell" if lesson.after.mean() < lesson.before.mean() else "rose"
    assert f"mean loss {verb} by" in said
    assert f"{lesson.wrong_before.sum()} before, {lesson.wrong_after.sum()} after" in said


def test_a_lesson_undone_tells_the_opposite(qtbot: QtBot, panel: LessonPanel, step: Step) -> None:
    forth = panel.result.text()
    undone = replace(step, W1=step.W1_after, W2=step.W2_after, W1_after=step.W1, W2_after=step.W2)
    panel.show_step(undone, "invert")
    qtbot.waitUntil(lambda: panel.result.text() != forth)
    verbs = {"fell", "rose"}
    assert {verb for verb in verbs if verb in forth} | {
        verb for verb in verbs if verb in panel.result.text()
    } == verbs


def test_pointing_at_a_cell_names_its_vector_and_losses(
    qtbot: QtBot, panel: LessonPanel, step: Step
) -> None:
    lesson = lesson_of(step, "invert")
    qtbot.keyClick(panel.map, Qt.Key.Key_Left)
    for place in (0, 1, 2):
        lines = panel.pointed.text().splitlines()
        assert lines[0] == "".join(str(bit) for bit in lesson.vectors[place])
        assert f"{lesson.before[place]:.6g}" in lines[1].split("→")[0]
        assert f"{lesson.after[place]:.6g}" in lines[1].split("→")[1]
        qtbot.keyClick(panel.map, Qt.Key.Key_Right)


def test_without_a_step_there_is_no_lesson(qtbot: QtBot, panel: LessonPanel) -> None:
    panel.show_step(None, "invert")
    qtbot.waitUntil(lambda: panel.lesson is None)
    assert "Make a step" in panel.result.text()
    assert panel.what.text() == ""
