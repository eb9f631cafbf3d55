from __future__ import annotations

from pathlib import Path

import pytest
from picture_fit import words
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QFont, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.pictures.position_strip import PositionStrip
from nn.core.settings import Settings
from nn.explain.phases import PHASES
from nn.explain.sight import sight_of
from nn.run.recording import Recording


@pytest.fixture
def strip(qtbot: QtBot) -> PositionStrip:
    recording = Recording(Settings())
    recording.advance_to(60)
    made = PositionStrip()
    qtbot.addWidget(made)
    made.show_moment(sight_of(recording, recording.moment(40), 3), 60, 5000, 10, 500)
    return made


def said(strip: PositionStrip, width: int, path: Path) -> list[str]:
    """What is written in a strip of some width."""
    strip.resize(width, strip.sizeHint().height())
    return [each.text for each in words(strip, path / "strip.svg")]


def test_what_there_is_no_room_for_is_said_shorter(strip: PositionStrip, tmp_path: Path) -> None:
    wide = said(strip, 1000, tmp_path)
    assert wide[:2] == ["Step 40 of 5,000", "the past: 20 steps back  ·  End returns"]
    assert not any("…" in each for each in wide)
    assert said(strip, 300, tmp_path)[:2] == ["Step 40 of 5,000", "the past"]
    assert said(strip, 180, tmp_path)[:2] == ["Step 40", "the past"]
    narrow = said(strip, 110, tmp_path)
    assert narrow[0] == "Step 40"
    assert all("…" in each for each in narrow[1:])


def test_it_is_as_high_as_its_font_needs(strip: PositionStrip) -> None:
    usual, font = strip.sizeHint().height(), QFont(strip.font())
    font.setPointSizeF(font.pointSizeF() * 2)
    strip.setFont(font)
    assert 1.4 * usual < strip.sizeHint().height() < 2 * usual


def test_pointing_at_it_tells_all_that_may_be_cut_short(strip: PositionStrip) -> None:
    strip.show()
    where = QPoint(5, 5)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, where, strip.mapToGlobal(where)))
    *told, hint = QToolTip.text().split("\n")
    assert " · ".join(told) == strip.text
    assert "Ctrl+J" in hint
    assert "the past: 20 steps back" in strip.text
    QToolTip.hideText()


@pytest.mark.parametrize("phase", range(len(PHASES)))
def test_beside_the_panel_of_a_small_window_every_phase_is_told_whole(
    strip: PositionStrip, tmp_path: Path, phase: int
) -> None:
    recording = Recording(Settings())
    recording.advance_to(60)
    strip.show_moment(sight_of(recording, recording.moment(60), phase), 60, 5000, 10, 500)
    found = said(strip, 583, tmp_path)
    # What letters another font has to lend is drawn apart.
    everything = "".join(found).replace(" ", "")
    assert PHASES[phase].explanation.replace(" ", "") in everything
    assert PHASES[phase].formula_for("invert").replace(" ", "") in everything
    assert found[0] == "Step 60 of 5,000"
    assert not any("…" in each for each in found)


def test_at_the_start_it_says_what_is_to_come_and_which_keys_begin(
    strip: PositionStrip, tmp_path: Path
) -> None:
    recording = Recording(Settings())
    strip.show_moment(sight_of(recording, recording.moment(0)), 0, 5000, 10, 500)
    [line] = [each for each in said(strip, 583, tmp_path) if "empty" in each]
    assert "↓" in line
    assert "Space" in line
    assert "…" not in line
