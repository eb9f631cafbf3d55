from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere is always a screen")


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the program where no dialog can be shown."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env=os.environ | {"PATH": ""} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_screen_that_is_not_there_is_told_in_one_line_and_ends_in_no_crash() -> None:
    done = start(QT_QPA_PLATFORM="xcb", DISPLAY=":987")
    assert done.returncode == 1
    assert done.stderr.startswith("glassnet: the window cannot be opened: ")
    assert done.stderr.count("\n") == 1
    assert "connect to display :987; --headless" in done.stderr or "lacks" in done.stderr


def test_a_way_to_draw_that_qt_has_not_is_told() -> None:
    done = start(QT_QPA_PLATFORM="paper")
    assert done.returncode == 1
    assert '"paper"' in done.stderr
    assert "--headless works without one.\n" in done.stderr
