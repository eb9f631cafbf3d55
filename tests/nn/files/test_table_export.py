from __future__ import annotations

import csv
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from nn.core.settings import Settings
from nn.explain.phases import UPDATE_PHASE
from nn.explain.sight import sight_of
from nn.files import table_export
from nn.files.table_export import write_losses, write_weights
from nn.run.recording import Recording


@pytest.fixture
def recording() -> Recording:
    made = Recording(Settings(bits=3, hidden_units=2, observations=25))
    made.advance_to(60)
    return made


def test_the_table_of_losses_holds_every_loss_to_the_last_bit(
    recording: Recording, tmp_path: Path
) -> None:
    assert write_losses(tmp_path / "a.csv", recording)
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["loss"]) for row in rows] == recording.losses.tolist()
    assert (rows[26]["step"], rows[26]["epoch"], rows[26]["observation"]) == ("27", "2", "2")


def test_a_cancelled_table_leaves_no_file(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_export, "ROWS_AT_A_TIME", 10)
    seen: list[int] = []

    def stop(done: int, total: int) -> bool:
        seen.append(done)
        return done < 30

    folder = tmp_path / "tables"
    folder.mkdir()
    assert not write_losses(folder / "a.csv", recording, stop)
    assert seen == [0, 10, 20, 30]
    assert list(folder.iterdir()) == []


def test_a_long_table_never_stands_in_memory_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_export, "ROWS_AT_A_TIME", 500)
    recording = Recording(Settings(bits=1, hidden_units=1, observations=1000))
    recording._losses.extend(np.full(40_000, 0.12345678901234567))
    tracemalloc.start()
    try:
        assert write_losses(tmp_path / "a.csv", recording)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "a.csv").stat().st_size > 1_200_000
    assert most < 400_000


def test_weights_are_written_as_arrays_and_as_a_table(recording: Recording, tmp_path: Path) -> None:
    moment = recording.moment(40)
    sight = sight_of(recording, moment)
    write_weights(tmp_path / "a.npz", recording, sight)
    with np.load(tmp_path / "a.npz") as arrays:
        assert np.array_equal(arrays["W1"], moment.W1)
        assert np.array_equal(arrays["W2"], moment.W2)
        assert (int(arrays["step"]), int(arrays["bits"]), str(arrays["task"])) == (40, 3, "invert")
    write_weights(tmp_path / "a.csv", recording, sight)
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    W1, W2 = np.zeros((3, 2)), np.zeros((2, 3))
    for row in rows:
        matrix = W1 if row["matrix"] == "W1" else W2
        matrix[int(row["row"]) - 1, int(row["column"]) - 1] = float(row["weight"])
    assert np.array_equal(W1, moment.W1)
    assert np.array_equal(W2, moment.W2)


@pytest.mark.parametrize("phase", [0, UPDATE_PHASE - 1, UPDATE_PHASE])
def test_within_a_step_the_weights_in_force_are_written(
    recording: Recording, tmp_path: Path, phase: int
) -> None:
    step = recording.step(40)
    write_weights(tmp_path / "a.npz", recording, sight_of(recording, recording.moment(40), phase))
    with np.load(tmp_path / "a.npz") as arrays:
        updated = phase == UPDATE_PHASE
        assert np.array_equal(arrays["W1"], step.W1_after if updated else step.W1)
        assert np.array_equal(arrays["W2"], step.W2_after if updated else step.W2)
        assert int(arrays["step"]) == (40 if updated else 39)
