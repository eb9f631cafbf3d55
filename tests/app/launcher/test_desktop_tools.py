from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.launcher import desktop_tools
from app.launcher.desktop_tools import DesktopTools

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs are found, and leave traces of theirs."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_programs_run_one_after_another_with_their_arguments(path: Path) -> None:
    put(path, "tell", 'sleep 0.1; echo "$@" >> told')
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    tools = DesktopTools(3, progress)
    tools.run("tell", "a b", "c")
    tools.run("no such program")
    tools.run("tell", "d")
    assert (path / "told").read_text() == "a b c\nd\n"
    assert told[0] == (0, 3)
    assert told[-1] == (2, 3)


def test_nobody_has_to_listen(path: Path) -> None:
    put(path, "tell", "echo >> told")
    DesktopTools(1).run("tell")
    assert (path / "told").exists()


def test_a_program_that_cannot_be_started_is_passed_over(path: Path) -> None:
    put(path, "tell", "")
    (path / "tell").write_bytes(b"\x7fELF, but no more of it")
    DesktopTools(1).run("tell")


def test_one_that_takes_too_long_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop_tools, "TOOL_SECONDS", 0.3)
    put(path, "tell", "echo $$ > told; exec sleep 1000")
    DesktopTools(1).run("tell")
    assert gone(int((path / "told").read_text()))


def test_what_is_not_wanted_any_more_ends_and_no_other_begins(path: Path) -> None:
    put(path, "tell", "echo begins >> told; sleep 2; echo ends >> told")
    tools = DesktopTools(2, lambda done, total: not (path / "told").exists())
    tools.run("tell")
    tools.run("tell")
    assert (path / "told").read_text() == "begins\n"
