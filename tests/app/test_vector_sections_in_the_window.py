"""The sections that tell of the vector that is tried, in the window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from driving import run_to
from person import Person
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pages import many_lines
from nn.answers.validation import predict
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.explain.phases import PHASES


def neighbours(window: MainWindow) -> list[list[str]]:
    lines = window.pages.neighbours.table.as_text().splitlines()
    return [line.split("\t") for line in lines[1:]]


def noted(window: MainWindow) -> list[list[str]]:
    lines = window.pages.history.table.as_text().splitlines()
    return [line.split("\t") for line in lines[1:]]


def try_bits(window: MainWindow, bits: str) -> None:
    window.pages.prediction.try_vector(np.array([int(bit) for bit in bits]))


@pytest.fixture
def walked(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window at step 30 with the neighbours in sight."""
    run_to(qtbot, window.playhead, 30)
    window.pages.panel.show("neighbours")
    qtbot.waitUntil(lambda: len(neighbours(window)) == 6, timeout=3000)
    return window


def test_a_neighbour_that_is_chosen_is_tried_and_the_table_stays_in_sight(
    walked: MainWindow,
) -> None:
    try_bits(walked, "01110")
    walked.pages.neighbours.table.chosen.emit(2)
    assert walked.pages.prediction.text.text() == "00110"
    assert neighbours(walked)[2][0] == "x2: 0→1"
    assert walked.pages.panel.in_sight("neighbours")


def test_another_vector_shows_its_neighbours_at_once(walked: MainWindow) -> None:
    try_bits(walked, "10001")
    flips = [line[0] for line in neighbours(walked)]
    assert flips == ["as it is", "x1: 1→0", "x2: 0→1", "x3: 0→1", "x4: 0→1", "x5: 1→0"]


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_the_neighbours_are_answered_by_the_weights_in_force(
    qtbot: QtBot, walked: MainWindow, phase: int | None
) -> None:
    walked.playhead.seek(30, phase)
    sight, x = walked.session.sight(), walked.pages.prediction.vector
    expected = [f"{each:.3f}" for each in predict(sight.W1, sight.W2, x, "invert").a2]
    qtbot.waitUntil(lambda: neighbours(walked)[0][2:] == expected, timeout=3000)


def test_a_run_of_another_width_shows_its_own_neighbours(walked: MainWindow) -> None:
    walked.session.reset(Settings(bits=2, hidden_units=3), "small")
    assert len(neighbours(walked)) == 3


def test_whatever_is_tried_is_noted_though_nobody_looks(qtbot: QtBot, window: MainWindow) -> None:
    run_to(qtbot, window.playhead, 30)
    window.pages.panel.show("try")
    edit = window.pages.prediction.text
    edit.clear()
    qtbot.keyClicks(edit, "11011")
    window.playhead.seek(10)
    window.pages.prediction.toggles.buttons[0].click()
    assert not window.pages.is_made("history")
    window.pages.panel.show("history")
    qtbot.waitUntil(lambda: len(noted(window)) == 2, timeout=3000)
    assert [(line[1], line[3]) for line in noted(window)] == [("01011", "10"), ("11011", "30")]


def test_what_was_tried_is_tried_again_and_its_table_stays_in_sight(
    qtbot: QtBot, walked: MainWindow
) -> None:
    walked.pages.panel.show("history")
    try_bits(walked, "01010")
    try_bits(walked, "11111")
    walked.playhead.seek(5)
    walked.pages.history.table.chosen.emit(1)
    assert walked.pages.prediction.text.text() == "01010"
    assert walked.pages.panel.in_sight("history")
    assert tuple(noted(walked)[0][1:4:2]) == ("01010", "5")
    assert walked.pages.history.heading.text() == "01010 along the run"


def test_the_answer_now_follows_the_playhead(qtbot: QtBot, walked: MainWindow) -> None:
    walked.pages.panel.show("history")
    try_bits(walked, "01010")
    for position, phase in ((3, None), (30, 4), (0, None)):
        walked.playhead.seek(position, phase)
        sight = walked.session.sight()
        label = predict(sight.W1, sight.W2, np.array([0, 1, 0, 1, 0]), "invert").label
        told = "".join(map(str, label))
        here = f"{sight.updates}"
        qtbot.waitUntil(
            lambda told=told, here=here: (
                noted(walked)[0][4].startswith(told)
                and walked.pages.history.stations.rows.columns[2].text(0) == here
            ),
            timeout=3000,
        )


def test_what_was_tried_in_the_picture_stays_there(walked: MainWindow) -> None:
    walked.pages.panel.show("history")
    try_bits(walked, "01010")
    walked.actions_by_key["show_tried"].trigger()
    walked.pages.neighbours.table.chosen.emit(1)
    assert walked.tried.active
    assert walked.network_view.mark.said.text().startswith("Trying 11010")


def lines(window: MainWindow) -> list[list[str]]:
    found = window.pages.many.table.as_text().splitlines()
    return [line.split("\t") for line in found[1:]]


@pytest.fixture
def listed(qtbot: QtBot, walked: MainWindow) -> MainWindow:
    """The window with lines that are answered."""
    walked.pages.panel.show("many")
    walked.pages.many.entry.setPlainText("01010\n11011,00000\nhello")
    qtbot.waitUntil(lambda: len(lines(walked)) == 3, timeout=5000)
    return walked


def test_a_vector_of_a_line_is_tried_and_its_table_stays_in_sight(listed: MainWindow) -> None:
    listed.pages.many.table.chosen.emit(1)
    assert listed.pages.prediction.text.text() == "11011"
    assert listed.pages.panel.in_sight("many")


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_the_lines_are_answered_by_the_weights_in_force(
    qtbot: QtBot, listed: MainWindow, phase: int | None
) -> None:
    listed.playhead.seek(3)
    listed.playhead.seek(30, phase)
    sight = listed.session.sight()
    label = predict(sight.W1, sight.W2, np.array([0, 1, 0, 1, 0]), "invert").label
    told = "".join(map(str, label))
    qtbot.waitUntil(
        lambda: (
            lines(listed)[0][2] == told
            and f"after step {sight.updates}." in listed.pages.many.details.text()
        ),
        timeout=3000,
    )


def test_lines_and_their_answers_are_exported_and_opened_again(
    qtbot: QtBot, listed: MainWindow, person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    person.files = [path, path, ""]
    listed.pages.many.export_button.click()
    qtbot.waitUntil(
        lambda: "The lines were written to" in listed.statusBar().currentMessage(), timeout=5000
    )
    written = path.read_text().splitlines()
    assert written[0] == "line,vector,predicted,expected,wrong bits,note"
    assert written[3] == "3,,,,,“hello” has an h at place 1: use only 0 and 1."
    answered = [line[:4] for line in lines(listed)[:2]]
    listed.pages.many.open_button.click()
    qtbot.waitUntil(lambda: [line[0] for line in lines(listed)] == ["2", "3", "4"], timeout=5000)
    assert [line[1:4] for line in lines(listed)[:2]] == [line[1:] for line in answered]
    assert person.proposed[1].name != "mine.csv"
    listed.pages.many.open_button.click()
    assert person.proposed[2] == tmp_path


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, listed: MainWindow, person: Person, tmp_path: Path
) -> None:
    person.files = [tmp_path / "not there" / "mine.csv"]
    listed.pages.many.export_button.click()
    qtbot.waitUntil(lambda: len(person.warned) == 1, timeout=5000)
    assert "was not written: the folder is not there." in person.warned[0]


def test_all_lines_are_copied(qtbot: QtBot, listed: MainWindow) -> None:
    listed.pages.many.copy_button.click()
    qtbot.waitUntil(
        lambda: "The lines were copied." in listed.statusBar().currentMessage(), timeout=5000
    )
    first, *others = QApplication.clipboard().text().splitlines()
    assert first == "line\tvector\tpredicted\texpected\twrong bits\tnote"
    assert len(others) == 3


def test_what_is_silenced_is_so_in_every_section_of_vectors(
    qtbot: QtBot, listed: MainWindow
) -> None:
    for key in ("neighbours", "history", "many"):
        listed.pages.panel.show(key)
    listed.presenter._silenced.toggle(2)
    sight = listed.session.sight()
    W2 = sight.W2.copy()
    W2[2] = 0.0
    x = listed.pages.prediction.vector
    a2 = [f"{each:.3f}" for each in predict(sight.W1, W2, x, "invert").a2]
    assert a2 != [f"{each:.3f}" for each in predict(sight.W1, sight.W2, x, "invert").a2]
    qtbot.waitUntil(lambda: neighbours(listed)[0][2:] == a2, timeout=3000)
    qtbot.waitUntil(lambda: "without h3" in listed.pages.history.heading.text(), timeout=3000)
    qtbot.waitUntil(lambda: "without h3." in listed.pages.many.details.text(), timeout=3000)
    try_bits(listed, "10101")
    assert listed.pages.history.table.rows.columns[3].tip(0).endswith("without h3")


def test_nothing_is_exported_without_a_file(listed: MainWindow, person: Person) -> None:
    listed.pages.many.export_button.click()
    assert len(person.proposed) == 1
    assert person.proposed[0].name == "answers.csv"


def test_a_failure_of_the_lines_is_heard(qtbot: QtBot, listed: MainWindow) -> None:
    with qtbot.waitSignal(listed.failed) as heard:
        listed.pages.many.failed.emit("a trace")
    assert heard.args == ["a trace"]


def test_a_run_of_another_width_reads_the_lines_anew(qtbot: QtBot, listed: MainWindow) -> None:
    listed.session.reset(Settings(bits=2, hidden_units=3), "small")
    listed.pages.many.entry.setPlainText("01")
    qtbot.waitUntil(lambda: [line[1] for line in lines(listed)] == ["01"], timeout=5000)


def test_every_section_holds_for_outputs_of_another_width(qtbot: QtBot, listed: MainWindow) -> None:
    listed.session.reset(Settings(bits=6, hidden_units=4, task="addition"), "addition")
    for key in ("neighbours", "history", "many"):
        listed.pages.panel.show(key)
    try_bits(listed, "011001")
    sight = listed.session.sight()
    answer = predict(sight.W1, sight.W2, np.array([0, 1, 1, 0, 0, 1]), "addition")
    assert answer.correct.tolist() == [0, 1, 0, 0]
    label = "".join(map(str, answer.label))
    assert neighbours(listed)[0][1:] == [label, *(f"{each:.3f}" for each in answer.a2)]
    assert len(neighbours(listed)) == 7
    stations = listed.pages.history.stations.as_text().splitlines()
    assert [line.split("\t")[0] for line in stations[4:]] == ["y1", "y2", "y3", "y4"]
    assert noted(listed)[0][1:3] == ["011001", f"{label} {'✓' if answer.flawless else '✗'}"]
    listed.pages.many.entry.setPlainText("011001\n011001,0100\n011001,01001")
    qtbot.waitUntil(
        lambda: [line[1:4] for line in lines(listed)[:2]] == [["011001", label, "0100"]] * 2,
        timeout=5000,
    )
    assert listed.pages.many.table.rows.across(2) == (
        1,
        "What is expected, “01001”, has 5 bits; 4 needed.",
    )


def test_the_window_closes_while_lines_are_read(
    qtbot: QtBot, listed: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def read_slowly(text: str, bits: int, outputs: int, progress: Progress) -> None:
        begun.append(text)
        while progress(1, 4):
            pass

    monkeypatch.setattr(many_lines, "read_lines", read_slowly)
    listed.pages.many.entry.setPlainText("01110")
    qtbot.waitUntil(lambda: bool(begun), timeout=5000)
    listed.close()
    assert not listed.isVisible()


def test_what_came_out_of_the_lines_is_said(
    qtbot: QtBot, listed: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    listed.pages.many.told.emit("2 of 3 vectors right.")
    assert "2 of 3 vectors right." in listed.announcer._waiting
