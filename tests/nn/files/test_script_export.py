from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from every_task import every_task

from nn.core.settings import Settings
from nn.files.script_export import write_script
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.recording import Recording
from nn.run.report import report


def run(recording: Recording, folder: Path) -> list[str]:
    """Run the exported script on its own, compare its weights, and return what it printed."""
    write_script(folder / "run.py", recording)
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", str(folder / "run.py"), "w.npz"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    moment = recording.moment(recording.length)
    with np.load(folder / "w.npz") as weights:
        assert np.array_equal(weights["W1"], moment.W1)
        assert np.array_equal(weights["W2"], moment.W2)
    return done.stdout.splitlines()


def test_the_notebook_s_run_prints_the_notebook_s_lines(tmp_path: Path) -> None:
    recording = Recording(Settings())
    recording.advance_to(5000)
    lines = run(recording, tmp_path)
    assert lines == [line for line in report(Settings()) if line.startswith("Epoch")]


@pytest.mark.parametrize("at", [0, 100, 250])
def test_changes_by_hand_and_a_broken_off_epoch_come_out_the_same(tmp_path: Path, at: int) -> None:
    recording = Recording(Settings(bits=3, hidden_units=7, observations=60, seed=5))
    recording.advance_to(250)
    branch = recording.branch(at, WeightEdit("W2", 6, 1, -2.5), LearningRateChange(3.5))
    branch.advance_to(max(at, 333))
    lines = run(branch, tmp_path)
    averages = [*branch.epoch_averages, np.mean(branch.losses[300:])]
    assert [line.split(": ")[2] for line in lines] == [f"{each:.8f}" for each in averages]


def test_saturated_runs_print_no_warning(tmp_path: Path) -> None:
    recording = Recording(Settings(bits=4, hidden_units=5, learning_rate=100.0, observations=50))
    branch = recording.branch(0, WeightEdit("W1", 0, 0, -9e5), WeightEdit("W1", 1, 0, -9e5))
    branch.advance_to(100)
    run(branch, tmp_path)


@pytest.mark.parametrize("task", every_task(6))
@pytest.mark.parametrize("rate", [0.5, 2.0, 7.0])
def test_every_task_and_rate_prints_the_averages_of_the_recording(
    tmp_path: Path, task: str, rate: float
) -> None:
    settings = Settings(bits=6, hidden_units=9, observations=40, learning_rate=rate, task=task)
    recording = Recording(settings)
    recording.advance_to(400)
    lines = run(recording, tmp_path)
    expected = [f"{average:.8f}" for average in recording.epoch_averages]
    assert [line.split(": ")[2] for line in lines] == expected
