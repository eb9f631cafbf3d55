"""Steps and frames a second of the real window at full speed, beside the notebook's plain loop.

One process measures one window: python tests/benchmarks/live.py --size 1280x800
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import perf_counter

import window_of

PLAIN_SECONDS = 1.5
"""Of the plain loop, before and after."""


def plain_run(bits: int, hidden_units: int) -> tuple[int, float]:
    """Steps and seconds of the notebook's loop with that network, without any picture.

    As long as the window is looked at, or nearly: a machine that is now quick and now slow is to
    be both for both.
    """
    from notebook_oracle import train

    steps, began = 0, perf_counter()
    while perf_counter() - began < PLAIN_SECONDS:
        steps += len(train(bits, hidden_units).losses)
    return steps, perf_counter() - began


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
    before = plain_run(bits, hidden_units)
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
    after = plain_run(bits, hidden_units)
    return {
        "plain": (before[0] + after[0]) / (before[1] + after[1]),
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
