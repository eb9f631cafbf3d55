from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from picture_fit import words
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.pictures.loss.curve import LossCurve
from app.pictures.loss.marks import APART, BELOW, TOP
from nn.core.settings import Settings
from nn.explain.marks import GUESSING, Mark
from nn.run.recording import Recording

RATE = Mark(200, "rate", "learning rate 0.5 from here on")
FIRST = Mark(327, "all right", "all 32 right for the first time")
BEGINS = Mark(600, "branch", "Branch 1 begins", 1)


@pytest.fixture
def curve(curve: LossCurve) -> LossCurve:
    curve.set_marks((RATE, FIRST, BEGINS))
    return curve


@pytest.fixture
def chosen(curve: LossCurve) -> list[int]:
    heard: list[int] = []
    curve.position_chosen.connect(heard.append)
    return heard


def place(curve: LossCurve, step: float, loss: float | None = None) -> QPoint:
    """Where the mark of a step is, or a step and a loss, in pixels of the plot."""
    box = curve.plot.getPlotItem().getViewBox()
    x, y = curve.plot.place(step, 1.0 if loss is None else loss)
    point = box.mapFromView(QPointF(x, y))
    scene = box.mapToScene(QPointF(point.x(), TOP if loss is None else point.y()))
    return curve.plot.mapFromScene(scene)


@pytest.mark.parametrize("mark", [RATE, FIRST, BEGINS])
@pytest.mark.parametrize("beside", [-4, 0, 4])
def test_a_mark_is_named_under_the_mouse_and_a_click_goes_exactly_there(
    qtbot: QtBot, curve: LossCurve, chosen: list[int], mark: Mark, beside: int
) -> None:
    point = place(curve, mark.position) + QPoint(beside, 0)
    qtbot.mouseMove(curve.plot.viewport(), point)
    assert f"step {mark.position}  ·  {mark.text}" in curve.readout.text()
    assert curve.plot.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseClick(curve.plot.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen == [mark.position]


def test_below_a_mark_the_step_under_the_mouse_is_chosen(
    qtbot: QtBot, curve: LossCurve, chosen: list[int]
) -> None:
    point = place(curve, 327) + QPoint(4, 60)
    qtbot.mouseClick(curve.plot.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen == [curve.plot.step_at(QPointF(point))]
    assert chosen != [327]
    assert curve.plot.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_lowest_loss_is_marked_where_it_is(
    qtbot: QtBot, curve: LossCurve, recording: Recording, chosen: list[int]
) -> None:
    step = int(recording.losses.argmin()) + 1
    point = place(curve, step, float(recording.losses[step - 1]))
    qtbot.mouseMove(curve.plot.viewport(), point)
    assert f"step {step}  ·  the lowest loss" in curve.readout.text()
    qtbot.mouseClick(curve.plot.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen == [step]
    recording.advance_to(1000)
    curve.show_recording(recording, 1000)
    lowest = int(recording.losses.argmin()) + 1
    curve.show_recording(recording, lowest)
    curve.plot.leaveEvent(None)  # type: ignore[arg-type]
    assert "the lowest loss" in curve.readout.text()
    assert lowest != step


def test_the_lowest_loss_is_not_told_before_the_phase_that_makes_it(
    curve: LossCurve, recording: Recording, chosen: list[int]
) -> None:
    curve.set_marks(())
    step = int(recording.losses.argmin()) + 1
    curve.show_recording(recording, step, known=False)
    assert "lowest" not in curve.readout.text()
    curve.next_mark_action.trigger()
    curve.previous_mark_action.trigger()
    assert chosen == []
    unknown = curve.plot.grab().toImage()
    curve.show_recording(recording, step)
    assert "lowest" in curve.readout.text()
    assert curve.plot.grab().toImage() != unknown


def test_the_loss_of_guessing_is_named_along_its_line(
    qtbot: QtBot, curve: LossCurve, chosen: list[int]
) -> None:
    point = place(curve, 700, GUESSING)
    qtbot.mouseMove(curve.plot.viewport(), point)
    assert "guessing 0.5 everywhere" in curve.readout.text()
    qtbot.mouseMove(curve.plot.viewport(), point + QPoint(0, 20))
    assert "guessing" not in curve.readout.text()


def test_where_the_playhead_stands_at_a_mark_it_is_named_and_told(
    qtbot: QtBot, curve: LossCurve
) -> None:
    recording = curve._recording
    assert recording is not None
    curve.show_recording(recording, 327)
    assert FIRST.text in curve.readout.text()
    qtbot.waitUntil(lambda: FIRST.text in curve.plot.accessibleDescription(), timeout=2000)
    curve.show_recording(recording, 328)
    assert FIRST.text not in curve.readout.text()


def test_keys_go_from_mark_to_mark(
    curve: LossCurve, recording: Recording, chosen: list[int]
) -> None:
    lowest = int(recording.losses.argmin()) + 1
    marked = sorted({200, 327, 600, lowest})
    curve.show_recording(recording, 0)
    for _ in range(len(marked) + 1):
        curve.next_mark_action.trigger()
        curve.show_recording(recording, chosen[-1])
    assert chosen == marked
    for _ in range(len(marked)):
        curve.previous_mark_action.trigger()
        curve.show_recording(recording, chosen[-1])
    assert chosen == [*marked, *marked[-2::-1]]


def test_marks_that_crowd_are_one_that_says_so_and_part_when_enlarged(
    qtbot: QtBot, curve: LossCurve, recording: Recording, chosen: list[int]
) -> None:
    crowd = tuple(Mark(300 + each, "weight", f"weight {each}") for each in range(4))
    curve.set_marks((*crowd, Mark(304, "all right", "all right")))
    point = place(curve, 303)
    qtbot.mouseMove(curve.plot.viewport(), point)
    named = "all right, weight 0 at step 300, weight 1 at step 301 (and 2 more marks here)"
    assert f"step 304  ·  {named}" in curve.readout.text()
    assert len(curve._marks._groups) == 1
    curve.plot.zoom(30, 302.0)
    QApplication.processEvents()
    lefts = [each.left for each in curve._marks._groups]
    assert len(lefts) > 1
    assert all(b - a >= APART for a, b in pairwise(lefts))


def test_what_began_at_one_step_is_all_named_and_all_drawn(qtbot: QtBot, curve: LossCurve) -> None:
    leaves = Mark(200, "branch", "Branch 1 leaves Main run", 1)
    curve.set_marks((leaves, RATE))
    point = place(curve, 200)
    for mark, below in ((leaves, 0), (RATE, round(BELOW))):
        qtbot.mouseMove(curve.plot.viewport(), point + QPoint(2, below))
        assert f"step 200  ·  {leaves.text}, {RATE.text}" in curve.readout.text()
        inside = curve.plot.grab().toImage().pixelColor(point + QPoint(0, below))
        assert inside.name() == curve._marks._colour(mark)


@pytest.mark.parametrize("begun", [False, True])
def test_the_loss_of_guessing_has_its_name_though_there_is_little_room_above(
    curve: LossCurve, begun: bool, tmp_path: Path
) -> None:
    if begun:
        made = Recording(Settings())
        made.advance_to(1)
        curve.set_marks(())
        curve.show_recording(made, 1)
        QApplication.processEvents()
    [name] = [each for each in words(curve.plot, tmp_path / "a.svg") if each.text == "ln 2"]
    line = place(curve, 700, GUESSING).y()
    assert (name.ink.top() > line) == begun
    assert abs(name.ink.center().y() - line) < 20


def test_ten_thousand_marks_are_no_more_than_there_is_room_for(curve: LossCurve) -> None:
    curve.set_marks(tuple(Mark(each % 1000, "weight", "w") for each in range(10_000)))
    assert len(curve._marks._groups) <= 900 / APART + 1


def test_marks_change_no_loss_that_is_seen(qtbot: QtBot, curve: LossCurve) -> None:
    curve.set_marks(())
    before = curve.plot.grab().toImage()
    curve.set_marks((RATE, FIRST, BEGINS))
    assert curve.plot.grab().toImage() != before
