"""Surroundings of their own for programs that tests start."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]


def of_its_own(folder: Path) -> dict[str, str]:
    """Folders below `folder`, so that nothing of the person's is read or written, and no screen.

    QT_QPA_PLATFORM may name another platform than Qt's offscreen one.
    """
    given = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder / "home")}
    given.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        given[f"XDG_{name}_HOME"] = str(folder / name.lower())
    (folder / "home").mkdir()
    return given
