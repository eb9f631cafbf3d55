"""Make the PNGs of the application's icon from its drawing: python resources/make_icons.py."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtGui import QGuiApplication
from PySide6.QtSvg import QSvgRenderer

from app.icons import ICON_SIZES, RESOURCES, rendered


def main() -> None:
    """Write one PNG for each size, and one file each for Windows and macOS."""
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(RESOURCES / "icons" / "glassnet.svg"))
    files = [(f"glassnet-{size}.png", size) for size in ICON_SIZES]
    for name, size in (*files, ("glassnet.ico", 64), ("glassnet.icns", 256)):
        path = RESOURCES / "icons" / name
        if not rendered(renderer, size).save(str(path)):
            raise SystemExit(f"{path} could not be written.")
        print(path.name, path.stat().st_size, "bytes")
    application.quit()


if __name__ == "__main__":
    main()
