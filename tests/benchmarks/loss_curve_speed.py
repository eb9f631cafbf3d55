"""How long the loss curve takes to be redrawn and painted, at 5,000 and at a million steps.

Run it on a screen (a virtual one will do): python tests/benchmarks/loss_curve_speed.py
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication

from app.application import Appearance, prepare
from app.pictures.loss.curve import LossCurve
from nn.core.settings import Settings
from nn.run.recording import Recording

ROUNDS = 60


def main() -> None:
    """Measure linear and logarithmic steps."""
    prepare()
    application = QApplication(["glassnet"])
    Appearance(application)
    recording = Recording(Settings())
    curve = LossCurve()
    curve.resize(900, 240)
    curve.show()
    for steps in (5000, 1_000_000):
        recording.advance_to(steps)
        curve.set_planned_steps(steps)
        for logarithmic in (False, True):
            curve.log_steps_action.setChecked(logarithmic)
            application.processEvents()
            redraw, paint = [], []
            for place in range(ROUNDS):
                began = perf_counter()
                curve.show_recording(recording, steps - place)
                drawn = perf_counter()
                curve.plot.viewport().repaint()
                redraw.append((drawn - began) * 1000)
                paint.append((perf_counter() - drawn) * 1000)
            axis = "logarithmic" if logarithmic else "linear"
            print(
                f"{steps:9,} steps, {axis:11} axis: redraw {statistics.median(redraw):.2f} ms, "
                f"paint {statistics.median(paint):.2f} ms (medians)"
            )


if __name__ == "__main__":
    main()
