"""The double-click entry of each desktop, for the environment that this program runs from."""

from __future__ import annotations

import sys
from pathlib import Path

MAIN = Path(__file__).resolve().parents[1] / "main.py"
"""Both in a checkout and in an installation, main.py lies beside the folder of this file."""


class LauncherError(RuntimeError):
    """The launcher could not be installed or removed; nothing is left half done."""


def command() -> list[str]:
    """What the launcher starts: this interpreter, so that its environment is found again."""
    return [sys.executable, str(MAIN)]


def install() -> list[Path]:
    """Put Glassnet into the applications menu and on the desktop; the files written.

    Raises:
        LauncherError: a file could not be written; those written before are removed again.
    """
    if sys.platform.startswith("linux"):
        from app import launcher_freedesktop

        return launcher_freedesktop.install(command())
    from app import launcher_elsewhere

    return launcher_elsewhere.install(command())


def uninstall() -> list[Path]:
    """Remove exactly what `install` wrote; the files removed.

    Raises:
        LauncherError: a file could not be removed.
    """
    if sys.platform.startswith("linux"):
        from app import launcher_freedesktop

        return launcher_freedesktop.uninstall()
    from app import launcher_elsewhere

    return launcher_elsewhere.uninstall()
