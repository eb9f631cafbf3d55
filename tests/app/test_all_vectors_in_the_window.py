from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from driving import CTRL, press_in_window, run_to, still
from person import Person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.pages.truth import TruthSection
from app.widgets.bit_text import bits_text
from nn.answers.truth_table import Questions, answer_all
from nn.core.arrays import Array
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.learnt import Learnt


def opened(qtbot: QtBot, window: MainWindow) -> TruthSection:
    """The section, unfolded with its key."""
    press_in_window(qtbot, window, Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(lambda: window.pages.panel.in_sight("truth"), timeout=2000)
    return window.pages.truth


def expected(window: MainWindow) -> Array:
    """The probabilities of all answers at the moment at which the window stands."""
    sight, settings = window.session.sight(), window.session.settings
    table = answer_all(Questions(settings), sight.W1, sight.W2)
    assert table is not None
    return table.a2


def follows(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the section shows the moment."""
    section = window.pages.truth
    qtbot.waitUntil(
        lambda: (
            section.table is not None
            and section.table.a2.shape == expected(window).shape
            and np.array_equal(section.table.a2, expected(window))
        ),
        timeout=5000,
    )


def type_pattern(section: TruthSection, text: str) -> None:
    section.filter.pattern.setText(text)
    section.filter.pattern.textEdited.emit(text)


def test_it_is_folded_at_first_and_stands_on_the_page_of_tests(window: MainWindow) -> None:
    assert "truth" in window.pages.panel.folded
    assert not window.pages.is_made("truth")


def test_it_follows_the_one_moment(qtbot: QtBot, window: MainWindow) -> None:
    opened(qtbot, window)
    follows(qtbot, window)
    run_to(qtbot, window.playhead, 40)
    follows(qtbot, window)
    for phase in (0, 8, None):
        window.playhead.seek(30, phase)
        follows(qtbot, window)
    window.session.branch("edit", WeightEdit("W1", 0, 0, -3.25))
    follows(qtbot, window)
    window.session.undo_stack.undo()
    follows(qtbot, window)
    window.session.undo_stack.redo()
    window.session.branch("rate", LearningRateChange(3.0))
    run_to(qtbot, window.playhead, 60)
    follows(qtbot, window)
    window.session.select(window.session.branches.members[0].id)
    follows(qtbot, window)
    window.session.reset(window.session.settings.changed(bits=3, task="reverse"), "another")
    follows(qtbot, window)
    assert window.pages.truth.model.rowCount() == 8


def test_it_is_live_while_it_trains(qtbot: QtBot, window: MainWindow) -> None:
    section = opened(qtbot, window)
    seen: set[str] = set()
    window.playhead.set_pace(300)
    window.playhead.play(5000)

    def see() -> bool:
        seen.add(section.vectors.text())
        return len(seen) > 3

    qtbot.waitUntil(see, timeout=20_000)
    assert window.playhead.playing
    window.playhead.pause()
    still(qtbot, window.playhead)
    follows(qtbot, window)


def test_out_of_sight_it_computes_nothing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = opened(qtbot, window)
    follows(qtbot, window)
    window.pages.panel.show_page("watch")
    before = section.table
    run_to(qtbot, window.playhead, 20)
    qtbot.wait(200)
    assert section.table is before
    window.pages.panel.show_page("test")
    follows(qtbot, window)


def test_since_when_vectors_are_right_follows_the_moment_and_the_run(
    qtbot: QtBot, window: MainWindow
) -> None:
    section = opened(qtbot, window)
    run_to(qtbot, window.playhead, 100)
    section.history.switch.click()

    def stands(position: int) -> bool:
        learnt = Learnt(Questions(window.session.settings))
        learnt.search(window.session.recording)
        expected, shown = learnt.standing(position), section.model.standing
        assert expected is not None
        return shown is not None and (
            shown.since.tolist() == expected.since.tolist()
            and shown.forgotten.tolist() == expected.forgotten.tolist()
        )

    qtbot.waitUntil(lambda: stands(100), timeout=5000)
    window.playhead.seek(40)
    qtbot.waitUntil(lambda: stands(40), timeout=5000)
    # What the run has grown by is searched as soon as it rests.
    window.playhead.run_to(330)
    qtbot.waitUntil(lambda: not window.playhead.playing, timeout=5000)
    qtbot.waitUntil(lambda: stands(330), timeout=5000)
    window.playhead.seek(200)
    window.session.branch("rate", LearningRateChange(20.0))
    run_to(qtbot, window.playhead, 260)
    qtbot.waitUntil(lambda: stands(260), timeout=5000)


def test_a_vector_that_is_chosen_is_tried_and_all_stay_in_sight(
    qtbot: QtBot, window: MainWindow
) -> None:
    """Whoever looks at one after another is not taken away from them."""
    section = opened(qtbot, window)
    follows(qtbot, window)
    one = window.pages.panel.sections["try"]
    qtbot.waitUntil(lambda: one.visibleRegion().isEmpty(), timeout=2000)
    place = section.mapTo(window, QPoint())
    section.map.grid.chosen.emit(22)
    assert section.mapTo(window, QPoint()) == place
    assert bits_text(window.pages.prediction.vector) == "10110"
    assert section.map.grid.cells.frame == (2, 6)
    window.pages.prediction.try_vector(np.array([0, 0, 0, 0, 1]))
    assert section.map.grid.cells.frame == (0, 1)


def test_what_is_shown_is_copied(qtbot: QtBot, window: MainWindow) -> None:
    section = opened(qtbot, window)
    follows(qtbot, window)
    type_pattern(section, "1?0??")
    section.model.sort(0, Qt.SortOrder.DescendingOrder)
    section.copy.click()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.text().startswith("vector\t"), timeout=5000)
    lines = [each.split("\t") for each in clipboard.text().splitlines()]
    vectors = [f"1{a}0{b}{c}" for a in "10" for b in "10" for c in "10"]
    assert [each[0] for each in lines[1:]] == vectors
    assert [float(each) for each in lines[1][5:]] == expected(window)[int(vectors[0], 2)].tolist()
    assert window.statusBar().currentMessage() == "8 answers copied."


def test_what_is_shown_is_exported(
    qtbot: QtBot, window: MainWindow, person: Person, tmp_path: Path
) -> None:
    section = opened(qtbot, window)
    follows(qtbot, window)
    type_pattern(section, "11111")
    person.files = [tmp_path / "answers.csv"]
    section.export.click()
    qtbot.waitUntil((tmp_path / "answers.csv").exists, timeout=5000)
    assert [each.name for each in person.proposed] == ["answers.csv"]
    head, line = (tmp_path / "answers.csv").read_text().splitlines()
    assert head == "vector,correct,answer,wrong_bits,loss,y1,y2,y3,y4,y5"
    assert line.startswith("11111,00000,")
    said = f"The answers were written to {tmp_path / 'answers.csv'}."
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == said, timeout=5000)


def test_what_cannot_be_written_is_told(
    qtbot: QtBot, window: MainWindow, person: Person, tmp_path: Path
) -> None:
    section = opened(qtbot, window)
    follows(qtbot, window)
    person.files = [tmp_path / "nowhere" / "answers.csv"]
    section.export.click()
    qtbot.waitUntil(lambda: bool(person.warned), timeout=5000)
    assert "answers.csv was not written" in person.warned[0]


def test_nothing_is_written_where_no_file_is_named(
    qtbot: QtBot, window: MainWindow, person: Person
) -> None:
    section = opened(qtbot, window)
    follows(qtbot, window)
    section.export.click()
    assert len(person.proposed) == 1
    assert person.warned == []


def test_what_is_wrong_with_a_pattern_is_said_aloud(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(type(window.announcer), "say", lambda self, text: said.append(text))
    section = opened(qtbot, window)
    follows(qtbot, window)
    said.clear()
    type_pattern(section, "1?2")
    type_pattern(section, "1?0??")
    section.filter.only_wrong.click()
    assert said[0].startswith("“1?2” has a 2 at place 3: use only 0, 1 and ?.")
    assert said[1] == "8 of 32 vectors"
    assert said[2] == section.counted.text()


def test_a_failure_is_heard(qtbot: QtBot, window: MainWindow) -> None:
    section = opened(qtbot, window)
    with qtbot.waitSignal(window.failed) as heard:
        section.failed.emit("ZeroDivisionError: unforeseen")
    assert heard.args == ["ZeroDivisionError: unforeseen"]
