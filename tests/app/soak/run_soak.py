"""The real window at full speed for a long time: memory, pictures, and references.

python tests/app/soak/run_soak.py                  twenty minutes
python tests/app/soak/run_soak.py --seconds 60     as in CI

After a start in which everything is made once:
- resident memory grows by no more than the recording does, which says how large it is;
- no picture is more than 250 ms later than the one before, but for the time in which a thread
  of the window wanted to run and the machine was busy with other programs;
- the counts of references to None, True and False do not drift.

The platform is Qt's offscreen one, unless QT_QPA_PLATFORM names another. The exit status is 0 if
all held, and 1 if not.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from contextlib import suppress
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[each]) for each in (3, 2)]

from surroundings import of_its_own  # noqa: E402 - found by then

MINUTES = 20
START_SECONDS = 6.0
"""Until everything is made once: by then there are some epochs, and the curve was rescaled."""

LATEST_PICTURE = 0.25
ALLOWED_BESIDES = 12 * 2**20
"""Bytes of resident memory that come and go: allocators, and copies of what has just grown."""

WATCHED = (None, True, False)
DRIFT_A_FRAME = 0.2
"""A leak or a theft at each picture would be 1 at least."""

DRIFT_AT_ONCE = 500


def resident() -> int:
    """Bytes of this process that are in memory."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def kept_waiting() -> float:
    """Seconds for which threads of this process were ready in all, while others had the processor.

    0 where the system does not tell.
    """
    waited = 0
    for thread in os.listdir("/proc/self/task"):
        with suppress(OSError), open(f"/proc/self/task/{thread}/schedstat") as file:
            waited += int(file.read().split()[1])
    return waited / 1e9


class Pictures:
    """How regularly they were painted; of none of them anything is kept, which would be memory.

    Attributes:
        count: how many there were.
        longest: seconds from one to the next, at the most.
        own: the same without the time for which the process was kept waiting.
    """

    def __init__(self) -> None:
        self.count = 0
        self.longest = self.own = 0.0
        self._at = self._waited = 0.0

    def add(self) -> None:
        """One is painted just now."""
        at, waited = monotonic(), kept_waiting()
        if self.count:
            gap = at - self._at
            self.longest = max(self.longest, gap)
            self.own = max(self.own, gap - (waited - self._waited))
        self.count += 1
        self._at, self._waited = at, waited


class Soak:
    """What is seen of a window that trains."""

    def __init__(self, qt: Any, window: Any) -> None:
        self._qt, self._window = qt, window
        self._pictures = Pictures()
        window.network_view.painted.connect(self._on_painted)

    def _on_painted(self) -> None:
        self._pictures.add()

    def run(self, seconds: float) -> None:
        """Let it train for a while."""
        until = monotonic() + seconds
        self._window.controls.toggle_play()
        while monotonic() < until:
            self._qt.processEvents()
            if not self._window.playhead.playing:
                break
            # The event loop of a program sleeps here until there is something to do.
            self._wait()

    def _wait(self) -> None:
        from PySide6.QtCore import QEventLoop

        self._qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def rest(self) -> None:
        """Let nothing be under way."""
        self._window.playhead.pause()
        while self._window.playhead.playing:
            self._qt.processEvents()
        for _ in range(20):
            self._wait()
        gc.collect()

    def measure(self) -> dict[str, Any]:
        """What can grow or drift, at rest."""
        self.rest()
        recording = self._window.session.recording
        return {
            "resident": resident(),
            "stated": recording.nbytes,
            "steps": recording.length,
            "counts": [sys.getrefcount(each) for each in WATCHED],
        }

    def taken(self) -> Pictures:
        """What was painted since this was asked the last time."""
        pictures, self._pictures = self._pictures, Pictures()
        return pictures


def main() -> int:
    """Train for so long, and say what was seen."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0 * MINUTES)
    seconds: float = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(of_its_own(Path(name)))
        return _soak(seconds)


def _soak(seconds: float) -> int:
    from app.qt_loading import load_qt

    load_qt()
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from app import application
    from nn.core.settings import Settings

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    application.prepare()
    qt = QApplication(["glassnet"])
    # As long a run as there can be, with epochs that last as long as those of a class do.
    window = application.open_window(qt, Settings(observations=6000, epochs=10_000))
    window.speed.set_pace(inf)
    soak = Soak(qt, window)
    soak.run(min(START_SECONDS, seconds / 3))
    first = soak.measure()
    soak.taken()
    began = monotonic()
    soak.run(seconds - min(START_SECONDS, seconds / 3))
    lasted, pictures = monotonic() - began, soak.taken()
    last = soak.measure()
    grown, more = last["resident"] - first["resident"], last["stated"] - first["stated"]
    drift = [now - then for then, now in zip(first["counts"], last["counts"], strict=True)]
    allowed = DRIFT_AT_ONCE + DRIFT_A_FRAME * pictures.count
    steps = last["steps"] - first["steps"]
    print(f"{lasted:,.0f} s: {steps:,} steps, {pictures.count:,} pictures")
    print(f"resident memory: {grown / 2**20:+.1f} MiB, recording {more / 2**20:+.1f} MiB")
    print(
        f"longest between two pictures: {1000 * pictures.longest:.0f} ms, "
        f"its own {1000 * pictures.own:.0f} ms"
    )
    print(f"references to None, True and False: {', '.join(f'{each:+,}' for each in drift)}")
    failed = [
        what
        for what, held in {
            "it trained": steps > 1000 and pictures.count > 10,
            "memory": grown <= more + ALLOWED_BESIDES,
            "pictures": pictures.own <= LATEST_PICTURE,
            "references": all(abs(each) <= allowed for each in drift),
        }.items()
        if not held
    ]
    print(f"Did not hold: {', '.join(failed)}." if failed else "All held.", flush=True)
    # There is nothing to ask and to keep.
    window.playhead.pause()
    window.training_thread.close()
    os._exit(1 if failed else 0)


if __name__ == "__main__":
    sys.exit(main())
