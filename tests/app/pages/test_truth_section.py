from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from painted import pixels
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from sights import at

from app.pages.truth import TruthSection
from app.pages.truth_history import NOT_SEARCHED, OF_SILENCED, history_of
from app.pages.truth_map import POINT
from app.pages.truth_views import told_of, view_names
from app.widgets.bit_text import bits_text
from app.widgets.sort_menu import SortMenu
from app.widgets.theme import DARK, LIGHT, Theme
from nn.answers.truth_table import Questions, TruthTable, answer_all
from nn.core.settings import Settings
from nn.explain.phases import UPDATE_PHASE
from nn.run.learnt import Learnt, Standing
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(200)
    return made


@pytest.fixture
def section(qtbot: QtBot) -> Iterator[TruthSection]:
    made = TruthSection()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(380, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.end()


def show(
    section: TruthSection, recording: Recording, position: int, phase: int | None = None
) -> TruthTable:
    section.show_run(recording, at(recording, position, phase), False)
    section.show_moment()
    assert section.table is not None
    return section.table


def rows(section: TruthSection) -> list[str]:
    return [section.model.text(row, "vector") for row in range(section.model.rowCount())]


def test_it_counts_exactly_what_is_right(section: TruthSection, recording: Recording) -> None:
    table = show(section, recording, 120)
    flawless = int((table.wrong_bits == 0).sum())
    assert 0 < flawless < 32
    percent = f"{int(1000 * flawless / 32) / 10:.1f} %"
    assert section.vectors.text() == f"{flawless} of 32 vectors flawless: {percent}"
    right = 160 - int(table.wrong_bits.sum())
    assert section.bits.text().startswith(f"{right} of 160 bits right: ")
    each = [int(1000 * float((~table.wrong[:, output]).mean())) / 10 for output in range(5)]
    text = ", ".join(f"y{number} {share:.1f} %" for number, share in enumerate(each, 1))
    assert section.outputs.text().replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize("phase", [0, UPDATE_PHASE, None])
def test_the_answers_are_those_of_the_weights_in_force(
    section: TruthSection, recording: Recording, phase: int | None
) -> None:
    table = show(section, recording, 120, phase)
    made = recording.moment(120 if phase is None or phase >= UPDATE_PHASE else 119)
    expected = answer_all(Questions(recording.settings), made.W1, made.W2)
    assert expected is not None
    assert np.array_equal(table.a2, expected.a2)


def test_pointing_says_what_there_is_about_a_vector(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    table = show(section, recording, 120)
    assert section.map.pointed.text() == POINT
    section.map.grid.cells.setFocus()
    qtbot.waitUntil(section.map.grid.cells.hasFocus, timeout=2000)
    qtbot.keyClick(section.map.grid.cells, Qt.Key.Key_Right)
    told = section.map.pointed.text()
    assert told.startswith(f"00001 → {bits_text(table.label[1])}")
    wrong = ", ".join(f"y{each + 1}" for each in range(5) if table.wrong[1, each])
    assert (f"✗ wrong in {wrong};" if wrong else "✓ right;") in told


def test_right_and_wrong_are_told_apart_in_words(recording: Recording) -> None:
    moment = recording.moment(120)
    table = answer_all(Questions(recording.settings), moment.W1, moment.W2)
    assert table is not None
    for number in range(32):
        assert ("✗" in told_of(table, number)) == bool(table.wrong_bits[number])
        assert ("✓" in told_of(table, number)) != bool(table.wrong_bits[number])


def test_the_map_shows_what_is_chosen(section: TruthSection, recording: Recording) -> None:
    table = show(section, recording, 120)
    names = [section.map.shown.itemText(each) for each in range(section.map.shown.count())]
    assert tuple(names) == view_names(5)
    assert names[:4] == ["right or wrong", "wrong bits", "loss", "probability of y1"]
    seen, legends = [], set()
    for index in range(section.map.shown.count()):
        section.map.shown.setCurrentIndex(index)
        seen.append(pixels(section.map.grid.cells))
        legends.add(section.map.legend.text())
        painting = section.map.grid.cells.painting
        assert painting is not None
        if names[index] == "wrong bits":
            assert painting.texts is not None
            assert painting.texts.ravel().tolist() == table.wrong_bits.tolist()
        if names[index].startswith("probability"):
            crossed = painting.crossed.ravel()
            assert np.array_equal(crossed, table.wrong[:, index - 3])
            order = np.argsort(table.a2[:, index - 3])
            assert (np.diff(painting.rows.ravel()[order]) >= 0).all()
        else:
            assert np.array_equal(painting.crossed.ravel(), table.wrong_bits > 0)
        if names[index] == "loss":
            order = np.argsort(table.loss)
            assert (np.diff(painting.rows.ravel()[order]) >= 0).all()
    assert len(legends) == len(names)
    for index, one in enumerate(seen):
        assert not any(np.array_equal(one, other) for other in seen[index + 1 :])
    assert all("Down: x1 to x2; to the right: x3 to x5." in each for each in legends)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_it_has_the_colours_of_the_theme(
    section: TruthSection, recording: Recording, theme: Theme
) -> None:
    show(section, recording, 120)
    section.setPalette(theme.palette())
    section.show_moment()
    seen = {tuple(each) for each in pixels(section.map.grid.cells)}
    for name in (theme.bad, theme.map_stops[4]):
        colour = QColor(name)
        assert (colour.red(), colour.green(), colour.blue()) in seen


def test_a_pattern_leaves_what_fits(section: TruthSection, recording: Recording) -> None:
    show(section, recording, 120)
    section.filter.pattern.setText("1?0??")
    section.filter.pattern.textEdited.emit("1?0??")
    assert rows(section) == [f"1{a}0{b}{c}" for a in "01" for b in "01" for c in "01"]
    assert section.counted.text() == "8 of 32 vectors"
    section.filter.only_wrong.setChecked(True)
    table = section.table
    assert table is not None
    left = [each for each in rows(section) if table.wrong_bits[int(each, 2)]]
    assert rows(section) == left
    section.filter.pattern.abandoned.emit()
    assert section.filter.pattern.text() == ""
    assert section.counted.text() == f"{int((table.wrong_bits > 0).sum())} of 32 vectors"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1?2??", "“1?2??” has a 2 at place 3: use only 0, 1 and ?."),
        ("1?", "2 signs typed, 5 needed: for example 1?0??."),
        ("1", "1 sign typed, 5 needed: for example 1?0??."),
        ("1?0???", "6 signs typed, 5 needed: for example 1?0??."),
        ("[1?0??", "“[” is not closed: write [0 1 1 1 0], or just 01110."),
        ("1*0??", "“1*0??” has a “*” at place 2: use only 0, 1 and ?."),
    ],
)
def test_a_bad_pattern_is_refused_in_plain_words(
    section: TruthSection, recording: Recording, text: str, message: str
) -> None:
    show(section, recording, 120)
    section.filter.pattern.setText(text)
    section.filter.pattern.textEdited.emit(text)
    assert section.filter.problem.isVisible()
    assert section.filter.problem.text() == f"{message} The table shows all vectors."
    assert section.filter.pattern.accessibleDescription() == section.filter.problem.text()
    assert len(rows(section)) == 32
    section.filter.pattern.setText("[1 ? 0, ? ?]")
    section.filter.pattern.textEdited.emit(text)
    assert not section.filter.problem.isVisible()
    assert len(rows(section)) == 8


def test_a_cell_and_a_row_choose_their_vector(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    show(section, recording, 120)
    chosen: list[np.ndarray] = []
    section.vector_chosen.connect(chosen.append)
    section.map.grid.chosen.emit(13)
    section.model.sort(0, Qt.SortOrder.DescendingOrder)
    section.list.setFocus()
    qtbot.waitUntil(section.list.hasFocus, timeout=2000)
    place = section.list.visualRect(section.model.index(2, 1)).center()
    qtbot.mouseClick(section.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(section.list, Qt.Key.Key_Down)
    qtbot.keyClick(section.list, Qt.Key.Key_Return)
    assert [bits_text(each) for each in chosen] == ["01101", "11101", "11100"]


def test_the_keys_of_the_table_do_not_move_the_run(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    show(section, recording, 120)
    section.list.setFocus()
    qtbot.waitUntil(section.list.hasFocus, timeout=2000)
    assert section.list.currentIndex().row() == 0
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Home):
        qtbot.keyClick(section.list, key)
    assert section.list.currentIndex().row() == 0


def test_the_table_is_sorted_without_a_mouse(section: TruthSection, recording: Recording) -> None:
    show(section, recording, 120)
    [menu] = [each for action in section.list.actions() if (each := action.menu())]
    assert section.list.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    assert isinstance(menu, SortMenu)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        menu.aboutToShow.emit()
        assert [each.text() for each in menu.actions()] == list(section.model.columns)
        menu.actions()[-1].trigger()
        assert section.model.sorted_by == (len(section.model.columns) - 1, order)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert section.model.sorted_by == (0, Qt.SortOrder.AscendingOrder)


def test_a_row_that_was_chosen_stays_chosen_while_it_learns(
    section: TruthSection, recording: Recording
) -> None:
    show(section, recording, 120)
    section.model.sort(3, Qt.SortOrder.DescendingOrder)
    row = section.model.row_of(13)
    assert row is not None
    section.list.selectRow(row)
    show(section, recording, 200)
    [selected] = section.list.selectionModel().selectedRows()
    assert section.model.number(selected.row()) == 13


def test_many_vectors_are_answered_in_a_thread_of_their_own(
    qtbot: QtBot, section: TruthSection
) -> None:
    recording = Recording(Settings(bits=16, hidden_units=4))
    recording.advance_to(30)
    section.show_run(recording, at(recording, 10), False)
    section.show_moment()
    assert section.table is None
    # The latest moment is shown in the end, though another was under way.
    section.show_run(recording, at(recording, 30), False)
    moment = recording.moment(30)
    expected = answer_all(Questions(recording.settings), moment.W1, moment.W2)
    assert expected is not None
    qtbot.waitUntil(
        lambda: section.table is not None and np.array_equal(section.table.a2, expected.a2),
        timeout=10_000,
    )
    assert section.counted.text() == "65,536 of 65,536 vectors"
    assert section.map.larger.isVisible()


def test_while_it_trains_many_vectors_take_a_small_share_of_a_core(
    qtbot: QtBot, section: TruthSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = Recording(Settings(bits=16, hidden_units=4))
    recording.advance_to(30)
    monkeypatch.setattr("app.pages.truth.thread_time", iter([0.0, 0.04]).__next__)
    rests: list[int] = []
    monkeypatch.setattr(section._rest, "start", rests.append)
    section.show_run(recording, at(recording, 1), True)
    qtbot.waitUntil(lambda: bool(rests), timeout=10_000)
    assert rests == [2000]


def test_at_rest_the_newest_moment_is_shown_at_once(qtbot: QtBot, section: TruthSection) -> None:
    recording = Recording(Settings(bits=16, hidden_units=4))
    recording.advance_to(30)
    section.show_run(recording, at(recording, 1), True)
    qtbot.waitUntil(section._rest.isActive, timeout=10_000)
    first = section.table
    section._rest.start(1_000_000)
    section.show_run(recording, at(recording, 30), True)
    qtbot.wait(500)
    assert section.table is first
    moment = recording.moment(30)
    expected = answer_all(Questions(recording.settings), moment.W1, moment.W2)
    assert expected is not None
    section.show_run(recording, at(recording, 30), False)
    qtbot.waitUntil(
        lambda: section.table is not None and np.array_equal(section.table.a2, expected.a2),
        timeout=10_000,
    )


def test_what_is_answered_too_late_is_not_shown(qtbot: QtBot, section: TruthSection) -> None:
    large, small = Recording(Settings(bits=16, hidden_units=4)), Recording(Settings(bits=3))
    section.show_run(large, at(large, 0), False)
    section.show_moment()
    show(section, small, 0)
    qtbot.wait(300)
    table = section.table
    assert table is not None
    assert len(table.questions) == 8
    assert len(rows(section)) == 8


def test_another_task_or_size_is_shown_anew(section: TruthSection, recording: Recording) -> None:
    show(section, recording, 120)
    section.map.shown.setCurrentIndex(6)
    section.filter.pattern.setText("1?0??")
    section.filter.pattern.textEdited.emit("1?0??")
    other = Recording(Settings(task="reverse", bits=2))
    show(section, other, 0)
    assert section.filter.pattern.text() == ""
    assert section.map.shown.currentText() == "right or wrong"
    assert [section.model.text(row, "correct") for row in range(4)] == ["00", "10", "01", "11"]
    reverse = Recording(Settings(task="reverse"))
    show(section, reverse, 0)
    assert section.model.text(1, "correct") == "10000"


def test_more_vectors_are_shown_in_the_order_that_was_chosen(
    section: TruthSection, recording: Recording
) -> None:
    """A column other than the vector's sorts by answers, of which there are fewer before."""
    show(section, recording, 5)
    loss = section.model.columns.index("loss")
    section.list.sortByColumn(loss, Qt.SortOrder.DescendingOrder)
    table = show(section, Recording(Settings(bits=6)), 0)
    expected = np.argsort(-table.loss, kind="stable")
    assert np.array_equal(section.model.rows, expected)
    assert section.counted.text() == "64 of 64 vectors"


def test_a_pattern_is_kept_that_is_typed_before_the_answers_are_there(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    """The rows are as before until then: they know nothing of so many vectors."""
    show(section, recording, 5)
    many = Recording(Settings(bits=16, hidden_units=4))
    section.show_run(many, at(many, 0), False)
    section.show_moment()
    assert section.table is None
    section.filter.pattern.setText("1" * 15 + "?")
    section.filter.pattern.textEdited.emit("1" * 15 + "?")
    assert [section.model.text(row, "wrong") for row in range(section.model.rowCount())]
    qtbot.waitUntil(lambda: section.table is not None, timeout=20_000)
    assert rows(section) == ["1" * 15 + "0", "1" * 16]
    assert section.counted.text() == "2 of 65,536 vectors"


def test_a_failure_is_told(
    qtbot: QtBot, section: TruthSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("out of ink")

    monkeypatch.setattr("app.pages.truth.answer_all", fails)
    recording = Recording(Settings(bits=16))
    with qtbot.waitSignal(section.failed) as heard:
        section.show_run(recording, at(recording, 0), False)
        section.show_moment()
    assert "out of ink" in heard.args[0]


def searched(qtbot: QtBot, section: TruthSection) -> None:
    """Wait until the standing is shown."""
    qtbot.waitUntil(lambda: section.model.standing is not None, timeout=10_000)


def test_since_when_vectors_are_right_is_searched_on_demand(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    show(section, recording, 120)
    assert not section.history.said.isVisible()
    assert "right since" not in section.model.columns
    section.history.switch.click()
    searched(qtbot, section)
    qtbot.waitUntil(lambda: not section.history.bar.isVisible(), timeout=5000)
    learnt = Learnt(Questions(recording.settings))
    learnt.search(recording)
    expected, standing = learnt.standing(120), section.model.standing
    assert expected is not None
    assert standing is not None
    assert standing.since.tolist() == expected.since.tolist()
    assert standing.forgotten.tolist() == expected.forgotten.tolist()
    column = section.model.columns.index("right since")
    head = section.list.horizontalHeader()
    assert head.sectionSize(column) >= section.list.fontMetrics().horizontalAdvance("right since")
    section.history.switch.click()
    assert "right since" not in section.model.columns
    assert not section.history.said.isVisible()


def test_it_tells_what_was_learnt_last_and_forgotten_most(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    show(section, recording, 200)
    section.history.switch.click()
    searched(qtbot, section)
    standing = section.model.standing
    assert standing is not None
    last, most = int(standing.since.argmax()), int(standing.forgotten.argmax())
    forgotten, times = int((standing.forgotten > 0).sum()), int(standing.forgotten[most])
    assert section.history.said.text() == (
        f"Learnt last: {last:05b}, right since step {standing.since[last]}. "
        f"Forgotten again: {forgotten} vectors, {most:05b} most often, {times} times."
    )


@pytest.mark.parametrize(
    ("since", "forgotten", "told"),
    [
        ([-1, -1], [0, 0], "No vector is right yet. None was forgotten."),
        ([0, -1], [0, 0], "Learnt last: 0, right since step 0. None was forgotten."),
        ([-1, -1], [0, 1], "No vector is right yet. Forgotten again: 1 vector, 1 most often, 1 "),
    ],
)
def test_every_case_of_learning_has_its_words(
    since: list[int], forgotten: list[int], told: str
) -> None:
    standing = Standing(np.array(since), np.array(forgotten))
    assert history_of(Questions(Settings(bits=1)), standing).startswith(told)


@pytest.mark.parametrize("phase", [0, UPDATE_PHASE])
def test_within_a_step_it_tells_of_the_weights_in_force(
    qtbot: QtBot, section: TruthSection, recording: Recording, phase: int
) -> None:
    show(section, recording, 120, phase)
    section.history.switch.click()
    searched(qtbot, section)
    learnt = Learnt(Questions(recording.settings))
    learnt.search(recording)
    expected = learnt.standing(119 if phase < UPDATE_PHASE else 120)
    assert expected is not None
    assert section.model.standing is not None
    assert section.model.standing.since.tolist() == expected.since.tolist()


def test_of_other_weights_than_those_of_the_run_nothing_is_told(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    show(section, recording, 200)
    section.history.switch.click()
    searched(qtbot, section)
    sight = at(recording, 200)
    values = {**sight.values, "W2": -sight.W2}
    section.show_run(recording, replace(sight, values=values), False)
    section.show_moment()
    assert section.model.standing is None
    assert section.history.said.text() == NOT_SEARCHED


def test_without_some_units_it_says_why_nothing_is_known(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    show(section, recording, 200)
    section.history.switch.click()
    searched(qtbot, section)
    sight = replace(at(recording, 200), silenced=frozenset({2}))
    section.show_run(recording, sight, False)
    section.show_moment()
    assert section.history.said.text() == OF_SILENCED


def test_while_it_plays_nothing_is_searched(
    qtbot: QtBot, section: TruthSection, recording: Recording
) -> None:
    section.show_run(recording, at(recording, 120), True)
    section.show_moment()
    section.history.switch.click()
    qtbot.wait(200)
    section.show_moment()
    assert section.model.standing is None
    assert section.history.said.text() == NOT_SEARCHED
    section.show_run(recording, at(recording, 120), False)
    searched(qtbot, section)


def test_a_search_shows_its_progress_and_is_cancelled(qtbot: QtBot, section: TruthSection) -> None:
    large = Recording(Settings(bits=12, hidden_units=40))
    large.advance_to(3000)
    section.show_run(large, at(large, 100), False)
    qtbot.waitUntil(lambda: section.table is not None, timeout=5000)
    assert not section.history.bar.isVisible()
    section.history.switch.click()
    qtbot.waitUntil(section.history.bar.isVisible, timeout=5000)
    qtbot.waitUntil(lambda: section.history.bar.value() > 0, timeout=5000)
    assert section.history.bar.maximum() == 3001
    section.history.cancel.click()
    assert not section.history.switch.isChecked()
    assert not section.history.bar.isVisible()
    assert not section.history.cancel.isVisible()
    qtbot.waitUntil(lambda: not section.history.searching, timeout=5000)
    assert not section.history.bar.isVisible()


def test_where_too_many_vectors_turned_it_is_said_how_far_it_is_known(
    qtbot: QtBot, section: TruthSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nn.run.learnt.MOST_TURNS", 3)
    wild = Recording(Settings(bits=3, hidden_units=4, learning_rate=5.0, observations=7))
    wild.advance_to(200)
    show(section, wild, 100)
    section.history.switch.click()
    qtbot.waitUntil(lambda: "up to step 63 only" in section.history.said.text(), timeout=5000)


def test_a_failure_of_the_search_is_told(
    qtbot: QtBot, section: TruthSection, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("out of ink")

    monkeypatch.setattr(Learnt, "search", fails)
    show(section, recording, 120)
    with qtbot.waitSignal(section.failed) as heard:
        section.history.switch.click()
    assert "out of ink" in heard.args[0]
