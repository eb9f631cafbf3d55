from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from app import complaint, foreign_dialog

ALL = ("zenity", "kdialog", "xmessage", "notify-send")
TEXT = "the window cannot be opened: <b>libEGL.so.1</b> & more"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs, the only one that there is."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, status: int = 0) -> None:
    """Put a program there that writes down its arguments."""
    program = folder / name
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"open({str(folder / 'told')!r}, 'a').write(json.dumps(sys.argv) + chr(10))\n"
        f"sys.exit({status})\n",
        encoding="utf-8",
    )
    program.chmod(0o755)


def told(folder: Path) -> list[list[str]]:
    """The programs that were run, with their arguments."""
    file = folder / "told"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [
        [os.path.basename(word) for word in json.loads(line)[:1]] + json.loads(line)[1:]
        for line in lines
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has a box of its own")
@pytest.mark.parametrize("first", range(len(ALL)))
def test_the_first_that_is_installed_shows_the_message(programs: Path, first: int) -> None:
    for name in ALL[first:]:
        put(programs, name)
    foreign_dialog.show(TEXT)
    ((name, *arguments),) = told(programs)
    assert name == ALL[first]
    assert any(f"Glassnet: {TEXT}" in each for each in arguments)


@pytest.mark.skipif(os.name == "nt", reason="Windows has a box of its own")
def test_a_dialog_that_breaks_no_lines_gets_short_ones(programs: Path) -> None:
    put(programs, "xmessage")
    foreign_dialog.show("word " * 60)
    ((_, *arguments),) = told(programs)
    lines = arguments[-1].splitlines()
    assert len(lines) > 3
    assert max(map(len, lines)) <= foreign_dialog.LINE_WIDTH


@pytest.mark.skipif(os.name == "nt", reason="Windows has a box of its own")
def test_one_that_cannot_start_is_followed_by_the_next(programs: Path) -> None:
    put(programs, "zenity", status=127)
    put(programs, "xmessage", status=1)
    put(programs, "notify-send")
    foreign_dialog.show(TEXT)
    assert [name for name, *_ in told(programs)] == ["zenity", "xmessage"]


def test_where_nothing_can_show_it_standard_error_still_tells(
    programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    complaint.complain_on_screen(TEXT)
    assert capsys.readouterr().err == f"glassnet: {TEXT}\n"


def test_who_has_a_terminal_gets_no_window(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(programs, "zenity")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    complaint.complain_on_screen(TEXT)
    assert told(programs) == []


def test_a_program_without_standard_error_says_nothing_there(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(programs, "zenity")
    monkeypatch.setattr(sys, "stderr", None)
    complaint.complain_on_screen(TEXT)
    assert [name for name, *_ in told(programs)] == ["zenity"]
