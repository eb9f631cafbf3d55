from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.session import Session
from app.model.tried_before import MOST_PINNED, TriedBefore
from app.pages.history import LOOSE, NOTHING, PINNED, TOO_MANY, USUAL, HistorySection
from app.widgets.row_table import RowTable
from nn.answers.validation import predict
from nn.core.settings import Settings
from nn.explain.phases import PHASES
from nn.run.events import LearningRateChange

X = np.array([0, 1, 1, 1, 0])


@pytest.fixture
def tried(session: Session) -> TriedBefore:
    session.recording.advance_to(120)
    session.stand(100)
    return TriedBefore(session, session.sight)


@pytest.fixture
def section(qtbot: QtBot, session: Session, tried: TriedBefore) -> HistorySection:
    made = HistorySection()
    qtbot.addWidget(made)
    made.set_source(session, tried)
    made.resize(460, 600)
    made.show()
    qtbot.waitExposed(made)
    see(made, session)
    return made


def see(section: HistorySection, session: Session, x: np.ndarray = X) -> None:
    """Show the moment at which the session stands."""
    section.show_vector(session.sight(), x, session.settings.task)
    section.show_moment()


def lines(table: RowTable) -> list[list[str]]:
    return [line.split("\t") for line in table.as_text().splitlines()[1:]]


def bits(vector: np.ndarray) -> str:
    return "".join(map(str, vector.tolist()))


def answer(session: Session, position: int, x: np.ndarray) -> str:
    moment = session.recording.moment(position)
    found = predict(moment.W1, moment.W2, x, "invert")
    return f"{bits(found.label)} {'✓' if found.flawless else '✗'}"


def test_the_vector_stands_along_the_run_side_by_side(
    section: HistorySection, session: Session
) -> None:
    assert section.heading.text() == "01110 along the run"
    found = lines(section.stations)
    assert found[0] == ["step", "0", "100", "120", ""]
    assert [line[0] for line in found] == ["step", "predicted", "", "y1", "y2", "y3", "y4", "y5"]
    assert [line[4] for line in found] == ["", "10001", "", "1", "0", "0", "0", "1"]
    for place, position in enumerate((0, 100, 120), start=1):
        moment = session.recording.moment(position)
        told = predict(moment.W1, moment.W2, X, "invert")
        count = int(told.wrong.sum())
        assert found[1][place] == bits(told.label)
        assert found[2][place] == (f"✗ {count} wrong" if count else "✓ flawless")
        assert [line[place] for line in found[3:]] == [f"{each:.4f}" for each in told.a2]
        column = section.stations.rows.columns[place]
        assert list(column.marked(1)) == told.wrong.tolist()  # type: ignore[misc]
        assert [column.bad(row) for row in range(8)] == [  # type: ignore[misc]
            False,
            False,
            count > 0,
            *told.wrong.tolist(),
        ]


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_here_is_the_moment_with_the_weights_in_force(
    section: HistorySection, session: Session, phase: int | None
) -> None:
    session.stand(60, phase)
    see(section, session)
    sight = session.sight()
    found = lines(section.stations)
    assert found[0][2] == f"{sight.updates}"
    told = predict(sight.W1, sight.W2, X, "invert")
    assert [line[2] for line in found[3:]] == [f"{each:.4f}" for each in told.a2]


def test_the_end_goes_along_with_a_run_that_grows(
    section: HistorySection, session: Session
) -> None:
    session.recording.advance_to(150)
    see(section, session, 1 - X)
    moment = session.recording.moment(150)
    found = lines(section.stations)
    assert found[0][3] == "150"
    told = predict(moment.W1, moment.W2, 1 - X, "invert")
    assert [line[3] for line in found[3:]] == [f"{each:.4f}" for each in told.a2]
    session.reset(Settings(bits=2, hidden_units=3, seed=3), "small")
    see(section, session, np.array([0, 1]))
    assert lines(section.stations)[0] == ["step", "0", "0", "0", ""]


def test_what_was_tried_stands_there_with_the_answer_then_and_now(
    section: HistorySection, session: Session, tried: TriedBefore
) -> None:
    assert section.table.isHidden()
    assert section.told.text() == NOTHING
    session.stand(0)
    tried.note(X)
    session.stand(40)
    tried.note(1 - X)
    session.stand(120)
    see(section, session)
    assert section.told.text() == USUAL
    assert not section.table.isHidden()
    assert lines(section.table) == [
        [LOOSE, "10001", answer(session, 40, 1 - X), "40", answer(session, 120, 1 - X)],
        [LOOSE, "01110", answer(session, 0, X), "0", answer(session, 120, X)],
    ]
    then, now = section.table.rows.columns[2], section.table.rows.columns[4]
    first = session.recording.moment(0)
    told = predict(first.W1, first.W2, X, "invert")
    assert list(then.marked(1)) == told.wrong.tolist()  # type: ignore[misc]
    assert then.tip(1) == ", ".join(  # type: ignore[misc]
        f"y{number} {each:.4f}" for number, each in enumerate(told.a2, start=1)
    )
    assert now.tip(1) != then.tip(1)  # type: ignore[misc]


def test_pinned_ones_stand_on_top_by_key_and_by_a_click_on_the_star(
    qtbot: QtBot, section: HistorySection, tried: TriedBefore
) -> None:
    tried.note(X)
    tried.note(1 - X)
    table = section.table

    def stars() -> list[list[str]]:
        return [line[:2] for line in lines(table)]

    table.make_current(1)
    qtbot.keyClick(table, Qt.Key.Key_P)
    assert stars() == [[PINNED, "01110"], [LOOSE, "10001"]]
    place = table.visualRect(table.rows.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stars() == [[LOOSE, "10001"], [LOOSE, "01110"]]


def test_a_click_or_enter_tries_it_again_and_delete_forgets_it(
    qtbot: QtBot, section: HistorySection, tried: TriedBefore
) -> None:
    chosen: list[str] = []
    section.vector_chosen.connect(lambda vector: chosen.append(bits(vector)))
    tried.note(X)
    tried.note(1 - X)
    table = section.table
    place = table.visualRect(table.rows.index(1, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    table.make_current(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert chosen == ["01110", "10001"]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert [line[1] for line in lines(table)] == ["01110"]
    assert chosen == ["01110", "10001"]


def test_the_buttons_note_this_one_and_forget_all_but_the_pinned_ones(
    section: HistorySection, session: Session, tried: TriedBefore
) -> None:
    section.note_button.click()
    assert [line[1] for line in lines(section.table)] == ["01110"]
    tried.note(1 - X)
    tried.pin(tried.trials[1])
    assert section.forget_button.isEnabled()
    section.forget_button.click()
    assert [line[:2] for line in lines(section.table)] == [[PINNED, "01110"]]
    assert not section.forget_button.isEnabled()


def test_it_is_told_when_no_more_can_be_pinned(
    section: HistorySection, session: Session, tried: TriedBefore
) -> None:
    for position in range(MOST_PINNED + 1):
        session.stand(position)
        tried.note(X)
    for each in tried.trials[1:]:
        tried.pin(each)
    section.table.pin_wanted.emit(MOST_PINNED)
    assert section.told.text() == TOO_MANY


def test_the_step_is_told_with_where_it_was(
    section: HistorySection, session: Session, tried: TriedBefore
) -> None:
    tried.note(X)
    step = section.table.rows.columns[3]

    def told() -> tuple[str, str]:
        see(section, session)
        step = section.table.rows.columns[3]
        return step.text(0), step.tip(0)  # type: ignore[misc]

    assert told() == ("100", "Tried at step 100")
    assert step.help == "The step of then"
    name = session.branches.current.name
    session.branch("rate", LearningRateChange(0.5))
    assert told() == ("100 *", f"Tried at step 100 of “{name}”")
    session.reset(Settings(seed=8), "another")
    assert told() == ("100 *", "Tried at step 100 of another run")


def test_what_is_silenced_is_told(
    section: HistorySection, session: Session, tried: TriedBefore
) -> None:
    sight = replace(session.sight(), silenced=frozenset({2}))
    tried._moment = lambda: sight
    tried.note(X)
    section.show_vector(sight, X, "invert")
    section.show_moment()
    assert section.heading.text() == "01110 along the run, without h3"
    step = section.table.rows.columns[3]
    assert (step.text(0), step.tip(0)) == ("100 *", "Tried at step 100, without h3")  # type: ignore[misc]
    assert lines(section.stations)[3][1] != f"{predicted(session, 0)[0]:.4f}"


def predicted(session: Session, position: int) -> np.ndarray:
    moment = session.recording.moment(position)
    return predict(moment.W1, moment.W2, X, "invert").a2


def test_nothing_is_computed_out_of_sight(
    qtbot: QtBot, section: HistorySection, session: Session, tried: TriedBefore
) -> None:
    section.hide()
    before = lines(section.stations), lines(section.table)
    tried.note(1 - X)
    section.show_vector(session.sight(), 1 - X, "invert")
    assert (lines(section.stations), lines(section.table)) == before
    section.show()
    qtbot.waitUntil(lambda: len(lines(section.table)) == 1, timeout=3000)
    assert section.heading.text() == "10001 along the run"


def test_both_tables_are_copied(section: HistorySection, tried: TriedBefore) -> None:
    tried.note(X)
    section.table.copy_wanted.emit()
    assert QApplication.clipboard().text().startswith("★\tvector\tthen\tstep\tnow\n☆\t01110\t")
    section.stations.copy_wanted.emit()
    assert QApplication.clipboard().text().startswith("\tstart\there\tend\ttask\nstep\t0\t100\t")


def test_nothing_is_chosen_where_there_is_nothing(qtbot: QtBot, section: HistorySection) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_P, Qt.Key.Key_Delete):
        qtbot.keyClick(section.table, key)


def test_before_a_run_is_known_nothing_is_shown(qtbot: QtBot, session: Session) -> None:
    made = HistorySection()
    qtbot.addWidget(made)
    made.show()
    see(made, session)
    made.note_button.click()
    assert made.told.text() == NOTHING
