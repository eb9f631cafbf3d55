"""Numbers are written and read in one way, whatever the language of the system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import main

WRITTEN = """
from app.application import prepare
prepare()
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QSpinBox
application = QApplication([])
box = QSpinBox()
box.setMaximum(9999)
box.setGroupSeparatorShown(True)
box.setValue(5000)
print(QLocale.system().name(), box.text(), QLocale().toString(0.05))
from app.pages.validation import ValidationPanel
panel = ValidationPanel()
print(panel.count.text())
"""


def test_a_german_system_writes_thousands_as_every_other_does() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRITTEN],
        cwd=Path(main.__file__).parent,
        env=os.environ | {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["de_DE 5,000 0.05", "5,000"], done.stderr
