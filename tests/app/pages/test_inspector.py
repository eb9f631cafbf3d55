from __future__ import annotations

import pytest
from driving import press
from painted import is_written_in
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.pages import inspector as inspector_module
from app.pages.inspector import Inspector
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.explain.explanation import explain
from nn.explain.lenses import LENSES
from nn.explain.phases import PHASES
from nn.explain.sight import sight_of
from nn.explain.symbols import Cell
from nn.explain.trail import Place
from nn.explain.why_it_moves import why_it_moves
from nn.run.events import WeightEdit
from nn.run.recording import Recording

PHASE = {phase.key: index for index, phase in enumerate(PHASES)}


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(300)
    return made


@pytest.fixture
def inspector(qtbot: QtBot) -> Inspector:
    made = Inspector()
    made.setPalette(LIGHT.palette())
    qtbot.addWidget(made)
    made.resize(360, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(
    inspector: Inspector,
    recording: Recording,
    cell: Cell | None,
    position: int = 217,
    phase: str | None = None,
    lens: str = "weights",
) -> str:
    """Select a cell at a moment and return what is to be read."""
    inspector.select(cell)
    pass_by(inspector, recording, position, phase, lens)
    return inspector.as_text()


def rows_of(inspector: Inspector) -> list[list[str]]:
    """What stands in the table, row by row."""
    model = inspector.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def pass_by(
    inspector: Inspector,
    recording: Recording,
    position: int,
    phase: str | None = None,
    lens: str = "weights",
) -> None:
    """Show another moment of the same cell."""
    index = None if phase is None else PHASE[phase]
    sight = sight_of(recording, recording.moment(position), index)
    inspector.show_sight(recording, sight, LENSES[lens])


@pytest.mark.parametrize(
    "cell", [("u1", (2,)), ("a2", (1,)), ("e1", (4,)), ("W1", (1, 2)), ("x", (0,)), ("loss", ())]
)
def test_a_cell_is_shown_with_formula_numbers_and_result(
    inspector: Inspector, recording: Recording, cell: Cell
) -> None:
    expected = explain(recording.step(217), *cell)
    show(inspector, recording, cell)
    assert inspector.heading.text() == f"{expected.name} = {expected.result}"
    assert inspector.sentence.text() == expected.sentence
    assert inspector.formula.text() == f"{expected.name} = {expected.formula}"
    assert [(row[0], row[3], row[4]) for row in rows_of(inspector)] == [
        (row.label, row.product, row.total) for row in expected.table.rows
    ]
    assert inspector.table.accessibleDescription() == expected.text
    assert not inspector.note.isVisible()


def test_without_a_selection_the_loss_is_explained(
    inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, None)
    assert inspector.heading.text().startswith("loss = ")


def test_what_is_selected_is_explained_at_once(inspector: Inspector, recording: Recording) -> None:
    for cell, name in ((("u1", (2,)), "u1[h3]"), (None, "loss"), (("e2", (0,)), "e2[y1]")):
        show(inspector, recording, cell, 3)
        assert inspector.explanation is not None
        assert inspector.explanation.name == name
        assert inspector.explanation.step == 3
        assert inspector.heading.text() == f"{name} = {inspector.explanation.result}"


def test_another_moment_is_another_number(inspector: Inspector, recording: Recording) -> None:
    first = show(inspector, recording, ("a1", (3,)), position=100)
    assert show(inspector, recording, ("a1", (3,)), position=101) != first
    assert show(inspector, recording, ("a1", (3,)), position=100) == first


def test_of_moments_that_fly_by_some_are_explained_and_the_last_one_always(
    qtbot: QtBot, inspector: Inspector, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    explained: list[int] = []
    inspect = inspector_module.inspect

    def counted(sight, cell, lens):  # type: ignore[no-untyped-def]
        explained.append(sight.position)
        return inspect(sight, cell, lens)

    monkeypatch.setattr(inspector_module, "inspect", counted)
    show(inspector, recording, ("a1", (0,)), position=200)
    for position in range(201, 260):
        pass_by(inspector, recording, position)
    qtbot.waitUntil(lambda: explained[-1:] == [259], timeout=3000)
    assert len(explained) < 20
    expected = explain(recording.step(259), "a1", (0,))
    assert inspector.explanation == expected
    assert inspector.heading.text() == f"a1[h1] = {expected.result}"


@pytest.mark.parametrize(
    ("cell", "position", "phase", "words"),
    [
        (("a2", (0,)), 0, None, "Before the first step nothing is computed yet"),
        (("a2", (0,)), 217, "u2", "a2[y1] is not known yet in this phase."),
        (("e1", (2,)), 217, "d2", "e1[h3] is not known yet in this phase."),
    ],
)
def test_what_there_is_not_yet_is_said_in_place_of_a_number(
    inspector: Inspector,
    recording: Recording,
    cell: Cell,
    position: int,
    phase: str | None,
    words: str,
) -> None:
    show(inspector, recording, ("u1", (2,)), 217)
    assert show(inspector, recording, cell, position, phase) == inspector.sentence.text()
    assert words in inspector.as_text()
    assert inspector.explanation is None
    assert rows_of(inspector) == []
    assert inspector.formula.text() == ""
    assert inspector.heading.text() == "Inspector"


@pytest.mark.parametrize(
    ("position", "phase", "words"),
    [
        (0, None, "drawn at random from −1 to 1, before the first step"),
        (217, "e1", "as it is before step 217; the last phase of the step updates it"),
    ],
)
def test_a_weight_that_no_step_has_moved_yet_has_a_path_but_no_reason(
    inspector: Inspector, recording: Recording, position: int, phase: str | None, words: str
) -> None:
    # What the step before had to say does not stay.
    show(inspector, recording, ("W1", (1, 2)), position=100)
    assert words in show(inspector, recording, ("W1", (1, 2)), position, phase)
    weight = recording.moment(max(position - 1, 0)).W1[1, 2]
    assert inspector.heading.text() == f"W1[x2,h3] = {weight:.6f}".replace("-", "−")
    assert inspector.path.isVisible()
    assert "goes" not in inspector.as_text()


@pytest.mark.parametrize(
    ("lens", "phase", "name"),
    [
        ("weights", None, "W2[h4,y2]"),
        ("gradients", None, "d2[h4,y2]"),
        ("since_start", None, "W2[h4,y2] − W2[h4,y2] at step 0"),
        ("by_step", None, "ΔW2[h4,y2]"),
        ("weights", "u1", "W2[h4,y2]"),
        ("weights", "d2", "d2[h4,y2]"),
        ("weights", "update", "W2[h4,y2]"),
    ],
)
def test_the_number_that_the_picture_shows_is_explained(
    inspector: Inspector, recording: Recording, lens: str, phase: str | None, name: str
) -> None:
    show(inspector, recording, ("W2", (3, 1)), phase=phase, lens=lens)
    assert inspector.explanation is not None
    assert inspector.explanation.name == name
    assert inspector.heading.text().startswith(f"{name} = ")


@pytest.mark.parametrize(("symbol", "index"), [("W1", (1, 2)), ("W2", (3, 1))])
def test_only_a_weight_has_a_path(
    inspector: Inspector, recording: Recording, symbol: str, index: tuple[int, int]
) -> None:
    show(inspector, recording, (symbol, index))
    assert inspector.path.isVisible()
    assert inspector.sentence.text() == why_it_moves(recording.step(217), symbol, index)
    show(inspector, recording, ("u1", (2,)))
    assert not inspector.path.isVisible()


def playhead_of(qtbot: QtBot, inspector: Inspector) -> int:
    """The column of pixels in which the path's playhead stands."""
    qtbot.waitUntil(lambda: inspector.path.height() > 100)
    image = inspector.path.grab().toImage()
    rows = range(0, image.height(), 4)
    columns = {
        x
        for x in range(image.width())
        if sum(image.pixelColor(x, y).name() == LIGHT.accent for y in rows) > 5
    }
    [column] = columns
    return column


def test_the_path_is_drawn_and_the_playhead_stands_on_it(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    seen = []
    for position in (60, 240):
        show(inspector, recording, ("W1", (1, 2)), position=position)
        seen.append(playhead_of(qtbot, inspector))
    assert seen[0] < seen[1]


def test_within_a_step_the_path_stands_at_the_value_that_is_still_in_force(
    qtbot: QtBot, inspector: Inspector
) -> None:
    recording, seen = Recording(Settings()), []
    recording.advance_to(5)
    for position, phase in ((3, None), (4, "d1"), (4, "update")):
        show(inspector, recording, ("W1", (1, 2)), position=position, phase=phase)
        seen.append(playhead_of(qtbot, inspector))
    assert seen[0] == seen[1] < seen[2]


def test_what_is_copied_is_what_is_read(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("W1", (1, 2)))
    qtbot.mouseClick(inspector.copy_button, Qt.MouseButton.LeftButton)
    step = recording.step(217)
    assert QGuiApplication.clipboard().text() == "\n".join(
        [why_it_moves(step, "W1", (1, 2)), explain(step, "W1", (1, 2)).text]
    )
    show(inspector, recording, ("a2", (0,)), phase="u1")
    qtbot.mouseClick(inspector.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "a2[y1] is not known yet in this phase."


def test_another_selection_darkens_the_cells_of_the_one_before(
    inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("u1", (2,)))
    lit: list[tuple[Cell, ...]] = []
    inspector.sources_changed.connect(lit.append)
    show(inspector, recording, ("u1", (3,)))
    assert lit == [()]


def test_what_there_is_to_say_of_the_digits_stands_below_the_table(
    inspector: Inspector,
) -> None:
    far = Recording(Settings()).branch(0, WeightEdit("W2", 0, 0, 9e3))
    far.advance_to(1)
    show(inspector, far, None, 1)
    assert inspector.note.isVisible()
    assert "the sum is made from u2" in inspector.note.text()


class Window:
    """Does what the window does when a term is followed, and notes it."""

    def __init__(self, inspector: Inspector, recording: Recording) -> None:
        self._inspector, self._recording = inspector, recording
        self.went: list[Place] = []
        self.position, self.phase = 217, None
        inspector.followed.connect(self.go_to)

    def go_to(self, place: Place) -> None:
        self.went.append(place)
        self.position, self.phase = place.position, place.phase  # type: ignore[assignment]
        self._inspector.select(place.cell)
        self.show()

    def show(self, lens: str = "weights") -> None:
        sight = sight_of(self._recording, self._recording.moment(self.position), self.phase)
        self._inspector.show_sight(self._recording, sight, LENSES[lens])


def trail_of(inspector: Inspector) -> str:
    return inspector.trail.text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_term_is_followed_to_what_it_is_made_of_and_back(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    window = Window(inspector, recording)
    show(inspector, recording, ("W1", (0, 2)))
    assert not inspector.back_button.isVisible()
    assert not inspector.trail.isVisible()
    inspector.table.setFocus()
    names = []
    for _ in range(4):
        press(qtbot, inspector.table, Qt.Key.Key_Return)
        assert inspector.explanation is not None
        names.append(inspector.explanation.name)
    assert names == ["d1[x1,h3]", "e1[h3]", "e2[y1]", "a2[y1]"]
    assert trail_of(inspector) == "W1[x1,h3] ← d1 ← e1 ← e2[y1] ← a2"
    assert inspector.trail.isVisible()
    assert inspector.back_button.isVisible()
    inspector.back_button.click()
    press(qtbot, inspector.table, Qt.Key.Key_Backspace)
    qtbot.keyClick(inspector.table, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert inspector.explanation.name == "d1[x1,h3]"
    inspector.go_back()
    assert inspector.explanation.name == "W1[x1,h3]"
    assert not inspector.trail.isVisible()
    inspector.go_back()
    assert len(window.went) == 8


def test_the_trail_crosses_into_the_step_before_and_back_into_the_phase_that_one_left(
    inspector: Inspector, recording: Recording
) -> None:
    window = Window(inspector, recording)
    window.phase = PHASE["loss"]  # type: ignore[assignment]
    show(inspector, recording, ("u1", (2,)), phase="loss")
    inspector.table.clicked.emit(inspector.table.model().index(1, 2))
    assert window.went == [Place(("W1", (1, 2)), 216, None)]
    assert inspector.explanation is not None
    assert inspector.explanation.value == recording.step(216).W1_after[1, 2]
    assert trail_of(inspector) == "u1[h3] ← W1[x2,h3] after step 216"
    inspector.go_back()
    assert window.went[-1] == Place(("u1", (2,)), 217, PHASE["loss"])
    assert inspector.explanation.name == "u1[h3]"


def test_back_leads_to_the_moment_at_which_one_left(
    inspector: Inspector, recording: Recording
) -> None:
    window = Window(inspector, recording)
    show(inspector, recording, ("u1", (2,)))
    window.position = 180
    window.show()
    inspector._pace.flush()
    inspector.table.clicked.emit(inspector.table.model().index(0, 1))
    assert window.went == [Place(("x", (0,)), 180, None)]
    inspector.go_back()
    assert window.went[-1] == Place(("u1", (2,)), 180, None)


def test_what_the_person_selects_begins_a_new_trail(
    inspector: Inspector, recording: Recording
) -> None:
    window = Window(inspector, recording)
    show(inspector, recording, ("a2", (1,)))
    inspector.table.clicked.emit(inspector.table.model().index(0, 1))
    assert window.went == [Place(("u2", (1,)), 217)]
    assert trail_of(inspector) == "a2[y2] ← u2"
    show(inspector, recording, ("a1", (1,)))
    assert not inspector.back_button.isVisible()
    inspector.table.clicked.emit(inspector.table.model().index(0, 1))
    assert trail_of(inspector) == "a1[h2] ← u1"


def test_the_trail_of_another_recording_is_another_one(
    inspector: Inspector, recording: Recording
) -> None:
    window = Window(inspector, recording)
    show(inspector, recording, ("W1", (0, 2)))
    inspector.table.clicked.emit(inspector.table.model().index(1, 2))
    assert window.went == [Place(("d1", (0, 2)), 217)]
    assert inspector.explanation is not None
    assert inspector.explanation.name == "d1[x1,h3]"
    other = Recording(Settings(seed=7))
    other.advance_to(3)
    pass_by(inspector, other, 3)
    inspector._pace.flush()
    assert not inspector.trail.isVisible()
    # It is the cell that is selected in the picture.
    assert inspector.explanation.name == "W1[x1,h3]"


def test_what_is_followed_is_the_number_in_the_term_whatever_the_lens(
    inspector: Inspector, recording: Recording
) -> None:
    window = Window(inspector, recording)
    show(inspector, recording, ("W1", (0, 2)), lens="since_start")
    inspector.table.clicked.emit(inspector.table.model().index(0, 1))
    window.show("since_start")
    inspector._pace.flush()
    assert inspector.explanation is not None
    assert inspector.explanation.name == "W1[x1,h3]"
    assert trail_of(inspector) == "W1[x1,h3] − W1[x1,h3] at step 0 ← W1"


def test_in_a_phase_in_which_it_is_not_known_yet_a_number_on_the_trail_is_blank(
    inspector: Inspector, recording: Recording
) -> None:
    window = Window(inspector, recording)
    show(inspector, recording, ("W1", (0, 2)))
    inspector.table.clicked.emit(inspector.table.model().index(1, 2))
    window.phase = PHASE["u1"]  # type: ignore[assignment]
    window.show()
    inspector._pace.flush()
    assert inspector.sentence.text() == "d1[x1,h3] is not known yet in this phase."
    assert rows_of(inspector) == []
    inspector.go_back()
    assert inspector.explanation is not None
    assert (window.position, window.phase) == (217, None)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_read_in_light_and_dark(
    inspector: Inspector, recording: Recording, theme: Theme
) -> None:
    show(inspector, recording, ("e2", (1,)))
    inspector.setPalette(theme.palette())
    assert is_written_in(inspector.sentence, theme.text)
    assert is_written_in(inspector.formula, theme.muted)


def test_the_sentence_is_larger_than_other_text(inspector: Inspector, recording: Recording) -> None:
    show(inspector, recording, ("e2", (1,)))
    assert inspector.sentence.font().pointSizeF() > 1.1 * inspector.formula.font().pointSizeF()
    font = inspector.font()
    font.setPointSizeF(2 * font.pointSizeF())
    inspector.setFont(font)
    assert inspector.sentence.font().pointSizeF() > 1.1 * inspector.formula.font().pointSizeF()
    assert inspector.formula.font().pointSizeF() == font.pointSizeF()


def test_at_the_end_of_a_trail_the_keys_still_lead_back(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    window = Window(inspector, recording)
    show(inspector, recording, ("t", (1,)))
    inspector.activateWindow()
    inspector.table.setFocus()
    qtbot.waitUntil(inspector.table.hasFocus)
    press(qtbot, inspector.table, Qt.Key.Key_Return)
    assert window.went == [Place(("x", (1,)), 217)]
    assert rows_of(inspector) == []
    assert inspector.table.hasFocus()
    press(qtbot, inspector.table, Qt.Key.Key_Backspace)
    assert inspector.explanation is not None
    assert inspector.explanation.name == "t[y2]"
