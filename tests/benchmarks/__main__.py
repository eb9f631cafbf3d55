"""Everything that is promised about speed, measured by turns, in one table of ratios.

python tests/benchmarks [--rounds 5] [--earlier REVISION] [--only WORD]

It needs a screen (a virtual one will do), and a machine that does nothing else meanwhile. With an
earlier revision, what can be measured of it is measured in the same rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

LONGEST_SECONDS = 300
"""What takes longer has failed."""

Measured = dict[str, float]


@dataclass(frozen=True)
class Number:
    """One line of the table.

    Attributes:
        name: what it is.
        read: takes it from what was measured.
        target: what it is not to exceed, or to reach if `at_least`.
        written: how it is written, as `format` reads it: a number, then its unit.
        at_least: whether more is better.
    """

    name: str
    read: Callable[[Measured], float]
    target: float
    written: str
    at_least: bool = False

    def promise(self) -> str:
        """The target, as the table says it."""
        return f"{'≥' if self.at_least else '≤'} {self.written.format(self.target)}"

    def result(self, rounds: Sequence[Measured]) -> str:
        """The median, and the range."""
        values = [self.read(measured) for measured in rounds]
        middle, *ends = (
            self.written.format(value)
            for value in (statistics.median(values), min(values), max(values))
        )
        low, high = (end.split()[0] for end in ends)
        return f"{middle} ({low}–{high})"

    def times_better(self, now: Sequence[Measured], before: Sequence[Measured]) -> str:
        """How much better it has become, as the median of the rounds' own ratios."""
        ratios = [
            self.read(one) / self.read(other)
            if self.at_least
            else self.read(other) / self.read(one)
            for one, other in zip(now, before, strict=True)
        ]
        return f"{statistics.median(ratios):.2f} ×"


@dataclass(frozen=True)
class Measurement:
    """What is measured in a process of its own.

    Attributes:
        command: a script here, and its arguments.
        numbers: what is taken from its answer.
        beside: another command that is run before it; the names in its answer are given a
            "beside ".
        scale: the factor of the screen.
        of_earlier: whether an earlier revision can be measured by it.
    """

    command: tuple[str, ...]
    numbers: tuple[Number, ...]
    beside: tuple[str, ...] = ()
    scale: int = 1
    of_earlier: bool = True

    def take(self, tree: Path | None) -> Measured:
        """Measure once; the window of another tree, if there is one.

        Raises:
            subprocess.SubprocessError: it failed, or took too long.
        """
        beside = self._answer(self.beside) if self.beside else {}
        chosen = ("--tree", str(tree)) if tree else ()
        return self._answer((*self.command, *chosen)) | {
            f"beside {name}": value for name, value in beside.items()
        }

    def _answer(self, command: Sequence[str]) -> Measured:
        script, *arguments = command
        began = [str(time.time())] if script == "start.py" else []
        done = subprocess.run(
            [sys.executable, str(HERE / script), *began, *arguments],
            env=os.environ | {"QT_SCALE_FACTOR": str(self.scale)},
            stdout=subprocess.PIPE,
            text=True,
            timeout=LONGEST_SECONDS,
            check=True,
        )
        answer: Measured = json.loads(done.stdout.splitlines()[-1])
        return answer


def live(
    name: str, arguments: tuple[str, ...], steps: float, frames: float, scale: int = 1
) -> Measurement:
    """Steps and frames of the window at full speed."""
    numbers = (
        Number(
            f"live {name}: steps per step of the plain loop",
            lambda measured: measured["steps"] / measured["plain"],
            steps,
            "{:.2f}",
            at_least=True,
        ),
        Number(
            f"live {name}: frames", lambda measured: measured["frames"], frames, "{:.0f} /s", True
        ),
    )
    return Measurement(("live.py", *arguments), numbers, scale=scale)


def jump(name: str, arguments: tuple[str, ...]) -> Measurement:
    """How soon a step is shown, out of very many."""
    number = Number(f"any of 10⁶ steps, {name}: 99 % within", lambda it: it["p99"], 16, "{:.1f} ms")
    return Measurement(("jumps.py", *arguments), (number,), of_earlier=False)


def all_vectors(bits: int, milliseconds: float) -> Measurement:
    """How soon all vectors are answered, and what the training keeps of its speed meanwhile."""
    numbers = (
        Number(f"all vectors of {bits} bits", lambda it: it["table"], milliseconds, "{:.2f} ms"),
        Number(
            f"live with all vectors of {bits} bits in view: steps per step without",
            lambda it: it["kept"],
            0.95,
            "{:.2f}",
            at_least=True,
        ),
    )
    return Measurement(("all_vectors.py", "--bits", str(bits)), numbers, of_earlier=False)


LARGEST = ("--bits", "16", "--hidden-units", "128")
MEASUREMENTS = (
    Measurement(
        ("training.py",),
        (
            Number(
                "training alone: time per time of the plain loop",
                lambda it: it["recorded"] / it["plain"],
                0.28,
                "{:.3f}",
            ),
        ),
    ),
    live("1280×800", (), 1.5, 60),
    live("1920×1080", ("--size", "1920x1080"), 1.0, 60),
    live("1280×800 at scale factor 2", (), 1.0, 58, scale=2),
    live("1280×800, 16-128-16", LARGEST, 1.0, 60),
    Measurement(
        ("start.py",),
        (
            Number(
                "cold start: time per time of an empty window",
                lambda it: it["seconds"] / it["beside seconds"],
                1.3,
                "{:.2f}",
            ),
        ),
        beside=("start.py", "--empty"),
    ),
    Measurement(
        ("waits.py",),
        (
            Number("reaction at full speed: 99 % within", lambda it: it["p99"], 33, "{:.1f} ms"),
            Number("pause: last step within", lambda it: it["pause"], 30, "{:.1f} ms"),
            Number("paused: use of a core", lambda it: it["rest"] * 100, 0.5, "{:.2f} %"),
        ),
        of_earlier=False,
    ),
    Measurement(
        ("sections.py",),
        (Number("slope of a weight in the window", lambda it: it["slope"], 5, "{:.1f} ms"),),
        of_earlier=False,
    ),
    all_vectors(5, 1),
    all_vectors(10, 5),
    all_vectors(16, 100),
    jump("5-10-5", ()),
    jump("16-128-16", LARGEST),
)


@contextmanager
def work_tree(revision: str | None) -> Iterator[Path | None]:
    """The files of an earlier revision, for as long as they are needed.

    Raises:
        subprocess.CalledProcessError: there is no such revision.
    """
    if revision is None:
        yield None
        return
    git = ["git", "-C", str(ROOT)]
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "earlier")
        subprocess.run([*git, "worktree", "add", "-q", "--detach", tree, revision], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "worktree", "remove", "--force", tree], check=True)


def table(
    now: dict[Measurement, list[Measured]], before: dict[Measurement, list[Measured]]
) -> Iterator[str]:
    """The lines of the table."""
    yield "| | target | this | " + ("earlier | better |" if before else "").strip()
    yield "|---|---|---|" + ("---|---|" if before else "")
    for measurement, rounds in now.items():
        earlier = before.get(measurement, [])
        for number in measurement.numbers:
            line = f"| {number.name} | {number.promise()} | {number.result(rounds)} |"
            if earlier:
                line += f" {number.result(earlier)} | {number.times_better(rounds, earlier)} |"
            elif before:
                line += " | |"
            yield line


def main() -> None:
    """Measure all by turns, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--earlier", metavar="REVISION")
    parser.add_argument("--only", metavar="WORD", default="", help="lines with this word in them")
    options = parser.parse_args()
    chosen = [
        each for each in MEASUREMENTS if any(options.only in number.name for number in each.numbers)
    ]
    now: dict[Measurement, list[Measured]] = {each: [] for each in chosen}
    before: dict[Measurement, list[Measured]] = {}
    with work_tree(options.earlier) as tree:
        for number in range(options.rounds):
            for each in chosen:
                print(f"round {number + 1}: {each.numbers[0].name}", file=sys.stderr)
                now[each].append(each.take(None))
                if tree and each.of_earlier:
                    before.setdefault(each, []).append(each.take(tree))
    print("\n".join(table(now, before)))


if __name__ == "__main__":
    main()
