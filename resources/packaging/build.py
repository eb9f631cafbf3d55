"""Makes what can be double-clicked: a folder that needs neither Python nor a terminal.

python resources/packaging/build.py, in an environment with `.[bundle]`. It makes `dist/glassnet`
and, on Linux, an archive of it and a Debian package, on macOS an application, and on Windows the
folder from which glassnet.iss makes an installer. The same checkout and the same libraries give the
same bytes.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from archive import write_archive
from debian import write_package

from app.launcher.release_notes import releases
from app.version import VERSION

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def main() -> None:
    """Make them, and say how large each is and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="the folder to write to")
    parser.add_argument("--folder-only", action="store_true", help="no archive and no package")
    given = parser.parse_args()
    began = time.monotonic()
    epoch = int(os.environ.setdefault("SOURCE_DATE_EPOCH", str(newest_release())))
    folder = build_folder(given.into.absolute())
    report(folder, began)
    if given.folder_only or not sys.platform.startswith("linux"):
        return
    name = f"glassnet-{VERSION}-linux-{platform.machine()}"
    with ThreadPoolExecutor() as both:
        made = [both.submit(write_archive, folder, folder.with_name(f"{name}.tar.xz"), name, epoch)]
        if shutil.which("dpkg-deb"):
            made.append(both.submit(write_package, folder, epoch))
        for each in made:
            report(each.result(), began)


def newest_release() -> int:
    """The day of the newest release, in seconds since 1970: the date of all files."""
    day = date.fromisoformat(releases(ROOT / "resources")[0].date)
    return int(datetime.combine(day, clock(), UTC).timestamp())


def build_folder(into: Path) -> Path:
    """Let PyInstaller make the folder."""
    work = into / "work"
    folder = into / "glassnet"
    options = ["--noconfirm", "--clean", "--log-level=WARN"]
    places = [f"--distpath={into}", f"--workpath={work}"]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *options, *places, str(HERE / "glassnet.spec")],
        # Sets are written in the order of their hashes.
        env=os.environ | {"PYTHONHASHSEED": "0"},
        check=True,
    )
    shutil.rmtree(work)
    return folder


def size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(each.lstat().st_size for each in files if not each.is_dir() or each.is_symlink())


def report(path: Path, began: float) -> None:
    """Say how large something is, and when it was there."""
    print(f"{path}: {size(path) / 1e6:.1f} MB after {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
