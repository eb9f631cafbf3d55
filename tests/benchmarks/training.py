"""A recorded training step beside the notebook's plain loop, without any window.

One process measures one tree: python tests/benchmarks/training.py
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from math import inf
from pathlib import Path
from time import perf_counter

import window_of

STEPS = 5000
TURNS = 8


def fastest_by_turns(works: list[Callable[[], object]]) -> list[float]:
    """Microseconds a step of each of several works in its fastest turn."""
    best = [inf] * len(works)
    for _ in range(TURNS):
        for number, work in enumerate(works):
            began = perf_counter()
            work()
            best[number] = min(best[number], (perf_counter() - began) / STEPS * 1e6)
    return best


def main() -> None:
    """Measure the notebook's run, and print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path)
    window_of.use(parser.parse_args().tree)
    from notebook_oracle import train

    settings = window_of.first_of(window_of.NETWORK, "Settings")
    recording = window_of.first_of(window_of.RECORDING, "Recording")

    plain, recorded = fastest_by_turns([train, lambda: recording(settings()).advance_to(STEPS)])
    window_of.finish({"plain": plain, "recorded": recorded})


if __name__ == "__main__":
    main()
