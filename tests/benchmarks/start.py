"""When the first picture is on the screen, from the start of the process: python … start.py

With --empty: of a window without anything in it that imports the same three packages.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from pathlib import Path
from typing import Any

import window_of


def show_empty() -> Any:
    """A window without anything in it, and the event loop's owner."""
    import numpy  # noqa: F401
    import pyqtgraph  # noqa: F401
    from PySide6 import QtCore, QtGui, QtSvg, QtWidgets  # noqa: F401

    qt = QtWidgets.QApplication(["empty"])
    qt.setStyle("Fusion")
    window = QtWidgets.QMainWindow()
    window.resize(1280, 800)
    window.show()
    return qt, window, window


def show_ours() -> Any:
    """The window, and the picture in it, as `main` and `run` make them."""
    import main

    if hasattr(main, "load"):
        main.load()
    else:
        import app.command_line  # noqa: F401
    qt = window_of.prepared()
    window = window_of.opened(qt, (1280, 800))
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    views = [getattr(window, name) for name in ("network_view", "network") if hasattr(window, name)]
    return qt, window, views[0].canvas


def main() -> None:
    """Open a window, and say after how long it was painted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("began", type=float, help="the time of the clock when it was started")
    parser.add_argument("--tree", type=Path)
    parser.add_argument("--empty", action="store_true")
    options = parser.parse_args()
    window_of.use(options.tree)
    # What the script is called by must not be in the way of the program's own start.
    sys.modules.pop("main", None)
    qt, _window, seen = show_empty() if options.empty else show_ours()
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, report)
            return False

    def report() -> None:
        window_of.finish({"seconds": time.time() - options.began})

    watch = Watch()
    (seen.viewport() if hasattr(seen, "viewport") else seen).installEventFilter(watch)
    qt.exec()


if __name__ == "__main__":
    main()
