from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from app.command_line import parse
from app.commands.table import COMMANDS, MENUS
from app.version import VERSION
from nn.core.settings import Settings
from nn.run.report import report

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(marker: str) -> str:
    """The code block below the comment of that name."""
    found = re.search(rf"<!-- {marker} -->\n```\w*\n(.*?)```\n", README, re.DOTALL)
    assert found, f"there is no block {marker}"
    return found[1]


def keyboard_table() -> str:
    rows = [
        f"| {MENUS[command.menu].replace('&', '')} | {command.text.replace('&', '')} "
        f"| {command.shortcut.split(' | ')[0]} |"
        for menu in MENUS
        for command in COMMANDS
        if command.shortcut and command.menu == menu
    ]
    return "\n".join(["| menu | command | key |", "|---|---|---|", *rows, ""])


@pytest.mark.parametrize("marker", ["run", "bundle", "test"])
def test_one_command_is_enough(marker: str) -> None:
    assert block(marker).count("\n") == 1


def test_the_package_is_that_of_this_version() -> None:
    assert set(re.findall(r"glassnet_([\d.]+)_amd64", README)) == {VERSION}


def test_the_report_shown_is_the_report_printed() -> None:
    assert block("headless") == "$ glassnet --headless\n" + "\n".join(report(Settings())) + "\n"


def test_the_animation_is_made_by_the_command_that_is_told() -> None:
    told = block("animate").split()[3:]
    source = (ROOT / "resources" / "make" / "make_screenshots.py").read_text(encoding="utf-8")
    assert f'ANIMATED = "{" ".join(told)}"' in source
    request = parse(["--animate", "learning.webp", *told]).animation
    assert request is not None
    for name in ("light", "dark"):
        path = ROOT / "resources" / "screenshots" / f"learning-{name}.webp"
        assert path.stat().st_size < 1_500_000
        with Image.open(path) as animation:
            assert animation.n_frames == request.plan.count  # type: ignore[attr-defined]
            assert animation.size == (request.plan.width, request.plan.height)


def test_the_script_runs_as_it_stands() -> None:
    done = subprocess.run(
        [sys.executable, "-c", block("script")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0.0168486")


def test_the_keys_are_those_of_the_window() -> None:
    found = re.search(r"<!-- keyboard -->\n(.*?)<!-- /keyboard -->\n", README, re.DOTALL)
    assert found
    assert found[1] == keyboard_table()


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r'(?:src|srcset)="([^"]+)"|\]\(([^)]+)\)', README)
    missing = [path for pair in links for path in pair if path and not (ROOT / path).exists()]
    assert len(links) >= 3
    assert missing == []
