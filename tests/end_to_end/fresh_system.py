"""The Debian package in a Debian without Python, just made: installed, opened, and double-clicked.

python tests/end_to_end/fresh_system.py PACKAGE [SUITE ...], as root; by default in Debian 12 and
13. It needs debootstrap, and what the end-to-end tests need. The systems are made in
$GLASSNET_ROOTS, or in a folder that is removed in the end; what was on the screen is kept in dist/.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from desktop import Desktop, desktop

from nn.core.settings import Settings
from nn.files.session_file import save
from nn.run.branches import Branches
from nn.run.recording import Recording

SUITES = ("bookworm", "trixie")
MIRROR = os.environ.get("DEBIAN_MIRROR", "").split()
"""Where Debian is had from; debootstrap knows a place itself."""

PICTURES = Path(__file__).parents[2] / "dist"
FILE_MANAGER = ("pcmanfm", "desktop-file-utils", "shared-mime-info")
ICON = 210, 110
"""Where the file manager puts the only file of a folder."""

INSIDE = {"HOME": "/root", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}


class FreshSystem:
    """A Debian in a folder.

    Args of the constructor:
        root: the folder.
        screen: where its programs show their windows.
    """

    def __init__(self, root: Path, screen: Desktop) -> None:
        self.root, self.screen = root, screen

    def inside(self, *command: str) -> tuple[str, ...]:
        """A command that runs in the system and knows nothing of what is around it."""
        names = [f"{name}={value}" for name, value in INSIDE.items()]
        display = f"DISPLAY={self.screen.display}"
        return ("chroot", str(self.root), "/usr/bin/env", "-i", display, *names, *command)

    def do(self, *command: str) -> str:
        """Run a command in it and return what it prints."""
        done = subprocess.run(
            self.inside(*command), capture_output=True, text=True, timeout=900, check=False
        )
        assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def install(self, *packages: str) -> None:
        """Install packages and what they depend on, nothing more."""
        self.do("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)

    def step(self, window: str) -> int:
        """The step that the window's title names; -1 if it names none."""
        found = re.search(r"Step ([\d,]+) of", self.screen.title(window))
        return int(found[1].replace(",", "")) if found else -1

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        PICTURES.mkdir(exist_ok=True)
        self.screen.do("import", "-window", "root", str(PICTURES / f"{self.root.name}-{name}.png"))


@contextmanager
def made(root: Path) -> Iterator[None]:
    """A minimal system in the folder, with the kernel's view of processes in it."""
    if not (root / "usr").is_dir():
        subprocess.run(
            ["debootstrap", "--variant=minbase", root.name, str(root), *MIRROR],
            stdout=subprocess.DEVNULL,
            check=True,
        )
    subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(root / "proc")], check=True)


def opens_and_trains(system: FreshSystem) -> None:
    """Open the window, go to the end of the run, and close it."""
    screen = system.screen
    program = screen.start(*system.inside("glassnet"))
    window = screen.window("Glassnet")
    screen.until(lambda: system.step(window) == 0)
    screen.keys("Escape", *["plus"] * 20, "space")
    screen.until(lambda: system.step(window) == 5000)
    system.picture("trained")
    screen.keys("ctrl+q")
    program.communicate(timeout=30)
    assert program.returncode == 0


def opens_a_session_by_a_double_click(system: FreshSystem) -> None:
    """Double-click a session in a file manager."""
    screen, folder = system.screen, system.root / "root" / "lessons"
    folder.mkdir(exist_ok=True)
    recording = Recording(Settings())
    recording.advance_to(321)
    save(folder / "lesson.glassnet", Branches(recording), 10, 123)
    system.install(*FILE_MANAGER)
    manager_program = screen.start(*system.inside("pcmanfm", "--no-desktop", "/root/lessons"))
    manager = screen.window("Pcmanfm")
    screen.until(lambda: "lessons" in screen.title(manager))
    system.picture("session")
    screen.do("xdotool", "mousemove", "--window", manager, *map(str, ICON))
    screen.do("xdotool", "click", "--repeat", "2", "--delay", "80", "1")
    window = screen.window("Glassnet")
    screen.until(lambda: system.step(window) == 123)
    assert screen.title(window).startswith("lesson.glassnet")
    system.picture("opened")
    screen.keys("ctrl+q")
    screen.until(lambda: not screen.do("xdotool", "search", "--class", "Glassnet"))
    screen.programs.remove(manager_program)
    manager_program.terminate()


def tells_what_is_missing(system: FreshSystem) -> None:
    """Take a library away, and read what another toolkit's dialog says."""
    screen = system.screen
    system.install("x11-utils")
    system.do("dpkg", "--remove", "--force-depends", "libegl1")
    program = screen.start(*system.inside("glassnet"))
    screen.window("Xmessage")
    system.picture("missing")
    screen.keys("Return")
    screen.do("xdotool", "search", "--class", "Xmessage", "windowkill")
    _, told = program.communicate(timeout=30)
    assert "libEGL.so.1" in told
    assert "apt install libegl1" in told
    assert program.returncode == 1
    system.do("apt-get", "install", "-y", "-qq", "--fix-broken")


def main() -> None:
    """Try the package in every system."""
    package, *suites = sys.argv[1:]
    given = os.environ.get("GLASSNET_ROOTS")
    with tempfile.TemporaryDirectory() as own, tempfile.TemporaryDirectory() as home:
        for suite in suites or SUITES:
            root = Path(given or own) / suite
            with made(root), desktop(Path(home)) as screen:
                system = FreshSystem(root, screen)
                shutil.copy(package, root / "glassnet.deb")
                system.do("apt-get", "update", "-qq")
                system.install("/glassnet.deb")
                assert not any((root / "usr/bin").glob("python*")), "there is a Python"
                for check in (
                    opens_and_trains,
                    opens_a_session_by_a_double_click,
                    tells_what_is_missing,
                ):
                    screen.programs.clear()
                    check(system)
                    print(f"{suite}: {check.__name__.replace('_', ' ')}", flush=True)


if __name__ == "__main__":
    main()
