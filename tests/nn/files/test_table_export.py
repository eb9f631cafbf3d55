from __future__ import annotations

import csv
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from nn.answers.truth_table import Questions, TruthTable, answer_all
from nn.core.own_table import table_name
from nn.core.settings import Settings
from nn.explain.phases import UPDATE_PHASE
from nn.explain.sight import sight_of
from nn.files import table_export
from nn.files.table_export import (
    Answers,
    answers_text,
    write_answers,
    write_losses,
    write_weights,
)
from nn.files.table_text import read_table
from nn.run.learnt import Learnt, Standing
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


def answered(recording: Recording, position: int) -> TruthTable:
    moment = recording.moment(position)
    table = answer_all(Questions(recording.settings), moment.W1, moment.W2)
    assert table is not None
    return table


def test_the_table_of_answers_holds_every_number_to_the_last_bit(
    recording: Recording, tmp_path: Path
) -> None:
    table = answered(recording, 40)
    rows = np.array([5, 0, 7])
    assert write_answers(tmp_path / "a.csv", Answers(table, rows))
    with (tmp_path / "a.csv").open(newline="") as file:
        found = list(csv.DictReader(file))
    assert list(found[0]) == ["vector", "correct", "answer", "wrong_bits", "loss", "y1", "y2", "y3"]
    assert [each["vector"] for each in found] == ["101", "000", "111"]
    assert [each["correct"] for each in found] == ["010", "111", "000"]
    for line, number in zip(found, rows.tolist(), strict=True):
        assert line["answer"] == "".join(str(bit) for bit in table.label[number])
        assert int(line["wrong_bits"]) == table.wrong_bits[number]
        assert float(line["loss"]) == table.loss[number]
        assert [float(line[f"y{y}"]) for y in (1, 2, 3)] == table.a2[number].tolist()


def test_since_when_answers_are_right_is_written_where_it_is_known(recording: Recording) -> None:
    learnt = Learnt(Questions(recording.settings))
    learnt.search(recording)
    standing = learnt.standing(60)
    assert standing is not None
    text = answers_text(Answers(answered(recording, 60), np.arange(8), standing), "\t")
    assert text is not None
    head, *lines = (each.split("\t") for each in text.splitlines())
    assert head[3:7] == ["wrong_bits", "right_since", "times_forgotten", "loss"]
    assert [each[4] for each in lines] == [str(s) if s >= 0 else "" for s in standing.since]
    assert [int(each[5]) for each in lines] == standing.forgotten.tolist()
    assert {each[4] == "" for each in lines} == {False, True}


def test_a_table_of_all_answers_is_one_of_one_s_own(recording: Recording) -> None:
    standing = Standing(np.full(8, -1), np.zeros(8, np.int64))
    text = answers_text(Answers(answered(recording, 60), np.arange(8), standing))
    assert text is not None
    # The notebook's task: every bit inverted.
    assert read_table(text) == table_name(3, [f"{7 - x:03b}" for x in range(8)])


def test_a_cancelled_table_of_answers_leaves_no_file(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_export, "ROWS_AT_A_TIME", 2)
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 4

    answers = Answers(answered(recording, 40), np.arange(8))
    assert not write_answers(tmp_path / "a.csv", answers, stop)
    assert seen == [(0, 8), (2, 8), (4, 8)]
    assert list(tmp_path.glob("*.csv")) == []
