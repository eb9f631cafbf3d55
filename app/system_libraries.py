"""The libraries of the system that Qt needs: which are missing, and which package has them."""

from __future__ import annotations

import ctypes
import platform
import re
from collections.abc import Sequence

LIBRARIES = (
    *("libEGL.so.1", "libGL.so.1", "libX11-xcb.so.1", "libX11.so.6", "libdbus-1.so.3"),
    *("libfontconfig.so.1", "libfreetype.so.6", "libglib-2.0.so.0", "libxcb-cursor.so.0"),
    *("libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-randr.so.0"),
    *("libxcb-render-util.so.0", "libxcb-render.so.0", "libxcb-shape.so.0", "libxcb-shm.so.0"),
    *("libxcb-sync.so.1", "libxcb-util.so.1", "libxcb-xfixes.so.0", "libxcb-xkb.so.1"),
    *("libxcb.so.1", "libxkbcommon-x11.so.0", "libxkbcommon.so.0"),
)
"""What Qt's own files ask the system for to open a window on X11."""

_IRREGULAR = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0"}
_NAMED = re.compile(r"(lib[\w.+-]+?\.so(?:\.\d+)*): cannot open shared object file")
_INSTALLERS = {
    "debian": "sudo apt install",
    "fedora": "sudo dnf install",
    "rhel": "sudo dnf install",
    "suse": "sudo zypper install --capability",
}
"""What installs packages, by the family of Linux."""


def what_is_missing(error: str) -> str:
    """Sentences that name the libraries that are missing, and the command that installs them.

    Args:
        error: what the loader said.

    Returns:
        "" if it did not say that a library is missing.
    """
    named = _NAMED.findall(error)
    if not named:
        return ""
    # Whoever installs one would learn of the next only then.
    missing = list(dict.fromkeys([*named, *(each for each in LIBRARIES if not _loads(each))]))
    many = len(missing) > 1
    return (
        f"the system lacks the {'libraries' if many else 'library'} {', '.join(missing)}. "
        f"{_how_to_install(missing)}."
    )


def debian_package(library: str) -> str:
    """The name of Debian's package with a library, which follows from the library's by rule."""
    name, _, version = library.partition(".so.")
    name = name.lower().replace("_", "-")
    hyphen = "-" if name[-1].isdigit() else ""
    return _IRREGULAR.get(library, f"{name}{hyphen}{version}")


def _how_to_install(libraries: Sequence[str]) -> str:
    installer = _installer()
    if "apt" in installer:
        packages = dict.fromkeys(map(debian_package, libraries))
        return f"To install what is missing: {installer} {' '.join(packages)}"
    if installer:
        words = (f"'{each}()(64bit)'" for each in libraries)
        return f"To install what is missing: {installer} {' '.join(words)}"
    return "Install the packages that have them"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _installer() -> str:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    families = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((_INSTALLERS[each] for each in families if each in _INSTALLERS), "")
