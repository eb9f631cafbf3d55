"""The launcher on Windows and macOS, made by pyshortcuts."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from app.desktop_launcher import LauncherError
from app.icons import RESOURCES
from app.identity import APP_NAME

WINDOWS = sys.platform == "win32"
ENDING = ".lnk" if WINDOWS else ".app"
ICON = RESOURCES / "icons" / ("glassnet.ico" if WINDOWS else "glassnet.icns")


def install(command: list[str]) -> list[Path]:
    """Put a shortcut on the desktop, and on Windows into the start menu; where they are.

    Raises:
        LauncherError: pyshortcuts is missing or cannot make them.
    """
    pyshortcuts = _pyshortcuts()
    interpreter, script = (Path(each) for each in command)
    windowed = interpreter.with_name("pythonw.exe")
    try:
        # pyshortcuts splits what it is to start at the first space: so on Windows the script is
        # named relative to its folder, and on macOS it is an argument in quotes.
        if WINDOWS:
            pyshortcuts.make_shortcut(
                script.name,
                name=APP_NAME,
                working_dir=str(script.parent),
                executable=str(windowed if windowed.exists() else interpreter),
                icon=str(ICON),
                terminal=False,
            )
        else:
            pyshortcuts.make_shortcut(
                f'_ "{script}"', name=APP_NAME, icon=str(ICON), terminal=False
            )
    except Exception as error:
        raise LauncherError(f"The launcher could not be installed: {error}.") from None
    return [path for path in _places(pyshortcuts) if path.exists()]


def uninstall() -> list[Path]:
    """Remove the shortcuts; which were there.

    Raises:
        LauncherError: pyshortcuts is missing, or a shortcut cannot be removed.
    """
    removed = []
    for path in _places(_pyshortcuts()):
        if not path.exists():
            continue
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            raise LauncherError(f"{path} could not be removed: {error}.") from None
        removed.append(path)
    return removed


def _pyshortcuts() -> Any:
    try:
        import pyshortcuts
    except ImportError:
        raise LauncherError(
            "The launcher needs the package pyshortcuts: install it and try again."
        ) from None
    return pyshortcuts


def _places(pyshortcuts: Any) -> list[Path]:
    """Where the shortcuts stand if they are there."""
    folders = pyshortcuts.get_folders()
    return [
        Path(folder) / f"{APP_NAME}{ENDING}"
        for folder in (folders.desktop, getattr(folders, "startmenu", ""))
        if folder
    ]
