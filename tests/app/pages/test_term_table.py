from __future__ import annotations

import pytest
from driving import press
from painted import is_written_in
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.pages.term_model import FIRST, LABEL, PRODUCT, SECOND, TOTAL, TermModel
from app.pages.term_table import LEAST_ROWS, SIZES, TermTable
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.explain.explanation import explain
from nn.explain.symbols import Cell
from nn.explain.term_table import BEFORE, NO_TABLE, NOW, Factor, Link, Row, Table
from nn.run.recording import Recording


class Place(QWidget):
    """Where a table stands, with something else that can have the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.table = TermTable()
        self.other = QWidget()
        self.other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.other)
        column.addStretch()


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(60)
    return made


def table_of(recording: Recording, cell: Cell, step: int = 60) -> Table:
    return explain(recording.step(step), *cell).table


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    made = Place()
    made.setPalette(LIGHT.palette())
    qtbot.addWidget(made)
    made.resize(366, 500)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def table(qtbot: QtBot, place: Place, recording: Recording) -> TermTable:
    """It shows the sum of h3, and something else has the focus."""
    place.table.show_table(table_of(recording, ("u1", (2,))), anew=True)
    place.other.setFocus()
    qtbot.waitUntil(place.other.hasFocus)
    return place.table


def lit_by(table: TermTable) -> list[tuple[Cell, ...]]:
    seen: list[tuple[Cell, ...]] = []
    table.sources_changed.connect(seen.append)
    return seen


def followed_by(table: TermTable) -> list[Link]:
    seen: list[Link] = []
    table.followed.connect(seen.append)
    return seen


def term(x: int) -> tuple[Cell, ...]:
    return ("x", (x,)), ("W1", (x, 2))


def test_pointing_at_a_row_lights_its_cells(qtbot: QtBot, table: TermTable) -> None:
    lit = lit_by(table)
    for row in range(5):
        for column in (LABEL, FIRST, TOTAL):
            where = table.visualRect(table.model().index(row, column)).center()
            qtbot.mouseMove(table.viewport(), where)
    assert lit == [term(x) for x in range(5)]
    table.leaveEvent(QEvent(QEvent.Type.Leave))
    assert lit[-1] == ()
    assert len(lit) == 6


def test_walking_lights_cells_while_the_table_has_the_focus(
    qtbot: QtBot, place: Place, table: TermTable
) -> None:
    lit = lit_by(table)
    table.selectionModel().setCurrentIndex(
        table.model().index(0, SECOND), table.selectionModel().SelectionFlag.NoUpdate
    )
    assert lit == []
    table.setFocus()
    press(qtbot, table, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert lit == [term(0), term(1), term(2), term(1)]
    assert len(table.selectedIndexes()) == 1
    place.other.setFocus()
    assert lit[-1] == ()
    assert table.selectedIndexes() == []
    table.setFocus()
    assert lit[-1] == term(1)
    assert table.selectedIndexes() == [table.model().index(1, FIRST)]


@pytest.mark.parametrize(
    ("column", "link"),
    [
        (LABEL, Link(("W1", (1, 2)), BEFORE)),
        (FIRST, Link(("x", (1,)), NOW)),
        (SECOND, Link(("W1", (1, 2)), BEFORE)),
        (PRODUCT, Link(("W1", (1, 2)), BEFORE)),
        (TOTAL, Link(("W1", (1, 2)), BEFORE)),
    ],
)
@pytest.mark.parametrize("by", ["click", "Return", "Enter"])
def test_a_click_or_enter_follows_the_number_or_the_term(
    qtbot: QtBot, table: TermTable, column: int, link: Link, by: str
) -> None:
    followed = followed_by(table)
    index = table.model().index(1, column)
    if by == "click":
        where = table.visualRect(index).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    else:
        table.setFocus()
        table.setCurrentIndex(index)
        press(qtbot, table, Qt.Key.Key_Return if by == "Return" else Qt.Key.Key_Enter)
    assert followed == [link]


def test_what_comes_from_nowhere_is_not_followed(
    qtbot: QtBot, table: TermTable, recording: Recording
) -> None:
    followed = followed_by(table)
    table.show_table(table_of(recording, ("a1", (2,))), anew=True)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, TOTAL))
    press(qtbot, table, Qt.Key.Key_Return)
    table.show_table(NO_TABLE, anew=True)
    press(qtbot, table, Qt.Key.Key_Return)
    assert followed == []


def test_one_stands_on_what_matters_most_of_another_number(
    table: TermTable, recording: Recording
) -> None:
    for cell in (("W1", (0, 2)), ("e1", (4,)), ("u2", (1,)), ("a1", (1,))):
        shown = table_of(recording, cell)  # type: ignore[arg-type]
        table.show_table(shown, anew=True)
        here = table.currentIndex()
        leads = shown.rows[shown.main_row].leads
        assert leads is not None
        assert (here.row(), here.column()) == (shown.main_row, FIRST + leads)


def test_where_one_stands_stays_while_the_numbers_change(
    table: TermTable, recording: Recording
) -> None:
    lit = lit_by(table)
    table.setFocus()
    table.setCurrentIndex(table.model().index(3, FIRST))
    for step in (1, 2, 3):
        table.show_table(table_of(recording, ("u1", (2,)), step), anew=False)
        assert (table.currentIndex().row(), table.currentIndex().column()) == (3, FIRST)
        expected = table_of(recording, ("u1", (2,)), step).rows[3].total
        assert table.model().index(3, TOTAL).data() == expected
    assert lit[-1] == term(3)


@pytest.mark.parametrize("back", [(Qt.Key.Key_Backspace, 0), (Qt.Key.Key_Left, 1)])
def test_keys_lead_back(qtbot: QtBot, table: TermTable, back: tuple[Qt.Key, int]) -> None:
    key, alt = back
    modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(table.back_wanted, timeout=1000):
        qtbot.keyClick(table, key, modifier)


@pytest.mark.parametrize(
    ("key", "modifier", "is_its"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, True),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier, False),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier, False),
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_it_takes_its_keys_before_the_window_does_and_no_others(
    table: TermTable, key: Qt.Key, modifier: Qt.KeyboardModifier, is_its: bool
) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, key, modifier)
        event.ignore()
        table.event(event)
        assert event.isAccepted() == is_its


@pytest.mark.parametrize("cell", [("u1", (2,)), ("u2", (1,)), ("e1", (4,)), ("W1", (1, 2))])
@pytest.mark.parametrize("font_scale", [0.8, 1.0, 1.5])
def test_the_columns_fit_beside_each_other_or_can_be_scrolled_to(
    qtbot: QtBot, place: Place, recording: Recording, cell: Cell, font_scale: float
) -> None:
    font = place.font()
    font.setPointSizeF(font.pointSizeF() * font_scale)
    place.setFont(font)
    table = place.table
    table.show_table(table_of(recording, cell), anew=True)
    head = table.horizontalHeader()
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: head.length() <= table.viewport().width() + bar.maximum())
    if font_scale <= 1:
        assert bar.maximum() == 0
    metrics = table.fontMetrics()
    for row in range(table.model().rowCount()):
        for column in range(table.model().columnCount()):
            text = table.model().index(row, column).data()
            needed = metrics.horizontalAdvance(text) * SIZES[-1]
            assert table.isColumnHidden(column) == (head.sectionSize(column) == 0)
            assert head.sectionSize(column) >= needed


def wide(table: TermTable) -> list[int]:
    return [table.columnWidth(each) for each in range(table.model().columnCount())]


def test_widths_are_not_kept_for_another_table(
    qtbot: QtBot, place: Place, recording: Recording
) -> None:
    place.resize(1000, 500)
    place.table.show_table(table_of(recording, ("e1", (2,))), anew=True)
    expected = wide(place.table)
    place.table.show_table(table_of(recording, ("W1", (1, 2))), anew=False)
    other = wide(place.table)
    place.table.show_table(table_of(recording, ("e1", (2,))), anew=False)
    assert wide(place.table) == expected != other


def test_widths_are_kept_while_numbers_change_as_far_as_there_is_room(place: Place) -> None:
    def table(first: str, second: str) -> Table:
        row = Row("x", (Factor(first), Factor(second)), "", "0", None)
        return Table(("from", "value", "value", "", "so far"), (row,))

    long, room = "−0.123456789", 260
    place.resize(room, 500)
    place.table.show_table(table(long, "0"), anew=True)
    kept = wide(place.table)
    place.table.show_table(table("0", "0"), anew=False)
    assert wide(place.table) == kept
    place.table.show_table(table("0", long), anew=False)
    assert place.table.horizontalHeader().length() <= place.table.viewport().width()
    assert wide(place.table)[SECOND] > kept[SECOND]


def test_a_column_in_which_nothing_stands_takes_no_room(
    table: TermTable, recording: Recording
) -> None:
    table.show_table(table_of(recording, ("a1", (2,))), anew=True)
    assert [table.isColumnHidden(each) for each in range(5)] == [False, False, True, True, False]
    table.show_table(table_of(recording, ("u1", (2,))), anew=True)
    assert not any(table.isColumnHidden(each) for each in range(5))


def test_all_rows_are_seen_unless_there_are_many(qtbot: QtBot, place: Place) -> None:
    large = Recording(Settings(bits=16, hidden_units=128))
    large.advance_to(1)
    place.table.show_table(table_of(large, ("u2", (3,)), 1), anew=True)
    high = place.table.verticalHeader().defaultSectionSize()
    qtbot.waitUntil(lambda: place.table.viewport().height() >= LEAST_ROWS * high)
    assert place.table.verticalScrollBar().maximum() > 0
    place.table.show_table(table_of(large, ("W2", (3, 3)), 1), anew=True)
    qtbot.waitUntil(lambda: place.table.verticalScrollBar().maximum() == 0)
    assert place.table.height() < 5 * high


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_what_can_be_followed_is_written_as_a_link(
    qtbot: QtBot, place: Place, recording: Recording, theme: Theme
) -> None:
    place.setPalette(theme.palette())
    place.table.show_table(table_of(recording, ("e2", (1,))), anew=True)
    place.other.setFocus()
    place.table.setColumnHidden(LABEL, True)
    place.table.setColumnHidden(TOTAL, True)
    place.table.horizontalHeader().hide()
    qtbot.wait(50)
    assert is_written_in(place.table.viewport(), theme.accent)


def test_what_is_spoken_names_each_number(recording: Recording) -> None:
    model = TermModel()
    model.show_table(table_of(recording, ("u1", (2,))))
    role = Qt.ItemDataRole.AccessibleTextRole
    row = table_of(recording, ("u1", (2,))).rows[1]
    assert [model.index(1, column).data(role) for column in range(5)] == [
        "x2",
        f"x[x2]: {row.factors[0].text}",
        f"W1[x2,h3] after the step before: {row.factors[1].text}",
        f"product {row.product}",
        f"sum so far {row.total}",
    ]
    tip = model.index(1, SECOND).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Click or Enter goes to W1[x2,h3] after the step before"
    assert model.link(QModelIndex()) is None
    assert model.sources(-1) == model.sources(5) == ()
