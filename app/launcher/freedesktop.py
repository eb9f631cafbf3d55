"""The launcher of a freedesktop system: what goes where, and whom to tell.

Sources: the Desktop Entry, Icon Theme, Shared MIME-info, AppStream and XDG Base Directory
specifications.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.identity import APP_ID, SESSION_MIME_TYPE
from app.launcher.desktop_tools import DesktopTools
from app.launcher.launcher_files import LauncherError, LauncherFile, fingerprint
from app.launcher.release_notes import metainfo

RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""With one of these in it an argument of an Exec line has to be quoted."""

_TOOLS = (("update-desktop-database", "applications"), ("update-mime-database", "mime"))
"""What refreshes a cache, and the folder in the data folder that it does it for."""

_MIME_CACHES = (
    *("XMLnamespaces", "aliases", "generic-icons", "globs", "globs2", "icons", "magic"),
    *("mime.cache", "subclasses", "treemagic", "types", "version"),
)
_MENU_ENTRY = f"applications/{APP_ID}.desktop"
"""In a data folder."""

_TRUST = ("metadata::trusted", "metadata::xfce-exe-checksum")

TOOLS = len(_TOOLS) + len(_TRUST)
"""How many programs are run at most to install the launcher, or to take it away."""


def launcher_files(command: Sequence[str], resources: Path) -> list[LauncherFile]:
    """The files that make `command` an application of the desktop of one person.

    Args:
        command: the program, absolute, and its arguments; a session file is added to them.
        resources: the folder with the drawings and the templates.

    Raises:
        LauncherError: a path in `command` cannot be written in a desktop entry.
    """
    data, shared = data_folder(), shared_files(command, resources)
    files = [LauncherFile(data / path, content) for path, content in shared.items()]
    desktop = desktop_entry()
    if desktop is not None:
        # File managers ask before they run an entry that is not executable, or refuse.
        entry = shared[_MENU_ENTRY]
        files.append(LauncherFile(desktop, entry, executable=True))
    return files


def shared_files(command: Sequence[str], resources: Path) -> dict[str, bytes]:
    """The files that make `command` an application, by their path in a data folder.

    Args:
        command: the program, absolute, and its arguments; a session file is added to them.
        resources: the folder with the drawings and the templates.

    Raises:
        LauncherError: a path in `command` cannot be written in a desktop entry.
    """
    files = {
        f"metainfo/{APP_ID}.metainfo.xml": metainfo(resources).encode(),
        f"mime/packages/{APP_ID}.xml": (resources / "glassnet.mime.xml").read_bytes(),
    }
    icons = resources / "icons"
    for drawing, kind, name in (
        ("glassnet", "apps", APP_ID),
        ("session", "mimetypes", SESSION_MIME_TYPE.replace("/", "-")),
    ):
        vector = (icons / f"{drawing}.svg").read_bytes()
        files[f"icons/hicolor/scalable/{kind}/{name}.svg"] = vector
        for picture in sorted(icons.glob(f"{drawing}-*.png")):
            size = picture.stem.removeprefix(f"{drawing}-")
            files[f"icons/hicolor/{size}x{size}/{kind}/{name}.png"] = picture.read_bytes()
    entry = (resources / "glassnet.desktop").read_text(encoding="utf-8")
    entry = entry.replace("@TRY_EXEC@", _string_value(command[0]))
    files[_MENU_ENTRY] = entry.replace("@EXEC@", exec_line(command)).encode()
    return files


def data_folder() -> Path:
    """$XDG_DATA_HOME, or what stands for it."""
    return Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    )


def menu_entry() -> Path:
    """Where the entry for the applications menu goes."""
    return data_folder() / _MENU_ENTRY


def desktop_entry() -> Path | None:
    """Where the entry on the desktop goes; None if there is no desktop folder.

    A desktop folder that is the home folder itself means, by xdg-user-dirs, that there is none.
    """
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
    if not folder or Path(folder) == Path.home():
        return None
    return Path(folder) / f"{APP_ID}.desktop"


def exec_line(command: Sequence[str]) -> str:
    """The value of a desktop entry's Exec key for `command` and an optional file.

    Raises:
        LauncherError: an argument has characters that no desktop entry can hold.
    """
    arguments = list(command)
    if "=" in arguments[0]:
        # The specification forbids the sign in the program's name: let a shell start it.
        arguments[:0] = ["/bin/sh", "-c", 'exec "$0" "$@"']
    quoted = (_quoted(each) for each in arguments)
    return _string_value(" ".join([*quoted, "%f"]))


def mark_trusted(entry: Path, tools: DesktopTools) -> None:
    """Tell GNOME and Xfce that the person wants this entry; they ask nothing then.

    Where nothing keeps such marks, nothing happens.
    """
    values = dict(zip(_TRUST, ("true", fingerprint(entry)), strict=True))
    for name, value in values.items():
        tools.run("gio", "set", str(entry), name, value)


def forget_trust(entry: Path, tools: DesktopTools) -> None:
    """Take back the marks of `mark_trusted`."""
    for name in _TRUST:
        tools.run("gio", "set", "-d", str(entry), name)


def tell_desktop(tools: DesktopTools) -> None:
    """Let menus, file types and icons be read again; all of it as far as it is installed."""
    data = data_folder()
    for name, folder in _TOOLS:
        if (data / folder).is_dir():
            tools.run(name, str(data / folder))
    theme = data / "icons" / "hicolor"
    if theme.is_dir():
        # A newer date on the theme's folder is how icon caches learn that they are stale.
        theme.touch()


def caches() -> list[Path]:
    """What `tell_desktop` may make."""
    data = data_folder()
    mime_type = data / "mime" / f"{SESSION_MIME_TYPE}.xml"
    # The second of each is there while the first is written, or when that was cut short.
    names = (data / "mime" / f"{name}{end}" for name in _MIME_CACHES for end in ("", ".new"))
    return [data / "applications" / "mimeinfo.cache", mime_type, *names]


def remove_caches(made: Iterable[Path]) -> None:
    """Remove the caches that were made because of the launcher, and are of use to nobody else.

    Args:
        made: those of `caches` that were not there before the launcher.
    """
    data = data_folder()
    in_use = {
        data / "applications": any((data / "applications").glob("*.desktop")),
        data / "mime": any((data / "mime" / "packages").glob("*.xml")),
    }
    for path in made:
        if not any(used and folder in path.parents for folder, used in in_use.items()):
            with contextlib.suppress(OSError):
                path.unlink()


def _quoted(argument: str) -> str:
    plain = argument.replace("%", "%%")
    if not RESERVED & set(argument):
        return plain
    for sign in '\\"`$':
        plain = plain.replace(sign, "\\" + sign)
    return f'"{plain}"'


def _string_value(text: str) -> str:
    """`text` by the escape rule for every string of a desktop entry."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
        raise LauncherError(
            f"No launcher can be made for the path {text!r}: it has characters that a desktop "
            "entry cannot hold. Install Glassnet in a folder with a plainer name."
        )
    return text.replace("\\", "\\\\")
