"""The time of a recorded training step as a share of the plain loop's, rounds interleaved.

python tests/benchmarks/ratio.py [rounds]
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from notebook_oracle import train  # noqa: E402

from nn.core.settings import Settings  # noqa: E402
from nn.run.recording import Recording  # noqa: E402

STEPS = 5000


def record() -> None:
    """Train and record the notebook's run."""
    Recording(Settings()).advance_to(STEPS)


def microseconds(work: Callable[[], object]) -> float:
    """The time of `work`, per step."""
    began = perf_counter()
    work()
    return (perf_counter() - began) / STEPS * 1e6


def main() -> None:
    """Measure both by turns and print medians and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    plain, ours = [], []
    for _ in range(rounds):
        plain.append(microseconds(train))
        ours.append(microseconds(record))
    plain_median, our_median = statistics.median(plain), statistics.median(ours)
    ratios = [mine / theirs for mine, theirs in zip(ours, plain, strict=True)]
    print(f"plain loop:    {plain_median:6.2f} µs a step (median of {rounds})")
    print(f"recorded step: {our_median:6.2f} µs a step")
    print(
        f"ratio: {our_median / plain_median:.3f}; of each round, the median of the ratios: "
        f"{statistics.median(ratios):.3f}"
    )


if __name__ == "__main__":
    main()
