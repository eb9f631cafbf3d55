"""The real program, in a process of its own, on a screen, driven by keys as a person would."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Desktop, desktop

from nn.core.settings import Settings
from nn.files.session_file import save
from nn.run.branches import Branches
from nn.run.recording import Recording

pytestmark = pytest.mark.end_to_end


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Desktop]:
    home = tmp_path / "screen"
    home.mkdir()
    with desktop(home) as made:
        made.remember_a_start()
        yield made


def step_in_title(screen: Desktop, window: str) -> int:
    return place_in_title(screen, window)[0]


def place_in_title(screen: Desktop, window: str) -> tuple[int, int]:
    """The step and the epoch that the window's title names."""
    found = re.search(r"Step ([\d,]+) of [\d,]+, epoch ([\d,]+)", screen.title(window))
    return (int(found[1].replace(",", "")), int(found[2])) if found else (-1, -1)


def test_space_trains_the_network_which_then_answers_a_typed_vector(screen: Desktop) -> None:
    program = screen.glassnet()
    window = screen.window("Glassnet")
    screen.until(lambda: step_in_title(screen, window) == 0)
    screen.keys(*["plus"] * 20, "space")
    screen.until(lambda: place_in_title(screen, window)[1] >= 2)
    screen.until(lambda: place_in_title(screen, window) == (5000, 10))
    screen.keys("v")
    screen.type("01110\n")
    screen.keys("ctrl+shift+c")
    answer = screen.until(screen.clipboard)
    assert "01110" in answer
    assert "10001" in answer
    assert "flawless" in answer
    screen.keys("ctrl+q")
    out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err) == (0, "", "")


def test_it_closes_cleanly_while_it_trains_at_full_speed(screen: Desktop) -> None:
    program = screen.glassnet("--epochs", "10000")
    window = screen.window("Glassnet")
    screen.keys(*["plus"] * 20, "space")
    screen.until(lambda: step_in_title(screen, window) >= 2000)
    screen.keys("ctrl+q")
    out, err = program.communicate(timeout=5)
    assert (program.returncode, out, err) == (0, "", "")


@pytest.mark.usefixtures("hears_ctrl_c")
def test_an_interrupt_in_the_terminal_closes_the_window(screen: Desktop) -> None:
    program = screen.glassnet()
    screen.window("Glassnet")
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=10)
    assert (out, err) == ("", "")
    assert program.returncode in (0, 130)


def test_a_session_s_file_is_opened_from_the_command_line(screen: Desktop, tmp_path: Path) -> None:
    recording = Recording(Settings())
    recording.advance_to(321)
    path = tmp_path / "lesson.glassnet"
    save(path, Branches(recording), 10, 123)
    screen.glassnet(str(path))
    window = screen.window("Glassnet")
    screen.until(lambda: step_in_title(screen, window) == 123)
    assert screen.title(window).startswith("lesson.glassnet")


def test_the_first_start_begins_the_tour_which_goes_on_and_ends_with_escape(
    tmp_path: Path,
) -> None:
    home = tmp_path / "first"
    home.mkdir()
    with desktop(home) as screen:
        program = screen.glassnet()
        window = screen.window("Glassnet")
        screen.until(lambda: step_in_title(screen, window) == 0)
        screen.keys("space")
        screen.until(lambda: step_in_title(screen, window) > 0)
        # Nobody pauses it but the tour, for its next stop.
        steps: list[int] = []

        def rests() -> bool:
            steps.append(step_in_title(screen, window))
            return len(steps) > 5 and len(set(steps[-6:])) == 1

        screen.until(rests)
        screen.keys("Escape", "space")
        screen.until(lambda: step_in_title(screen, window) > steps[-1] + 600)
        screen.keys("ctrl+q")
        out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err) == (0, "", "")
