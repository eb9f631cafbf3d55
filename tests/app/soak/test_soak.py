"""The window at full speed for a minute."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import run_soak
from run_soak import Pictures
from skipping import on_demand

RUN = Path(__file__).with_name("run_soak.py")


@on_demand
@pytest.mark.skipif(sys.platform != "linux", reason="resident memory is read from Linux")
def test_at_full_speed_nothing_grows_is_late_or_drifts() -> None:
    command = [sys.executable, str(RUN), "--seconds", "60"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_time_for_which_the_machine_was_busy_is_not_the_window_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pictures = Pictures()
    for at, waited in ((0.0, 1.0), (0.1, 1.0), (0.5, 1.25), (0.7, 1.25)):
        monkeypatch.setattr(run_soak, "monotonic", partial(float, at))
        monkeypatch.setattr(run_soak, "kept_waiting", partial(float, waited))
        pictures.add()
        if pictures.count == 1:
            assert pictures.longest == pictures.own == 0.0
    assert (pictures.longest, pictures.own) == pytest.approx((0.4, 0.2))
    assert pictures.count == 4
