"""A monkey at the real window: seeded random deeds of a user, and whether all holds.

python tests/app/monkey/run_monkey.py              2,000 deeds; in CI 500 with each of four seeds
python tests/app/monkey/run_monkey.py 20000        more of them
python tests/app/monkey/run_monkey.py --seed 7     others

No error, no warning of Qt's, no control that does nothing; in between and at the end, reset and
training give the notebook's weights bit for bit. The platform is Qt's offscreen one, unless
QT_QPA_PLATFORM names another.

The exit status is 0 if all held. Otherwise the last deeds are printed, after a crash as well.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from time import perf_counter

sys.path[:0] = [str(Path(__file__).parents[each]) for each in (3, 2)]

from surroundings import of_its_own  # noqa: E402 - found by then

PRINTED = 40


def main() -> int:
    """Let a monkey of its own process loose, and say how it went."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("deeds", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _inside(options.deeds, options.seed, options.inside)
    with tempfile.TemporaryDirectory() as name:
        folder, began = Path(name), perf_counter()
        command = [sys.executable, "-X", "faulthandler", "-W", "error", __file__]
        given = [str(options.deeds), "--seed", str(options.seed), "--inside", name]
        status = subprocess.run([*command, *given], env=of_its_own(folder)).returncode
        if status:
            lines = (folder / "log").read_text(encoding="utf-8").splitlines()
            print("The last deeds:", *lines[-PRINTED:], sep="\n")
            print(
                f"Exit status {status}. Again: run_monkey.py {options.deeds} --seed {options.seed}"
            )
        else:
            seconds = perf_counter() - began
            print(f"{options.deeds:,} deeds with seed {options.seed}: all held ({seconds:.0f} s).")
        return 1 if status else 0


def _inside(deeds: int, seed: int, folder: Path) -> int:
    from monkey import Monkey, TroubleError
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from app import application

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    application.prepare()
    qt = QApplication(["glassnet"])
    files = folder / "files"
    files.mkdir()
    with (folder / "log").open("w", encoding="utf-8", buffering=1) as log:
        monkey = Monkey(qt, seed, files, lambda line: print(line, file=log))
        status = 1
        try:
            monkey.run(deeds)
            status = 0
        except TroubleError as trouble:
            print(trouble)
        except Exception:
            traceback.print_exc()
    sys.stdout.flush()
    # A window that is in trouble is not taken apart: there is nothing to ask and to keep.
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
