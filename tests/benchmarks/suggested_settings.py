"""What each task reached with the values that are suggested for it, at several seeds.

python tests/benchmarks/suggested_settings.py [--only WORD] [--seeds 42,1,2,3,4]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from every_task import table  # noqa: E402

from nn.answers.validation import all_vectors, flawless  # noqa: E402
from nn.core.bitwise import MASK  # noqa: E402
from nn.core.own_table import TABLE  # noqa: E402
from nn.core.settings import Settings  # noqa: E402
from nn.core.suggestions import KNOWN, suggested  # noqa: E402
from nn.core.tasks import task_named  # noqa: E402
from nn.run.training import Training  # noqa: E402

DRAWN = 6
"""Masks and tables that are drawn for each number of bits."""


def names(kind: str, bits: int) -> Iterator[str]:
    """Tasks of a kind for so many bits."""
    if kind == TABLE:
        for seed in range(DRAWN):
            for outputs in sorted({1, bits, bits + 2}):
                yield table(bits, outputs, seed)
    elif kind == MASK:
        for seed in range(min(DRAWN, 2**bits)):
            yield f"{MASK}{(0b1001110101 * (seed + 1)) % 2**bits:0{bits}b}"
    elif not task_named(kind).refusal(bits):
        yield kind


def right(task: str, bits: int, seed: int) -> int:
    """How many vectors are right in the end."""
    known = suggested(task, bits)
    assert known is not None
    assert known.bits == bits
    training = Training(Settings(task=task, seed=seed, **known._asdict()))
    training.advance_to(training.settings.steps)
    settings, network = training.settings, training.network
    vectors = all_vectors(settings.bits)
    return int(flawless(network.W1, network.W2, vectors, settings.task).sum())


def main() -> None:
    """Try all, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--seeds", default="42,1,2,3,4")
    given = parser.parse_args()
    seeds = [int(each) for each in given.seeds.split(",")]
    print("| task | bits | tried | hidden | observations | rate | epochs | right, each seed |")
    print("|---|---|---|---|---|---|---|---|")
    for kind in (each for each in KNOWN if given.only in each):
        for bits in range(1, KNOWN[kind][-1].bits + 1):
            tried = list(names(kind, bits))
            if not tried:
                continue
            known = suggested(tried[0], bits)
            assert known is not None
            reached = [min(right(task, bits, seed) for task in tried) for seed in seeds]
            print(
                f"| {kind} | {bits} | {len(tried)} | {known.hidden_units} | {known.observations} "
                f"| {known.learning_rate:g} | {known.epochs} | "
                f"{', '.join(f'{each}/{2**bits}' for each in reached)} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
