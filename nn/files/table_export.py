"""Losses and weights as files for other programs."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from nn.core.progress import Progress
from nn.explain.sight import Sight
from nn.files.atomic_write import write_atomically
from nn.run.recording import Recording

ROWS_BETWEEN_REPORTS = 5000


def write_losses(path: Path, recording: Recording, progress: Progress | None = None) -> bool:
    """Write step, epoch, observation and loss of every step as CSV.

    Args:
        path: of the file.
        recording: the run.
        progress: told how many rows are done of how many.

    Returns:
        Whether it was written; False if it was cancelled, and then there is no file.

    Raises:
        OSError: it cannot be written; an older file is as it was.
    """
    losses, length = recording.losses.tolist(), recording.settings.observations
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(("step", "epoch", "observation", "loss"))
    for place, loss in enumerate(losses):
        epoch, observation = divmod(place, length)
        rows.writerow((place + 1, epoch + 1, observation + 1, repr(loss)))
        if progress and place % ROWS_BETWEEN_REPORTS == 0 and not progress(place, len(losses)):
            return False
    write_atomically(path, table.getvalue().encode())
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
