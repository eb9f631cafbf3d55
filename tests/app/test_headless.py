from __future__ import annotations

import io

import pytest

from app.headless import LONG, PAUSE, ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def shown(written: str) -> str:
    """What stands on a terminal's one line after all that was written."""
    line: list[str] = []
    for part in written.split("\r"):
        line[: len(part)] = part
    return "".join(line).rstrip()


def test_a_short_run_is_not_commented() -> None:
    terminal, clock = Terminal(), Clock()
    progress = ProgressLine(terminal, clock)
    clock.now += LONG - 0.01
    progress.show("Training", 5, 10)
    progress.erase()
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "done", "total", "left"),
    [
        (10, 25, 100, "25%, about 30 s left"),
        (10, 999, 1000, "99%, about 1 s left"),
        (60, 1, 11, "9%, about 10 min left"),
        (3600, 1, 11, "9%, about 10 h left"),
    ],
)
def test_a_long_run_tells_how_far_it_is(seconds: int, done: int, total: int, left: str) -> None:
    terminal, clock = Terminal(), Clock()
    progress = ProgressLine(terminal, clock)
    progress.show("Training", 0, total)
    clock.now += seconds
    progress.show("Training", done, total)
    assert shown(terminal.getvalue()) == f"Training: {left}"


def test_the_line_is_drawn_seldom_and_leaves_no_trace() -> None:
    terminal, clock = Terminal(), Clock()
    progress = ProgressLine(terminal, clock)
    progress.show("Validating", 1, 100)
    clock.now += 5
    progress.show("Validating", 2, 100)
    drawn = terminal.getvalue()
    clock.now += PAUSE / 2
    progress.show("Validating", 3, 100)
    assert terminal.getvalue() == drawn
    clock.now += PAUSE
    progress.show("Validating", 99, 100)
    assert shown(terminal.getvalue()) == "Validating: 99%, about 1 s left"
    progress.erase()
    assert shown(terminal.getvalue()) == ""
    assert terminal.getvalue().endswith("\r")


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_nothing_is_written_where_no_one_looks(stream: io.StringIO | None) -> None:
    clock = Clock()
    progress = ProgressLine(stream, clock)
    progress.show("Training", 1, 10)
    clock.now += 60
    progress.show("Training", 2, 10)
    progress.erase()
    assert stream is None or stream.getvalue() == ""
