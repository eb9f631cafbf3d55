"""The window of a tree, as its user has it: of this revision, or of an earlier one."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from math import inf
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[2]

NETWORK = "nn.core.settings", "nn.settings"
RECORDING = "nn.run.recording", "nn.recording"
SPACE_KEY = "app.widgets.space_key", "app.space_key"
"""Where this and earlier revisions keep what is measured."""


def use(tree: Path | None) -> None:
    """Let `app` and `nn` come from a tree, and the plain loop from this one."""
    sys.path[:0] = [str(tree or HERE), str(HERE / "tests")]


def first_of(modules: tuple[str, ...], name: str) -> Any:
    """A name, out of the first module that there is."""
    for module in modules[:-1]:
        try:
            return getattr(import_module(module), name)
        except ModuleNotFoundError:
            continue
    return getattr(import_module(modules[-1]), name)


def prepared() -> Any:
    """The application, with settings and kept runs of its own, which are forgotten."""
    if find_spec("app.qt_loading"):
        import_module("app.qt_loading").load_qt()
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    application = import_module("app.application")
    folder = tempfile.mkdtemp()
    os.environ["XDG_DATA_HOME"] = folder
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    application.prepare()
    return QApplication(["glassnet"])


def opened(qt: Any, size: tuple[int, int], **settings: Any) -> Any:
    """The window, with all that hears its events."""
    application = import_module("app.application")
    run = first_of(NETWORK, "Settings")(**settings)
    if hasattr(application, "open_window"):
        window = application.open_window(qt, run)
    else:
        application.Appearance(qt)
        qt.installEventFilter(first_of(SPACE_KEY, "SpaceKey")(qt))
        window = application.MainWindow(run)
        window.show()
    window.resize(*size)
    window.speed.set_pace(inf)
    return window


def recording_of(window: Any) -> Any:
    """The run that the window shows."""
    return (window.session if hasattr(window.session, "recording") else window.playhead).recording


def finish(measured: dict[str, Any]) -> None:
    """Say what was measured, as JSON, and end at once: there is nothing to ask and to keep."""
    print(json.dumps(measured), flush=True)
    os._exit(0)
