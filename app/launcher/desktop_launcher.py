"""The double-click entry: putting Glassnet into the menu and on the desktop, and taking it away.

What is installed starts what is running now, whatever the working directory: the Python and its
files, or the bundle. It is written for the person alone; no administrator is needed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.frozen import is_frozen, program
from app.launcher import freedesktop, mac_bundle, windows_shortcut
from app.launcher.desktop_tools import DesktopTools
from app.launcher.launcher_files import LauncherError as LauncherError
from app.launcher.launcher_files import (
    described,
    put_in_place,
    read_manifest,
    remove_empty,
    take_away,
)
from nn.core.progress import Progress

ROOT = Path(__file__).resolve().parents[2]


def install(progress: Progress | None = None) -> list[Path]:
    """Put the launcher into the applications menu and on the desktop.

    Doing it again, or from another environment, replaces what was installed before.

    Args:
        progress: told how far it is. Where it says to stop, the desktop is told nothing more, and
            may not know of all until the launcher is installed again.

    Returns:
        The files that were written.

    Raises:
        LauncherError: it cannot be done; then nothing was changed.
    """
    command, resources = _command(), ROOT / "resources"
    try:
        if sys.platform == "win32":
            return windows_shortcut.install(command, resources, _manifest_path())
        if sys.platform == "darwin":
            return put_in_place(mac_bundle.launcher_files(command, resources), _manifest_path())
        files = freedesktop.launcher_files(command, resources)
    except OSError as error:
        raise LauncherError(f"Nothing was installed: {described(error)}.") from error
    paths = put_in_place(files, _manifest_path(), freedesktop.caches())
    tools = DesktopTools(freedesktop.TOOLS, progress)
    freedesktop.tell_desktop(tools)
    entry = freedesktop.desktop_entry()
    if entry is not None:
        freedesktop.mark_trusted(entry, tools)
    return paths


def uninstall(progress: Progress | None = None) -> list[Path] | None:
    """Remove what `install` wrote, and the folders that it had to make.

    Args:
        progress: as that of `install`; at first, nothing is removed either.

    Returns:
        The files that were removed; None if it was stopped before.

    Raises:
        LauncherError: a file cannot be removed, or was kept because somebody changed it.
    """
    manifest = read_manifest(_manifest_path())
    kept = [path for path in manifest.files if path.exists() and not manifest.owns(path)]
    tools = DesktopTools(freedesktop.TOOLS, progress)
    entry = freedesktop.desktop_entry()
    if entry is not None and manifest.owns(entry):
        freedesktop.forget_trust(entry, tools)
    if tools.stopped:
        return None
    removed = take_away(_manifest_path())
    if removed and sys.platform not in ("win32", "darwin"):
        freedesktop.tell_desktop(tools)
        freedesktop.remove_caches(manifest.by_products)
    remove_empty(manifest.folders)
    if kept:
        raise LauncherError(
            f"The launcher was removed, but not what was changed since it was installed: "
            f"{', '.join(map(str, kept))}. Delete it yourself if you do not need it."
        )
    return removed


def _command() -> list[str]:
    if is_frozen():
        return [str(program())]
    if not sys.executable:
        raise LauncherError("Nothing was installed: this Python does not know where it is.")
    # Not resolved: an environment is known by the path of its own link to Python.
    return [str(Path(sys.executable).absolute()), str(ROOT / "main.py")]


def _manifest_path() -> Path:
    return freedesktop.data_folder() / "Glassnet" / "launcher.json"
