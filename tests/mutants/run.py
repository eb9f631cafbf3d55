"""Puts each fault of the lists into a copy of the tree, and says whether the tests notice.

python tests/mutants/run.py [word ...]    only faults whose name or file holds one of the words
python tests/mutants/run.py --drawn 40 [--seed 7]    so many of them, drawn at random

The faults are those of mutants.toml, and for each connection of signals in connections.toml that
it is missing. As many are tried at a time as there are processors.

The exit status is 0 if every fault is noticed, 1 if one is not, and 2 if something in the lists no
longer fits the code.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
FAULTS, CONNECTIONS = HERE / "mutants.toml", HERE / "connections.toml"
COPIED = ("nn", "app", "tests", "resources", "main.py", "pyproject.toml")
FAILED, PASSED = 1, 0
"""Exit statuses of pytest: a test failed, none did. A negative one is a crash, seen as well."""


LONGEST_SECONDS = 300
"""Tests that take longer hang, which is seen as well."""


class ListError(ValueError):
    """The list does not fit the code; the message says where."""


@dataclass(frozen=True)
class Mutant:
    """A fault.

    Attributes:
        name: what goes wrong.
        file: where, from the root.
        old: the text there; it stands there exactly once.
        new: what is put in its place.
        tests: the tests one of which must notice: files, or single tests as pytest names them.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def check(self, root: Path) -> None:
        """Insist that the fault can be put in.

        Raises:
            ListError: a file is missing, or the old text does not stand there exactly once.
        """
        for path in (self.file, *(test.partition("::")[0] for test in self.tests)):
            if not (root / path).is_file():
                raise ListError(f"“{self.name}”: there is no {path}.")
        count = (root / self.file).read_text(encoding="utf-8").count(self.old)
        if count != 1 or self.old == self.new:
            raise ListError(f"“{self.name}”: its old text stands {count} times in {self.file}.")


def mutants() -> tuple[Mutant, ...]:
    """All faults of both lists.

    Raises:
        ListError: a file connects a signal that is not listed.
    """
    listed = tomllib.loads(FAULTS.read_text(encoding="utf-8"))["mutant"]
    made = [Mutant(**{**each, "tests": tuple(each["tests"])}) for each in listed]
    for file, connections in tomllib.loads(CONNECTIONS.read_text(encoding="utf-8")).items():
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            if ".connect(" in line and line.strip() not in connections:
                raise ListError(f"{file} connects what is not listed: {line.strip()}")
        made += [
            Mutant(f"without {statement}", file, f" {statement}\n", " pass\n", (f"tests/{test}",))
            for statement, test in connections.items()
        ]
    return tuple(made)


def tests_pass(root: Path, tests: Iterable[str]) -> bool:
    """Run tests below a root.

    Raises:
        ListError: they cannot be run.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
            cwd=root,
            # Otherwise the compiled code of a moment ago would be run in place of the fault.
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return False
    if done.returncode not in (FAILED, PASSED) and done.returncode >= 0:
        raise ListError(f"the tests cannot be run:\n{done.stdout}")
    return done.returncode == PASSED


def noticed(root: Path, mutant: Mutant) -> bool:
    """Whether the tests fail with the fault in the copy below `root`; it is taken out again."""
    path = root / mutant.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        return not tests_pass(root, mutant.tests)
    finally:
        path.write_text(sound, encoding="utf-8")


@contextmanager
def copies(count: int) -> Iterator[tuple[Path, ...]]:
    """So many copies of the tree."""
    with tempfile.TemporaryDirectory() as folder:
        roots = tuple(Path(folder, str(number)) for number in range(count))
        for root in roots:
            root.mkdir()
            for name in COPIED:
                source = ROOT / name
                if source.is_dir():
                    ignored = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(source, root / name, ignore=ignored)
                else:
                    shutil.copy(source, root / name)
        yield roots


def survivors(chosen: Sequence[Mutant]) -> list[Mutant]:
    """Try faults, say of each what became of it, and return those that nobody noticed.

    Raises:
        ListError: one of them does not fit the code, or the tests fail without it.
    """
    found = []
    with copies(os.cpu_count() or 1) as roots, ThreadPoolExecutor(len(roots)) as pool:
        for each in chosen:
            each.check(roots[0])
        if not tests_pass(roots[0], sorted({test for each in chosen for test in each.tests})):
            raise ListError("the tests fail without any fault.")
        free: Queue[Path] = Queue()
        for root in roots:
            free.put(root)

        def tried(mutant: Mutant) -> bool:
            root = free.get()
            try:
                return noticed(root, mutant)
            finally:
                free.put(root)

        try:
            for each, seen in zip(chosen, pool.map(tried, chosen), strict=True):
                print(f"{'noticed ' if seen else 'SURVIVED'}  {each.file}: {each.name}", flush=True)
                if not seen:
                    found.append(each)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return found


def main() -> int:
    """Try the faults and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", metavar="word")
    parser.add_argument("--drawn", type=int, metavar="COUNT")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    try:
        chosen = [
            each
            for each in mutants()
            if not options.words
            or any(word in each.name or word in each.file for word in options.words)
        ]
        if options.drawn is not None and options.drawn < len(chosen):
            print(f"Again: --drawn {options.drawn} --seed {options.seed}", flush=True)
            chosen = random.Random(options.seed).sample(chosen, options.drawn)
        left = survivors(chosen)
    except ListError as error:
        print(f"tests/mutants: {error}", file=sys.stderr)
        return 2
    print(f"{len(chosen) - len(left)} of {len(chosen)} faults are noticed.")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
