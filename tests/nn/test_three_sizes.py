"""Everything holds for every task, also where targets are shorter or longer than vectors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import notebook_oracle as oracle
import numpy as np
import pytest
from every_task import every_task

from nn.answers.all_right import AllRight
from nn.answers.validation import all_vectors, flawless, predict, validate
from nn.core.settings import Settings
from nn.core.tasks import task_named
from nn.explain.explanation import explain
from nn.explain.gradient_check import check_gradients
from nn.explain.lesson import lesson_of
from nn.explain.symbols import SYMBOLS
from nn.files.script_export import write_script
from nn.files.session_file import load, save
from nn.files.session_replay import replay
from nn.run.branches import Branches
from nn.run.events import WeightEdit
from nn.run.recording import Recording
from nn.run.report import report


@pytest.fixture(params=every_task(4))
def settings(request: pytest.FixtureRequest) -> Settings:
    return Settings(bits=4, hidden_units=6, observations=50, epochs=8, task=request.param)


@pytest.fixture
def recording(settings: Settings) -> Recording:
    made = Recording(settings)
    made.advance_to(400)
    return made


def test_the_steps_are_those_of_the_plain_formulas(recording: Recording) -> None:
    random, task = np.random.RandomState(42), task_named(recording.settings.task)
    vectors = random.binomial(1, 0.5, (50, 4))
    targets = task.targets(vectors)
    W1 = random.uniform(-1, 1, (4, 6))
    W2 = random.uniform(-1, 1, (6, targets.shape[1]))
    for position in range(400):
        x, t = vectors[position % 50], targets[position % 50]
        u1, a1, _, a2, _ = oracle.forward(x, W1, W2)
        e1 = np.dot(W2, a2 - t) * oracle.sigmoid_slope(u1)
        W1 -= 0.1 * np.outer(x, e1)
        W2 -= 0.1 * np.outer(a1, a2 - t)
        assert recording.losses[position] == oracle.cross_entropy(a2, t)
    moment = recording.moment(400)
    assert np.array_equal(moment.W1, W1)
    assert np.array_equal(moment.W2, W2)


def test_every_cell_is_explained(recording: Recording) -> None:
    step = recording.step(77)
    for symbol in SYMBOLS:
        for index in np.ndindex(np.shape(getattr(step, symbol))):
            assert explain(step, symbol, index).rounding == ""


def test_answers_lesson_and_check(recording: Recording) -> None:
    settings, step, moment = recording.settings, recording.step(400), recording.moment(400)
    vectors = all_vectors(4)
    right = flawless(moment.W1, moment.W2, vectors, settings.task)
    for x, is_right in zip(vectors, right, strict=True):
        prediction = predict(moment.W1, moment.W2, x, settings.task)
        assert len(prediction.label) == settings.outputs
        assert prediction.flawless == is_right
    assert AllRight(settings)(recording.newest.network) == right.all()
    validation = validate(settings, moment.W1, moment.W2, 300)
    assert validation is not None
    assert 0 < validation.flawless <= 300
    lesson = lesson_of(step, settings.task)
    assert (lesson.wrong_after > 0).tolist() == (~right).tolist()
    check = check_gradients(step)
    assert check is not None
    assert check.largest < 1e-5


def test_a_session_comes_back(recording: Recording, tmp_path: Path) -> None:
    branches = Branches(recording)
    last = recording.settings.outputs - 1
    branches.start(30, WeightEdit("W2", 5, last, 2.5)).recording.advance_to(90)
    save(tmp_path / "a.glassnet", branches, 8, 40)
    again = replay(load(tmp_path / "a.glassnet"), lambda done, total: True)
    assert again is not None
    assert set(again.differences.values()) == {0.0}


def test_the_exported_script_ends_with_the_same_weights(
    recording: Recording, tmp_path: Path
) -> None:
    write_script(tmp_path / "run.py", recording)
    subprocess.run(
        [sys.executable, "-I", str(tmp_path / "run.py"), str(tmp_path / "w.npz")],
        check=True,
        capture_output=True,
    )
    with np.load(tmp_path / "w.npz") as weights:
        assert np.array_equal(weights["W2"], recording.moment(400).W2)


def test_the_report_names_the_task(recording: Recording) -> None:
    lines = list(report(recording.settings, 20))
    assert lines[1].startswith(f"Correct label ({task_named(recording.settings.task).label}): ")
