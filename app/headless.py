"""The notebook's report on standard output, with progress on standard error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TextIO

from nn.core.settings import Settings
from nn.run.report import report

LONG = 2.0
"""Seconds after which a run is long enough to tell of its progress."""

PAUSE = 0.1
"""Seconds between two words of progress."""


def print_report(settings: Settings, examples: int) -> None:
    """Train, validate, and print each line as it becomes known.

    Args:
        settings: what determines the run.
        examples: how many new vectors to validate on.

    Raises:
        WeightOverflowError: a weight overflows; the lines of the epochs before it are printed.
        OSError: standard output takes no more, BrokenPipeError if its reader has left.
    """
    progress = ProgressLine(sys.stderr)
    training, validating = (partial(progress.show, what) for what in ("Training", "Validating"))
    try:
        for line in report(settings, examples, training, validating):
            progress.erase()
            _print(line)
    finally:
        progress.erase()


class ProgressLine:
    """One line on a terminal that says how far a long run is, and leaves no trace.

    Args:
        stream: where to write; nothing is written unless it is a terminal.
        clock: the time in seconds.
    """

    def __init__(self, stream: TextIO | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._clock = clock
        self._started: dict[str, float] = {}
        self._due = clock() + LONG
        self._width = 0

    def show(self, what: str, done: int, total: int) -> bool:
        """Say that `done` of `total` of `what` are done, if it is time to; True: go on."""
        now = self._clock()
        started = self._started.setdefault(what, now)
        if self._stream is None or now < self._due:
            return True
        self._due = now + PAUSE
        left = _duration((now - started) * (total - done) / done)
        text = f"{what}: {100 * done // total}%, about {left} left"
        self._write("\r" + text.ljust(self._width))
        self._width = len(text)
        return True

    def erase(self) -> None:
        """Clear the line, if there is one, and stand at its beginning."""
        if self._width:
            # Spaces rather than an escape sequence, which some Windows consoles would show.
            self._write("\r" + " " * self._width + "\r")
            self._width = 0

    def _write(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)
            self._stream.flush()


def _duration(seconds: float) -> str:
    """Whole seconds (at least one) below a minute, minutes below two hours, else hours."""
    if seconds < 60:
        return f"{max(1.0, seconds):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"


def _print(line: str) -> None:
    try:
        print(line, flush=True)
    except OSError:
        # What is still buffered goes nowhere, so that leaving does not fail on it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise
