"""What several commands say in the same words."""

from __future__ import annotations

from errno import EDQUOT, ENOSPC

from app.widgets.figures import counted
from nn.run.branches import Branches


def run_in_words(run: Branches) -> str:
    """A run by its size: "run of 6,509 steps and 2 branches"."""
    count = len(run.members)
    branches = f" and {count:,} branches" if count > 1 else ""
    return f"run of {counted(run.steps, 'step')}{branches}"


def why_not_written(error: OSError) -> str:
    """Why something cannot be written, in plain words, with neither number nor stop."""
    known = {
        FileNotFoundError: "the folder is not there",
        NotADirectoryError: "the folder is not there",
        IsADirectoryError: "there is a folder of that name",
        PermissionError: "writing there is not allowed",
    }
    if error.errno in (ENOSPC, EDQUOT):
        return "the disk is full"
    return known.get(type(error), error.strerror or str(error))
