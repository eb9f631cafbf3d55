"""A picture that is written as a drawing is made of lines and text, and looks like the window."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.kept.picture_files import save_png, save_svg
from app.pages.path_plot import PathPlot
from app.pictures.loss.curve import LossCurve
from app.pictures.loss.lines import Ghost
from app.pictures.network.picture import picture_of
from app.pictures.network.view import NetworkView
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.sight import sight_of
from nn.run.recording import Recording

SHARPNESS = 6
"""Pixels on a side of the squares whose mean colours are compared: edges are smoothed elsewise."""

ALIKE, FAR = 3.0, 90.0
"""How far the squares of two pictures are apart, of 255, on the whole and at most."""


@pytest.fixture
def recording() -> Recording:
    made = Recording(Settings(observations=100, epochs=10))
    made.advance_to(730)
    return made


def blurred(image: QImage) -> NDArray[np.float64]:
    """The mean colours of the squares of a picture."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(plain.constBits(), np.uint8)
    rows, columns = (each // SHARPNESS * SHARPNESS for each in (plain.height(), plain.width()))
    pixels = raw.reshape(plain.height(), plain.bytesPerLine() // 4, 4)[:rows, :columns, :3]
    squares = pixels.reshape(rows // SHARPNESS, SHARPNESS, columns // SHARPNESS, SHARPNESS, 3)
    means: NDArray[np.float64] = squares.mean(axis=(1, 3))
    return means


def drawn(picture: QWidget, path: Path) -> str:
    """Write a picture as a drawing and read it, when it was found to look like the picture."""
    save_svg(picture, path)
    text = path.read_text("utf-8")
    assert "<image" not in text
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    seen = picture.grab().toImage()
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    apart = np.abs(blurred(image) - blurred(seen)).max(axis=2)
    assert apart.mean() < ALIKE
    assert apart.max() < FAR
    return text


def words(drawing: str) -> set[str]:
    """The texts of a drawing."""
    return {each.strip() for each in re.findall(r">([^<>\n]+)</text>", drawing)}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("key", "phase"), [("weights", None), ("gradients", 4)])
def test_the_network_is_drawn_with_all_its_numbers(
    qtbot: QtBot, recording: Recording, tmp_path: Path, theme: Theme, key: str, phase: int | None
) -> None:
    view = NetworkView()
    qtbot.addWidget(view)
    view.setPalette(theme.palette())
    view.resize(893, 480)
    view.set_sizes(recording.settings.sizes)
    sight = sight_of(recording, recording.moment(730), phase)
    view.canvas.show_picture(picture_of(sight, LENSES[key]))
    view.canvas.select(("W1", (2, 3)))
    found = words(drawn(view.canvas, tmp_path / "network.svg"))
    assert {"h10", "x1", "y5", "ŷ", "u1"} <= found
    if phase is None:
        values = np.concatenate([sight.W1.ravel(), sight.W2.ravel()])
        assert {f"{value:.3f}".replace("-", "−") for value in values.tolist()} <= found
    else:
        # No gradient is known yet.
        assert "d1" in found


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize("font_scale", [1.0, 2.0])
def test_the_loss_curve_is_drawn_within_its_axes(
    qtbot: QtBot,
    qapp: QApplication,
    recording: Recording,
    tmp_path: Path,
    logarithmic: bool,
    font_scale: float,
) -> None:
    curve = LossCurve()
    qtbot.addWidget(curve)
    font = QFont(qapp.font())
    font.setPointSizeF(font.pointSizeF() * font_scale)
    curve.setFont(font)
    curve.plot.setFont(font)
    curve.resize(900, 300)
    curve.set_planned_steps(1000)
    curve.log_loss_action.setChecked(logarithmic)
    curve.show()
    qtbot.waitExposed(curve)
    curve.show_recording(recording, 400)
    other = Recording(Settings(observations=100, learning_rate=3.0))
    other.advance_to(600)
    curve.set_ghosts((Ghost(other, 300, 1, "other"),))
    # In the middle of the run, so that lines lead out of the picture on both sides.
    curve.plot.zoom(6)
    found = words(drawn(curve.plot, tmp_path / "curve.svg"))
    assert {"step", "400", "loss" if font_scale > 1 else "loss (cross-entropy)"} <= found


def test_the_path_of_a_weight_is_drawn(qtbot: QtBot, recording: Recording, tmp_path: Path) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 200)
    plot = PathPlot()
    plot.setParent(page)
    plot.resize(400, plot.height())
    page.show()
    qtbot.waitExposed(page)
    plot.show_path(recording, ("W1", (0, 0)), 400)
    qtbot.waitUntil(lambda: plot.path is not None)
    assert {"step", "W1"} <= words(drawn(plot, tmp_path / "path.svg"))


def test_a_picture_is_written_as_it_is_seen(
    qtbot: QtBot, recording: Recording, tmp_path: Path
) -> None:
    curve = LossCurve()
    qtbot.addWidget(curve)
    curve.resize(600, 240)
    curve.show_recording(recording, 400)
    save_png(curve.plot, tmp_path / "curve.png")
    written = QImage(str(tmp_path / "curve.png")).convertToFormat(QImage.Format.Format_RGB32)
    assert written == curve.plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
