from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
PAINT_EVERY_PHASE = """
import hashlib, os
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.pictures.network.picture import picture_of
from app.pictures.network.view import NetworkView
from app.widgets.theme import LIGHT
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES
from nn.run.recording import Recording

application = QApplication([])
application.setStyle("Fusion")
application.setPalette(LIGHT.palette())
recording = Recording(Settings())
recording.advance_to(3)
view = NetworkView()
view.resize(900, 600)
view.set_shape(5, 10)
for phase in range(len(PHASES)):
    view.canvas.show_picture(
        picture_of(
            recording.moment(3), recording.observations.draws, LENSES["weights"], phase
        )
    )
    image = view.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    print(PHASES[phase].key, hashlib.sha256(image.constBits()).hexdigest())
view.deleteLater()
"""


def painted(hash_seed: int) -> list[str]:
    """What every phase looks like, as one line a phase, in a process with this hash seed."""
    done = subprocess.run(
        [sys.executable, "-c", PAINT_EVERY_PHASE],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.splitlines()


def test_the_frames_of_a_phase_look_the_same_whatever_the_hash_seed() -> None:
    first = painted(0)
    assert len(first) == 11
    assert len({line.split()[1] for line in first}) == 11
    for seed in (1, 2, 3):
        assert painted(seed) == first
