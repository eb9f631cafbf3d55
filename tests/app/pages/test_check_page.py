from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.pages import check as check_module
from app.pages.check import CheckPanel
from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.gradient_check import GradientCheck, check_gradients
from nn.explain.sight import Sight, sight_of
from nn.run.recording import Recording


@pytest.fixture
def panel(qtbot: QtBot) -> CheckPanel:
    made = CheckPanel()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture(scope="module")
def sights() -> list[Sight]:
    """What there is to see after each step, and before the first one."""
    recording = Recording(Settings(bits=3, hidden_units=4))
    recording.advance_to(30)
    return [sight_of(recording, recording.moment(at)) for at in range(31)]


@pytest.fixture(scope="module")
def steps(sights: list[Sight]) -> list[Step]:
    return [sight.step for sight in sights if sight.step is not None]


def test_steps_that_pass_by_are_not_checked_and_the_one_that_stays_is(
    qtbot: QtBot, panel: CheckPanel, sights: list[Sight], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[int] = []

    def counted(step: Step) -> GradientCheck | None:
        checked.append(step.number)
        return check_gradients(step)

    monkeypatch.setattr(check_module, "check_gradients", counted)
    for sight in sights:
        panel.show_sight(sight)
    assert checked == []
    qtbot.waitUntil(lambda: "step 30:" in panel.result.text(), timeout=3000)
    assert checked == [30]


def test_the_same_step_is_not_checked_twice(
    qtbot: QtBot, panel: CheckPanel, sights: list[Sight], monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.show_sight(sights[5])
    qtbot.waitUntil(lambda: "step 5:" in panel.result.text(), timeout=3000)
    monkeypatch.setattr(check_module, "check_gradients", None)
    panel.show_sight(sights[5])
    qtbot.wait(200)
    assert "step 5:" in panel.result.text()


@pytest.mark.parametrize(
    ("gradient", "keys", "index"),
    [
        ("d1", (Qt.Key.Key_Right, Qt.Key.Key_Right), (0, 2)),
        ("d1", (Qt.Key.Key_Down,), (1, 0)),
        ("d2", (Qt.Key.Key_Right, Qt.Key.Key_Right), (2, 0)),
        ("d2", (Qt.Key.Key_Down,), (0, 1)),
    ],
)
def test_a_cell_is_named_with_its_own_numbers(
    qtbot: QtBot,
    panel: CheckPanel,
    steps: list[Step],
    sights: list[Sight],
    gradient: str,
    keys: tuple[Qt.Key, ...],
    index: tuple[int, int],
) -> None:
    step = steps[6]
    panel.show_sight(sights[step.number])
    qtbot.waitUntil(lambda: "step 7:" in panel.result.text(), timeout=3000)
    for key in keys:
        qtbot.keyClick(panel.maps[gradient], key)
    units = ("x", "h") if gradient == "d1" else ("h", "y")
    name, ours, theirs, _ = panel.pointed.text().splitlines()
    assert name == f"{gradient}[{units[0]}{index[0] + 1},{units[1]}{index[1] + 1}]"
    value = getattr(step, gradient)[index]
    assert float(ours.split()[-1].replace("−", "-")) == pytest.approx(value, rel=1e-5)
    assert float(theirs.split()[-1].replace("−", "-")) == pytest.approx(value, rel=1e-5, abs=1e-8)


def test_without_a_step_there_is_nothing_to_check(
    qtbot: QtBot, panel: CheckPanel, steps: list[Step], sights: list[Sight]
) -> None:
    panel.show_sight(sights[1])
    qtbot.waitUntil(lambda: panel.check is not None, timeout=3000)
    assert panel.check is not None
    assert np.abs(panel.check.d1 - steps[0].d1).max() < 1e-8
    panel.show_sight(sights[0])
    qtbot.waitUntil(lambda: "Make a step" in panel.result.text(), timeout=3000)
    assert panel.check is None
