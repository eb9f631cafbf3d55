"""Somebody who does not see the screen: a bus of its own, and an ear on it."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from desktop import PATIENCE, Desktop

SYSTEM_PYTHON = "/usr/bin/python3"
"""The library of the bus is made for the system's Python."""

LAUNCHER = next(
    (
        str(each)
        for each in (
            Path("/usr/libexec/at-spi-bus-launcher"),
            Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"),
        )
        if each.exists()
    ),
    "",
)
"""Starts the bus of the assistive technologies."""


def missing() -> str:
    """What listening needs and this machine has not; "" for nothing."""
    if not LAUNCHER:
        return "at-spi2-core"
    known = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True)
    return "" if known.returncode == 0 else "python3-pyatspi"


class Heard(NamedTuple):
    """What happened, and where.

    Attributes:
        kind: of event; "found" in an answer.
        role: of what it happened to.
        name: likewise.
        description: likewise.
        states: "f" focused, "s" selected, "c" checked.
        said: what came with the event.
    """

    kind: str
    role: str
    name: str
    description: str
    states: str
    said: str


@dataclass
class Listener:
    """Hears all that the program tells.

    Attributes:
        screen: where the program runs.
        ear: the process that listens.
        heard: everything so far.
    """

    screen: Desktop
    ear: subprocess.Popen[str]
    heard: list[Heard] = field(default_factory=list)
    _ends: int = 0

    def listen(self) -> None:
        """Take in what comes, until the ear ends."""
        assert self.ear.stdout is not None
        for line in self.ear.stdout:
            words = line.rstrip("\n").split("\t")
            if words == ["end"]:
                self._ends += 1
            elif len(words) == len(Heard._fields):
                self.heard.append(Heard(*words))

    def until(self, fits: Callable[[Heard], bool], since: int = 0) -> Heard:
        """Wait until something is heard that fits, after the first `since` things."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for each in self.heard[since:]:
                if fits(each):
                    return each
            time.sleep(0.05)
        last = "\n".join(map(str, self.heard[max(since, len(self.heard) - 30) :]))
        raise AssertionError(f"listened in vain; heard last:\n{last}")

    def announced(self, *words: str, since: int = 0) -> str:
        """Wait for an announcement with all these words, and return it."""
        return self.until(
            lambda each: (
                each.kind.startswith("object:announcement")
                and all(word in each.said for word in words)
            ),
            since,
        ).said

    def focused(self, role: str, name: str, since: int = 0) -> Heard:
        """Wait until the keyboard comes to something, told by the beginning of its name."""
        return self.until(
            lambda each: (
                each.kind.startswith("object:state-changed:focused")
                and each.role == role
                and each.name.startswith(name)
            ),
            since,
        )

    def ask(self, role: str, name: str = "") -> list[Heard]:
        """What is found there now."""
        before, since = self._ends, len(self.heard)
        assert self.ear.stdin is not None
        self.ear.stdin.write(f"{role}\t{name}\n")
        self.ear.stdin.flush()
        self.screen.until(lambda: self._ends > before)
        return [each for each in self.heard[since:] if each.kind == "found"]


@contextmanager
def listening(screen: Desktop) -> Iterator[Listener]:
    """An ear on a screen, on which programs that start from then on are heard."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        env=screen.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    screen.added = {
        "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
        "XDG_RUNTIME_DIR": str(screen.home / "run"),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    os.makedirs(screen.added["XDG_RUNTIME_DIR"], mode=0o700)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    launcher = subprocess.Popen([LAUNCHER, "--launch-immediately"], env=screen.environment, **quiet)
    ear = subprocess.Popen(
        [SYSTEM_PYTHON, str(Path(__file__).parent / "ear.py")],
        env=screen.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    made = Listener(screen, ear)
    thread = threading.Thread(target=made.listen, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        for process in (ear, launcher, bus):
            process.terminate()
            process.wait(10)
        thread.join(10)
        for stream in (ear.stdin, ear.stdout, bus.stdout):
            if stream:
                stream.close()
