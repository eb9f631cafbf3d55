"""What becomes of the window when a screen is given another scale, or is unplugged."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Desktop, desktop

pytestmark = [pytest.mark.end_to_end, pytest.mark.needs("xsettingsd", "xrandr")]

USUAL, LARGE = 96 * 1024, 2 * 96 * 1024
"""Dots per inch in the unit in which a desktop tells them."""

QT_ITSELF = "The cached device pixel ratio value was stale on window expose."
"""Qt says so of its own, where the scale and the picture come at once."""


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Desktop]:
    home = tmp_path / "screen"
    home.mkdir()
    with desktop(home, "1920x1080") as made:
        made.remember_a_start()
        yield made


def place(screen: Desktop, window: str) -> tuple[int, ...]:
    """Left, top, width and height of a window."""
    found = screen.do("xdotool", "getwindowgeometry", "--shell", window)
    numbers = dict(re.findall(r"(\w+)=(-?\d+)", found))
    return tuple(int(numbers[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))


def ends_well(screen: Desktop, window: str) -> None:
    """See a run through and close the window."""
    screen.keys(*["plus"] * 20, "space")
    screen.until(lambda: screen.title(window).startswith("Step 5,000 of 5,000"))
    screen.keys("ctrl+q")
    program = screen.programs[-1]
    out, err = program.communicate(timeout=20)
    assert (program.returncode, out) == (0, "")
    assert [line for line in err.splitlines() if not line.startswith(QT_ITSELF)] == []


def test_a_window_is_as_large_as_before_on_a_screen_of_another_scale(screen: Desktop) -> None:
    told = screen.home / "settings"
    told.write_text(f"Xft/DPI {USUAL}\n")
    desk = screen.start("xsettingsd", "-c", str(told))
    screen.glassnet()
    window = screen.window("Glassnet")
    screen.until(lambda: place(screen, window)[2:] == (1280, 800))
    told.write_text(f"Xft/DPI {LARGE}\n")
    desk.send_signal(signal.SIGHUP)
    # Twice as large it does not fit: it is as large as the screen, and nothing of it is cut off.
    screen.until(lambda: place(screen, window)[2:] == (1920, 1080))
    told.write_text(f"Xft/DPI {USUAL}\n")
    desk.send_signal(signal.SIGHUP)
    # Which comes first, the new scale or the pixels, is the desktop's own affair.
    screen.until(lambda: place(screen, window)[2:] in ((960, 540), (1920, 1080)))
    ends_well(screen, window)


def test_a_window_on_a_screen_that_is_unplugged_comes_back(screen: Desktop) -> None:
    screen.do("xrandr", "--setmonitor", "left", "960/254x1080/286+0+0", "screen")
    screen.do("xrandr", "--setmonitor", "right", "960/254x1080/286+960+0", "none")
    screen.glassnet()
    window = screen.window("Glassnet")
    screen.do("xdotool", "windowmove", window, "1000", "40")
    screen.until(lambda: place(screen, window)[0] >= 1000)
    screen.do("xrandr", "--delmonitor", "right")
    screen.until(lambda: place(screen, window)[0] < 960 - 200)
    left, _, width, _ = place(screen, window)
    assert left >= 0
    assert left + width <= 960 or left <= 10
    ends_well(screen, window)
