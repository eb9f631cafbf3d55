"""Steps and frames a second of the real window at full speed, beside the notebook's plain loop.

Run it on a screen (a virtual one will do): python tests/benchmarks/live_window.py [seconds]
"""

from __future__ import annotations

import sys
import tempfile
from math import inf
from pathlib import Path
from time import perf_counter

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from notebook_oracle import train  # noqa: E402
from PySide6.QtCore import QCoreApplication, QSettings, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.application import Appearance, prepare  # noqa: E402
from app.main_window import MainWindow  # noqa: E402
from nn.core.settings import Settings  # noqa: E402


def plain_steps_per_second() -> float:
    """The best of three runs of the notebook's loop, without any picture."""
    best = inf
    for _ in range(3):
        began = perf_counter()
        train()
        best = min(best, perf_counter() - began)
    return 5000 / best


def live(seconds: float) -> tuple[float, float]:
    """Steps and frames a second, after a second of warming up."""
    window = MainWindow(Settings(epochs=10_000))
    window.resize(1280, 800)
    window.show()
    window.speed.set_pace(inf)
    marks: list[tuple[float, int, int]] = []

    def mark() -> None:
        marks.append((perf_counter(), window.session.recording.length, window.clock.frames))
        # Not by a timer of its own: long ones may come early, even before a shorter one.
        if len(marks) == 2:
            window.close()

    QTimer.singleShot(500, window.controls.toggle_play)
    QTimer.singleShot(1500, mark)
    QTimer.singleShot(int(1500 + 1000 * seconds), mark)
    QCoreApplication.exec()
    (t0, steps_0, frames_0), (t1, steps_1, frames_1) = marks
    return (steps_1 - steps_0) / (t1 - t0), (frames_1 - frames_0) / (t1 - t0)


def main() -> None:
    """Measure the plain loop before and after the window, and print all."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    with tempfile.TemporaryDirectory() as folder:
        prepare()
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application = QApplication(sys.argv[:1])
        Appearance(application)
        before = plain_steps_per_second()
        steps, frames = live(seconds)
        plain = max(before, plain_steps_per_second())
    print(f"plain loop, no picture: {plain:,.0f} steps/s")
    print(f"live window 1280x800:   {steps:,.0f} steps/s at {frames:.1f} frames/s")
    print(f"ratio: {steps / plain:.2f}")


if __name__ == "__main__":
    main()
