"""The licences of what a bundle takes along from the system on which it is built."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

FOLDER = Path("resources", "licences")
"""Where the program looks for them, in the bundle."""

Entry = tuple[str, str, str]
"""Of PyInstaller: the name in the bundle, the file that it is made from, and its kind."""


def licence_files(libraries: Iterable[str], work: str) -> list[Entry]:
    """The licences that are to be put into the bundle.

    Args:
        libraries: the files of the bundle that are libraries.
        work: a folder for what has to be written down first.
    """
    files = {"python.txt": _python(), "pyinstaller.txt": _pyinstaller()}
    versions: dict[str, str] = {}
    for package in sorted(filter(None, map(_package_of, libraries))):
        name, _, version = package.partition(" ")
        versions[name] = version
        files[f"system/{name}.txt"] = Path("/usr/share/doc", name, "copyright")
    files["system.json"] = Path(work, "system.json")
    files["system.json"].write_text(json.dumps(versions, indent=1) + "\n", encoding="utf-8")
    return [
        (str(FOLDER / name), str(path.resolve()), "DATA")
        for name, path in files.items()
        if path.is_file()
    ]


def _python() -> Path:
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    found = (folder / "LICENSE.txt" for folder in places)
    return next((path for path in found if path.is_file()), Path("LICENSE.txt"))


def _pyinstaller() -> Path:
    files = metadata.files("pyinstaller") or []
    return next(Path(str(each.locate())) for each in files if each.name == "COPYING.txt")


def _package_of(library: str) -> str:
    """Debian's package that a file is from, and its version; "" if it is from none."""
    if not library.startswith(("/usr/", "/lib")) or shutil.which("dpkg-query") is None:
        return ""
    resolved = str(Path(library).resolve())
    for path in (library, resolved, resolved.removeprefix("/usr")):
        found = _said("dpkg-query", "--search", path)
        if found:
            package = found.split(": ")[0].split(",")[0]
            version = _said("dpkg-query", "--show", "--showformat=${Version}", package)
            return f"{package.partition(':')[0]} {version}"
    return ""


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()
