from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.kept.aside_file import AsideFile, clear_remains, left_behind
from nn.files.half_written import HALF_WRITTEN

HOLD = """
import sys
from pathlib import Path
from app.kept.aside_file import AsideFile
file = AsideFile.take(Path(sys.argv[1]))
print("held" if file else "refused", flush=True)
sys.stdin.read()
"""


class Holder:
    """Another process that holds a file, until it is killed."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        assert self._process.stdout is not None
        self.said = self._process.stdout.readline().strip()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.glassnet"
    made.write_text("work")
    return made


def test_a_file_is_held_by_one_process_and_free_when_that_is_killed(path: Path) -> None:
    holder = Holder(path)
    assert holder.said == "held"
    assert AsideFile.take(path) is None
    assert left_behind(path.parent) == []
    holder.kill()
    [file] = left_behind(path.parent)
    assert file.path == path
    second = Holder(path)
    assert second.said == "refused"
    second.kill()
    file.let_go()
    third = Holder(path)
    assert third.said == "held"
    third.kill()


def test_a_lock_of_a_dead_process_is_no_lock_though_another_has_its_number(path: Path) -> None:
    holder = Holder(path)
    holder.kill()
    lock = path.with_name("a.glassnet.lock")
    dead, *rest = lock.read_text().split("\n")
    assert int(dead) != os.getpid()
    lock.write_text("\n".join([str(os.getpid()), *rest]))
    file = AsideFile.take(path)
    assert file is not None
    file.let_go()


def test_new_files_have_names_of_their_own(tmp_path: Path) -> None:
    one, other = AsideFile.new(tmp_path / "new"), AsideFile.new(tmp_path / "new")
    assert one.path != other.path
    one.remove()
    other.remove()
    assert list((tmp_path / "new").iterdir()) == []


def test_what_was_left_behind_is_listed_newest_first(tmp_path: Path) -> None:
    for name, time in (("b", 200), ("c", 300), ("a", 100)):
        path = tmp_path / f"{name}.glassnet"
        path.touch()
        os.utime(path, (time, time))
    found = left_behind(tmp_path)
    assert [each.path.stem for each in found] == ["c", "b", "a"]
    for each in found:
        each.let_go()


def test_what_a_killed_window_had_half_written_is_cleared_and_nothing_else(path: Path) -> None:
    folder = path.parent
    holder = Holder(folder / "live.glassnet")
    dead = Holder(folder / "dead.glassnet")
    dead.kill()
    part = HALF_WRITTEN
    half = ".a.glassnet.x1_yz", f".dead.glassnet.abcd{part}", ".live.glassnet.abcd", ".hidden"
    for name in half:
        (folder / name).touch()
    clear_remains(folder)
    files = {each.name for each in folder.iterdir() if each.is_file()}
    assert files == {
        "a.glassnet",
        ".live.glassnet.abcd",
        "live.glassnet.lock",
        ".hidden",
    }
    holder.kill()
    clear_remains(folder / "no")
