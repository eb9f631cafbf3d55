from __future__ import annotations

import numpy as np
import pytest
from driving import press_in_window, run_to, still
from painted import pixels
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pictures.loss.share_layer import SHARES, SHARES_HELP, STOP_COUNTING
from app.pictures.loss.shares import NAMES, PERCENT
from app.widgets.theme import LIGHT
from nn.answers.truth_table import Questions, answer_all
from nn.core.settings import Settings
from nn.run.events import LearningRateChange
from nn.run.recording import Recording
from nn.run.shares_along import Points, SharesAlong


def laid_over(window: MainWindow) -> Points | None:
    """What is shown over the loss."""
    return window.curve.shares.points


def counted_to(qtbot: QtBot, window: MainWindow, position: int) -> Points:
    """Wait until the whole run, up to a position, is counted."""

    def done() -> bool:
        points = laid_over(window)
        return (
            points is not None
            and bool(len(points.positions))
            and (int(points.positions[-1]) == position)
        )

    qtbot.waitUntil(done, timeout=20_000)
    points = laid_over(window)
    assert points is not None
    return points


def switch_on(window: MainWindow) -> None:
    window.curve.shares.action.trigger()
    assert window.curve.shares.action.isChecked()


def line_colour() -> tuple[int, ...]:
    colour = QColor(LIGHT.map_stops[5])
    return colour.red(), colour.green(), colour.blue()


def is_drawn(window: MainWindow) -> bool:
    near = np.abs(pixels(window.curve.plot) - np.array(line_colour())).sum(axis=1) < 12
    return bool(near.sum() > 40)


def test_it_is_switched_on_by_a_key_and_off_again(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 200)
    assert laid_over(window) is None
    assert not is_drawn(window)
    press_in_window(qtbot, window, Qt.Key.Key_A)
    counted_to(qtbot, window, 200)
    qtbot.waitUntil(lambda: is_drawn(window), timeout=2000)
    axis = window.curve.plot.getPlotItem().getAxis("right")
    assert axis.isVisible()
    assert axis.range == list(PERCENT)
    press_in_window(qtbot, window, Qt.Key.Key_A)
    assert laid_over(window) is None
    assert not axis.isVisible()
    qtbot.waitUntil(lambda: not is_drawn(window), timeout=2000)


def test_the_scale_has_a_name_and_keeps_its_range(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 50)
    switch_on(window)
    window.curve.log_loss_action.trigger()
    window.curve.plot.set_losses(-3.0, 1.0)
    axis = window.curve.plot.getPlotItem().getAxis("right")
    assert axis.range == list(PERCENT)
    assert axis.labelText in NAMES


def test_each_point_is_where_its_share_is(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 300)
    switch_on(window)
    points = counted_to(qtbot, window, 300)
    lines = window.curve.shares.lines
    assert lines is not None
    curve = window.curve.plot
    box = curve.getPlotItem().getViewBox()
    for position in (0, 150, 300):
        x = box.mapFromView(QPointF(position, 0.0)).x()
        for line, values in zip(lines.drawn(), (points.flawless, points.bits), strict=True):
            drawn = line.at(position)
            assert drawn.x() == pytest.approx(x, abs=1.5)
            share = 1.0 - values[position] / PERCENT[1]
            assert drawn.y() == pytest.approx(share * box.height(), abs=1.5)


def test_it_counts_what_is_right_along_the_run(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 330)
    switch_on(window)
    points = counted_to(qtbot, window, 330)
    questions = Questions(window.session.settings)
    for position in (0, 100, 327, 330):
        moment = window.session.recording.moment(position)
        table = answer_all(questions, moment.W1, moment.W2)
        assert table is not None
        assert points.shares[position] == table.shares
    assert points.flawless[327] == 100.0


def test_it_is_extended_when_the_run_grows(qtbot: QtBot, window: MainWindow) -> None:
    switch_on(window)
    counted_to(qtbot, window, 0)
    for position in (1, 40, 200):
        run_to(qtbot, window.playhead, position)
        counted_to(qtbot, window, position)


def test_while_it_trains_nothing_is_counted(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_on(window)
    counted_to(qtbot, window, 0)
    playing: list[bool] = []
    search = SharesAlong.search

    def seen(self: SharesAlong, recording: Recording, progress: object = None) -> object:
        playing.append(window.playhead.playing)
        return search(self, recording, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(SharesAlong, "search", seen)
    window.playhead.set_pace(400)
    window.playhead.play(150)
    still(qtbot, window.playhead)
    counted_to(qtbot, window, 150)
    assert playing
    assert not any(playing)


def test_another_branch_and_another_run_have_their_own(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 100)
    switch_on(window)
    main = counted_to(qtbot, window, 100)
    window.playhead.seek(50)
    window.session.branch("rate", LearningRateChange(20.0))
    counted_to(qtbot, window, 50)
    run_to(qtbot, window.playhead, 100)
    branch = counted_to(qtbot, window, 100)
    assert not np.array_equal(branch.bits, main.bits)
    window.session.select(window.session.branches.members[0].id)
    assert counted_to(qtbot, window, 100).shares == main.shares
    window.session.reset(Settings(bits=3), "another")
    assert counted_to(qtbot, window, 0).shares[0].vectors == 8


def test_progress_is_told_and_it_can_be_cancelled(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.reset(Settings(bits=14, hidden_units=40), "large")
    window.session.recording.advance_to(400)
    window.session.stand(400)
    action = window.curve.shares.action
    assert (action.iconText(), action.toolTip()) == (SHARES, SHARES_HELP)
    switch_on(window)
    qtbot.waitUntil(lambda: action.iconText().endswith(" %"), timeout=5000)
    assert action.toolTip() == STOP_COUNTING
    action.trigger()
    assert (action.iconText(), action.toolTip()) == (SHARES, SHARES_HELP)
    qtbot.waitUntil(lambda: not window.shares.busy, timeout=5000)
    known = window.shares.known(window.session.recording)
    assert known is not None
    assert known.leaves_out(window.session.recording)
    assert laid_over(window) is None


def test_the_shares_at_a_step_are_read_beside_its_loss(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 300)
    switch_on(window)
    points = counted_to(qtbot, window, 300)
    window.playhead.seek(120)
    shares = points.shares[120]
    expected = (
        f"right: {int(1000 * shares.flawless / 32) / 10:.1f} %, "
        f"bits {int(1000 * shares.right_bits / 160) / 10:.1f} %"
    )
    assert expected in window.curve.readout.text()
    plot = window.curve.plot
    qtbot.waitUntil(lambda: expected in plot.accessibleDescription(), timeout=3000)


def test_between_two_points_the_one_before_is_read_with_its_step() -> None:
    recording = Recording(Settings(bits=2))
    recording.advance_to(600)
    found = SharesAlong(Questions(recording.settings))
    found.search(recording)
    assert found.stride == 2
    assert found.points.told(301).startswith("right at 300: ")
    assert found.points.told(300).startswith("right: ")


def test_a_failure_is_heard(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr(SharesAlong, "search", fails)
    with qtbot.waitSignal(window.failed, timeout=5000) as heard:
        switch_on(window)
    assert heard.args is not None
    assert "ZeroDivisionError: unforeseen" in heard.args[0]


def test_in_a_window_of_another_size_the_lines_lie_at_their_steps(
    qtbot: QtBot, window: MainWindow
) -> None:
    run_to(qtbot, window.playhead, 60)
    switch_on(window)
    counted_to(qtbot, window, 60)
    window.resize(1000, 700)
    qtbot.wait(50)
    lines = window.curve.shares.lines
    assert lines is not None
    box = window.curve.plot.getPlotItem().getViewBox()
    end = lines.drawn()[0].at(60)
    assert end.x() == pytest.approx(box.mapFromView(QPointF(60, 0)).x(), abs=1.5)
