from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nn.files.atomic_write import write_atomically, written_atomically
from nn.files.half_written import HALF_WRITTEN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def test_what_fails_in_the_middle_leaves_the_old_file_and_nothing_else(folder: Path) -> None:
    path = folder / "a.csv"
    write_atomically(path, b"old")

    def fail_in_the_middle() -> None:
        with written_atomically(path) as file:
            file.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle()
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_until_the_end_it_has_a_name_by_which_its_remains_are_found(folder: Path) -> None:
    with written_atomically(folder / "a.csv"):
        [half] = folder.iterdir()
        assert half.name.startswith(".a.csv.")
        assert half.name.endswith(HALF_WRITTEN)
    assert [each.name for each in folder.iterdir()] == ["a.csv"]


FULL = """
import resource, sys
from pathlib import Path
from nn.files.atomic_write import write_atomically
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), bytes(5000))
except OSError as error:
    print(type(error).__name__)
"""


def test_where_there_is_no_room_nothing_half_written_is_left(folder: Path) -> None:
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder / "a.csv")], capture_output=True, text=True
    )
    assert done.stdout == "OSError\n", done.stderr
    assert list(folder.iterdir()) == []
