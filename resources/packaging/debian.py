"""The Debian package: the folder, with a menu entry, icons, the file type and a manual page."""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import textwrap
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from pathlib import Path

from archive import XZ_PRESET

from app.identity import HOMEPAGE
from app.launcher.freedesktop import shared_files
from app.launcher.release_notes import Release, releases
from app.version import VERSION

HERE = Path(__file__).parent
RESOURCES = HERE.parent
PROGRAM = "/usr/bin/glassnet"
DOCUMENTS = "usr/share/doc/glassnet"

MAINTAINER = "Glassnet <glassnet@users.noreply.github.com>"
"""Unless $DEBEMAIL says who it is."""

DEPENDS = (
    # What the system's own libraries are that the folder leaves to it, and the C library's floor.
    *("libc6 (>= @LIBC@)", "libdbus-1-3", "libegl1", "libexpat1", "libfontconfig1"),
    *("libfreetype6", "libgl1", "libglib2.0-0t64 | libglib2.0-0", "libx11-6", "libx11-xcb1"),
    *("libwayland-client0", "libwayland-cursor0", "libxcb1", "libzstd1", "libstdc++6", "libgcc-s1"),
    # Qt draws text with the fonts of the system.
    "fonts-dejavu-core | fonts-liberation | fonts-noto-core",
)

CONTROL = """\
Package: glassnet
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: shared-mime-info, desktop-file-utils
Section: education
Priority: optional
Homepage: {homepage}
Description: watch a small neural network learn, step by step
 Glassnet is a window in which you watch a small neural network learn, one
 training step at a time, with every number visible: the observation, the
 weights, the activations, the loss and the gradients.
 .
 A run is a recording: play it, walk through a single step, go back to any
 step, and try vectors of your own while it learns.
"""

THREADS = "2"
"""That pack: with another number of them the bytes are others."""


def write_package(folder: Path, epoch: int) -> Path:
    """Make a package around the folder that PyInstaller made.

    Args:
        folder: the program.
        epoch: the date of everything in it, in seconds since 1970.

    Returns:
        The path of the package, beside the folder.
    """
    architecture = _said("dpkg", "--print-architecture")
    root = folder.with_name("deb")
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder, root / "usr/lib/glassnet", symlinks=True)
    files = {
        **{f"usr/share/{name}": each for name, each in shared_files([PROGRAM], RESOURCES).items()},
        f"{DOCUMENTS}/copyright": (HERE / "debian-copyright").read_bytes(),
        f"{DOCUMENTS}/changelog.gz": _packed(_changelog()),
        "usr/share/man/man1/glassnet.1.gz": _packed(_manual(folder)),
        "usr/share/lintian/overrides/glassnet": (HERE / "lintian-overrides").read_bytes(),
    }
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/glassnet").symlink_to("../lib/glassnet/glassnet")
    _write_control(root, architecture)
    _even_out(root, epoch)
    package = folder.with_name(f"glassnet_{VERSION}_{architecture}.deb")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{XZ_PRESET}", "--build", root, package],
        env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch), "DPKG_DEB_THREADS_MAX": THREADS},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    shutil.rmtree(root)
    return package


def _write_control(root: Path, architecture: str) -> None:
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    control = root / "DEBIAN"
    control.mkdir()
    sums = "".join(f"{_md5(path)}  {path.relative_to(root)}\n" for path in files)
    (control / "md5sums").write_text(sums, encoding="utf-8")
    text = CONTROL.format(
        version=VERSION,
        architecture=architecture,
        maintainer=_maintainer(),
        kilobytes=sum(-(-path.stat().st_size // 1024) for path in files),
        depends=", ".join(DEPENDS).replace("@LIBC@", platform.libc_ver()[1]),
        homepage=HOMEPAGE,
    )
    (control / "control").write_text(text, encoding="utf-8")


def _even_out(root: Path, epoch: int) -> None:
    """Give every file the rights that Debian wants, and a date that no build changes."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or (path.stat().st_mode & 0o100 and ".so" not in path.name)
            path.chmod(0o755 if runs else 0o644)
    for path in [*root.rglob("*"), root]:
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _changelog() -> str:
    """The list of changes as Debian writes it."""
    return "\n".join(map(_entry, releases(RESOURCES)))


def _entry(release: Release) -> str:
    noon = datetime.combine(date.fromisoformat(release.date), time(12), UTC)
    changes = "\n".join(
        textwrap.fill(each, 78, initial_indent="  * ", subsequent_indent="    ")
        for each in release.changes
    )
    return (
        f"glassnet ({release.version}) unstable; urgency=medium\n\n{changes}\n\n"
        f" -- {_maintainer()}  {format_datetime(noon)}\n"
    )


def _manual(folder: Path) -> str:
    """A manual page of what `--help` says."""
    helped = subprocess.run(
        [folder / "glassnet", "--help"],
        env=os.environ | {"COLUMNS": "79"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    text = helped.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    lines = "\n".join(f"\\&{line}" if line.startswith(".") else line for line in text.splitlines())
    day = releases(RESOURCES)[0].date
    return (
        f'.TH GLASSNET 1 "{day}" "Glassnet {VERSION}" "User Commands"\n'
        ".SH NAME\nglassnet \\- watch a small neural network learn, step by step\n"
        f".SH SYNOPSIS\n.B glassnet\n[\\fIOPTION\\fR]... [\\fIFILE\\fR]\n"
        f".SH DESCRIPTION\n.nf\n{lines}\n.fi\n"
    )


def _maintainer() -> str:
    address = os.environ.get("DEBEMAIL")
    return f"{os.environ.get('DEBFULLNAME', 'Glassnet')} <{address}>" if address else MAINTAINER


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
