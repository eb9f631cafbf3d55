"""Every page of the side panel can be read in every window, with every font."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import still
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from window_fit import problems

import main
from app.application import Appearance
from app.kept.background import Job
from app.main_window import MainWindow
from app.pages.places import SECTIONS
from nn.core.settings import Settings
from nn.explain.symbols import SYMBOLS
from nn.run.events import LearningRateChange, WeightEdit

SIZES = (QSize(1280, 800), QSize(960, 540), QSize(800, 500), QSize(1920, 1080))
LOOKS = [
    ("light", 1.0, 5, 10),
    ("light", 1.0, 16, 128),
    ("light", 1.5, 8, 20),
    ("high-light", 2.0, 1, 1),
    ("light", 2.0, 16, 128),
    ("dark", 1.5, 16, 10),
    ("high-dark", 2.0, 5, 10),
]
"""The colours, how many times the size of the font, bits and hidden units."""

WRONG = {"bits": "17", "learning_rate": "0,05", "seed": "4294967296"}
FINELY = ("light-1.0-5-10", "light-2.0-16-128")
"""The looks that are tried on finer screens as well, by the names that pytest gives them."""


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Appearance]:
    """The appearance of the program, and everything as before in the end."""
    font, palette, style = qapp.font(), qapp.palette(), qapp.style().objectName()
    made = Appearance(qapp)
    yield made
    made.choose("light")
    made.setParent(None)
    made.deleteLater()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


def full_window(qtbot: QtBot, bits: int, hidden: int) -> MainWindow:
    """A window whose pages have much to say."""
    window = MainWindow(Settings(bits=bits, hidden_units=hidden))
    window.show()
    window.playhead.run_to(60)
    still(qtbot, window.playhead)
    window.playhead.seek(40)
    window.session.branch("edit", WeightEdit("W1", 0, 0, -3.25))
    window.playhead.run_to(80)
    still(qtbot, window.playhead)
    window.playhead.seek(70)
    window.session.branch("rate", LearningRateChange(0.5))
    window.session.rename(2, "a name of as many letters as it can have")
    panel = window.pages.validation
    panel.start()
    qtbot.waitUntil(lambda: not panel.findChildren(Job), timeout=10_000)
    window.playhead.seek(70)
    for turned in range(3):
        window.pages.prediction.toggles.buttons[turned % bits].click()
    window.pages.panel.show("many")
    lines = window.pages.many
    lines.entry.setPlainText("vector,expected\n" + "01" * 9 + "\n" + "0" * bits + "\nnone")
    qtbot.waitUntil(lambda: bool(lines.details.text()), timeout=10_000)
    window.network_view.canvas.select(("W1", (bits - 1, hidden - 1)))
    for name, text in WRONG.items():
        edit = window.pages.settings.fields[name].edit
        edit.setText(text)
        edit.textEdited.emit(text)
    for row in window.pages.stops.rows.values():
        if row.kind.whole is not None:
            row.field.setText("0,05")
            row.field.textEdited.emit("0,05")
    return window


def misfits(qtbot: QtBot, window: MainWindow) -> list[str]:
    """What cannot be read on any page, once each has come to rest."""
    found = []
    for place in SECTIONS:
        window.pages.panel.show(place.key)
        for _ in range(40):
            qtbot.wait(15)
            if not (here := problems(window.pages.panel.dock)):
                break
        found += [f"{place.key}: {each}" for each in here]
    return found


@pytest.mark.parametrize(("appearance", "font_scale", "bits", "hidden"), LOOKS)
def test_every_page_can_be_read(
    qtbot: QtBot,
    look: Appearance,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    appearance: str,
    font_scale: float,
    bits: int,
    hidden: int,
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Discard)
    look.choose(appearance)
    font = QFont(qapp.font())
    font.setPointSizeF(font.pointSizeF() * font_scale)
    qapp.setFont(font)
    window = full_window(qtbot, bits, hidden)
    found = {}
    for size in SIZES:
        window.resize(size)
        for first_time in (True, False):
            if first_time:
                window.pages.panel.lay_out_first_time()
            else:
                window.resizeDocks([window.pages.panel.dock], [10], Qt.Orientation.Horizontal)
            if here := misfits(qtbot, window):
                found[size.width(), first_time] = here
    window.close()
    window.deleteLater()
    assert found == {}


@pytest.mark.parametrize(("bits", "hidden"), [(5, 10), (16, 128)])
def test_the_arithmetic_of_every_number_fits_beside_the_bar_of_its_page(
    qtbot: QtBot, appearance: Appearance, questions: list[str], bits: int, hidden: int
) -> None:
    window = MainWindow(Settings(bits=bits, hidden_units=hidden))
    window.show()
    for key in ("inspect", "lesson", "check"):
        window.pages.panel.show(key)
    window.playhead.run_to(3)
    still(qtbot, window.playhead)
    table = window.pages.inspector.table
    found = set()
    for size in SIZES[:2] + SIZES[3:]:
        window.resize(size)
        qtbot.wait(20)
        for phase in (None, 8):
            window.playhead.seek(1, phase)
            for symbol in ("loss", "W1", "W2", "u1", "u2", "e1"):
                cell = (symbol, (1,) * len(SYMBOLS[symbol].units))
                window.network_view.canvas.select(None if symbol == "loss" else cell)
                qtbot.wait(1)
                if table.horizontalScrollBar().maximum() > 0:
                    found.add((size.width(), symbol, phase))
    window.close()
    assert found == set()


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_every_page_can_be_read_on_a_screen_of_finer_pixels(factor: str) -> None:
    looks = [f"{__file__}::test_every_page_can_be_read[{each}]" for each in FINELY]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *looks],
        cwd=Path(main.__file__).parent,
        env=os.environ | {"QT_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert f"{len(FINELY)} passed" in done.stdout
