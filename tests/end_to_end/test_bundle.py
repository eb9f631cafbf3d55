"""The folder that needs no Python: started in an empty environment, and by a double click.

`GLASSNET_BUNDLE` names the program in it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desktop import PATIENCE, Desktop, desktop

from nn.core.settings import Settings
from nn.files.session_file import save
from nn.run.branches import Branches
from nn.run.recording import Recording

BUNDLE = os.environ.get("GLASSNET_BUNDLE", "")
TOOLS = ("update-desktop-database", "update-mime-database", "dbus-daemon", "dbus-launch", "sh")
"""What of the system may be on the path: no Python."""

ICON = 210, 110
"""Where the file manager puts the only file of a folder."""

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.needs("pcmanfm", *TOOLS),
    pytest.mark.skipif(not BUNDLE, reason="$GLASSNET_BUNDLE does not name the bundle's program"),
]


@dataclass
class BareDesktop(Desktop):
    """A screen on which programs know nothing but where it is, whose it is, and a few tools."""

    @property
    def programs_environment(self) -> dict[str, str]:
        """Without Python, and without any of what whoever runs the tests has chosen."""
        return {"DISPLAY": self.display, "HOME": str(self.home), "PATH": str(self.tools)}

    @property
    def tools(self) -> Path:
        """The only folder on the path."""
        return self.home / "tools"

    def run_bundle(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the program to its end."""
        return subprocess.run(
            [BUNDLE, *arguments],
            env=self.programs_environment,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[BareDesktop]:
    home = tmp_path / "bare"
    tools = home / "tools"
    tools.mkdir(parents=True)
    for name in TOOLS:
        (tools / name).symlink_to(str(shutil.which(name)))
    with desktop(home) as made:
        bare = BareDesktop(made.display, home, made.programs)
        bare.remember_a_start()
        yield bare


def step_in_title(screen: Desktop, window: str) -> int:
    """The step that the window's title names; -1 if it names none."""
    found = re.search(r"Step ([\d,]+) of", screen.title(window))
    return int(found[1].replace(",", "")) if found else -1


def test_no_python_is_on_the_path(screen: BareDesktop) -> None:
    assert shutil.which("python3", path=str(screen.tools)) is None
    assert shutil.which("python", path=str(screen.tools)) is None


def test_the_source_that_the_window_shows_is_in_the_folder() -> None:
    assert list(Path(BUNDLE).parent.rglob("nn/core/plain.py"))


def test_the_report_is_the_notebooks(screen: BareDesktop) -> None:
    done = screen.run_bundle("--headless")
    assert "Epoch: 10, Average Loss: 0.01684861" in done.stdout
    assert done.returncode == 0


def test_an_animation_is_written(screen: BareDesktop) -> None:
    path = screen.home / "run.webp"
    done = screen.run_bundle("--animate", str(path), "--steps", "0:40", "--every", "20")
    assert (done.returncode, path.read_bytes()[8:12]) == (0, b"WEBP")


def test_the_window_opens_trains_and_closes(screen: BareDesktop) -> None:
    program = screen.start(BUNDLE)
    window = screen.window("Glassnet")
    screen.until(lambda: step_in_title(screen, window) == 0)
    screen.keys(*["plus"] * 20, "space")
    screen.until(lambda: step_in_title(screen, window) == 5000)
    screen.keys("ctrl+q")
    program.communicate(timeout=PATIENCE)
    assert program.returncode == 0


def test_a_double_click_on_a_session_opens_it(screen: BareDesktop) -> None:
    asked = screen.tools / "gio"
    asked.write_text('#!/bin/sh\necho "[$LD_LIBRARY_PATH]" >> "$HOME/library-path"\n')
    asked.chmod(0o755)
    (screen.home / "Desktop").mkdir()
    done = screen.run_bundle("--install-launcher")
    assert done.returncode == 0, done.stderr
    # Programs of the system get the system's libraries.
    assert set((screen.home / "library-path").read_text().split()) == {"[]"}
    folder = screen.home / "lessons"
    folder.mkdir()
    recording = Recording(Settings())
    recording.advance_to(321)
    save(folder / "lesson.glassnet", Branches(recording), 10, 123)
    screen.start(str(shutil.which("pcmanfm")), "--no-desktop", str(folder))
    manager = screen.window("Pcmanfm")
    screen.until(lambda: "lessons" in screen.title(manager))
    screen.do("xdotool", "mousemove", "--window", manager, *map(str, ICON))
    screen.do("xdotool", "click", "--repeat", "2", "--delay", "80", "1")
    window = screen.window("Glassnet")
    screen.until(lambda: step_in_title(screen, window) == 123)
    assert screen.title(window).startswith("lesson.glassnet")
    screen.keys("ctrl+q")
    screen.until(lambda: not screen.do("xdotool", "search", "--class", "Glassnet"))
