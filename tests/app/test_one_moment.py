"""The whole window tells of one moment: a position, and perhaps a phase within its step."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from nn.answers.validation import predict
from nn.core.settings import Settings
from nn.explain.exact_text import rounded
from nn.explain.phases import LOSS_PHASE, PHASES, UPDATE_PHASE, index_writing
from nn.run.events import WeightEdit

LAST = len(PHASES) - 1


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Discard)
    made = MainWindow(Settings())
    made.show()
    qtbot.waitExposed(made)
    made.session.recording.advance_to(40)
    yield made
    made.close()
    made.deleteLater()


def stand(window: MainWindow, position: int, phase: int | None) -> None:
    window.playhead.seek(position, phase)


def predicted(window: MainWindow) -> np.ndarray:
    return np.array([row.probability for row in window.pages.prediction.bars.rows])


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_answers_are_those_of_the_weights_that_the_picture_shows(
    window: MainWindow, phase: int | None
) -> None:
    stand(window, 40, phase)
    step = window.session.recording.step(40)
    done = phase is None or phase >= UPDATE_PHASE
    W1, W2 = (step.W1_after, step.W2_after) if done else (step.W1, step.W2)
    expected = predict(W1, W2, window.pages.prediction.vector, "invert")
    assert np.array_equal(predicted(window), expected.a2)
    asked = window.presenter.network()
    assert np.array_equal(asked.W1, W1)
    assert np.array_equal(asked.W2, W2)
    assert asked.position == (40 if done else 39)


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_nothing_that_is_not_computed_yet_is_said_anywhere(
    qtbot: QtBot, window: MainWindow, phase: int | None
) -> None:
    pages = window.pages
    for key in ("lesson", "check", "inspect"):
        pages.panel.show(key)
    stand(window, 40, None)
    window.network_view.canvas.select(("W1", (2, 3)))
    stand(window, 40, phase)
    step = window.session.recording.step(40)
    loss = rounded(step.loss)
    loss_known = phase is None or phase >= LOSS_PHASE
    for said in (window.strip.text, window.curve.readout.text()):
        assert (loss in said) == loss_known
    updated = phase is None or phase >= UPDATE_PHASE
    qtbot.wait(250)
    pages.panel.show("inspect")
    assert pages.inspector.why.isVisible() == updated
    explained = pages.inspector.explanation
    assert explained is not None
    if phase is not None and PHASES[phase].key == "d1":
        assert explained.value == step.d1[2, 3]
    else:
        assert explained.value == (step.W1_after if updated else step.W1)[2, 3]
    pages.panel.show("lesson")
    qtbot.waitUntil(lambda: (pages.lesson.lesson is not None) == updated, timeout=3000)
    pages.panel.show("check")
    gradients = phase is None or PHASES[phase].key in ("d1", "update")
    qtbot.waitUntil(lambda: (pages.check.check is not None) == gradients, timeout=3000)


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_slope_pushes_and_code_tell_of_the_moment_that_is_shown(
    qtbot: QtBot, window: MainWindow, phase: int | None
) -> None:
    pages = window.pages
    step = window.session.recording.step(12)
    row = int(np.flatnonzero(step.x)[0])
    window.network_view.canvas.select(("W1", (row, 3)))
    for place in ((12, 0), (40, None), (12, phase)):
        stand(window, *place)
        for key in ("slope", "pushes", "code"):
            pages.panel.show(key)
            qtbot.wait(10)
    known = phase is None or phase >= index_writing("d1")
    slope = step.d1[row, 3] if known else None
    push = -step.learning_rate * step.d1[row, 3] if known else None
    pages.panel.show("slope")
    qtbot.waitUntil(lambda: getattr(pages.slope.slope, "d", None) == slope, timeout=3000)
    pages.panel.show("pushes")
    qtbot.waitUntil(lambda: getattr(pages.pushes.pushes, "own_push", None) == push, timeout=3000)
    pages.panel.show("code")
    said = f"Phase {phase + 1} of" if phase is not None else "The whole step"
    qtbot.waitUntil(lambda: pages.code.said.text().startswith(said), timeout=3000)


@pytest.mark.parametrize("phase", [0, 4, 7, 9, LAST])
def test_another_shape_may_come_in_the_middle_of_a_step(
    qtbot: QtBot, window: MainWindow, phase: int
) -> None:
    window.network_view.canvas.select(("W2", (9, 4)))
    window.pages.panel.show("slope")
    stand(window, 40, phase)
    small = window.session.settings.changed(bits=2, hidden_units=3)
    window.session.reset(small, "other settings")
    window.grab()
    assert window.session.phase is None
    window.playhead.next_phase()
    qtbot.waitUntil(lambda: window.session.phase == 0, timeout=3000)
    window.grab()
    window.session.undo_stack.undo()
    window.grab()
    assert window.network_view.canvas.blocks["W1"].columns == 10
    window.session.undo_stack.redo()
    window.grab()
    assert window.network_view.canvas.blocks["W1"].columns == 3
    assert len(predicted(window)) == 2


def test_the_same_moment_looks_the_same_whatever_came_before(
    qtbot: QtBot, window: MainWindow
) -> None:
    def picture(position: int, phase: int | None) -> object:
        stand(window, position, phase)
        return window.network_view.canvas.grab().toImage()

    places = [(40, None), (20, 5), (1, None), (0, None), (40, 9)]
    before = [picture(*place) for place in places]
    window.session.recording.advance_to(3000)
    stand(window, 3000, 3)
    assert [picture(*place) for place in places] == before
    window.session.reset(window.session.settings.changed(seed=5, learning_rate=3.0), "other")
    window.playhead.run_to(500)
    qtbot.waitUntil(lambda: not window.playhead.playing, timeout=5000)
    window.session.undo_stack.undo()
    assert [picture(*place) for place in places] == before


def test_after_an_edit_cell_inspector_and_answer_agree_and_after_undo_nothing_speaks_of_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    def told() -> str:
        qtbot.wait(200)
        return window.pages.inspector.as_text()

    for position in (0, 20):
        stand(window, position, None)
        window.network_view.canvas.select(("W1", (2, 3)))
        before, said = predicted(window), told()
        window.changes.edit_weight(WeightEdit("W1", 2, 3, 3.25))
        told()
        explained = window.pages.inspector.explanation
        assert explained is not None
        assert explained.value == 3.25
        assert f"set by hand at step {position}: " in explained.formula
        assert "→ 3.25" in explained.formula
        qtbot.waitUntil(
            lambda: "3.25" in window.network_view.canvas.accessibleDescription(), timeout=2000
        )
        sight = window.session.sight()
        expected = predict(sight.W1, sight.W2, window.pages.prediction.vector, "invert")
        assert sight.W1[2, 3] == 3.25
        assert np.array_equal(predicted(window), expected.a2)
        window.session.undo_stack.undo()
        assert "by hand" not in said
        assert told() == said
        assert np.array_equal(predicted(window), before)
        qtbot.waitUntil(
            lambda: "3.25" not in window.network_view.canvas.accessibleDescription(), timeout=2000
        )


@pytest.mark.parametrize("phase", [0, 5, LAST - 1])
def test_in_the_middle_of_a_step_no_weight_is_set_and_the_step_is_not_finished(
    window: MainWindow, phase: int
) -> None:
    stand(window, 40, phase)
    window.network_view.canvas.select(("W1", (2, 3)))
    window.network_view.canvas.cell_activated.emit("W1", (2, 3))
    assert window.weight_editor.isHidden()
    assert (window.session.position, window.session.phase) == (40, phase)
    assert "middle of a step" in window.statusBar().currentMessage()
    window.controls.step_forward()
    window.network_view.canvas.cell_activated.emit("W1", (2, 3))
    assert window.weight_editor.isVisible()


def test_the_weights_that_the_last_phase_shows_can_be_set(window: MainWindow) -> None:
    stand(window, 40, LAST)
    window.network_view.canvas.cell_activated.emit("W1", (2, 3))
    assert window.weight_editor.isVisible()
    assert (window.session.position, window.session.phase) == (40, None)
