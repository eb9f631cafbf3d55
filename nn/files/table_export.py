"""Losses, weights and answers as files for other programs."""

from __future__ import annotations

import contextlib
import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.answers.truth_table import TruthTable
from nn.core.progress import Progress
from nn.explain.sight import Sight
from nn.files.atomic_write import write_atomically, written_atomically
from nn.run.learnt import Standing
from nn.run.recording import Recording

ROWS_AT_A_TIME = 5000


def write_losses(path: Path, recording: Recording, progress: Progress | None = None) -> bool:
    """Write step, epoch, observation and loss of every step as CSV, some thousand rows at a time.

    Args:
        path: of the file.
        recording: the run.
        progress: told how many rows are done of how many.

    Returns:
        Whether it was written; False if it was cancelled, and then there is no file.

    Raises:
        OSError: it cannot be written; an older file is as it was.
    """
    # Once: the run may go on while it is written.
    losses, length = recording.losses, recording.settings.observations
    with contextlib.suppress(_Cancelled), written_atomically(path) as file:
        file.write(b"step,epoch,observation,loss\n")
        for start in range(0, len(losses), ROWS_AT_A_TIME):
            if progress and not progress(start, len(losses)):
                raise _Cancelled
            some = losses[start : start + ROWS_AT_A_TIME].tolist()
            rows = (
                f"{place + 1},{place // length + 1},{place % length + 1},{loss!r}\n"
                for place, loss in enumerate(some, start)
            )
            file.write("".join(rows).encode())
        return True
    return False


class _Cancelled(Exception):  # noqa: N818 - it is no error
    """Leaves what is half written."""


class Answers(NamedTuple):
    """Some of the answers to all vectors, in an order.

    Attributes:
        table: the answers.
        rows: which of them, by the numbers that the vectors spell.
        standing: since when they are right, None where that is not to be told.
    """

    table: TruthTable
    rows: NDArray[np.intp]
    standing: Standing | None = None


def answers_text(
    answers: Answers, separator: str = ",", progress: Progress | None = None
) -> str | None:
    """Answers as a table, a line for each vector below one of names.

    Args:
        answers: which.
        separator: between two columns.
        progress: told how many rows are done of how many.

    Returns:
        The lines, or None if it was cancelled.
    """
    table, standing, rows = answers.table, answers.standing, answers.rows.tolist()
    bits, outputs = table.questions.bits, table.questions.outputs
    text = io.StringIO()
    lines = csv.writer(text, delimiter=separator, lineterminator="\n")
    learnt = () if standing is None else ("right_since", "times_forgotten")
    names = (f"y{number}" for number in range(1, outputs + 1))
    lines.writerow(("vector", "correct", "answer", "wrong_bits", *learnt, "loss", *names))
    for place, number in enumerate(rows):
        line = [
            format(number, f"0{bits}b"),
            *(
                "".join(map(str, each[number].tolist()))
                for each in (table.questions.correct, table.label)
            ),
            int(table.wrong_bits[number]),
        ]
        if standing is not None:
            since = int(standing.since[number])
            line += ["" if since < 0 else since, int(standing.forgotten[number])]
        line.append(repr(float(table.loss[number])))
        lines.writerow((*line, *map(repr, table.a2[number].tolist())))
        if progress and place % ROWS_AT_A_TIME == 0 and not progress(place, len(rows)):
            return None
    return text.getvalue()


def write_answers(path: Path, answers: Answers, progress: Progress | None = None) -> bool:
    """Write answers as CSV; numbers are written in full.

    Returns:
        Whether they were written; False if it was cancelled, and then there is no file.

    Raises:
        OSError: it cannot be written; an older file is as it was.
    """
    text = answers_text(answers, progress=progress)
    if text is None:
        return False
    write_atomically(path, text.encode())
    return True


def write_weights(path: Path, recording: Recording, sight: Sight) -> None:
    """Write the weights in force at a moment: as CSV if the name ends in .csv, else as NPZ.

    Within a step these are the weights before it, and the number of steps is without it.

    Raises:
        OSError: it cannot be written; an older file is as it was.
    """
    if path.suffix.lower() == ".csv":
        table = io.StringIO()
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow(("matrix", "row", "column", "weight"))
        for name, matrix in (("W1", sight.W1), ("W2", sight.W2)):
            for (row, column), weight in np.ndenumerate(matrix):
                rows.writerow((name, row + 1, column + 1, repr(float(weight))))
        write_atomically(path, table.getvalue().encode())
        return
    packed = io.BytesIO()
    arrays: dict[str, Any] = {"W1": sight.W1, "W2": sight.W2, "step": sight.updates}
    np.savez(packed, **arrays, **asdict(recording.settings))
    write_atomically(path, packed.getvalue())
