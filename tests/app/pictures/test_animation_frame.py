"""What stands over the picture in a frame of an animation."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from app.kept.animation_file import as_picture
from app.pictures.animation_frame import AnimationFrame
from app.pictures.network.moment_frames import MomentFrames
from app.pictures.network.picture import picture_of
from app.pictures.network.view import AS_MATRICES
from nn.answers.truth_table import Questions, count_right
from nn.core.settings import Settings
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES
from nn.explain.sight import Sight, sight_of
from nn.run.recording import Recording


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written into pictures, in its order."""
    found: list[str] = []
    draw = QPainter.drawText

    def keep(painter: QPainter, *args: object) -> object:
        found.append(str(args[-1]))
        return draw(painter, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(QPainter, "drawText", keep)
    return found


def drawn(
    qtbot: QtBot, settings: Settings, position: int, phase: int | None, phases: bool, size: QSize
) -> tuple[NDArray[np.uint8], Sight]:
    frame = AnimationFrame(size, settings, phases, AS_MATRICES)
    qtbot.addWidget(frame)
    recording = Recording(settings)
    recording.advance_to(position)
    sight = sight_of(recording, recording.moment(position), phase)
    frame.canvas.show_picture(picture_of(sight, LENSES["weights"]))
    return np.asarray(as_picture(frame.draw(sight))), sight


def test_it_says_the_step_the_loss_and_how_many_are_right(qtbot: QtBot, written: list[str]) -> None:
    pixels, sight = drawn(qtbot, Settings(), 150, None, False, QSize(800, 500))
    assert pixels.shape == (500, 800, 3)
    shares = count_right(Questions(Settings()), sight.W1, sight.W2)
    assert shares is not None
    right = shares.flawless
    assert 0 < right < 32
    assert {"Step 150", "loss 0.518335", f"{right} of 32 right"} <= set(written)


def test_what_is_not_known_yet_in_a_phase_is_not_said(qtbot: QtBot, written: list[str]) -> None:
    drawn(qtbot, Settings(), 150, 3, True, QSize(800, 500))
    assert "loss –" in written
    assert f"Phase 4 of 11:  {PHASES[3].formula}" in written
    assert PHASES[3].explanation in written


def test_a_sample_is_called_one(qtbot: QtBot, written: list[str]) -> None:
    drawn(qtbot, Settings(bits=12), 0, None, False, QSize(960, 600))
    assert "0 of 1,024 sampled right" in written


@pytest.mark.parametrize("settings", [Settings(bits=16, hidden_units=128), Settings(bits=1)])
@pytest.mark.parametrize("size", [(320, 240), (1920, 1200)])
def test_a_frame_has_the_size_that_is_asked_for_however_large_the_network(
    qtbot: QtBot, settings: Settings, size: tuple[int, int]
) -> None:
    pixels, _ = drawn(qtbot, settings, 1, None, True, QSize(*size))
    assert pixels.shape == (size[1], size[0], 3)
    # The picture reaches into its lower half.
    assert pixels[size[1] // 2 :].std() > 3


def test_it_names_no_keys(qtbot: QtBot, written: list[str]) -> None:
    """Whoever looks at an animation cannot press any."""
    recording = Recording(Settings())
    recording.advance_to(2)
    frame = AnimationFrame(QSize(900, 600), Settings(), False, AS_MATRICES)
    qtbot.addWidget(frame)
    frames = MomentFrames(recording, [(0, None), (2, None)], LENSES["weights"], frame.canvas)
    while not frames.measured:
        frames.measure_next()
    frame.draw(frames.show(0))
    assert written
    assert not any("Space" in each or "↓" in each for each in written)
