"""Steps and frames a second of the real window at full speed, beside the notebook's plain loop.

One process measures one window: python tests/benchmarks/live.py --size 1280x800
"""

from __future__ import annotations

import argparse
from math import inf
from pathlib import Path
from time import perf_counter

import window_of


def plain_steps_per_second(bits: int, hidden_units: int) -> float:
    """The best of three runs of the notebook's loop with that network, without any picture."""
    from notebook_oracle import train

    best = inf
    for _ in range(3):
        began = perf_counter()
        train(bits, hidden_units)
        best = min(best, perf_counter() - began)
    return 5000 / best


def live(
    tree: Path | None,
    size: tuple[int, int],
    bits: int,
    hidden_units: int,
    seconds: float,
    diagram: bool,
) -> dict[str, float]:
    """Measure after a second of warming up, and the plain loop before and after.

    Returns:
        Steps a second of the plain loop and of the window, and its frames a second.
    """
    window_of.use(tree)
    from PySide6.QtCore import QTimer

    qt = window_of.prepared()
    plain = plain_steps_per_second(bits, hidden_units)
    window = window_of.opened(qt, size, bits=bits, hidden_units=hidden_units, epochs=10_000)
    if diagram:
        window.network_view.show_diagram(True)
    marks: list[tuple[float, int, int]] = []

    def mark() -> None:
        marks.append((perf_counter(), window_of.recording_of(window).length, window.clock.frames))

    def pause() -> None:
        window.playhead.pause()
        QTimer.singleShot(200, qt.exit)

    QTimer.singleShot(500, window.controls.toggle_play)
    QTimer.singleShot(1500, mark)
    QTimer.singleShot(int(1500 + 1000 * seconds), mark)
    QTimer.singleShot(int(1700 + 1000 * seconds), pause)
    qt.exec()
    (t0, steps_0, frames_0), (t1, steps_1, frames_1) = marks
    return {
        "plain": max(plain, plain_steps_per_second(bits, hidden_units)),
        "steps": (steps_1 - steps_0) / (t1 - t0),
        "frames": (frames_1 - frames_0) / (t1 - t0),
    }


def size_of(text: str) -> tuple[int, int]:
    """Width and height out of 1280x800."""
    width, height = map(int, text.split("x"))
    return width, height


def main() -> None:
    """Measure, and print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path)
    parser.add_argument("--size", type=size_of, default=(1280, 800))
    parser.add_argument("--bits", type=int, default=5)
    parser.add_argument("--hidden-units", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--diagram", action="store_true", help="instead of the matrices")
    window_of.finish(live(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
