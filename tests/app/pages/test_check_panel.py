from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from sights import at

from app.pages import check as check_module
from app.pages.check import CheckPanel
from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.gradient_check import GradientCheck, check_gradients
from nn.explain.phases import PHASES, index_writing
from nn.explain.sight import Sight
from nn.run.recording import Recording

CELL = 26
"""Pixels of a cell, where there is room enough."""


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings(bits=3, hidden_units=4))
    made.advance_to(30)
    return made


@pytest.fixture
def panel(qtbot: QtBot) -> CheckPanel:
    made = CheckPanel()
    qtbot.addWidget(made)
    made.resize(330, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(qtbot: QtBot, panel: CheckPanel, sight: Sight) -> None:
    before = panel.result.text()
    panel.show_sight(sight)
    qtbot.waitUntil(lambda: panel.result.text() != before, timeout=3000)
    # The maps get their room when the event loop comes round.
    qtbot.waitUntil(lambda: all(each.height() >= 3 * CELL for each in panel.maps.values()))


def names_by_keys(qtbot: QtBot, panel: CheckPanel, gradient: str) -> list[list[str]]:
    """What the cells of a map are called, row by row, as the arrow keys go through them."""
    picture = panel.maps[gradient]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        for _ in range(10):
            qtbot.keyClick(picture, key)
    rows: list[list[str]] = []
    while not rows or rows[-1][0] != panel.pointed.text():
        row: list[str] = []
        while not row or row[-1] != panel.pointed.text():
            row.append(panel.pointed.text())
            qtbot.keyClick(picture, Qt.Key.Key_Right)
        for _ in row:
            qtbot.keyClick(picture, Qt.Key.Key_Left)
        if rows and rows[-1] == row:
            return rows
        rows.append(row)
        qtbot.keyClick(picture, Qt.Key.Key_Down)
    return rows


def test_every_cell_of_the_maps_is_named_with_its_own_numbers(
    qtbot: QtBot, panel: CheckPanel, recording: Recording
) -> None:
    shown(qtbot, panel, at(recording, 5))
    step = recording.step(5)
    check = check_gradients(step)
    assert check is not None
    for gradient, units in (("d1", "xh"), ("d2", "yh")):
        names = names_by_keys(qtbot, panel, gradient)
        assert (len(names), len(names[0])) == (3, 4)
        for row in range(3):
            for column in range(4):
                # Hidden units are the columns of both maps; d2 is shown transposed.
                index = (row, column) if gradient == "d1" else (column, row)
                outer, hidden = f"{units[0]}{row + 1}", f"h{column + 1}"
                places = (outer, hidden) if gradient == "d1" else (hidden, outer)
                error = check.error1 if gradient == "d1" else check.error2
                lines = names[row][column].replace("−", "-").splitlines()
                assert lines == [
                    f"{gradient}[{places[0]},{places[1]}]",
                    f"back-propagation {getattr(step, gradient)[index] + 0.0:.6g}",
                    f"differences {getattr(check, gradient)[index] + 0.0:.6g}",
                    f"relative error {error[index]:.1e}",
                ]


def test_the_mouse_names_the_cell_below_it(
    qtbot: QtBot, panel: CheckPanel, recording: Recording
) -> None:
    shown(qtbot, panel, at(recording, 5))
    picture = panel.maps["d2"]
    by_keys = names_by_keys(qtbot, panel, "d2")
    centre_of_last = QPoint(round(CELL * 3.5), round(CELL * 2.5))
    qtbot.mouseMove(picture, centre_of_last)
    assert panel.pointed.text() == by_keys[2][3]


def test_gradients_that_are_right_are_said_to_agree(
    qtbot: QtBot, panel: CheckPanel, recording: Recording
) -> None:
    shown(qtbot, panel, at(recording, 5))
    assert panel.result.text().startswith("Back-propagation agrees: largest relative error ")
    assert "of step 5:" in panel.result.text()


def test_a_wrong_gradient_is_named_and_coloured_in_the_place_of_its_weight(
    qtbot: QtBot, panel: CheckPanel, recording: Recording
) -> None:
    sight = at(recording, 5)
    assert sight.step is not None
    d2 = sight.step.d2.copy()
    d2[3, 0] += 1.0
    shown(qtbot, panel, replace(sight, step=replace(sight.step, d2=d2)))
    assert panel.result.text().startswith("Back-propagation does not agree: ")
    assert "at d2[h4,y1] of step 5:" in panel.result.text()
    picture = panel.maps["d2"].grab().toImage()
    ratio = picture.devicePixelRatio()
    colours = {
        (row, column): picture.pixelColor(
            round(CELL * (column + 0.5) * ratio), round(CELL * (row + 0.5) * ratio)
        )
        for row in range(3)
        for column in range(4)
    }
    odd = colours.pop((0, 3))
    assert all(abs(odd.green() - each.green()) > 100 for each in colours.values())


def test_steps_that_pass_by_are_not_checked_and_the_one_that_stays_is(
    qtbot: QtBot, panel: CheckPanel, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[int] = []

    def counted(step: Step) -> GradientCheck | None:
        checked.append(step.number)
        return check_gradients(step)

    monkeypatch.setattr(check_module, "check_gradients", counted)
    for position in range(31):
        panel.show_sight(at(recording, position))
    assert checked == []
    qtbot.waitUntil(lambda: "step 30:" in panel.result.text(), timeout=3000)
    assert checked == [30]


def test_the_same_step_is_not_checked_twice(
    qtbot: QtBot, panel: CheckPanel, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    sight = at(recording, 5)
    shown(qtbot, panel, sight)
    monkeypatch.setattr(check_module, "check_gradients", None)
    panel.show_sight(sight)
    qtbot.wait(200)
    assert "step 5:" in panel.result.text()


def test_without_a_step_there_is_nothing_to_check(
    qtbot: QtBot, panel: CheckPanel, recording: Recording
) -> None:
    shown(qtbot, panel, at(recording, 1))
    assert panel.check is not None
    shown(qtbot, panel, at(recording, 0))
    assert panel.result.text() == "Make a step to check its gradients."
    assert panel.check is None
    assert names_by_keys(qtbot, panel, "d1") == [[""]]


@pytest.mark.parametrize("phase", range(len(PHASES)))
def test_a_step_is_checked_once_both_of_its_gradients_are_made(
    qtbot: QtBot, panel: CheckPanel, recording: Recording, phase: int
) -> None:
    made = phase >= max(index_writing("d1"), index_writing("d2"))
    panel.show_sight(at(recording, 7, phase))
    said = "of step 7:" if made else "The gradients of this step are not all made yet."
    qtbot.waitUntil(lambda: said in panel.result.text(), timeout=3000)
    assert (panel.check is not None) == made
