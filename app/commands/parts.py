"""What runs in this process: Glassnet and every library, with version, licence and source."""

from __future__ import annotations

import contextlib
import json
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
import PySide6
from PySide6.QtCore import qVersion

from app.identity import APP_NAME, VERSION
from app.widgets.icons import RESOURCES

LICENCES = RESOURCES / "licences"

QT_LICENCE = "LGPL-3.0-only"
QT_TEXTS = tuple(LICENCES / name for name in ("qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"))
QT_SOURCE = "https://download.qt.io/official_releases/qt/"
PYSIDE_SOURCE = "https://download.qt.io/official_releases/QtForPython/"

PACKAGES = {
    "PySide6_Essentials": ("PySide6", QT_LICENCE, PYSIDE_SOURCE),
    "shiboken6": ("Shiboken6", QT_LICENCE, PYSIDE_SOURCE),
    "numpy": ("numpy", "BSD-3-Clause", "https://github.com/numpy/numpy"),
    "pyqtgraph": ("pyqtgraph", "MIT", "https://github.com/pyqtgraph/pyqtgraph"),
    "Pillow": ("Pillow", "MIT-CMU", "https://github.com/python-pillow/Pillow"),
    "colorama": ("colorama", "BSD-3-Clause", "https://github.com/tartley/colorama"),
}
"""The packages of Python by their name on its index: how they call themselves, their licence."""


@dataclass(frozen=True)
class Part:
    """A program or library that runs in this process.

    Attributes:
        name: how it calls itself.
        version: "" where it does not tell.
        licence: as an SPDX expression, or where to find it.
        source: the address of its source; "" where that is what one has.
        texts: the files with its licence, and those of what it contains; none where it is not
            part of what was installed.
    """

    name: str
    version: str
    licence: str
    source: str
    texts: tuple[Path, ...] = ()


def parts() -> list[Part]:
    """Every library, our own first."""
    return [*_own(), *_qt(), *_python(), *_packages(), *_inside_numpy(), *_of_the_system()]


def _own() -> Iterator[Part]:
    texts = _there(RESOURCES.parent / "LICENSE")
    if not texts:
        with contextlib.suppress(metadata.PackageNotFoundError):
            texts = _licences_of(metadata.distribution(APP_NAME.lower()))
    yield Part(APP_NAME, VERSION, "Apache-2.0", "", texts)


def _qt() -> Iterator[Part]:
    yield Part("Qt", qVersion(), QT_LICENCE, QT_SOURCE, QT_TEXTS)
    folder = Path(PySide6.__file__).parent
    for path in sorted(folder.rglob("libicuuc.so.*")):
        version = path.name.rpartition(".")[2]
        yield Part("ICU", version, "Unicode-DFS-2016", "https://icu.unicode.org/", QT_TEXTS[:1])


def _python() -> Iterator[Part]:
    source = "https://www.python.org/downloads/source/"
    texts = _there(LICENCES / "python.txt")
    yield Part("Python", platform.python_version(), "PSF-2.0", source, texts)
    started_by = LICENCES / "pyinstaller.txt"
    if started_by.exists():
        licence = "GPL-2.0-or-later WITH Bootloader-exception"
        source = "https://github.com/pyinstaller/pyinstaller"
        yield Part("PyInstaller's bootloader", "", licence, source, (started_by,))


def _packages() -> Iterator[Part]:
    for key, (name, licence, source) in PACKAGES.items():
        try:
            package = metadata.distribution(key)
        except metadata.PackageNotFoundError:
            continue
        texts = QT_TEXTS if licence == QT_LICENCE else _licences_of(package)
        yield Part(name, package.version, licence, source, texts)


def _inside_numpy() -> Iterator[Part]:
    blas = np.show_config("dicts")["Build Dependencies"]["blas"]
    texts = _licences_of(metadata.distribution("numpy"))[:1]
    if "openblas" in blas["name"]:
        source = "https://github.com/OpenMathLib/OpenBLAS"
        yield Part("OpenBLAS", blas["version"], "BSD-3-Clause", source, texts)
    licence = "GPL-3.0-or-later WITH GCC-exception-3.1"
    yield Part("GCC's runtime libraries", "", licence, "https://gcc.gnu.org/", texts)


def _of_the_system() -> Iterator[Part]:
    """The libraries that a bundle took along from the system on which it was made."""
    listed = LICENCES / "system.json"
    if listed.exists():
        for name, version in json.loads(listed.read_text(encoding="utf-8")).items():
            source = f"https://tracker.debian.org/pkg/{name}"
            texts = _there(LICENCES / "system" / f"{name}.txt")
            yield Part(name, version, "see the text", source, texts)


def _licences_of(package: metadata.Distribution) -> tuple[Path, ...]:
    """The files of a package that are licences, its own first."""
    files = [
        Path(str(package.locate_file(each)))
        for each in package.files or []
        if re.search(r"\.dist-info/(.*/)?(licen[cs]e|copying)", str(each).lower())
    ]
    return _there(*sorted(files, key=lambda path: (len(path.parts), path)))


def _there(*paths: Path) -> tuple[Path, ...]:
    return tuple(path for path in paths if path.is_file())
