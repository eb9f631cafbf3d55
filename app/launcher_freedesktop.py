"""The launcher by the freedesktop specifications: desktop entry, icons, metainfo, file type."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.desktop_launcher import LauncherError
from app.icons import ICON_SIZES, RESOURCES
from app.identity import APP_ID, APP_NAME, SESSION_MIME_TYPE, SESSION_SUFFIX

TOOL_SECONDS = 20
RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""The Desktop Entry Specification quotes an argument that holds one of these."""

MIME_PACKAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{SESSION_MIME_TYPE}">
    <comment>{APP_NAME} session</comment>
    <sub-class-of type="application/json"/>
    <icon name="{APP_ID}"/>
    <glob pattern="*{SESSION_SUFFIX}"/>
  </mime-type>
</mime-info>
"""


@dataclass(frozen=True)
class _File:
    """A file to write: where, what, and whether it may be executed."""

    path: Path
    content: bytes
    executable: bool = False


def install(command: list[str]) -> list[Path]:
    """Write the launcher's files and tell the desktop of them; the files written.

    Args:
        command: what the launcher starts; a session file may follow it.

    Raises:
        LauncherError: a file could not be written, or is there already and somebody else's.
    """
    known = _read_manifest()
    files = _files(command)
    for each in files:
        if each.path.exists() and not _is_ours(each.path, known) and not _same(each):
            raise LauncherError(
                f"{each.path} is there already and was not written by {APP_NAME}, or was changed "
                "since. Move it away and install again."
            )
    before = {each.path: each.path.read_bytes() for each in files if each.path.exists()}
    written: list[Path] = []
    made: list[Path] = []
    try:
        for each in files:
            made += _make_folders(each.path.parent)
            written.append(each.path)
            each.path.write_bytes(each.content)
            each.path.chmod(0o755 if each.executable else 0o644)
        digests = {str(each.path): _digest(each.content) for each in files}
        made += _make_folders(_manifest().parent)
        folders = [*_made_folders(), *(str(folder) for folder in made)]
        _manifest().write_text(
            json.dumps({"files": digests, "folders": folders}, indent=1), "utf-8"
        )
    except OSError as error:
        for path in written:
            if path in before:
                path.write_bytes(before[path])
            else:
                path.unlink(missing_ok=True)
        _remove_folders(made)
        raise LauncherError(f"The launcher could not be installed: {error}.") from None
    _trust(_desktop_copy())
    _tell_desktop()
    return [each.path for each in files]


def uninstall() -> list[Path]:
    """Remove what `install` wrote, and leave what was changed since; the files removed.

    Raises:
        LauncherError: a file could not be removed, or was changed and is left.
    """
    removed, left = [], []
    for name, digest in _read_manifest().items():
        path = Path(name)
        try:
            if not path.exists():
                continue
            if _digest(path.read_bytes()) != digest:
                left.append(path)
                continue
            path.unlink()
        except OSError as error:
            raise LauncherError(f"{path} could not be removed: {error}.") from None
        removed.append(path)
    folders = [Path(folder) for folder in _made_folders()]
    _tell_desktop()
    # What the desktop's own tools keep about the files, in folders that were made for them.
    _remove_caches(folders)
    _manifest().unlink(missing_ok=True)
    _remove_folders(folders)
    if left:
        names = ", ".join(str(path) for path in left)
        raise LauncherError(f"Changed since it was installed, and therefore left: {names}.")
    return removed


def quoted(argument: str) -> str:
    """An argument as the Exec line of a desktop entry spells it.

    Source: Desktop Entry Specification, "The Exec key". The value is unescaped twice: as a
    string, and then as a quoted argument.
    """
    argument = argument.replace("%", "%%")
    if argument and not RESERVED & set(argument):
        return argument.replace("\\", "\\\\")
    inner = "".join(f"\\{each}" if each in '"`$\\' else each for each in argument)
    return '"' + inner.replace("\\", "\\\\") + '"'


def desktop_entry(command: Iterable[str]) -> str:
    """The text of the desktop entry that starts `command`."""
    start = " ".join(quoted(each) for each in command)
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Version=1.4\n"
        f"Name={APP_NAME}\n"
        "GenericName=Neural Network Viewer\n"
        "Comment=Watch a small neural network learn, step by step\n"
        f"Exec={start} %f\n"
        f"Icon={APP_ID}\n"
        "Terminal=false\n"
        "Categories=Education;ArtificialIntelligence;\n"
        "Keywords=neural;network;learning;back-propagation;\n"
        f"MimeType={SESSION_MIME_TYPE};\n"
        f"StartupWMClass={APP_NAME}\n"
        "StartupNotify=true\n"
    )


def _files(command: list[str]) -> list[_File]:
    entry = desktop_entry(command).encode()
    share = _data_home()
    icons = share / "icons" / "hicolor"
    files = [
        _File(share / "applications" / f"{APP_ID}.desktop", entry),
        _File(_desktop_copy(), entry, executable=True),
        _File(
            icons / "scalable" / "apps" / f"{APP_ID}.svg",
            (RESOURCES / "icons" / "glassnet.svg").read_bytes(),
        ),
        _File(
            share / "metainfo" / f"{APP_ID}.metainfo.xml",
            (RESOURCES / f"{APP_ID}.metainfo.xml").read_bytes(),
        ),
        _File(share / "mime" / "packages" / f"{APP_ID}.xml", MIME_PACKAGE.encode()),
    ]
    for size in ICON_SIZES:
        path = icons / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        files.append(_File(path, (RESOURCES / "icons" / f"glassnet-{size}.png").read_bytes()))
    return files


def _data_home() -> Path:
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"


def _desktop_copy() -> Path:
    return _desktop_folder() / f"{APP_ID}.desktop"


def _desktop_folder() -> Path:
    """The folder that the desktop shows, as user-dirs.dirs names it."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    config = Path(given) if Path(given).is_absolute() else Path.home() / ".config"
    try:
        lines = (config / "user-dirs.dirs").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    for line in lines:
        name, _, value = line.strip().partition("=")
        if name == "XDG_DESKTOP_DIR":
            folder = Path(value.strip('"').replace("$HOME", str(Path.home())))
            if folder.is_absolute() and folder != Path.home():
                return folder
    return Path.home() / "Desktop"


def _manifest() -> Path:
    return _data_home() / "glassnet" / "launcher.json"


def _load_manifest() -> dict[str, object]:
    try:
        loaded = json.loads(_manifest().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _read_manifest() -> dict[str, str]:
    """The files written and their digests."""
    files = _load_manifest().get("files", {})
    return files if isinstance(files, dict) else {}


def _made_folders() -> list[str]:
    folders = _load_manifest().get("folders", [])
    return folders if isinstance(folders, list) else []


def _is_ours(path: Path, known: dict[str, str]) -> bool:
    return known.get(str(path)) == _digest(path.read_bytes())


def _same(each: _File) -> bool:
    return each.path.read_bytes() == each.content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; the ones that were not there, outermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _remove_folders(folders: Iterable[Path]) -> None:
    """Remove folders that were made, innermost first, as far as they are empty."""
    for folder in sorted(set(folders), key=lambda each: len(each.parts), reverse=True):
        try:
            folder.rmdir()
        except OSError:
            continue


def _remove_caches(folders: list[Path]) -> None:
    """Remove what the desktop's tools made in folders that did not exist before."""
    mime, applications = _data_home() / "mime", _data_home() / "applications"
    if mime in folders and not any((mime / "packages").glob("*")):
        shutil.rmtree(mime, ignore_errors=True)
    if applications in folders:
        (applications / "mimeinfo.cache").unlink(missing_ok=True)


def _trust(entry: Path) -> None:
    """Mark the entry on the desktop as one that may be started; not every desktop asks."""
    digest = _digest(entry.read_bytes())
    for key, value in (("trusted", "true"), ("xfce-exe-checksum", digest)):
        _run("gio", "set", str(entry), f"metadata::{key}", value)


def _tell_desktop() -> None:
    """Let the desktop's own tools take notice; without them it does so in its own time."""
    share = _data_home()
    if (share / "mime").is_dir():
        _run("update-mime-database", str(share / "mime"))
    if (share / "applications").is_dir():
        _run("update-desktop-database", str(share / "applications"))


def _run(*command: str) -> None:
    if shutil.which(command[0]):
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TOOL_SECONDS,
            check=False,
        )
