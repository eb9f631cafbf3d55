"""How long any of very many steps takes to be on the screen: python tests/benchmarks/jumps.py"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from typing import Any

import window_of

JUMPS = 200


def jumps(qt: Any, window: Any, length: int) -> list[float]:
    """Milliseconds from the command to the painted picture, for places drawn at random."""
    from PySide6.QtCore import QTimer

    rng, times = random.Random(2), []
    canvas, began = window.network_view.canvas, 0.0

    def jump() -> None:
        nonlocal began
        place = rng.randrange(length)
        began = time.perf_counter()
        window.playhead.seek(place)

    def painted() -> None:
        nonlocal began
        if not began:
            return
        times.append((time.perf_counter() - began) * 1000)
        began = 0.0
        if len(times) < JUMPS:
            QTimer.singleShot(20, jump)
        else:
            qt.exit()

    canvas.painted.connect(painted)
    QTimer.singleShot(300, jump)
    qt.exec()
    return times


def main() -> None:
    """Record very many steps, show them in a window, and jump about."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--bits", type=int, default=5)
    parser.add_argument("--hidden-units", type=int, default=10)
    options = parser.parse_args()
    window_of.use(None)
    from nn.run.branches import Branches

    qt = window_of.prepared()
    window = window_of.opened(qt, (1280, 800), bits=options.bits, hidden_units=options.hidden_units)
    branches = Branches(window.session.recording)
    window.session.recording.advance_to(options.steps)
    window.session.adopt(branches, options.steps // 500, options.steps)
    times = sorted(jumps(qt, window, options.steps))
    window_of.finish(
        {
            "median": statistics.median(times),
            "p99": times[int(len(times) * 0.99)],
            "most": times[-1],
        }
    )


if __name__ == "__main__":
    main()
