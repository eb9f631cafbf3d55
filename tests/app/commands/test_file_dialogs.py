from __future__ import annotations

import errno
from pathlib import Path

import pytest
from person import Buttons, Person
from PySide6.QtWidgets import QWidget

from app.commands.file_dialogs import ask_where_to_write, write_or_warn

KINDS = "Drawings (*.svg);;Pictures (*.png)"


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("a", "", "a.svg"),
        ("a", "Pictures (*.png)", "a.png"),
        ("a.svg", "Drawings (*.svg)", "a.svg"),
        ("a.PNG", "Drawings (*.svg)", "a.PNG"),
        ("run 0.5", "Drawings (*.svg)", "run 0.5.svg"),
        ("a.jpg", "Pictures (*.png)", "a.jpg.png"),
    ],
)
def test_a_name_gets_the_ending_of_its_kind_if_it_has_none(
    bare_window: QWidget, person: Person, tmp_path: Path, typed: str, kind: str, name: str
) -> None:
    person.files, person.kind = [tmp_path / typed], kind
    assert ask_where_to_write(bare_window, "Export", KINDS, tmp_path) == tmp_path / name
    assert person.asked == []


def test_where_no_file_is_chosen_nothing_is_asked(
    bare_window: QWidget, person: Person, tmp_path: Path
) -> None:
    assert ask_where_to_write(bare_window, "Export", KINDS, tmp_path) is None
    assert person.asked == []


def test_a_file_of_the_completed_name_is_replaced_only_if_the_person_agrees(
    bare_window: QWidget, person: Person, tmp_path: Path
) -> None:
    (tmp_path / "a.svg").touch()
    person.files = [tmp_path / "a", tmp_path / "a"]
    person.answers = [Buttons.No, Buttons.Yes]
    assert ask_where_to_write(bare_window, "Export", KINDS, tmp_path) == tmp_path / "a.svg"
    assert person.asked == ["There is “a.svg” already. Replace it?"] * 2
    person.files = [tmp_path / "a"]
    assert ask_where_to_write(bare_window, "Export", KINDS, tmp_path) is None


def test_of_what_is_written_nothing_is_said(
    bare_window: QWidget, person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    assert write_or_warn(bare_window, path, lambda: path.write_text("written"))
    assert path.read_text() == "written"
    assert person.warned == []


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.ENOENT, "the folder is not there"),
        (errno.EISDIR, "there is a folder of that name"),
        (errno.EACCES, "writing there is not allowed"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_why_nothing_was_written_is_said_in_plain_words(
    bare_window: QWidget, person: Person, number: int, reason: str
) -> None:
    def fail() -> None:
        raise OSError(number, "Input/output error", "/x/.hidden")

    assert not write_or_warn(bare_window, Path("/x/a.csv"), fail)
    assert person.warned == [f"/x/a.csv was not written: {reason}."]
