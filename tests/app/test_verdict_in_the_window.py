"""The verdict of a validation while the run it was of goes on, is left, or is branched."""

from __future__ import annotations

import pytest
from driving import still
from pytestqt.qtbot import QtBot

from app.kept.background import Job
from app.main_window import MainWindow
from nn.core.settings import Settings
from nn.run.events import LearningRateChange

FLAWLESS = "100.0 % flawless"


@pytest.fixture
def window(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window with a verdict on the weights after step 1,000."""
    window.playhead.run_to(1000)
    still(qtbot, window.playhead)
    panel = window.pages.validation
    panel.start()
    qtbot.waitUntil(lambda: not panel.findChildren(Job), timeout=10_000)
    assert panel.share.text() == FLAWLESS
    assert panel.whose.text() == "at step 1,000"
    return window


def whose(window: MainWindow) -> str:
    return window.pages.validation.whose.text()


def test_a_verdict_is_of_the_weights_that_are_shown_or_says_that_others_are(
    qtbot: QtBot, window: MainWindow
) -> None:
    other = "at step 1,000; other weights are shown"
    window.playhead.step()
    still(qtbot, window.playhead)
    assert whose(window) == other
    window.playhead.seek(1000)
    assert whose(window) == "at step 1,000"
    # Within the step the weights are still those before it.
    window.playhead.seek(1000, 2)
    assert whose(window) == other
    window.playhead.seek(1001, 2)
    assert whose(window) == "at step 1,000"


def test_a_verdict_asked_for_within_a_step_is_of_the_weights_before_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.playhead.seek(900, 3)
    window.pages.validation.start()
    qtbot.waitUntil(lambda: not window.pages.validation.findChildren(Job), timeout=10_000)
    assert whose(window) == "at step 899"
    window.playhead.seek(899)
    assert whose(window) == "at step 899"


def test_a_verdict_on_another_branch_names_it(qtbot: QtBot, window: MainWindow) -> None:
    window.playhead.seek(500)
    window.session.branch("rate", LearningRateChange(0.3))
    assert whose(window) == "at step 1,000 of “Main run”; another branch is shown"
    window.session.select(0)
    window.playhead.seek(1000)
    assert whose(window) == "at step 1,000"


@pytest.mark.parametrize("how", ["reset", "seed", "settings"])
def test_a_verdict_goes_with_its_run(qtbot: QtBot, window: MainWindow, how: str) -> None:
    leave = {
        "reset": window.changes.reset,
        "seed": window.changes.new_seed,
        "settings": lambda: window.changes.begin_with(Settings(bits=3)),
    }[how]
    leave()
    still(qtbot, window.playhead)
    assert window.session.recording.length == 0
    assert window.pages.validation.share.text() == "–"
    assert window.pages.validation.as_text() == ""
