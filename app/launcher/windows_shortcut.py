"""The launcher on Windows: shortcuts on the desktop and in the Start menu, made by pyshortcuts."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from app.identity import APP_NAME
from app.launcher.launcher_files import (
    LauncherError,
    Manifest,
    described,
    fingerprint,
    read_manifest,
    refuse_foreign,
    write_manifest,
)


def install(command: Sequence[str], resources: Path, manifest_path: Path) -> list[Path]:
    """Make the shortcuts that run `command` and note them in the manifest.

    Args:
        command: the program, absolute, and its arguments.
        resources: the folder with the drawings.
        manifest_path: where the list of what was made is kept.

    Returns:
        The shortcuts.

    Raises:
        LauncherError: pyshortcuts is missing or failed, or something else stands in the way.
    """
    program, *arguments = command
    if " " in program and Path(sys.prefix, "conda-meta").exists():
        raise LauncherError(
            f"No shortcut can be made for {program}: the path of a conda environment must not have "
            "a space."
        )
    try:
        pyshortcuts = importlib.import_module("pyshortcuts")
    except ImportError as error:
        raise LauncherError(
            f"The package that makes shortcuts cannot be loaded: {error}. "
            "`pip install pyshortcuts` installs it."
        ) from error
    folders = pyshortcuts.get_folders()
    paths = [Path(each, f"{APP_NAME}.lnk") for each in (folders.desktop, folders.startmenu)]
    before = read_manifest(manifest_path)
    refuse_foreign(dict.fromkeys(paths, ""), before)
    fresh = [path for path in paths if not path.exists()]
    windowed = Path(program).with_name("pythonw.exe")
    try:
        pyshortcuts.make_shortcut(
            # Quoted because the library cuts the first off at its first space. It wants one at
            # least: two hyphens end the flags, and mean nothing.
            " ".join(f'"{each}"' for each in arguments or ["--"]),
            name=APP_NAME,
            description="Watch a small neural network learn, step by step",
            icon=str(resources / "icons" / "glassnet.ico"),
            executable=str(windowed if windowed.exists() else program),
            terminal=False,
        )
        write_manifest(
            manifest_path,
            Manifest({path: [fingerprint(path)] for path in paths if path.exists()}),
        )
    except Exception as error:
        # The library speaks to the system through COM, whose errors have no common base.
        for path in fresh:
            path.unlink(missing_ok=True)
        reason = described(error) if isinstance(error, OSError) else str(error)
        raise LauncherError(f"The shortcuts could not be made: {reason}.") from error
    return [path for path in paths if path.exists()]
