from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.pages.truth_model import TruthModel, matching
from app.widgets.bit_text import bits_text, parse_pattern
from nn.answers.truth_table import Questions, TruthTable, answer_all
from nn.core.settings import Settings
from nn.run.learnt import Learnt
from nn.run.recording import Recording

SETTINGS = Settings()


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(SETTINGS)
    made.advance_to(200)
    return made


@pytest.fixture(scope="module")
def questions() -> Questions:
    return Questions(SETTINGS)


def at(recording: Recording, questions: Questions, position: int) -> TruthTable:
    moment = recording.moment(position)
    made = answer_all(questions, moment.W1, moment.W2)
    assert made is not None
    return made


@pytest.fixture
def table(recording: Recording, questions: Questions) -> TruthTable:
    return at(recording, questions, 120)


@pytest.fixture
def model(qtbot: QtBot, table: TruthTable) -> TruthModel:
    made = TruthModel()
    made.show(table)
    return made


def column(model: TruthModel, key: str) -> list[str]:
    place = model.columns.index(key)
    return [model.data(model.index(row, place)) for row in range(model.rowCount())]


def sort(model: TruthModel, key: str, descending: bool = False) -> None:
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    model.sort(model.columns.index(key), order)


def test_it_keeps_the_rules_of_a_model(
    qtmodeltester: ModelTester, model: TruthModel, recording: Recording, questions: Questions
) -> None:
    qtmodeltester.check(model)
    model.want(None, only_wrong=True)
    sort(model, "loss")
    model.show(at(recording, questions, 150))
    model.show(None)


def test_a_row_for_each_vector_says_what_is_answered(model: TruthModel, table: TruthTable) -> None:
    named = ("vector", "answer", "wrong", "loss")
    assert model.columns == (*named, "y1", "y2", "y3", "y4", "y5", "correct")
    assert column(model, "vector") == [format(each, "05b") for each in range(32)]
    assert column(model, "correct") == [format(31 - each, "05b") for each in range(32)]
    assert column(model, "answer") == [bits_text(each) for each in table.label]
    counts = [
        sum(a != b for a, b in zip(one, other, strict=True))
        for one, other in zip(column(model, "correct"), column(model, "answer"), strict=True)
    ]
    assert column(model, "wrong") == [f"✗ {each}" if each else "✓" for each in counts]
    assert {"✓", "✗ 1"} <= set(column(model, "wrong"))
    assert [float(each) for each in column(model, "loss")] == pytest.approx(table.loss, rel=1e-5)
    for output in range(5):
        found = [float(each) for each in column(model, f"y{output + 1}")]
        assert found == pytest.approx(table.a2[:, output], rel=1e-5)


def test_heads_and_cells_are_explained_and_spoken(model: TruthModel) -> None:
    across, role = Qt.Orientation.Horizontal, Qt.ItemDataRole
    heads = [model.headerData(each, across) for each in range(model.columnCount())]
    assert tuple(heads) == model.columns
    assert model.headerData(8, across, role.ToolTipRole) == "Probability that y5 is 1"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    spoken = model.data(model.index(3, 0), role.AccessibleTextRole)
    assert spoken == "The vector: 00011"


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", ["vector", "correct", "answer", "wrong", "loss", "y3"])
def test_it_is_sorted_by_any_column(model: TruthModel, key: str, descending: bool) -> None:
    sort(model, key, descending)
    texts = column(model, key)
    # Bits of one length, and numbers, compare as they are read.
    values = [
        float(each) if key in ("loss", "y3") else float(each[2:] or 0) if key == "wrong" else each
        for each in texts
    ]
    assert values == sorted(values, reverse=descending)  # type: ignore[type-var]
    assert sorted(model.rows.tolist()) == list(range(32))


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_alike_stands_in_the_order_of_the_vectors(
    model: TruthModel, descending: bool
) -> None:
    sort(model, "wrong", descending)
    groups: dict[str, list[int]] = {}
    for row in range(model.rowCount()):
        groups.setdefault(model.text(row, "wrong"), []).append(model.number(row))
    assert len(groups) > 1
    assert all(each == sorted(each) for each in groups.values())


def test_only_what_is_wrong_and_what_fits_is_shown(
    model: TruthModel, table: TruthTable, questions: Questions
) -> None:
    model.want(None, only_wrong=True)
    wrong = [each for each in range(32) if table.wrong[each].any()]
    assert model.rows.tolist() == wrong
    assert 0 < len(wrong) < 32
    model.want(matching(questions, parse_pattern("1?0??", 5)), only_wrong=False)
    fitting = [each for each in range(32) if format(each, "05b")[0::2][:2] == "10"]
    assert model.rows.tolist() == fitting
    model.want(matching(questions, parse_pattern("1?0??", 5)), only_wrong=True)
    assert model.rows.tolist() == [each for each in wrong if each in fitting]
    model.want(matching(questions, parse_pattern("", 5)), only_wrong=False)
    assert len(model.rows) == 32


def test_what_a_view_holds_on_to_stays_with_its_vector(
    model: TruthModel, recording: Recording, questions: Questions
) -> None:
    held = QPersistentModelIndex(model.index(13, 4))
    sort(model, "loss", descending=True)
    assert (model.number(held.row()), held.column()) == (13, 4)
    model.show(at(recording, questions, 200))
    assert model.number(held.row()) == 13
    right = next(each for each in range(32) if model.text(each, "wrong") == "✓")
    gone = QPersistentModelIndex(model.index(right, 0))
    model.want(None, only_wrong=True)
    assert not gone.isValid()


def test_other_answers_are_shown_in_the_same_rows(
    qtbot: QtBot, model: TruthModel, recording: Recording, questions: Questions
) -> None:
    with qtbot.waitSignal(model.dataChanged) as heard, qtbot.assertNotEmitted(model.modelReset):
        model.show(at(recording, questions, 121))
    first, last = heard.args[:2]
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 0, 31, 9)
    now = at(recording, questions, 121)
    assert [float(each) for each in column(model, "loss")] == pytest.approx(now.loss, rel=1e-5)


def test_vectors_of_another_size_begin_anew(qtbot: QtBot, model: TruthModel) -> None:
    sort(model, "y5", descending=True)
    model.want(np.zeros(32, bool), only_wrong=False)
    other = Recording(Settings(bits=3))
    table = at(other, Questions(other.settings), 0)
    with qtbot.waitSignal(model.modelReset):
        model.show(table)
    assert column(model, "vector") == [format(each, "03b") for each in range(8)]
    assert model.row_of(5) == 5
    assert model.row_of(8) is None


def test_all_of_65_536_can_be_sorted(qtbot: QtBot) -> None:
    settings = Settings(bits=16)
    recording = Recording(settings)
    table = at(recording, Questions(settings), 0)
    model = TruthModel()
    model.show(table)
    sort(model, "loss", descending=True)
    assert model.rowCount() == 65_536
    assert model.number(0) == int(np.argmax(table.loss))


@pytest.fixture(scope="module")
def learnt(recording: Recording, questions: Questions) -> Learnt:
    made = Learnt(questions)
    made.search(recording)
    return made


def test_since_when_a_vector_is_right_stands_in_columns_of_its_own(
    qtbot: QtBot, model: TruthModel, table: TruthTable, learnt: Learnt
) -> None:
    standing = learnt.standing(120)
    assert standing is not None
    model.show(table, standing)
    assert "right since" not in model.columns
    assert model.standing is None
    with qtbot.waitSignal(model.modelReset):
        model.show_standing(True)
    assert model.columns[3:6] == ("right since", "forgotten", "loss")
    for number in range(32):
        since = standing.since[number]
        assert model.text(number, "right since") == ("–" if since < 0 else f"{since}")
        assert (model.text(number, "wrong") == "✓") == (since >= 0)
        assert model.text(number, "forgotten") == f"{standing.forgotten[number]}"
    model.show(table)
    assert set(column(model, "right since")) == set(column(model, "forgotten")) == {""}
    model.show_standing(False)
    assert "forgotten" not in model.columns


def test_what_is_not_learnt_yet_comes_after_what_was_learnt_last(
    model: TruthModel, table: TruthTable, learnt: Learnt
) -> None:
    standing = learnt.standing(120)
    assert standing is not None
    model.show(table, standing)
    model.show_standing(True)
    sort(model, "right since", descending=True)
    texts = column(model, "right since")
    late = texts.count("–")
    assert 0 < late < 32
    assert texts[:late] == ["–"] * late
    since = [int(each) for each in texts[late:]]
    assert since == sorted(since, reverse=True)
    sort(model, "forgotten", descending=True)
    assert column(model, "forgotten")[0] == str(standing.forgotten.max())
    model.show(table)
    assert model.rows.tolist() == list(range(32))


def test_sorted_by_a_column_that_goes_it_is_sorted_by_vectors(
    model: TruthModel, table: TruthTable, learnt: Learnt
) -> None:
    model.show(table, learnt.standing(120))
    model.show_standing(True)
    sort(model, "forgotten", descending=True)
    assert model.sorted_by == (4, Qt.SortOrder.DescendingOrder)
    model.show_standing(False)
    assert model.sorted_by == (0, Qt.SortOrder.AscendingOrder)
    assert model.rows.tolist() == list(range(32))
