"""All of the window holds for every task, also where there are not as many outputs as inputs."""

from __future__ import annotations

import numpy as np
import pytest
from driving import run_to
from every_task import every_task, table
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pages.places import SECTIONS
from app.widgets.bit_text import parse_bits
from nn.answers.validation import predict
from nn.core.settings import Settings
from nn.core.tasks import task_named
from nn.explain.glossary import entry
from nn.explain.phases import PHASES

BITS = 4
TASKS = [*every_task(BITS), table(BITS, 16)]


@pytest.mark.parametrize("task", TASKS)
def test_every_page_and_every_phase_can_be_shown(
    qtbot: QtBot, window: MainWindow, task: str
) -> None:
    settings = Settings(bits=BITS, hidden_units=6, observations=30, epochs=3, task=task)
    made, outputs = task_named(task), settings.outputs
    window.session.reset(settings, "other")
    for place in SECTIONS:
        window.pages.panel.show(place.key)
        qtbot.wait(5)
    run_to(qtbot, window.playhead, 12)
    x, t = window.session.sight().made.x.astype(int), window.session.sight().made.t.astype(int)
    assert np.array_equal(t, made.targets(x))
    assert len(t) == outputs
    for phase in range(len(PHASES)):
        window.playhead.seek(13, phase)
        qtbot.wait(2)
    inspector = window.pages.inspector
    window.pages.panel.show("inspect")
    for output in range(outputs):
        window.network_view.canvas.select(("t", (output,)))
        qtbot.waitUntil(lambda n=f"t[y{output + 1}]": inspector.heading.text().startswith(n))
        assert inspector.explanation is not None
        assert made.goal in inspector.explanation.sentence
    prediction = window.pages.prediction
    window.pages.panel.show("try")
    prediction.text.setText("0110")
    prediction.text.textEdited.emit("0110")
    sight = window.session.sight()
    expected = predict(sight.W1, sight.W2, parse_bits("0110", BITS), task)
    shown = [(row.label, row.correct) for row in prediction.bars.rows]
    assert shown == list(zip(expected.label.tolist(), expected.correct.tolist(), strict=True))
    first = window.session.recording.observations.draws.vectors[0]
    assert window.task_line.text.startswith(f"Learn to {made.goal}: {made.example(first)}  ·  ")
    assert entry("t", task).formula == f"t = {made.formula}"


@pytest.mark.parametrize("task", TASKS)
def test_every_answer_can_be_asked_for(qtbot: QtBot, window: MainWindow, task: str) -> None:
    settings = Settings(bits=BITS, hidden_units=6, observations=30, epochs=3, task=task)
    window.session.reset(settings, "other")
    run_to(qtbot, window.playhead, 20)
    panel, validation, many = window.pages.panel, window.pages.validation, window.pages.many
    panel.show("validation")
    validation.button.click()
    qtbot.waitUntil(lambda: "flawless" in validation.share.text())
    digit = validation.challenges.fontMetrics().horizontalAdvance("0")
    assert validation.challenges.minimumSizeHint().width() > digit * max(BITS, settings.outputs)
    validation.challenges.grab()
    panel.show("many")
    target = "".join(map(str, task_named(task).targets(parse_bits("0110", BITS)).tolist()))
    many.entry.setPlainText(f"0110 → {target}\n1001")
    qtbot.waitUntil(lambda: many.found is not None and len(many.found.lines) == 2)
    assert many.found is not None
    assert not many.found.lines.problems
    for place in SECTIONS:
        panel.show(place.key)
        panel.sections[place.key].set_unfolded(True)
        qtbot.wait(2)
    silenced = window.silenced
    silenced.toggle(2)
    qtbot.wait(10)
    silenced.toggle(2)
    for weight in (("W1", (0, 2)), ("W2", (2, settings.outputs - 1))):
        window.network_view.canvas.select(weight)
        for key in ("slope", "pushes"):
            panel.show(key)
            qtbot.wait(2)
    window.grab()


def test_another_run_with_another_task_is_told_in_few_words(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large a table is, no title and no question shows all of it."""
    from PySide6.QtWidgets import QMessageBox

    run_to(qtbot, window.playhead, 5)
    said: list[str] = []

    def question(parent: object, title: str, text: str, *rest: object) -> object:
        said.append(text)
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "question", question)
    settings = window.session.settings
    window.changes.begin_with(settings.changed(bits=10, task=table(10, 8)))
    window.changes.begin_with(settings.changed(task="xor:00110"))
    assert said[0].startswith(
        "Other than before: bits 10 instead of 5, task “a table of your own: 10 bits to 8” instead "
        "of “invert: every bit XOR 1”."
    )
    assert "task “XOR 00110: flip where the mask is 1” instead of" in said[1]
