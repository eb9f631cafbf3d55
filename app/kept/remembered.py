"""What the window remembers from one time to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from math import inf, isfinite
from pathlib import Path

from PySide6.QtCore import QByteArray, QDir, QSettings, QStandardPaths
from PySide6.QtWidgets import QMainWindow, QSplitter

from app.widgets.paces import DEFAULT_PACE
from nn.core.settings import SettingError, Settings

LAYOUT_VERSION = 2
MOST_RECENT = 8

LONGEST_TASK = 5_000
"""Letters of a table that are remembered: a registry or a file of preferences bears no more."""


def is_there(path: Path, kind: Callable[[Path], bool] = Path.exists) -> bool:
    """Whether a path leads to something of a kind; one that cannot be looked at does not."""
    try:
        return kind(path)
    except (OSError, ValueError):
        return False


class Remembered:
    """The last settings, speed and layout; whatever is damaged is forgotten, not reported."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def empty(self) -> bool:
        """Whether no window was ever opened before."""
        return not any(map(self._store.contains, ("settings/bits", "window/geometry")))

    def settings(self) -> Settings:
        """The last settings, or the notebook's."""
        fields: dict[str, object] = {}
        for name, default in asdict(Settings()).items():
            stored = self._store.value(f"settings/{name}", default)
            try:
                fields[name] = type(default)(str(stored))
            except ValueError:
                return Settings()
        try:
            return Settings(**fields)  # type: ignore[arg-type]
        except SettingError:
            return Settings()

    def keep_settings(self, settings: Settings) -> None:
        """Remember settings, but for a large table: it is in the session's file, or in its own."""
        if len(settings.task) > LONGEST_TASK:
            settings = settings.changed(task=Settings.task)
        for name, value in asdict(settings).items():
            self._store.setValue(f"settings/{name}", str(value))

    def pace(self) -> float:
        """The last speed in steps a second."""
        try:
            pace = float(str(self._store.value("pace", DEFAULT_PACE)))
        except ValueError:
            return DEFAULT_PACE
        return pace if pace == inf or (isfinite(pace) and pace > 0) else DEFAULT_PACE

    def keep_pace(self, pace: float) -> None:
        """Remember a speed."""
        self._store.setValue("pace", str(pace))

    def text(self, key: str, default: str) -> str:
        """A remembered choice."""
        return str(self._store.value(key, default))

    def keep_text(self, key: str, value: str) -> None:
        """Remember a choice."""
        self._store.setValue(key, value)

    def folder(self, purpose: str, instead: Path | None = None) -> Path:
        """The folder chosen last for a purpose; else `instead`, or the person's documents."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        stored = str(self._store.value(f"folder/{purpose}", ""))
        documents = QStandardPaths.writableLocation(place)
        for each in (stored, str(instead or ""), documents):
            if each and is_there(Path(each), Path.is_dir):
                return Path(each)
        return Path(QDir.homePath())

    def keep_folder(self, purpose: str, folder: Path) -> None:
        """Remember a folder as the one chosen last for a purpose."""
        self._store.setValue(f"folder/{purpose}", str(folder.absolute()))

    def why_not_kept(self) -> str:
        """Why nothing is remembered, in plain words; "" where it is."""
        self._store.sync()
        # What was garbage when it was read is written anew.
        if self._store.status() != QSettings.Status.AccessError:
            return ""
        return f"{self._store.fileName()} cannot be written"

    def written_to(self) -> set[Path]:
        """The folders in which something was saved or exported the last times."""
        self._store.beginGroup("folder")
        chosen = [str(self._store.value(key, "")) for key in self._store.childKeys()]
        self._store.endGroup()
        return {Path(each) for each in chosen if each} | {
            each.parent for each in self.recent_files()
        }

    def recent_files(self) -> list[Path]:
        """The sessions opened or saved last, newest first, as far as they are still there."""
        stored = self._store.value("recent", [])
        names = [stored] if isinstance(stored, str) else stored
        if not isinstance(names, list):
            return []
        return [Path(name) for name in map(str, names) if name and is_there(Path(name))]

    def keep_recent_file(self, path: Path) -> None:
        """Remember a session as the one opened or saved last."""
        path = path.absolute()
        others = [each for each in self.recent_files() if each != path]
        self._store.setValue("recent", [str(each) for each in [path, *others][:MOST_RECENT]])

    def restore_window(self, window: QMainWindow, splitter: QSplitter) -> bool:
        """Give the window its last size and layout; whether there was one."""
        geometry = self._store.value("window/geometry")
        state = self._store.value("window/state")
        parts = self._store.value("window/splitter")
        if not isinstance(geometry, QByteArray) or not isinstance(state, QByteArray):
            return False
        window.restoreGeometry(geometry)
        if isinstance(parts, QByteArray):
            splitter.restoreState(parts)
        return window.restoreState(state, LAYOUT_VERSION)

    def keep_window(self, window: QMainWindow, splitter: QSplitter) -> None:
        """Remember the window's size and layout."""
        self._store.setValue("window/geometry", window.saveGeometry())
        self._store.setValue("window/state", window.saveState(LAYOUT_VERSION))
        self._store.setValue("window/splitter", splitter.saveState())
