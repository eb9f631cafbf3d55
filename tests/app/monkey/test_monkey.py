"""Two thousand deeds of somebody who does not know what a window is for, five hundred at a time."""

from __future__ import annotations

import faulthandler
import subprocess
import sys
from pathlib import Path

import pytest
from skipping import on_demand

RUN = Path(__file__).with_name("run_monkey.py")


@on_demand
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_whatever_is_done_to_the_window_it_holds(seed: int) -> None:
    # The monkey itself sees to it that no deed hangs.
    faulthandler.cancel_dump_traceback_later()
    # In a process of its own: what a crash leaves behind is then told, and harms no other test.
    command = [sys.executable, str(RUN), "500", "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
