from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from sights import at

from app.pages import lesson as lesson_module
from app.pages.lesson import LessonPanel
from app.widgets.theme import LIGHT
from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.exact_text import rounded
from nn.explain.lesson import Lesson, lesson_of
from nn.explain.phases import UPDATE_PHASE
from nn.explain.sight import Sight
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(40)
    return made


@pytest.fixture(scope="module")
def step(recording: Recording) -> Step:
    return recording.step(7)


@pytest.fixture
def panel(qtbot: QtBot) -> LessonPanel:
    made = LessonPanel()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(330, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(qtbot: QtBot, panel: LessonPanel, sight: Sight) -> str:
    """Show what a step taught, and return what is said of it."""
    before = panel.result.text()
    panel.show_sight(sight)
    qtbot.waitUntil(lambda: panel.result.text() != before, timeout=3000)
    return panel.result.text()


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
    qtbot: QtBot, panel: LessonPanel, recording: Recording, step: Step
) -> None:
    shown(qtbot, panel, at(recording, 7))
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


def test_the_words_count_what_became_better_and_worse(
    qtbot: QtBot, panel: LessonPanel, recording: Recording, step: Step
) -> None:
    lesson = lesson_of(step, "invert")
    better, worse = (
        int((lesson.after < lesson.before).sum()),
        int((lesson.after > lesson.before).sum()),
    )
    said = shown(qtbot, panel, at(recording, 7))
    assert f"{better} of 32 answers became better, {worse} worse." in said
    verb = "fell" if lesson.after.mean() < lesson.before.mean() else "rose"
    assert f"mean loss {verb} by" in said
    assert f"{lesson.wrong_before.sum()} before, {lesson.wrong_after.sum()} after" in said


def test_a_lesson_undone_tells_the_opposite(
    qtbot: QtBot, panel: LessonPanel, recording: Recording, step: Step
) -> None:
    sight = at(recording, 7)
    undone = replace(step, W1=step.W1_after, W2=step.W2_after, W1_after=step.W1, W2_after=step.W2)
    said = [shown(qtbot, panel, each) for each in (sight, replace(sight, step=undone))]
    assert {verb for each in said for verb in ("fell", "rose") if f" {verb} by " in each} == {
        "fell",
        "rose",
    }


def test_pointing_at_a_cell_names_its_vector_and_losses(
    qtbot: QtBot, panel: LessonPanel, recording: Recording, step: Step
) -> None:
    shown(qtbot, panel, at(recording, 7))
    qtbot.keyClick(panel.map, Qt.Key.Key_Left)
    # Eight vectors stand in a row.
    for key, x in (
        (Qt.Key.Key_Right, (0, 0, 0, 0, 1)),
        (Qt.Key.Key_Right, (0, 0, 0, 1, 0)),
        (Qt.Key.Key_Down, (0, 1, 0, 1, 0)),
    ):
        qtbot.keyClick(panel.map, key)
        vector, loss, _ = panel.pointed.text().splitlines()
        assert vector == "".join(str(bit) for bit in x)
        t = 1 - np.array(x)
        for W1, W2, told in zip(
            (step.W1, step.W1_after), (step.W2, step.W2_after), loss[5:].split(" → "), strict=True
        ):
            a2 = 1 / (1 + np.exp(-(1 / (1 + np.exp(-np.array(x) @ W1))) @ W2))
            expected = -np.mean(t * np.log(a2) + (1 - t) * np.log(1 - a2))
            assert float(told) == pytest.approx(expected, rel=1e-5)


def test_the_map_has_a_text_of_the_moment_for_the_ear(
    qtbot: QtBot, panel: LessonPanel, recording: Recording
) -> None:
    for number in (7, 8):
        shown(qtbot, panel, at(recording, number))
        made = lesson_of(recording.step(number), "invert")
        told = panel.map.accessibleDescription()
        assert told.startswith("00000\n")
        assert f"→ {rounded(float(made.after[0]))}" in told
    shown(qtbot, panel, at(recording, 0))
    assert panel.map.accessibleDescription() == ""


def test_of_steps_that_fly_by_some_are_shown_and_the_last_one_always(
    qtbot: QtBot, panel: LessonPanel, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[int] = []

    def counted(step: Step, task: str) -> Lesson:
        learnt.append(step.number)
        return lesson_of(step, task)

    monkeypatch.setattr(lesson_module, "lesson_of", counted)
    sights = [at(recording, position) for position in range(41)]
    for sight in sights:
        panel.show_sight(sight)
    qtbot.waitUntil(lambda: learnt[-1:] == [40], timeout=3000)
    assert len(learnt) < 10


@pytest.mark.parametrize(
    ("position", "phase", "said"),
    [
        (0, None, "Make a step to see what it taught."),
        (8, UPDATE_PHASE - 1, "The weights of this step are not updated yet: nothing is taught."),
    ],
)
def test_where_no_weight_was_updated_there_is_no_lesson(
    qtbot: QtBot,
    panel: LessonPanel,
    recording: Recording,
    position: int,
    phase: int | None,
    said: str,
) -> None:
    assert "answers became better" in shown(qtbot, panel, at(recording, 7))
    assert shown(qtbot, panel, at(recording, position, phase)) == said
    assert panel.lesson is None
    assert panel.what.text() == ""
    assert set(named_cells(qtbot, panel)) == set()
    if phase is not None:
        assert "answers became better" in shown(qtbot, panel, at(recording, position, phase + 1))
