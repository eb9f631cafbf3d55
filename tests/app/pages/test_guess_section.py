from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot
from window_fit import problems

from app.pages.guess import GuessSection
from nn.explain.guesses import RISE, Tally, Verdict, questions

OUTPUTS = questions(None)[0]
WEIGHT = questions(("W1", (15, 127)))[1]
Key = Qt.Key


@pytest.fixture
def section(qtbot: QtBot) -> GuessSection:
    made = GuessSection()
    qtbot.addWidget(made)
    made.resize(360, 400)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.set_outputs(5)
    return made


def heard(section: GuessSection) -> list[object]:
    found: list[object] = []
    section.guessed.connect(found.append)
    section.passed.connect(lambda: found.append("passed"))
    return found


def test_it_is_off_and_says_nothing_at_first(section: GuessSection) -> None:
    assert not section.switch.isChecked()
    assert section.asks is None
    for each in (section.question, section.bits, section.why, section.guess, section.skip):
        assert not each.isVisible()


def test_the_switch_is_told(qtbot: QtBot, section: GuessSection) -> None:
    with qtbot.waitSignal(section.switched) as told:
        section.switch.click()
    assert told.args == [True]
    assert section.question.text() == "↓ walks on to what is to be guessed."


def test_outputs_are_asked_for_bit_by_bit(qtbot: QtBot, section: GuessSection) -> None:
    told = heard(section)
    section.switch.click()
    section.ask(OUTPUTS)
    assert section.question.text() == "Which outputs will be 1?"
    assert section.bits.buttons[0].accessibleName() == "y1 is 0"
    assert not any(button.isVisible() for button in section.moves.values())
    section.bits.buttons[1].click()
    section.guess.click()
    assert told == [(0, 1, 0, 0, 0)]


def test_every_question_begins_without_an_answer(section: GuessSection) -> None:
    section.ask(OUTPUTS)
    section.bits.buttons[1].click()
    section.why.setText("because")
    section.ask(OUTPUTS)
    assert not section.bits.vector().any()
    assert section.why.text() == ""


def test_of_a_weight_each_button_is_an_answer(section: GuessSection) -> None:
    told = heard(section)
    section.ask(WEIGHT)
    assert not section.bits.isVisible()
    assert not section.guess.isVisible()
    for button in section.moves.values():
        button.click()
    assert told == ["rise", "fall", "stay"]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_guesses_in_the_reason_too_and_p_passes_elsewhere(
    qtbot: QtBot, section: GuessSection, key: Qt.Key
) -> None:
    told = heard(section)
    section.ask(OUTPUTS)
    section.why.setFocus()
    qtbot.keyClick(section.why, Key.Key_P)
    assert section.why.text() == "p"
    qtbot.keyClick(section.why, key)
    qtbot.keyClick(section.bits.buttons[0], Key.Key_P)
    assert told == [(0, 0, 0, 0, 0), "passed"]


def test_nothing_is_answered_that_is_not_asked(qtbot: QtBot, section: GuessSection) -> None:
    told = heard(section)
    for button in (section.guess, section.skip, *section.moves.values()):
        button.click()
    assert told == []


def test_the_verdict_stands_beside_the_reason_that_was_given(section: GuessSection) -> None:
    section.ask(WEIGHT)
    section.why.setText(" it is too low ")
    section.show_verdict(Verdict(True, "So it does.", "It was too low."), Tally(5, 7))
    assert section.question.text() == "✓ Right."
    assert section.verdict.text() == "So it does."
    assert section.because.text() == "You: it is too low\nIt is so: It was too low."
    assert section.tally.text() == "5 of 7 right"
    assert section.asks is None
    section.rest()
    assert not section.verdict.isVisible()
    assert section.tally.isVisible()


def test_without_a_reason_only_the_true_one_is_told(section: GuessSection) -> None:
    section.ask(WEIGHT)
    section.show_verdict(Verdict(False, "It falls.", "It was too high."), Tally(0, 1))
    assert section.question.text() == "✗ Not right."
    assert section.because.text() == "It was too high."


@pytest.mark.parametrize("outputs", [1, 5, 16])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("question", [OUTPUTS, WEIGHT, None])
def test_everything_can_be_read_in_a_narrow_panel(
    qtbot: QtBot, outputs: int, scale: float, question: object
) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    font = QFont(area.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    area.setFont(font)
    area.setWidgetResizable(True)
    section = GuessSection()
    area.setWidget(section)
    area.resize(round(250 * scale), 400)
    area.show()
    qtbot.waitExposed(area)
    section.switch.click()
    section.set_outputs(outputs)
    section.ask(OUTPUTS if question is None else question)  # type: ignore[arg-type]
    if question is None:
        words = f"You guessed that W1[x16,h128] will {RISE}, but it falls by 0.000123456."
        section.show_verdict(Verdict(False, words, words), Tally(999, 1234))
    qtbot.waitUntil(lambda: problems(area) == [], timeout=2000)
