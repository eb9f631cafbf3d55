"""Opens the window in this process, and prints what was imported up to its first picture.

python first_picture.py [module ...]    imports these as well, as if the window needed them

A line for each module that numpy, PySide6 and pyqtgraph had not brought along: its name, and
that of the module that imported it first.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parents[2]))

# What every window has that is made with the three packages; a seed needs numpy's old generator.
import numpy.random  # noqa: F401
import pyqtgraph  # noqa: F401
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets  # noqa: F401


class Importers(MetaPathFinder):
    """Finds nothing, but notes who looks for what."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals.get("__name__", "").startswith(
            ("importlib", "shibokensupport")
        ):
            frame = frame.f_back
        self.of.setdefault(name, frame.f_globals.get("__name__", "?"))
        return None


def main() -> None:
    """Open the window, and print when its picture is painted."""
    before, importers = set(sys.modules), Importers()
    sys.meta_path.insert(0, importers)
    for name in sys.argv[1:]:
        importlib.import_module(name)

    # As the program does it: the command line is read before the window is thought of.
    import app.command_line  # noqa: F401
    from app import application
    from nn.core.settings import Settings

    application.prepare()
    qt = QtWidgets.QApplication(["glassnet"])
    window = application.open_window(qt, Settings())

    @QtCore.Slot()
    def report() -> None:
        fresh = sorted(set(sys.modules) - before)
        print(*(f"{name} {importers.of.get(name, '?')}" for name in fresh), sep="\n", flush=True)
        # There is nothing to ask and to keep.
        os._exit(0)

    window.network_view.canvas.painted.connect(report, QtCore.Qt.ConnectionType.QueuedConnection)
    sys.exit(qt.exec())


if __name__ == "__main__":
    main()
