"""Losses and weights as files for other programs."""

from __future__ import annotations

import contextlib
import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from nn.core.progress import Progress
from nn.explain.sight import Sight
from nn.files.atomic_write import write_atomically, written_atomically
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
