from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.pages.stops import StopsPanel
from nn.run.conditions import KINDS, Breakpoint


@pytest.fixture
def panel(qtbot: QtBot) -> StopsPanel:
    made = StopsPanel()
    qtbot.addWidget(made)
    made.resize(330, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def box(panel: StopsPanel, text: str) -> QCheckBox:
    """The box that a person reads the text beside."""
    found = [each for each in panel.findChildren(QCheckBox) if text in each.text()]
    assert len(found) == 1
    return found[0]


def field(panel: StopsPanel, name: str) -> QLineEdit:
    """The field that a screen reader calls by that name."""
    found = [each for each in panel.findChildren(QLineEdit) if each.accessibleName() == name]
    assert len(found) == 1
    return found[0]


def tick(qtbot: QtBot, panel: StopsPanel, text: str) -> None:
    qtbot.keyClick(box(panel, text), Qt.Key.Key_Space)


def overtype(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, text)


def read_out(panel: QWidget) -> str:
    """All text that is to be seen."""
    return "\n".join(each.text() for each in panel.findChildren(QLabel) if each.isVisible())


def conditions(panel: StopsPanel) -> tuple[Breakpoint, ...]:
    asked = panel.breakpoints()
    return asked.conditions if asked else ()


def test_there_is_a_box_for_every_kind_and_a_field_where_it_has_a_number(panel: StopsPanel) -> None:
    assert len(panel.findChildren(QCheckBox)) == len(KINDS)
    shown = [each for each in panel.findChildren(QLineEdit) if each.isVisible()]
    assert {each.accessibleName() for each in shown} == {
        kind.text.format(value="…") for kind in KINDS.values() if kind.whole is not None
    }


def test_nothing_is_ticked_at_first(panel: StopsPanel) -> None:
    assert panel.breakpoints() is None


def test_what_is_ticked_stops_the_run_with_the_number_beside_it(
    qtbot: QtBot, panel: StopsPanel
) -> None:
    tick(qtbot, panel, "A bit is wrong")
    tick(qtbot, panel, "Step")
    assert conditions(panel) == (
        Breakpoint("step", KINDS["step"].default),
        Breakpoint("wrong_bit"),
    )
    tick(qtbot, panel, "A bit is wrong")
    assert [each.kind for each in conditions(panel)] == ["step"]
    tick(qtbot, panel, "Step")
    assert panel.breakpoints() is None


def test_typing_a_number_ticks_its_condition(qtbot: QtBot, panel: StopsPanel) -> None:
    overtype(qtbot, field(panel, "the loss of a step falls below …"), "0.25")
    assert conditions(panel) == (Breakpoint("loss_below", 0.25),)
    assert box(panel, "The loss of a step falls below").isChecked()


def test_thousands_may_be_set_apart(qtbot: QtBot, panel: StopsPanel) -> None:
    overtype(qtbot, field(panel, "step … is reached"), " 1,217 ")
    assert conditions(panel) == (Breakpoint("step", 1217),)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("step … is reached", "soon", "“soon” is no whole number."),
        ("the loss of a step rises above …", "", "A number is needed."),
        ("step … is reached", "1.5", "“1.5” is no whole number."),
        ("step … is reached", "0", "needs a whole number from 1 to "),
        ("epoch … is finished", "10001", "from 1 to 10,000; it is 10,001."),
    ],
)
def test_a_number_that_is_not_allowed_is_explained_and_stops_nothing(
    qtbot: QtBot, panel: StopsPanel, name: str, text: str, problem: str
) -> None:
    line = field(panel, name)
    overtype(qtbot, line, "5")
    assert len(conditions(panel)) == 1
    overtype(qtbot, line, text)
    assert panel.breakpoints() is None
    assert problem in read_out(panel)
    assert problem in line.accessibleDescription()
    overtype(qtbot, line, "7")
    assert problem not in read_out(panel)
    assert line.accessibleDescription() == ""
    assert len(conditions(panel)) == 1


def test_a_wrong_number_of_a_condition_that_is_not_ticked_is_no_problem(
    qtbot: QtBot, panel: StopsPanel
) -> None:
    overtype(qtbot, field(panel, "step … is reached"), "soon")
    tick(qtbot, panel, "Step")
    assert "no number" not in read_out(panel)
    tick(qtbot, panel, "A bit is wrong")
    assert conditions(panel) == (Breakpoint("wrong_bit"),)
