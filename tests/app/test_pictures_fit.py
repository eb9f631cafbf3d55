"""What is painted can be read in every window, with every font: nothing is cut, nothing covered."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from picture_fit import Word, lines_apart, pale, problems, words
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import main
from app.application import Appearance
from app.main_window import MainWindow
from app.pictures.loss.lines import Ghost
from app.pictures.network.canvas import NetworkCanvas
from app.pictures.network.picture import picture_of
from app.widgets.theme import theme_of
from nn.answers.tally import Tally
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.marks import Mark
from nn.explain.sight import sight_of
from nn.run.recording import Recording

SIZES = (QSize(1280, 800), QSize(960, 540), QSize(800, 500), QSize(1920, 1080))
NETWORKS = ((5, 10), (2, 3), (8, 20), (16, 128))
LOOKS = [("light", 1.0), ("light", 1.5), ("dark", 2.0)]
FINELY = {"1.5": "light-1.0", "2": "dark-2.0"}
"""The look that is tried on a finer screen as well, by the name that pytest gives it."""

STEPS = 700
MARKS = (Mark(10, "rate", "rate"), Mark(20, "branch", "branch", 1), Mark(327, "all right", "all"))
MOMENTS = (
    ("weights", STEPS, None),
    ("since_start", 300, 2),
    ("gradients", 500, 9),
    ("by_step", STEPS, 10),
    ("weights", 0, None),
)
"""Lens, position and phase."""


@pytest.fixture(scope="module")
def recordings() -> dict[tuple[int, int], Recording]:
    """A run of each network."""
    made = {}
    for bits, hidden in NETWORKS:
        made[bits, hidden] = Recording(
            Settings(bits=bits, hidden_units=hidden, observations=100, learning_rate=3.0)
        )
        made[bits, hidden].advance_to(STEPS)
    return made


@pytest.fixture
def window(
    qapp: QApplication, appearance: Appearance, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """A window in one of the looks."""
    look, times = request.param
    before = qapp.font()
    appearance.choose(look)
    font = QFont(before)
    font.setPointSizeF(font.pointSizeF() * times)
    qapp.setFont(font)
    made = MainWindow(Settings())
    made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.setFont(before)


def show(window: MainWindow, recording: Recording, moment: tuple[str, int, int | None]) -> None:
    """Let the pictures of a window show a moment of some recording."""
    key, position, phase = moment
    sight = sight_of(recording, recording.moment(position), phase)
    window.network_view.set_sizes(recording.settings.sizes)
    window.network_view.canvas.show_picture(picture_of(sight, LENSES[key]))
    window.strip.show_moment(sight, STEPS, 1_000_000, 10, 100, "branch 7" * (position == STEPS))
    settings = recording.settings
    window.task_line.set_task("Learn to flip every bit", "0" * settings.bits + " → 1")
    window.task_line.show_tally(
        Tally(32, 32, 2**settings.bits, 327 if phase else None), "end of 10 epochs" * bool(phase)
    )
    window.curve.set_marks(MARKS)
    window.curve.set_planned_steps(1_000_000 if phase else STEPS)
    window.curve.show_recording(recording, position)
    window.curve.set_ghosts((Ghost(recording, 0, 1, "other"),) * bool(recording.length))
    window.curve.log_steps_action.setChecked(phase == 2)
    window.curve.log_loss_action.setChecked(bool(phase))


def in_cells(canvas: NetworkCanvas, found: list[Word]) -> tuple[list[Word], list[str]]:
    """The texts that are written in cells, and what leaves its own."""
    inside, leaving = [], []
    for each in found:
        for block in canvas.blocks.values():
            if not block.rect.intersects(each.ink):
                continue
            inside.append(each)
            centre = each.ink.center()
            index = block.index_at(centre.x(), centre.y())
            cell = QRectF() if index is None else block.cell(*block.place(index))
            if not cell.contains(each.ink):
                leaving.append(f"{each} leaves its cell of {block.symbol}")
    return inside, leaving


def misfits(window: MainWindow, path: Path) -> list[str]:
    """What cannot be read of the pictures of a window."""
    theme = theme_of(window.palette())
    canvas, strip, plot = window.network_view.canvas, window.strip, window.curve.plot
    in_network = words(canvas, path)
    numbers, leaving = in_cells(canvas, in_network)
    window.network_view.show_diagram(True)
    diagram = window.network_view.canvas
    in_diagram = words(diagram, path)
    window.network_view.show_diagram(False)
    in_strip, in_plot = (words(each, path) for each in (strip, plot))
    in_task = words(window.task_line, path)
    names = [each for each in in_network if each not in numbers]
    assert names
    assert in_plot
    assert {"x", "a1", "a2", "t", "x1", "y1"} <= {each.text for each in in_diagram}
    return [
        *problems(in_network, QRectF(canvas.rect())),
        *leaving,
        *pale(names, theme.window),
        *problems(in_diagram, QRectF(diagram.rect())),
        *problems(in_strip, QRectF(strip.rect())),
        *problems(in_task, QRectF(window.task_line.rect())),
        *lines_apart(in_strip),
        *pale(in_strip, theme.window, theme.accent),
        *problems(in_plot, QRectF(plot.rect())),
        *pale(in_plot, theme.window),
    ]


@pytest.mark.parametrize(
    "window", LOOKS, ids=[f"{name}-{times}" for name, times in LOOKS], indirect=True
)
def test_every_picture_can_be_read(
    qtbot: QtBot,
    window: MainWindow,
    recordings: dict[tuple[int, int], Recording],
    tmp_path: Path,
) -> None:
    found, moments = {}, cycle(MOMENTS)
    shown = [*recordings.items(), ((5, 10), Recording(Settings()))]
    if window.devicePixelRatioF() > 1.0:
        # The same again, but for what a screen rounds.
        shown = shown[:2]
    for size in SIZES:
        window.resize(size)
        window.pages.panel.lay_out_first_time()
        QApplication.processEvents()
        for network, recording in shown:
            moment = next(moments) if recording.length else ("weights", 0, None)
            show(window, recording, moment)
            QApplication.processEvents()
            here = misfits(window, tmp_path / "picture.svg")
            if here:
                found[size.width(), network, moment, recording.length] = here
    assert found == {}


def test_every_picture_can_be_read_on_a_screen_of_finer_pixels() -> None:
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
                f"{__file__}::test_every_picture_can_be_read[{look}]",
            ],
            cwd=Path(main.__file__).parent,
            env=os.environ | {"QT_SCALE_FACTOR": factor},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for factor, look in FINELY.items()
    ]
    for each in running:
        told, _ = each.communicate(timeout=120)
        assert each.returncode == 0, told
        assert "1 passed" in told


@pytest.mark.parametrize("window", [("light", 1.0)], ids=["light"], indirect=True)
@pytest.mark.parametrize(("bits", "hidden", "size"), [(5, 10, (960, 540)), (8, 20, (1280, 800))])
def test_weights_have_numbers_in_a_small_window(
    window: MainWindow, tmp_path: Path, bits: int, hidden: int, size: tuple[int, int]
) -> None:
    recording = Recording(Settings(bits=bits, hidden_units=hidden))
    recording.advance_to(STEPS)
    window.resize(*size)
    window.pages.panel.lay_out_first_time()
    QApplication.processEvents()
    show(window, recording, ("weights", STEPS, None))
    QApplication.processEvents()
    canvas = window.network_view.canvas
    numbers, _ = in_cells(canvas, words(canvas, tmp_path / "picture.svg"))
    block = canvas.blocks["W1"]
    assert sum(block.rect.contains(each.ink.center()) for each in numbers) == bits * hidden
