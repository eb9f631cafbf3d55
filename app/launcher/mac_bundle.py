"""The launcher on macOS: a small application bundle that starts the environment's Python.

Written with the standard library because the packages that make such bundles put the paths into a
shell's command line without quoting them.
"""

from __future__ import annotations

import plistlib
import shlex
from collections.abc import Sequence
from pathlib import Path

from app.identity import APP_ID, APP_NAME, VERSION
from app.launcher.launcher_files import LauncherFile

FOLDERS = ("Applications", "Desktop")
"""Both below the home folder: no administrator is needed."""


def launcher_files(command: Sequence[str], resources: Path) -> list[LauncherFile]:
    """The files of the bundles that run `command`.

    Args:
        command: the program, absolute, and its arguments.
        resources: the folder with the drawings.
    """
    about = {
        "CFBundleDisplayName": APP_NAME,
        "CFBundleExecutable": APP_NAME,
        "CFBundleIconFile": APP_NAME,
        "CFBundleIdentifier": APP_ID,
        "CFBundleInfoDictionaryVersion": "6.0",
        "CFBundleName": APP_NAME,
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": VERSION,
        "CFBundleVersion": VERSION,
        # A script has no architecture of its own, and the system would offer to emulate Intel's.
        "LSArchitecturePriority": ["arm64", "x86_64"],
        "NSHighResolutionCapable": True,
    }
    script = f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n'
    icon = (resources / "icons" / "glassnet.icns").read_bytes()
    return [
        file
        for folder in FOLDERS
        for contents in [Path.home() / folder / f"{APP_NAME}.app" / "Contents"]
        for file in (
            LauncherFile(contents / "Resources" / f"{APP_NAME}.icns", icon),
            LauncherFile(contents / "MacOS" / APP_NAME, script.encode(), executable=True),
            LauncherFile(contents / "Info.plist", plistlib.dumps(about)),
        )
    ]
