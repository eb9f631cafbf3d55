"""What is said aloud, and how often."""

from __future__ import annotations

import pytest
from driving import press_in_window, run_to, still
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.widgets.throttle import SAY_SECONDS, heard

Key = Qt.Key


@pytest.fixture
def said(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that is announced while somebody listens."""
    texts: list[str] = []

    def keep(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            texts.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr("app.announcer.QAccessible.updateAccessibility", keep)
    window.activateWindow()
    qtbot.waitActive(window)
    window.network_view.canvas.setFocus()
    return texts


def next_of(qtbot: QtBot, texts: list[str]) -> str:
    qtbot.waitUntil(lambda: bool(texts), timeout=4000)
    return texts.pop(0)


def test_a_phase_and_a_step_are_said_by_the_words_that_stand_there(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    press_in_window(qtbot, window, Key.Key_Down)
    still(qtbot, window.playhead)
    assert next_of(qtbot, said).startswith("Phase 1 of 11: x, t = x XOR 1. The next observation")
    canvas = window.network_view.canvas
    assert canvas.accessibleDescription().startswith("Phase 1 of 11: x, t = x XOR 1")
    press_in_window(qtbot, window, Key.Key_Right)
    still(qtbot, window.playhead)
    assert next_of(qtbot, said).startswith("Step 1 of 5,000, epoch 1 of 10, observation 1 of 500")


def test_while_it_plays_nothing_is_said_and_then_where_it_stands(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    # All are right from step 327 on, which is said as soon as it is seen.
    run_to(qtbot, window.playhead, 300)
    text = next_of(qtbot, said)
    assert text.startswith("Step 300 of 5,000, epoch 1 of 10, observation 300 of 500, loss 0.")
    assert text.endswith(" of 32 right")
    qtbot.wait(50)
    assert said == []


def test_views_and_pictures_are_said(qtbot: QtBot, window: MainWindow, said: list[str]) -> None:
    press_in_window(qtbot, window, Key.Key_2)
    assert next_of(qtbot, said).startswith("The gradients of this step")
    press_in_window(qtbot, window, Key.Key_D)
    assert next_of(qtbot, said) == "Diagram"
    press_in_window(qtbot, window, Key.Key_D)
    assert next_of(qtbot, said) == "Matrices"


def test_what_comes_within_a_second_is_said_together_and_once(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    window.announcer.say("one.")
    assert next_of(qtbot, said) == "one"
    for text in ("two.", "three", "two."):
        window.announcer.say(text)
    assert next_of(qtbot, said) == "two. three"


def test_answers_and_what_is_wrong_with_a_text_are_said(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    panel = window.pages.prediction
    panel.text.setFocus()
    panel.text.selectAll()
    qtbot.keyClicks(panel.text, "2")
    assert "use only 0 and 1" in next_of(qtbot, said)
    panel.text.clear()
    qtbot.keyClicks(panel.text, "11111")
    qtbot.waitUntil(lambda: any("11111: answered " in each for each in said), timeout=4000)
    answer = next(each for each in said if "11111: answered " in each)
    assert panel.summary.text()[2:] in answer


def test_the_result_of_a_validation_is_said(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    window.pages.validation.start()
    text = next_of(qtbot, said)
    assert "% flawless" in text
    assert "all 32" in text


def test_why_a_run_stopped_and_what_the_status_says_are_said(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    window.status.tell_why_stopped("A bit is wrong at step 3.")
    assert next_of(qtbot, said) == "A bit is wrong at step 3"


def test_that_all_are_right_is_said_once_it_is_found(
    qtbot: QtBot, window: MainWindow, said: list[str]
) -> None:
    run_to(qtbot, window.playhead, 400)
    qtbot.waitUntil(lambda: any("step 327" in each for each in said), timeout=8000)


def test_nothing_is_made_or_said_where_nobody_listens(qtbot: QtBot, window: MainWindow) -> None:
    window.announcer.say("nothing")
    QApplication.processEvents()
    assert not window.announcer._later.isActive()
    assert heard(0.1) == 0.1


def test_texts_change_at_a_pace_to_listen_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    assert heard(0.1) == SAY_SECONDS
    assert heard(3.0) == 3.0
