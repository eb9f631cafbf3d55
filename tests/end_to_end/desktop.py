"""A screen of its own, and hands and eyes on it, for tests of the real program."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
# Without -noreset the screen begins anew whenever its last program has gone.
XVFB = "Xvfb -displayfd {write} -screen 0 {size}x24 -nolisten tcp -noreset"
T = TypeVar("T")


@dataclass
class Desktop:
    """A virtual screen with a window manager, and programs started on it.

    Attributes:
        display: its X display, such as ":99".
        home: the home folder of what runs there.
        programs: what was started.
        added: what programs find around them besides.
    """

    display: str
    home: Path
    programs: list[subprocess.Popen[str]] = field(default_factory=list)
    added: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a program on this screen finds around it."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("XDG_", "QT_", "DBUS_", "WAYLAND_"))
        }
        own = {"DISPLAY": self.display, "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        return kept | own | self.added

    @property
    def programs_environment(self) -> dict[str, str]:
        """What the programs that are tried find around them."""
        return self.environment

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a program on the screen."""
        program = subprocess.Popen(
            command,
            env=self.programs_environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.programs.append(program)
        return program

    def remember_a_start(self) -> None:
        """Let the program find that it was opened before, so that it begins no tour."""
        folder = self.home / ".config" / "Glassnet"
        folder.mkdir(parents=True)
        (folder / "Glassnet.conf").write_text("[settings]\nbits=5\n", encoding="utf-8")

    def glassnet(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the real program in a process of its own."""
        return self.start(sys.executable, str(ROOT / "main.py"), *arguments)

    def do(self, *command: str) -> str:
        """Run a command on the screen to its end and return what it prints."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )
        return done.stdout.strip()

    def keys(self, *keys: str) -> None:
        """Press keys one after another."""
        self.do("xdotool", "key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.do("xdotool", "type", "--delay", "30", text)

    def window(self, name: str) -> str:
        """Wait for a visible window of the class `name`, give it the keyboard, return it."""
        found = self.until(
            lambda: self.do("xdotool", "search", "--onlyvisible", "--class", name).split()
        )
        self.do("xdotool", "windowactivate", "--sync", found[0])
        return found[0]

    def title(self, window: str) -> str:
        """The title of a window."""
        return self.do("xdotool", "getwindowname", window)

    def clipboard(self) -> str:
        """The text in the clipboard."""
        return self.do("xclip", "-selection", "clipboard", "-out")

    def until(self, look: Callable[[], T]) -> T:
        """Look again and again until there is something to see, and return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            seen = look()
            if seen:
                return seen
            for program in self.programs:
                if program.poll() is not None:
                    out, err = program.communicate()
                    raise AssertionError(f"a program ended early: {program.args}\n{out}\n{err}")
            time.sleep(0.1)
        raise AssertionError("waited in vain")


@contextmanager
def desktop(home: Path, size: str = "1280x800") -> Iterator[Desktop]:
    """A screen that ends, with all that runs on it, when the context does."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        XVFB.format(write=write, size=size).split(),
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    made = Desktop(display, home)
    made.until(lambda: made.do("xdotool", "getdisplaygeometry"))
    manager = subprocess.Popen(
        ["openbox"],
        env=made.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # Without a window manager no window would get the keyboard.
        made.until(lambda: "window id" in made.do("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
        yield made
    finally:
        for process in (*made.programs, manager, screen):
            if process.poll() is None:
                process.terminate()
                process.wait(10)
            for stream in (process.stdout, process.stderr):
                if stream:
                    stream.close()
