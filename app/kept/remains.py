"""What was left half written where somebody saves and exports, cleared after a start."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject

from app.kept.background import Job
from nn.core.progress import Progress
from nn.files.half_written import clear_half_written


def clear_remains_in(folders: Iterable[Path], parent: QObject) -> Job[bool]:
    """Clear them elsewhere: a folder may be slow, or gone."""

    def work(progress: Progress) -> bool:
        for folder in folders:
            if not progress(0, 1):
                break
            clear_half_written(folder)
        return True

    job = Job(work, parent)
    job.start()
    return job
