"""The window at full speed for a minute."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from run_soak import Painted, gaps
from skipping import on_demand

RUN = Path(__file__).with_name("run_soak.py")


@on_demand
@pytest.mark.skipif(sys.platform != "linux", reason="resident memory is read from Linux")
def test_at_full_speed_nothing_grows_is_late_or_drifts() -> None:
    command = [sys.executable, str(RUN), "--seconds", "60"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_time_for_which_the_machine_was_busy_is_not_the_window_s() -> None:
    painted = [Painted(0.0, 1.0), Painted(0.1, 1.0), Painted(0.5, 1.25), Painted(0.7, 1.25)]
    assert gaps(painted) == pytest.approx((0.4, 0.2))
    assert gaps(painted[:1]) == (0.0, 0.0)
