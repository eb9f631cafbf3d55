from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.pictures.loss.plot import LossPlot
from app.widgets.theme import DARK, LIGHT

NOTCH = 120
LEFT, RIGHT = QPoint(200, 60), QPoint(700, 60)
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Heard:
    """What the plot said, in order."""

    def __init__(self, plot: LossPlot) -> None:
        self.chosen: list[int] = []
        self.turned: list[int] = []
        self.ranges: list[bool] = []
        self.hovers = 0
        for signal in (plot.pressed, plot.chosen):
            signal.connect(self.chosen.append)
        plot.turned.connect(self.turned.append)
        plot.range_changed.connect(self.ranges.append)
        plot.hovered.connect(self._hover)

    def _hover(self) -> None:
        self.hovers += 1


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What holds the plot: as a window of its own it would lose its insides while it is closed."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 240)
    return made


@pytest.fixture
def plot(qtbot: QtBot, window: QWidget) -> LossPlot:
    made = LossPlot()
    made.setParent(window)
    made.resize(window.size())
    made.recolour(LIGHT)
    window.show()
    qtbot.waitExposed(window)
    made.set_whole(1000)
    made.set_losses(0.0, 1.0)
    return made


@pytest.fixture
def heard(plot: LossPlot) -> Heard:
    return Heard(plot)


def at(plot: LossPlot, place: QPoint) -> int:
    return plot.step_at(QPointF(place))


def turn(plot: LossPlot, delta: int, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    event = QWheelEvent(
        QPointF(RIGHT), plot.mapToGlobal(QPointF(RIGHT)), QPoint(), QPoint(0, delta),
        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plot.viewport(), event)


def move(
    plot: LossPlot,
    place: QPoint,
    buttons: Qt.MouseButton = Qt.MouseButton.NoButton,
    modifier: Qt.KeyboardModifier = PLAIN,
) -> None:
    where = QPointF(place), plot.mapToGlobal(QPointF(place))
    event = QMouseEvent(QEvent.Type.MouseMove, *where, Qt.MouseButton.NoButton, buttons, modifier)
    QApplication.sendEvent(plot.viewport(), event)


def drag(
    qtbot: QtBot,
    plot: LossPlot,
    start: QPoint,
    end: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    modifier: Qt.KeyboardModifier = PLAIN,
) -> None:
    qtbot.mousePress(plot.viewport(), button, modifier, start)
    move(plot, end, button, modifier)
    qtbot.mouseRelease(plot.viewport(), button, modifier, end)


def width(plot: LossPlot) -> float:
    low, high = plot.steps_in_view
    return high - low


def test_the_whole_run_is_seen_at_first_and_at_least_ten_steps(plot: LossPlot) -> None:
    assert plot.steps_in_view == (0.0, 1000.0)
    plot.set_whole(3)
    assert plot.steps_in_view == (0.0, 10.0)


def test_a_longer_run_is_seen_whole_unless_a_part_is_enlarged(plot: LossPlot, heard: Heard) -> None:
    plot.set_whole(2000)
    assert plot.steps_in_view == (0.0, 2000.0)
    plot.zoom(8)
    enlarged = plot.steps_in_view
    plot.set_whole(3000)
    assert plot.steps_in_view == enlarged
    plot.set_whole(500)
    assert plot.steps_in_view == (0.0, 500.0)
    assert heard.ranges == [False, True, False, False]


def test_a_click_and_a_drag_choose_the_steps_below_the_mouse(
    qtbot: QtBot, plot: LossPlot, heard: Heard
) -> None:
    drag(qtbot, plot, LEFT, RIGHT)
    assert heard.chosen == [at(plot, LEFT), at(plot, RIGHT)]
    assert 0 < heard.chosen[0] < heard.chosen[1] < 1000
    move(plot, LEFT)
    assert len(heard.chosen) == 2
    assert plot.steps_in_view == (0.0, 1000.0)


def test_steps_lie_evenly_between_the_ends_of_the_axis(plot: LossPlot) -> None:
    middle = QPoint((LEFT.x() + RIGHT.x()) // 2, LEFT.y())
    assert at(plot, middle) == pytest.approx((at(plot, LEFT) + at(plot, RIGHT)) / 2, abs=1)
    assert at(plot, QPoint(0, 60)) < 0
    assert at(plot, QPoint(899, 60)) > 1000


def test_on_a_logarithmic_axis_each_tenfold_is_as_wide(plot: LossPlot) -> None:
    plot.set_scales(log_steps=True, log_loss=False)
    assert plot.steps_in_view == (1.0, 1000.0)
    middle = QPoint((LEFT.x() + RIGHT.x()) // 2, LEFT.y())
    expected = math.sqrt(at(plot, LEFT) * at(plot, RIGHT))
    assert at(plot, middle) == pytest.approx(expected, rel=0.1)
    plot.set_scales(log_steps=False, log_loss=False)
    assert plot.steps_in_view == (0.0, 1000.0)


@pytest.mark.parametrize(
    ("button", "modifier"),
    [(Qt.MouseButton.MiddleButton, PLAIN), (Qt.MouseButton.LeftButton, SHIFT)],
)
def test_gripping_moves_what_is_seen_and_chooses_nothing(
    qtbot: QtBot,
    plot: LossPlot,
    heard: Heard,
    button: Qt.MouseButton,
    modifier: Qt.KeyboardModifier,
) -> None:
    plot.zoom(8)
    before, seen = at(plot, RIGHT), width(plot)
    drag(qtbot, plot, RIGHT, QPoint(RIGHT.x() - 100, 60), button, modifier)
    # The step that was gripped is still below the mouse.
    assert at(plot, QPoint(RIGHT.x() - 100, 60)) == pytest.approx(before, abs=1)
    assert width(plot) == pytest.approx(seen)
    assert heard.chosen == []


def test_what_is_seen_never_leaves_the_run(qtbot: QtBot, plot: LossPlot) -> None:
    plot.zoom(8)
    seen = width(plot)
    drag(qtbot, plot, LEFT, QPoint(5000, 60), Qt.MouseButton.MiddleButton)
    assert plot.steps_in_view == (0.0, pytest.approx(seen))
    drag(qtbot, plot, RIGHT, QPoint(-9000, 60), Qt.MouseButton.MiddleButton)
    assert plot.steps_in_view == (pytest.approx(1000 - seen), pytest.approx(1000))


def test_the_wheel_with_control_enlarges_around_the_step_below_it(plot: LossPlot) -> None:
    below, seen = at(plot, RIGHT), width(plot)
    turn(plot, NOTCH, CONTROL)
    assert width(plot) == pytest.approx(seen / 1.25)
    assert at(plot, RIGHT) == pytest.approx(below, abs=1)
    turn(plot, -NOTCH, CONTROL)
    assert width(plot) == pytest.approx(seen)


def test_the_wheel_alone_is_told_in_whole_notches(plot: LossPlot, heard: Heard) -> None:
    for delta in (NOTCH, -2 * NOTCH, NOTCH // 2, NOTCH // 2, -NOTCH // 2, NOTCH // 4):
        turn(plot, delta)
    assert heard.turned == [1, -2, 1]
    assert plot.steps_in_view == (0.0, 1000.0)


def test_enlarging_ends_at_ten_steps_and_reducing_at_the_run(plot: LossPlot) -> None:
    plot.zoom(100)
    assert width(plot) == pytest.approx(10)
    plot.zoom(-100)
    assert plot.steps_in_view == (0.0, 1000.0)


def test_shift_and_arrows_enlarge_and_move(qtbot: QtBot, plot: LossPlot) -> None:
    qtbot.keyClick(plot, Qt.Key.Key_Up, SHIFT)
    assert plot.steps_in_view == (pytest.approx(100), pytest.approx(900))
    qtbot.keyClick(plot, Qt.Key.Key_Right, SHIFT)
    assert plot.steps_in_view == (pytest.approx(180), pytest.approx(980))
    qtbot.keyClick(plot, Qt.Key.Key_Left, SHIFT)
    qtbot.keyClick(plot, Qt.Key.Key_Down, SHIFT)
    assert plot.steps_in_view == (0.0, 1000.0)


def test_arrows_alone_are_left_to_the_window(qtbot: QtBot, plot: LossPlot) -> None:
    plot.zoom(4)
    before = plot.steps_in_view
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(plot, key)
    assert plot.steps_in_view == before


def test_a_double_click_shows_all(qtbot: QtBot, plot: LossPlot, heard: Heard) -> None:
    plot.zoom(8)
    qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, PLAIN, RIGHT)
    assert plot.steps_in_view == (0.0, 1000.0)
    assert heard.ranges[-1] is True


def test_what_the_mouse_points_at_is_told_until_it_leaves(plot: LossPlot, heard: Heard) -> None:
    assert plot.step_below_mouse is None
    move(plot, RIGHT)
    assert plot.step_below_mouse == at(plot, RIGHT)
    told = heard.hovers
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert plot.step_below_mouse is None
    assert heard.hovers == told + 1


@pytest.mark.parametrize(
    ("before", "now", "moves"),
    [(500, 560, True), (500, 440, True), (500, 505, False), (10, 990, False)],
)
def test_a_step_that_leaves_the_view_is_followed_if_it_was_in_it(
    plot: LossPlot, heard: Heard, before: int, now: int, moves: bool
) -> None:
    plot.zoom(10)
    first, seen = plot.steps_in_view, width(plot)
    heard.ranges.clear()
    plot.follow(before, now)
    low, high = plot.steps_in_view
    assert (plot.steps_in_view != first) == moves
    assert width(plot) == pytest.approx(seen)
    if moves:
        # It stands a little inside the edge that it had crossed.
        assert low < now < high
        edge = high if now > before else low
        assert abs(edge - now) == pytest.approx(seen * 0.05)
        assert heard.ranges == [False]


def test_a_whole_run_in_view_follows_nothing(plot: LossPlot, heard: Heard) -> None:
    plot.follow(500, 5000)
    assert plot.steps_in_view == (0.0, 1000.0)
    assert heard.ranges == []


def test_light_and_dark_have_their_own_ground_and_writing(plot: LossPlot) -> None:
    for theme in (LIGHT, DARK):
        plot.recolour(theme)
        picture = plot.grab().toImage()
        assert picture.pixelColor(450, 60).name() == theme.window
        below = [
            picture.pixelColor(x, y).lightness() for x in range(60, 900, 2) for y in range(205, 238)
        ]
        ground = picture.pixelColor(450, 60).lightness()
        assert max(abs(each - ground) for each in below) > 80


def test_the_name_of_the_losses_is_short_where_there_is_little_room(plot: LossPlot) -> None:
    axis = plot.getPlotItem().getAxis("left")
    assert axis.labelText == "loss (cross-entropy)"
    plot.resize(900, 130)
    assert axis.labelText == "loss"
