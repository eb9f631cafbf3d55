from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.pictures import save_png, save_svg
from app.plots.loss_curve import Ghost, LossCurve
from nn.recording import Recording
from nn.settings import Settings


@pytest.fixture
def recording() -> Recording:
    made = Recording(Settings(observations=100, epochs=10))
    made.advance_to(730)
    return made


@pytest.fixture
def curve(qtbot: QtBot, recording: Recording) -> LossCurve:
    made = LossCurve()
    qtbot.addWidget(made)
    made.resize(900, 240)
    made.set_planned_steps(1000)
    made.show()
    qtbot.waitExposed(made)
    made.show_recording(recording, 400)
    return made


def point(curve: LossCurve, step: float) -> QPoint:
    """Where a step is, in pixels of the plot."""
    x = float(curve.plot.x_of(np.array([step]))[0])
    box = curve.plot.getPlotItem().getViewBox()
    centre = box.viewRect().center().y()
    return curve.plot.mapFromScene(box.mapViewToScene(QPointF(x, centre)))


@pytest.mark.parametrize("step", [1, 250, 700])
def test_a_click_chooses_the_step_below_it(qtbot: QtBot, curve: LossCurve, step: int) -> None:
    chosen: list[int] = []
    curve.position_chosen.connect(chosen.append)
    qtbot.mouseClick(curve.plot.viewport(), Qt.MouseButton.LeftButton, pos=point(curve, step))
    assert abs(chosen[0] - step) <= 1


def test_what_is_not_recorded_cannot_be_chosen(qtbot: QtBot, curve: LossCurve) -> None:
    chosen: list[int] = []
    curve.position_chosen.connect(chosen.append)
    qtbot.mouseClick(curve.plot.viewport(), Qt.MouseButton.LeftButton, pos=point(curve, 950))
    assert chosen == [730]


def test_pointing_names_step_loss_and_average(
    qtbot: QtBot, curve: LossCurve, recording: Recording
) -> None:
    curve.plot.hovered.emit(250)
    text = curve.readout.text()
    assert "step 250" in text
    assert "epoch 3, observation 50" in text
    assert f"average of epoch 3: {recording.epoch_averages[2]:.8f}" in text
    curve.plot.hovered.emit(None)
    assert "step 400" in curve.readout.text()


def wheel(curve: LossCurve, step: float, notches: int, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    place = QPointF(point(curve, step))
    event = QWheelEvent(
        place,
        curve.plot.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(curve.plot.viewport(), event)


def test_the_wheel_moves_a_step(curve: LossCurve) -> None:
    chosen: list[int] = []
    curve.position_chosen.connect(chosen.append)
    wheel(curve, 300, -1)
    wheel(curve, 300, 2)
    assert chosen == [401, 398]


@pytest.mark.parametrize("logarithmic", [False, True])
def test_enlarging_keeps_the_step_below_the_mouse_and_fit_shows_all_again(
    curve: LossCurve, logarithmic: bool
) -> None:
    curve.log_steps_action.setChecked(logarithmic)
    whole = curve.plot.steps_in_view
    for _ in range(5):
        wheel(curve, 300, 1, control=True)
    low, high = curve.plot.steps_in_view
    assert low > whole[0]
    assert high < whole[1]
    assert low < 300 < high
    curve.fit_action.trigger()
    assert curve.plot.steps_in_view == whole


def test_the_curve_shows_every_peak_on_both_kinds_of_axis(
    curve: LossCurve, recording: Recording
) -> None:
    for log_steps in (False, True):
        for log_loss in (False, True):
            curve.log_steps_action.setChecked(log_steps)
            curve.log_loss_action.setChecked(log_loss)
            past, future = curve._past.getData()[1], curve._future.getData()[1]
            shown = max(past.max(), future.max())
            greatest = recording.losses.max()
            assert shown == pytest.approx(np.log10(greatest) if log_loss else greatest)
            assert np.isfinite(curve.plot.getPlotItem().viewRange()).all()


def test_the_range_of_losses_never_shrinks_while_a_run_goes_on(curve: LossCurve) -> None:
    recording = Recording(Settings(observations=100))
    tops = []
    for length in range(0, 700, 50):
        recording.advance_to(length)
        curve.show_recording(recording, length)
        tops.append(curve.plot.getPlotItem().viewRange()[1][1])
    assert tops == sorted(tops)


def test_other_branches_are_drawn_from_where_they_part(
    curve: LossCurve, recording: Recording
) -> None:
    other = recording.branch(300)
    other.advance_to(600)
    curve.set_ghosts((Ghost(other, 300, "#0072b2", "other"),))
    steps, losses = curve._ghosts[0][2].getData()
    assert steps[0] == 301
    assert len(losses) == 300


def test_pictures_are_written(curve: LossCurve, tmp_path: Path) -> None:
    save_png(curve.plot, tmp_path / "a.png")
    save_svg(curve.plot, tmp_path / "a.svg")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "a.svg").read_text("utf-8")
    with pytest.raises(OSError, match="No such file"):
        save_png(curve.plot, tmp_path / "no" / "a.png")


def test_an_empty_recording_says_what_to_do(qtbot: QtBot, curve: LossCurve) -> None:
    curve.show_recording(Recording(Settings()), 0)
    assert curve._hint.isVisible()
    assert "cross-entropy" in curve.readout.text()
