from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import numpy as np
import pyqtgraph as pg
import pytest
from contrast import contrast
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.kept.picture_files import save_png, save_svg
from app.pictures.loss import lines
from app.pictures.loss.curve import LossCurve
from app.pictures.loss.lines import Ghost, LossLines
from app.pictures.loss.trace import MOST_EPOCH_LINES
from app.widgets.theme import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Theme
from nn.core.settings import Settings
from nn.run.recording import Recording

Item = TypeVar("Item")


def point(curve: LossCurve, step: float) -> QPoint:
    """Where a step is, in pixels of the plot."""
    x, _ = curve.plot.place(step, 1.0)
    box = curve.plot.getPlotItem().getViewBox()
    centre = box.viewRect().center().y()
    return curve.plot.mapFromScene(box.mapViewToScene(QPointF(x, centre)))


def pixel(curve: LossCurve, step: float, loss: float) -> QPoint:
    """Where a step and a loss are, in pixels of the plot."""
    box = curve.plot.getPlotItem().getViewBox()
    place = box.mapViewToScene(QPointF(*curve.plot.place(step, loss)))
    return QPoint(int(place.x()), round(place.y()))


def seen(curve: LossCurve) -> QImage:
    """What the plot looks like."""
    return curve.plot.grab().toImage()


def colours(curve: LossCurve, step: float, loss: float) -> set[str]:
    """Of the pixels at most two beside a place."""
    image, place = seen(curve), pixel(curve, step, loss)
    beside = range(-2, 3)
    return {
        image.pixelColor(place + QPoint(right, down)).name() for right in beside for down in beside
    }


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


def move(curve: LossCurve, place: QPoint, button: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    modifier = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(curve.plot.mapToGlobal(place)),
        button,
        button,
        modifier,
    )
    QApplication.sendEvent(curve.plot.viewport(), event)


def in_sight(curve: LossCurve, kind: type[Item]) -> list[Item]:
    """What is drawn in the plot, of one kind."""
    return [each for each in curve.plot.items() if isinstance(each, kind) and each.isVisible()]


def leave(curve: LossCurve) -> None:
    QApplication.sendEvent(curve.plot, QEvent(QEvent.Type.Leave))


def test_pointing_names_step_loss_and_average(
    qtbot: QtBot, curve: LossCurve, recording: Recording
) -> None:
    place = point(curve, 250)
    step = curve.plot.step_at(QPointF(place))
    move(curve, place)
    text = curve.readout.text()
    assert f"step {step}" in text
    assert f"loss {recording.losses[step - 1]:.6g}" in text
    assert f"epoch average {recording.epoch_averages[2]:.8f}" in text
    [pointed] = in_sight(curve, pg.ScatterPlotItem)
    assert [each[0] for each in pointed.getData()] == [step, recording.losses[step - 1]]
    assert in_sight(curve, pg.InfiniteLine)
    qtbot.waitUntil(lambda: f"step {step}" in curve.plot.accessibleDescription(), timeout=3000)
    leave(curve)
    assert "step 400" in curve.readout.text()
    qtbot.waitUntil(lambda: "step 400" in curve.plot.accessibleDescription(), timeout=3000)
    assert not in_sight(curve, pg.InfiniteLine)
    assert not in_sight(curve, pg.ScatterPlotItem)


def test_what_the_mouse_points_at_is_told_anew_while_a_run_goes_on(
    curve: LossCurve, recording: Recording
) -> None:
    place = point(curve, 760)
    move(curve, place)
    assert "step 730" in curve.readout.text()
    recording.advance_to(990)
    curve.show_recording(recording, 990)
    assert f"step {curve.plot.step_at(QPointF(place))}" in curve.readout.text()
    curve.log_steps_action.setChecked(True)
    assert f"step {curve.plot.step_at(QPointF(place))} " in curve.readout.text()


def test_the_playhead_can_be_dragged_and_no_place_is_too_far_away(
    qtbot: QtBot, curve: LossCurve
) -> None:
    curve.log_steps_action.setChecked(True)
    chosen: list[int] = []
    curve.position_chosen.connect(chosen.append)
    start = point(curve, 100)
    qtbot.mousePress(curve.plot.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for x in (5000, -5000):
        move(curve, QPoint(x, start.y()), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(curve.plot.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(curve, point(curve, 600))
    assert chosen[1:] == [730, 0]


def wheel(curve: LossCurve, step: float, notches: float, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    place = QPointF(point(curve, step))
    event = QWheelEvent(
        place,
        curve.plot.mapToGlobal(place),
        QPoint(),
        QPoint(0, round(120 * notches)),
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


def test_many_small_turns_are_one_step(curve: LossCurve) -> None:
    chosen: list[int] = []
    curve.position_chosen.connect(chosen.append)
    for _ in range(12):
        wheel(curve, 300, -1 / 12)
    assert chosen == [401]


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
            for step in (recording.losses.argmax() + 1, recording.losses.argmin() + 1):
                near = colours(curve, float(step), float(recording.losses[step - 1]))
                assert near != {LIGHT.window}
            assert np.isfinite(curve.plot.getPlotItem().viewRange()).all()


def test_the_range_of_losses_never_shrinks_while_a_run_goes_on(curve: LossCurve) -> None:
    recording = Recording(Settings(observations=100))
    tops = []
    for length in range(0, 700, 50):
        recording.advance_to(length)
        curve.show_recording(recording, length)
        tops.append(curve.plot.getPlotItem().viewRange()[1][1])
    assert tops == sorted(tops)


def shown_range(curve: LossCurve) -> tuple[float, float]:
    low, high = curve.plot.getPlotItem().viewRange()[1]
    return low, high


def test_enlarging_lets_small_losses_fill_the_height(curve: LossCurve) -> None:
    recording = Recording(Settings(observations=100))
    recording.advance_to(1000)
    curve.show_recording(recording, 1000)
    whole = shown_range(curve)
    for _ in range(12):
        wheel(curve, 950, 1, control=True)
    low, high = curve.plot.steps_in_view
    greatest = recording.losses[int(low) : int(high)].max()
    assert greatest <= shown_range(curve)[1] < whole[1]
    curve.fit_action.trigger()
    assert shown_range(curve) == whole


def test_shift_and_arrows_enlarge_and_move(qtbot: QtBot, curve: LossCurve) -> None:
    def press(key: Qt.Key) -> tuple[float, float]:
        qtbot.keyClick(curve.plot, key, Qt.KeyboardModifier.ShiftModifier)
        return curve.plot.steps_in_view

    whole = curve.plot.steps_in_view
    large = press(Qt.Key.Key_Up)
    assert whole[0] < large[0] < large[1] < whole[1]
    right = press(Qt.Key.Key_Right)
    assert right[0] > large[0]
    assert right[1] - right[0] == pytest.approx(large[1] - large[0])
    assert press(Qt.Key.Key_Left) == pytest.approx(large)
    press(Qt.Key.Key_Down)
    assert press(Qt.Key.Key_Down) == whole


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_playhead_that_leaves_the_stretch_in_view_takes_it_along(
    curve: LossCurve, recording: Recording, logarithmic: bool
) -> None:
    curve.log_steps_action.setChecked(logarithmic)
    for _ in range(6):
        wheel(curve, 400, 1, control=True)
    for position in (700, 1, 400):
        curve.show_recording(recording, position)
        low, high = curve.plot.steps_in_view
        assert low <= position <= high


def test_a_stretch_without_the_playhead_stays(curve: LossCurve, recording: Recording) -> None:
    for _ in range(8):
        wheel(curve, 100, 1, control=True)
    stretch = curve.plot.steps_in_view
    assert stretch[1] < 400
    for position in (401, 700, 0):
        curve.show_recording(recording, position)
        assert curve.plot.steps_in_view == stretch


def test_a_shorter_plan_never_leaves_an_empty_stretch_in_view(curve: LossCurve) -> None:
    for _ in range(8):
        wheel(curve, 950, 1, control=True)
    curve.show_recording(Recording(Settings(observations=100)), 0)
    curve.set_planned_steps(300)
    assert curve.plot.steps_in_view == (0, 10)


def test_one_sees_the_steps_that_exist_and_the_planned_end_grows_into_view(
    curve: LossCurve,
) -> None:
    run = Recording(Settings(observations=100))
    seen = []
    for length in (0, 3, 10, 11, 250, 700, 999, 1000, 1001):
        run.advance_to(length)
        curve.show_recording(run, length)
        seen.append(curve.plot.steps_in_view[1])
    assert seen == [10, 10, 10, 12, 250, 800, 1000, 1000, 1200]


def test_the_loss_of_a_step_is_not_told_before_its_phase(
    curve: LossCurve, recording: Recording
) -> None:
    loss = f"{recording.losses[49]:.6g}"
    curve.show_recording(recording, 50, known=False)
    assert "step 50  ·  its loss is not known yet" in curve.readout.text()
    assert loss not in curve.readout.text() + curve.plot.accessibleDescription()
    move(curve, point(curve, 50))
    assert loss not in curve.readout.text()
    move(curve, point(curve, 49))
    assert f"{recording.losses[48]:.6g}" in curve.readout.text()
    curve.show_recording(recording, 50)
    leave(curve)
    assert loss in curve.readout.text()


def test_steps_beyond_the_plan_do_not_move_the_picture_each_time(
    curve: LossCurve, recording: Recording
) -> None:
    seen = set()
    for position in range(1001, 1021):
        recording.advance_to(position)
        curve.show_recording(recording, position)
        seen.add(curve.plot.steps_in_view)
    assert len(seen) == 1
    assert seen.pop()[1] >= 1020


@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_playhead_is_in_sight_at_every_position(
    curve: LossCurve, recording: Recording, logarithmic: bool
) -> None:
    curve.log_steps_action.setChecked(logarithmic)
    for position in (0, 1, 730):
        curve.show_recording(recording, position)
        box = curve.plot.getPlotItem().getViewBox()
        [lines] = in_sight(curve, LossLines)
        assert 0 <= lines.playhead <= box.width()
        place = box.mapToScene(QPointF(lines.playhead, 1))
        assert seen(curve).pixelColor(int(place.x()), int(place.y())).name() == LIGHT.accent


def test_the_peak_of_another_branch_is_in_sight(curve: LossCurve, recording: Recording) -> None:
    wild = Recording(Settings(observations=100, learning_rate=20.0))
    wild.advance_to(300)
    assert wild.losses.max() > 2 * recording.losses.max()
    curve.set_ghosts((Ghost(wild, 0, 1, "wild"),))
    assert shown_range(curve)[1] >= wild.losses.max()


def test_averages_lie_below_their_epochs(curve: LossCurve, recording: Recording) -> None:
    for epoch, average in enumerate(recording.epoch_averages.tolist()):
        for step in (epoch * 100 + 5, epoch * 100 + 95):
            assert LIGHT.accent in colours(curve, step, average)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_of_very_many_averages_none_that_stands_out_is_left_out(
    curve: LossCurve, logarithmic: bool
) -> None:
    recording = Recording(Settings(observations=2, epochs=MOST_EPOCH_LINES + 1000))
    recording.advance_to(recording.settings.steps)
    curve.log_steps_action.setChecked(logarithmic)
    curve.set_planned_steps(recording.length)
    curve.show_recording(recording, recording.length)
    averages = recording.epoch_averages
    for epoch in (int(averages.argmax()), int(averages.argmin())):
        step, average = (epoch + 1) * 2.0, float(averages[epoch])
        assert LIGHT.accent in colours(curve, step, average)


def test_the_lines_take_the_colours_of_the_palette(curve: LossCurve, recording: Recording) -> None:
    average, losses = float(recording.epoch_averages[0]), recording.losses
    for theme in (DARK, LIGHT):
        curve.setPalette(theme.palette())
        assert theme.accent in colours(curve, 50, average)
        assert theme.muted in colours(curve, 200, float(losses[199]))
        future = colours(curve, 600, float(losses[599]))
        assert future - {theme.window}
        assert theme.muted not in future


def test_branches_take_the_colours_of_the_palette(curve: LossCurve, recording: Recording) -> None:
    other = Recording(Settings(observations=100, learning_rate=20.0))
    other.advance_to(600)
    curve.set_colour(1)
    curve.set_ghosts((Ghost(other, 0, 2, "other"),))
    loss, faint = float(recording.losses[199]), {}
    for theme in (DARK, LIGHT, DARK):
        curve.setPalette(theme.palette())
        assert theme.branch_colour(1) in colours(curve, 200, loss)
        ghost = colours(curve, 350, float(other.losses[349]))
        assert faint.setdefault(theme, ghost) == ghost
    dark, light = faint.values()
    assert not dark & light


def test_a_run_that_grew_in_view_looks_as_if_it_had_been_drawn_at_once(
    qtbot: QtBot, curve: LossCurve
) -> None:
    curve.resize(900, 200)
    for log_steps, log_loss in ((False, False), (True, True)):
        curve.log_steps_action.setChecked(log_steps)
        curve.log_loss_action.setChecked(log_loss)
        grown = Recording(Settings(observations=100, epochs=10))
        curve.show_recording(grown, 0)
        for length in (1, 2, 37, 99, 100, 101, 480, 481, 733):
            grown.advance_to(length)
            curve.show_recording(grown, length)
            seen(curve)
        for position, known in ((733, True), (400, True), (400, False), (402, True), (0, True)):
            curve.show_recording(grown, position, known)
            other = LossCurve()
            qtbot.addWidget(other)
            other.resize(curve.size())
            other.log_steps_action.setChecked(log_steps)
            other.log_loss_action.setChecked(log_loss)
            other.set_planned_steps(1000)
            other.show()
            qtbot.waitExposed(other)
            other.show_recording(grown, position, known)
            assert seen(curve) == seen(other)


def test_what_is_on_the_screen_is_what_a_full_painting_shows(
    qtbot: QtBot, curve: LossCurve, recording: Recording
) -> None:
    # Only the part that changed is painted, over what the screen shows already.
    other = Recording(Settings(observations=100, learning_rate=20.0))
    other.advance_to(600)
    curve.set_ghosts((Ghost(other, 300, 1, ""),))
    for position in (400, 730, 731, 735, 800, 20, 21, 500):
        recording.advance_to(position)
        curve.show_recording(recording, position)
        qtbot.wait(20)
        screen = curve.screen().grabWindow(curve.winId()).toImage()
        corner = curve.plot.mapTo(curve, QPoint())
        whole = curve.grab().toImage().convertToFormat(screen.format())
        assert screen.copy(QRect(corner, curve.plot.size())) == whole.copy(
            QRect(corner, curve.plot.size())
        )


class Regions(QObject):
    """What of a widget is painted again."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen: list[QRegion] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.seen.append(QRegion(event.region()))
        return False


def test_while_it_grows_one_narrow_rectangle_is_painted_again(
    qtbot: QtBot, curve: LossCurve, recording: Recording
) -> None:
    curve.show_recording(recording, recording.length)
    qtbot.wait(20)
    regions = Regions(curve.plot.viewport())
    lowest = recording.losses.argmin()
    for _ in range(12):
        recording.advance_to(recording.length + 8)
        curve.show_recording(recording, recording.length)
        qtbot.wait(20)
    # The mark of the lowest loss changed, too, on the way.
    assert recording.losses.argmin() != lowest
    assert len(regions.seen) >= 12
    assert all(each.rectCount() == 1 for each in regions.seen)
    narrow = [each.boundingRect().width() < 60 for each in regions.seen]
    assert sum(narrow) > 6


def test_everything_is_at_hand_by_name(curve: LossCurve) -> None:
    buttons = curve.findChildren(QToolButton)
    assert len(buttons) == 4
    for control in (*buttons, curve.plot):
        assert control.accessibleName()
        assert control.toolTip()
    assert {each.text() for each in curve.plot.actions()} == {
        each.defaultAction().text() for each in buttons
    }


def test_other_branches_are_drawn_from_where_they_part(curve: LossCurve) -> None:
    other = Recording(Settings(observations=100, learning_rate=20.0))
    other.advance_to(600)
    steps = 100, 350
    curve.set_ghosts((Ghost(other, 300, 1, "other"),))
    shown = [colours(curve, step, float(other.losses[step - 1])) for step in steps]
    curve.set_ghosts((Ghost(other, 600, 1, "other"),))
    without = [colours(curve, step, float(other.losses[step - 1])) for step in steps]
    assert shown[0] == without[0]
    assert shown[1] != without[1]


def test_other_branches_are_told_apart_without_their_colours(
    curve: LossCurve, recording: Recording
) -> None:
    curve.resize(900, 300)
    other = Recording(Settings(observations=100, learning_rate=20.0))
    other.advance_to(600)
    theme = LIGHT
    alike = theme._replace(branch_colours=theme.branch_colours[:1])
    drawn = []
    for number in range(5):
        curve.set_ghosts((Ghost(other, 0, number, "other"),))
        curve._lines.set_colours(alike, alike.muted)
        drawn.append(bytes(seen(curve).constBits()))
    assert len(set(drawn)) == 5


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_LIGHT, HIGH_DARK])
def test_what_is_drawn_faintly_is_seen_all_the_same(theme: Theme) -> None:
    ground = QColor(theme.window)
    for colour in (theme.muted, *theme.branch_colours):
        for share in (0.35, 0.55):
            made = QColor(lines._faint(colour, theme.window, share))
            assert contrast(made, ground) >= 3.0
            assert contrast(made, ground) <= contrast(QColor(colour), ground)


def test_other_branches_are_named_where_they_end_and_no_name_covers_another(
    curve: LossCurve,
) -> None:
    curve.resize(900, 200)
    ghosts = []
    for name, steps in (("one", 600), ("two", 601), ("<b>three</b>", 200)):
        # All of them end at the lower edge.
        other = Recording(Settings(observations=100, learning_rate=1.0))
        other.advance_to(steps)
        ghosts.append(Ghost(other, 0, 1, name))
    curve.set_ghosts(tuple(ghosts))
    bare = seen(curve)
    _, _, places = curve._lines._named or (None, None, [])
    assert [name for _, name in places] == ["one", "two", "<b>three</b>"]
    for number, (place, _) in enumerate(places):
        assert not any(place.intersects(each) for each, _ in places[:number])
        assert curve._lines.boundingRect().contains(place)
    curve.set_ghosts(tuple(each._replace(name="") for each in ghosts))
    assert seen(curve) != bare


def test_pictures_are_written(curve: LossCurve, tmp_path: Path) -> None:
    save_png(curve.plot, tmp_path / "a.png")
    save_svg(curve.plot, tmp_path / "a.svg")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "a.svg").read_text("utf-8")
    with pytest.raises(OSError, match="No such file"):
        save_png(curve.plot, tmp_path / "no" / "a.png")


def test_at_the_start_of_a_recorded_run_no_step_s_loss_is_told(
    qtbot: QtBot, curve: LossCurve, recording: Recording
) -> None:
    curve.show_recording(recording, 0)
    assert curve.readout.text() == "step 0  ·  before the first step there is no loss"
    qtbot.waitUntil(lambda: "no loss" in curve.plot.accessibleDescription(), timeout=3000)
    move(curve, point(curve, 100))
    assert f"loss {recording.losses[curve.plot.step_below_mouse - 1]:.6g}" in curve.readout.text()


def test_an_empty_recording_says_what_to_do(qtbot: QtBot, curve: LossCurve) -> None:
    curve.show_recording(Recording(Settings()), 0)
    assert in_sight(curve, pg.TextItem)
    assert "cross-entropy" in curve.readout.text()
    move(curve, point(curve, 100))
    assert "cross-entropy" in curve.readout.text()
    assert not in_sight(curve, pg.InfiniteLine)
    qtbot.waitUntil(
        lambda: curve.plot.accessibleDescription() == "No step is made yet.", timeout=3000
    )
