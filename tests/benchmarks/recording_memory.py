"""Memory of a recording of a million steps, and the time to show drawn steps of it.

python tests/benchmarks/recording_memory.py [steps]
"""

from __future__ import annotations

import resource
import statistics
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from nn.core.settings import Settings
from nn.run.recording import Recording

DRAWN = 2000


def megabytes() -> float:
    """The largest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Record, then show drawn steps."""
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    recording = Recording(Settings())
    recording.advance_to(1000)
    before = megabytes()
    recording.advance_to(steps)
    print(f"{steps:,} steps: {megabytes() - before:.1f} MiB more at the most")
    _, weights = recording.checkpoints()
    print(
        f"checkpoints {weights.nbytes / 2**20:.1f} MiB, "
        f"losses {8 * steps / 2**20:.1f} MiB, interval {recording.interval}"
    )
    times = []
    for position in np.random.default_rng(0).integers(1, steps + 1, DRAWN).tolist():
        began = perf_counter()
        recording.moment(position)
        times.append((perf_counter() - began) * 1000)
    print(
        f"{DRAWN:,} drawn steps: median {statistics.median(times):.2f} ms, "
        f"99th of 100 {sorted(times)[int(0.99 * DRAWN)]:.2f} ms, longest {max(times):.2f} ms"
    )


if __name__ == "__main__":
    main()
