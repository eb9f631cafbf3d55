"""Guessing first, in the window, as somebody does it."""

from __future__ import annotations

import pytest
from driving import press_in_window, run_to, still
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.model.session import LAST_PHASE
from app.pages.guess import GuessSection
from nn.core.settings import Settings
from nn.explain.guesses import FALL, RISE, STAY
from nn.explain.phases import PHASES, UPDATE_PHASE, index_writing

OUTPUTS = index_writing("label")
Key = Qt.Key


@pytest.fixture
def guessing(window: MainWindow) -> MainWindow:
    """A window in which one guesses first."""
    window.activateWindow()
    window.pages.panel.show("guess")
    window.pages.guess.switch.click()
    window.network_view.setFocus()
    return window


def section(window: MainWindow) -> GuessSection:
    return window.pages.guess


def walk_to(qtbot: QtBot, window: MainWindow, phase: int) -> None:
    """Press ↓ until a phase is reached."""
    for _ in range(len(PHASES) + 1):
        if window.session.phase == phase:
            return
        window.actions_by_key["next_phase"].trigger()
        still(qtbot, window.playhead)
    raise AssertionError(f"stayed in phase {window.session.phase}")


def held(qtbot: QtBot, window: MainWindow, phase: int = OUTPUTS) -> None:
    """Walk to where the phase is to be guessed, and press ↓ once more."""
    walk_to(qtbot, window, phase - 1)
    window.actions_by_key["next_phase"].trigger()
    assert section(window).asks is not None
    assert window.session.phase == phase - 1


def type_guess(qtbot: QtBot, window: MainWindow, bits: str) -> None:
    for bit in bits:
        press_in_window(qtbot, window, Key.Key_1 if bit == "1" else Key.Key_0)
    press_in_window(qtbot, window, Key.Key_Return)


def shown_bits(window: MainWindow) -> str:
    step = window.session.moment().step
    assert step is not None
    return "".join(map(str, step.label.tolist()))


def test_it_is_off_at_first_and_nothing_is_held(qtbot: QtBot, window: MainWindow) -> None:
    window.network_view.canvas.select(("W2", (0, 0)))
    walk_to(qtbot, window, LAST_PHASE)
    window.pages.panel.show("guess")
    assert not section(window).switch.isChecked()
    window.actions_by_key["step_forward"].trigger()
    still(qtbot, window.playhead)
    assert (window.session.position, window.session.phase) == (2, None)


def test_the_outputs_are_held_until_they_are_typed(qtbot: QtBot, guessing: MainWindow) -> None:
    held(qtbot, guessing)
    guessing.actions_by_key["next_phase"].trigger()
    assert guessing.session.phase == OUTPUTS - 1
    truth = shown_bits(guessing)
    type_guess(qtbot, guessing, truth)
    assert guessing.session.phase == OUTPUTS
    assert section(guessing).asks is None
    assert section(guessing).verdict.text() == f"You guessed {truth}, and so it is."
    assert section(guessing).tally.text() == "1 of 1 right"
    assert guessing.network_view.canvas.hasFocus()


def test_what_is_not_so_is_told_and_counted(qtbot: QtBot, guessing: MainWindow) -> None:
    held(qtbot, guessing)
    truth = shown_bits(guessing)
    other = ("1" if truth[0] == "0" else "0") + truth[1:]
    type_guess(qtbot, guessing, other)
    assert section(guessing).verdict.text().endswith("not so y1.")
    assert section(guessing).tally.text() == "0 of 1 right"


def test_a_verdict_stands_beside_its_own_step_only(qtbot: QtBot, guessing: MainWindow) -> None:
    held(qtbot, guessing)
    type_guess(qtbot, guessing, "00000")
    guessing.actions_by_key["next_phase"].trigger()
    assert section(guessing).verdict.isVisible()
    guessing.actions_by_key["step_back"].trigger()
    assert not section(guessing).verdict.isVisible()
    assert section(guessing).tally.isVisible()


def test_a_reason_stands_beside_the_true_one(qtbot: QtBot, guessing: MainWindow) -> None:
    held(qtbot, guessing)
    section(guessing).why.setText("a feeling")
    section(guessing).guess.click()
    assert section(guessing).because.text().startswith("You: a feeling\nIt is so: ")


def answers(window: MainWindow) -> dict[str, QPushButton]:
    return section(window).moves


def moved(window: MainWindow, row: int, column: int) -> str:
    step = window.session.moment().step
    assert step is not None
    change = step.W2_after[row, column] - step.W2[row, column]
    return RISE if change > 0 else FALL if change < 0 else STAY


def test_how_the_selected_weight_moves_is_guessed_before_the_update(
    qtbot: QtBot, guessing: MainWindow
) -> None:
    guessing.network_view.canvas.select(("W2", (2, 1)))
    held(qtbot, guessing)
    press_in_window(qtbot, guessing, Key.Key_P)
    assert guessing.session.phase == OUTPUTS
    held(qtbot, guessing, UPDATE_PHASE)
    answers(guessing)[moved(guessing, 2, 1)].click()
    assert guessing.session.phase == UPDATE_PHASE
    assert "W2[h3,y2]" in section(guessing).verdict.text()
    assert section(guessing).tally.text() == "1 of 1 right"


def test_it_is_answered_by_keys_alone(qtbot: QtBot, guessing: MainWindow) -> None:
    guessing.network_view.canvas.select(("W2", (2, 1)))
    held(qtbot, guessing)
    press_in_window(qtbot, guessing, Key.Key_P)
    held(qtbot, guessing, UPDATE_PHASE)
    qtbot.waitUntil(answers(guessing)[RISE].hasFocus, timeout=2000)
    press_in_window(qtbot, guessing, Key.Key_Right)
    assert answers(guessing)[FALL].hasFocus()
    press_in_window(qtbot, guessing, Key.Key_Space)
    assert not guessing.playhead.playing
    assert "will fall" in section(guessing).verdict.text()


def test_enter_takes_the_move_that_has_the_focus(qtbot: QtBot, guessing: MainWindow) -> None:
    guessing.network_view.canvas.select(("W2", (2, 1)))
    held(qtbot, guessing)
    section(guessing).skip.click()
    held(qtbot, guessing, UPDATE_PHASE)
    press_in_window(qtbot, guessing, Key.Key_Return)
    assert "will rise" in section(guessing).verdict.text()


def test_without_a_weight_the_update_is_not_held(qtbot: QtBot, guessing: MainWindow) -> None:
    held(qtbot, guessing)
    section(guessing).skip.click()
    walk_to(qtbot, guessing, LAST_PHASE)


def test_what_is_passed_is_not_counted_and_not_asked_again(
    qtbot: QtBot, guessing: MainWindow
) -> None:
    held(qtbot, guessing)
    section(guessing).skip.click()
    assert guessing.session.phase == OUTPUTS
    assert section(guessing).tally.text() == ""
    guessing.actions_by_key["previous_phase"].trigger()
    guessing.actions_by_key["next_phase"].trigger()
    assert guessing.session.phase == OUTPUTS


@pytest.mark.parametrize("recorded", [0, 3])
def test_a_step_waits_at_each_question_on_its_way(
    qtbot: QtBot, guessing: MainWindow, recorded: int
) -> None:
    run_to(qtbot, guessing.playhead, recorded)
    guessing.playhead.seek(0)
    guessing.network_view.canvas.select(("W2", (2, 1)))
    for phase in (OUTPUTS, UPDATE_PHASE):
        guessing.actions_by_key["step_forward"].trigger()
        qtbot.waitUntil(lambda: section(guessing).asks is not None, timeout=5000)
        assert (guessing.session.position, guessing.session.phase) == (1, phase - 1)
        section(guessing).skip.click()
        assert guessing.session.phase == phase


def test_nothing_is_held_while_it_plays(qtbot: QtBot, guessing: MainWindow) -> None:
    guessing.playhead.set_pace(1000)
    guessing.actions_by_key["toggle_play"].trigger()
    qtbot.waitUntil(lambda: guessing.session.position > 20, timeout=10_000)
    assert section(guessing).asks is None
    guessing.playhead.pause()
    still(qtbot, guessing.playhead)


def test_whoever_goes_elsewhere_is_asked_no_longer(qtbot: QtBot, guessing: MainWindow) -> None:
    run_to(qtbot, guessing.playhead, 5)
    held(qtbot, guessing)
    guessing.actions_by_key["to_start"].trigger()
    assert section(guessing).asks is None
    assert not section(guessing).bits.isVisible()


def test_another_weight_is_another_question(qtbot: QtBot, guessing: MainWindow) -> None:
    canvas = guessing.network_view.canvas
    canvas.select(("W2", (2, 1)))
    held(qtbot, guessing)
    section(guessing).skip.click()
    held(qtbot, guessing, UPDATE_PHASE)
    canvas.select(("W1", (0, 0)))
    asked = section(guessing).asks
    assert asked is not None
    assert asked.weight == ("W1", (0, 0))
    canvas.select(None)
    assert section(guessing).asks is None


def test_switched_off_it_holds_no_longer(qtbot: QtBot, guessing: MainWindow) -> None:
    held(qtbot, guessing)
    section(guessing).switch.click()
    assert section(guessing).asks is None
    walk_to(qtbot, guessing, OUTPUTS)


def test_another_run_asks_anew_of_as_many_outputs_as_it_has(
    qtbot: QtBot, guessing: MainWindow
) -> None:
    held(qtbot, guessing)
    guessing.session.reset(Settings(bits=3), "three bits")
    assert section(guessing).asks is None
    held(qtbot, guessing)
    assert len(section(guessing).bits.buttons) == 3
    assert section(guessing).bits.buttons[0].accessibleName() == "y1 is 0"


def test_the_question_is_brought_into_sight(qtbot: QtBot, guessing: MainWindow) -> None:
    guessing.pages.panel.show("progress")
    guessing.pages.panel.set_hidden(True)
    held(qtbot, guessing)
    assert guessing.pages.panel.in_sight("guess")
