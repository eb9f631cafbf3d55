"""Make the pictures of the README.

The animations are made by the program's own command, the others from the real window, on the
screen that is there.

python resources/make/make_screenshots.py, or xvfb-run -s "-screen 0 1400x900x24" before it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.application import Appearance, prepare
from app.main_window import MainWindow
from nn.core.settings import Settings

MAIN = Path(__file__).parents[2] / "main.py"
FOLDER = Path(__file__).parents[1] / "screenshots"
SIZE = 1280, 800
SETTLE_MS = 600
RECORDED, SHOWN, PHASE = 2000, 1217, 1
ANIMATED = "--steps 0:480 --every 6 --fps 10 --size 800x500"
"""By then all vectors are right."""


def wait(milliseconds: int) -> None:
    """Let the window paint."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def animate() -> None:
    """Write the beginning of the notebook's run as an animation in light and in dark."""
    for name, flags in (("light", []), ("dark", ["--dark"])):
        path = FOLDER / f"learning-{name}.webp"
        command = [sys.executable, str(MAIN), "--animate", str(path)]
        subprocess.run([*command, *ANIMATED.split(), *flags], check=True)


def photograph() -> None:
    """Show the notebook's run in light and in dark, and save what is on the screen."""
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application = QApplication(["glassnet"])
        appearance = Appearance(application)
        window = MainWindow(Settings())
        window.show()
        window.resize(*SIZE)
        window.session.recording.advance_to(RECORDED)
        for name, phase in (("light", None), ("dark", PHASE)):
            appearance.choose(name)
            window.playhead.seek(RECORDED if phase is None else SHOWN, phase)
            wait(SETTLE_MS)
            path = FOLDER / f"window-{name}.png"
            if not window.screen().grabWindow(window.winId()).save(str(path)):
                raise SystemExit(f"{path} could not be written.")
            print(path.name, path.stat().st_size, "bytes")
        window.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    animate()
    photograph()
