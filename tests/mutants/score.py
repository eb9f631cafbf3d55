"""How many mutants of the last `mutmut run` died, folder by folder, and which survived unexplained.

python tests/mutants/score.py

The exit status is 1 if in some folder fewer than 90 % died, or if a survivor has no reason in
survivors.toml.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).parent / "survivors.toml"
LEAST = 0.9
DEAD = ("killed", "timeout", "caught by type check", "segfault")
NOT_TRIED = "not checked"

Change = tuple[str, str, str]
"""The function, and the lines that a mutant takes away from it and puts in."""


def mutmut(*arguments: str) -> str:
    """What the tool beside this Python prints."""
    tool = Path(sys.executable).parent / "mutmut"
    done = subprocess.run(
        [str(tool), *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def statuses() -> dict[str, str]:
    """What became of each mutant, by its name."""
    lines = (
        line.strip().rsplit(": ", 1) for line in mutmut("results", "--all", "true").split("\n")
    )
    return {pair[0]: pair[1] for pair in lines if len(pair) == 2}


def function_of(mutant: str) -> str:
    """The function that a mutant is a mutant of."""
    return mutant.rpartition("__mutmut_")[0]


def folder_of(mutant: str) -> str:
    """The folder that it lies in, such as nn/core."""
    return "/".join(mutant.split(".")[:2])


def change_of(mutant: str) -> Change:
    """What a mutant changes."""
    lines = mutmut("show", mutant).splitlines()
    old, new = (
        "\n".join(
            line[1:].strip() for line in lines if line.startswith(sign) and line[:3] != 3 * sign
        )
        for sign in "-+"
    )
    return function_of(mutant), old, new


def explained() -> set[Change]:
    """The changes that survivors.toml gives a reason for."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["survivor"]
    return {
        (function, each["old"], new)
        for each in listed
        for function in each["functions"]
        for new in each["new"]
    }


def table(found: dict[str, str]) -> Iterable[tuple[str, int, int]]:
    """Each folder, how many of its mutants died, and how many there are."""
    dead, all_of = Counter[str](), Counter[str]()
    for mutant, status in found.items():
        all_of[folder_of(mutant)] += 1
        dead[folder_of(mutant)] += status in DEAD
    return [(folder, dead[folder], all_of[folder]) for folder in sorted(all_of)]


def main() -> int:
    """Print the table and the survivors without a reason."""
    found = {mutant: status for mutant, status in statuses().items() if status != NOT_TRIED}
    if not found:
        print("Nothing was tried yet: mutmut run", file=sys.stderr)
        return 1
    good = True
    for folder, dead, count in table(found):
        print(f"{folder}: {dead:,} of {count:,} mutants died ({dead / count:.1%})")
        good = good and dead / count >= LEAST
    reasons = explained()
    survivors = {mutant: change_of(mutant) for mutant, end in found.items() if end not in DEAD}
    unexplained = {mutant: change for mutant, change in survivors.items() if change not in reasons}
    print(f"{len(survivors) - len(unexplained)} of {len(survivors)} survivors have a reason.")
    for mutant, (_, old, new) in unexplained.items():
        print(f"\n{mutant}: {found[mutant]}\n- {old}\n+ {new}")
    for function, old, new in sorted(reasons - set(survivors.values())):
        print(f"\nsurvivors.toml explains what did not survive, in {function}:\n- {old}\n+ {new}")
    return 0 if good and not unexplained else 1


if __name__ == "__main__":
    sys.exit(main())
