from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.pages.stops import StopsPanel
from nn.run.conditions import Breakpoint


@pytest.fixture
def panel(qtbot: QtBot) -> StopsPanel:
    made = StopsPanel()
    qtbot.addWidget(made)
    return made


def paste(panel: StopsPanel, kind: str, text: str) -> None:
    field = panel.rows[kind].field
    field.selectAll()
    QGuiApplication.clipboard().setText(text)
    field.paste()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("loss_below", "0.05", 0.05),
        ("loss_below", "5e-2", 0.05),
        ("step", "1,234", 1234),
        ("step", "1 234", 1234),
    ],
)
def test_a_number_that_is_typed_ticks_its_condition(
    panel: StopsPanel, kind: str, text: str, value: float
) -> None:
    paste(panel, kind, text)
    found = panel.breakpoints()
    assert found is not None
    assert found.conditions == (Breakpoint(kind, value),)
    assert panel.rows[kind].problem.isHidden()


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("loss_below", "0,05", "“0,05” is no number: write 0.05."),
        ("average_below", "1,234", "“1,234” is no number: write 1.234."),
        ("loss_above", "nan", "“nan” is no number."),
        ("step", "1_000", "“1_000” is no whole number."),
        ("step", "٣", "“٣” is no whole number."),
        ("step", "1e3", "“1e3” is no whole number."),
        ("epoch", "5.000", "“5.000” is no whole number: write 5000."),
        ("step", "9" * 400, "“step … is reached” needs a whole number from 1 to 67,108,864; "),
    ],
)
def test_what_is_no_number_stops_nothing_and_says_why(
    panel: StopsPanel, kind: str, text: str, problem: str
) -> None:
    paste(panel, kind, text)
    row = panel.rows[kind]
    assert not row.problem.isHidden()
    assert row.problem.text().startswith(problem)
    assert len(row.problem.text()) < 120
    assert row.field.accessibleDescription() == row.problem.text()
    assert panel.breakpoints() is None
