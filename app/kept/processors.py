"""Two threads that work by turns, on one processor: neither has to wake up another one."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter

TOGETHER_SECONDS = 1.0
"""After so long the system may choose another processor for them."""

if sys.platform == "linux":
    ALLOWED = frozenset(os.sched_getaffinity(0))
else:
    ALLOWED = frozenset[int]()
"""The processors that this process may use; none where that is not known."""


def anywhere() -> None:
    """Let the calling thread run on every processor, wherever the one that made it has to."""
    _move(0, ALLOWED)


class OneProcessor:
    """Keeps the thread that makes it beside another one, which calls `meet` after its turns.

    For two threads that are never busy at once, but hand over to each other many times a second.
    Each on a processor of its own, that one rests at every handing over, too, and wakes up late
    and slow: on two virtual processors the other thread got two thirds done of what it does so.
    Now and then the system may choose another processor for both. Where it is not Linux, nothing
    is done.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._thread = threading.get_native_id()
        self._together = False
        self._until = 0.0

    def meet(self) -> None:
        """Bring the other thread to where the calling one has run, and stay there for a while."""
        now = self._clock()
        if now < self._until or len(ALLOWED) < 2:
            return
        if self._together:
            # For one turn, after which they stay where the system has put this one.
            self.part()
            return
        self._until = now + TOGETHER_SECONDS
        with suppress(OSError):
            here = frozenset((_processor(),))
            self._together = _move(self._thread, here) and _move(0, here)

    def part(self) -> None:
        """Let both run anywhere again."""
        if self._together:
            self._together, self._until = False, 0.0
            _move(self._thread, ALLOWED)
            _move(0, ALLOWED)


def _processor() -> int:
    """The one that the calling thread runs on."""
    with open("/proc/thread-self/stat") as file:
        # The 39th column of proc(5); two of them stand before the bracket.
        return int(file.read().rpartition(")")[2].split()[36])


def _move(thread: int, processors: frozenset[int]) -> bool:
    """Let a thread, 0 for the calling one, run on some processors alone; whether it may."""
    if sys.platform == "linux" and processors:
        with suppress(OSError):
            os.sched_setaffinity(thread, processors)
            return True
    return False
