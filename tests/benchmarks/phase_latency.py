"""How long a phase takes to appear on the screen, from the command to the painted picture.

Run it on a screen (a virtual one will do): python tests/benchmarks/phase_latency.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.application import Appearance, prepare
from app.main_window import MainWindow
from nn.core.settings import Settings

CHANGES = 110


def latencies(settings: Settings) -> list[float]:
    """Milliseconds of each phase change, steps that have to be trained included."""
    window = MainWindow(settings)
    window.resize(1280, 800)
    window.show()
    loop = QEventLoop()
    QTimer.singleShot(800, loop.quit)
    loop.exec()
    times = []
    for _ in range(CHANGES):
        loop = QEventLoop()
        began = perf_counter()
        before = window.session.position, window.session.phase

        def painted(loop: QEventLoop = loop, before: object = before) -> None:
            if (window.session.position, window.session.phase) != before:
                loop.quit()

        window.network_view.canvas.painted.connect(painted)
        window.controls.next_phase()
        loop.exec()
        times.append((perf_counter() - began) * 1000)
        window.network_view.canvas.painted.disconnect(painted)
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    window.close()
    return times


def main() -> None:
    """Measure the notebook's network and the largest one."""
    with tempfile.TemporaryDirectory() as folder:
        prepare()
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application = QApplication(["glassnet"])
        Appearance(application)
        for settings in (Settings(), Settings(bits=16, hidden_units=128)):
            times = latencies(settings)
            print(
                f"{settings.bits}-{settings.hidden_units}-{settings.bits}: "
                f"median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms"
            )


if __name__ == "__main__":
    main()
