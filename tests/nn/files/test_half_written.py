from __future__ import annotations

import os
from pathlib import Path
from time import time

import pytest

from nn.files import half_written
from nn.files.half_written import HALF_WRITTEN, LEFT_SECONDS, clear_half_written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With what was left a day ago, what is being written, and what is no business of ours."""
    made = tmp_path / "mine"
    inside = made / "inside"
    frames = made / f".frames.x{HALF_WRITTEN}"
    for each in (made, inside, frames):
        each.mkdir()
    for name in (f".a.csv.x{HALF_WRITTEN}", ".a.csv.x", "a.csv", f"a{HALF_WRITTEN}"):
        (made / name).touch()
        (inside / name).touch()
    (frames / "frame-0000.png").touch()
    day = time() - 86_400
    for each in (*made.rglob("*"), made):
        os.utime(each, (day, day))
    (made / f".now.csv.x{HALF_WRITTEN}").touch()
    return made


def test_what_was_left_is_cleared_and_nothing_else(folder: Path) -> None:
    before = set(folder.rglob("*"))
    clear_half_written(folder)
    frames = folder / f".frames.x{HALF_WRITTEN}"
    gone = {folder / f".a.csv.x{HALF_WRITTEN}", frames, frames / "frame-0000.png"}
    assert before - set(folder.rglob("*")) == gone


def test_a_clock_that_jumps_back_clears_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(folder.rglob("*"))
    monkeypatch.setattr(half_written, "time", lambda: time() - 2 * 86_400 + LEFT_SECONDS)
    clear_half_written(folder)
    assert set(folder.rglob("*")) == before


def test_a_folder_that_is_gone_or_none_is_left_alone(folder: Path) -> None:
    clear_half_written(folder / "gone")
    clear_half_written(folder / "a.csv")
