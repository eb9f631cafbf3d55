"""The programs by which a desktop learns at once of a launcher; without them it learns later."""

from __future__ import annotations

import shutil
import subprocess
from time import monotonic

from nn.core.progress import Progress

TOOL_SECONDS = 20.0
LOOK_SECONDS = 0.05
"""How long one of them may take, and how often is asked whether it is still wanted."""


class DesktopTools:
    """Runs them one after another, as far as they are installed and as long as they are wanted.

    Attributes:
        stopped: whether they are not wanted any more.
    """

    def __init__(self, total: int, progress: Progress | None = None) -> None:
        """Prepare to run some.

        Args:
            total: how many at most.
            progress: told how many have run; what says that they are not wanted ends the one that
                runs, and no other one is begun.
        """
        self._total, self._progress = total, progress
        self._done = 0
        self.stopped = False

    def run(self, name: str, *arguments: str) -> None:
        """Run a program and wait until it has ended, one way or another."""
        program = shutil.which(name)
        if program is not None and self._wanted():
            try:
                process = subprocess.Popen(
                    [program, *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except OSError:
                pass
            else:
                self._wait_for(process)
        self._done += 1

    def _wait_for(self, process: subprocess.Popen[bytes]) -> None:
        latest = monotonic() + TOOL_SECONDS
        while True:
            try:
                process.wait(LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                if monotonic() < latest and self._wanted():
                    continue
                process.kill()
                process.wait()
            return

    def _wanted(self) -> bool:
        if self._progress is not None and not self._progress(self._done, self._total):
            self.stopped = True
        return not self.stopped
