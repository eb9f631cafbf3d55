"""Puts each fault of mutants.toml into a copy of the tree, and says whether the tests notice.

python tests/mutants/run.py [word ...]    only faults whose name or file holds one of the words

The exit status is 0 if every fault is noticed, 1 if one is not, and 2 if something in the list no
longer fits the code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).parent / "mutants.toml"
COPIED = ("nn", "app", "tests", "resources", "main.py", "pyproject.toml")
FAILED, PASSED = 1, 0
"""Exit statuses of pytest: a test failed, none did. A negative one is a crash, seen as well."""


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
        tests: the test files one of which must notice.
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
        for path in (self.file, *self.tests):
            if not (root / path).is_file():
                raise ListError(f"“{self.name}”: there is no {path}.")
        count = (root / self.file).read_text(encoding="utf-8").count(self.old)
        if count != 1 or self.old == self.new:
            raise ListError(f"“{self.name}”: its old text stands {count} times in {self.file}.")


def mutants() -> tuple[Mutant, ...]:
    """All faults of the list."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["mutant"]
    return tuple(Mutant(**{**each, "tests": tuple(each["tests"])}) for each in listed)


def tests_pass(root: Path, tests: Iterable[str]) -> bool:
    """Run test files below a root.

    Raises:
        ListError: they cannot be run.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
        cwd=root,
        # Otherwise the compiled code of a moment ago would be run in place of the fault.
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
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


def main(words: Sequence[str]) -> int:
    """Try the faults and print what became of them."""
    chosen = [
        each
        for each in mutants()
        if not words or any(word in each.name or word in each.file for word in words)
    ]
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, root / name)
        try:
            for each in chosen:
                each.check(root)
            if not tests_pass(root, sorted({test for each in chosen for test in each.tests})):
                raise ListError("the tests fail without any fault.")
            for each in chosen:
                found = noticed(root, each)
                print(
                    f"{'noticed ' if found else 'SURVIVED'}  {each.file}: {each.name}", flush=True
                )
                if not found:
                    survivors.append(each)
        except ListError as error:
            print(f"mutants.toml: {error}", file=sys.stderr)
            return 2
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} faults are noticed.")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
