from __future__ import annotations

import pytest
from painted import is_written_in
from PySide6.QtCore import QPoint, Qt, QUrl
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
from nn.explain.why_it_moves import why_it_moves
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
    return inspector.text.toPlainText()


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
    read = " ".join(show(inspector, recording, cell).split())
    assert f"{expected.name} = {expected.formula}" in read
    assert expected.numbers in read
    assert read.endswith(f"= {expected.result}")
    assert inspector.heading.text() == f"{expected.name} = {expected.result}"
    assert inspector.text.accessibleDescription() == expected.text


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
    assert words in show(inspector, recording, cell, position, phase)
    assert words in inspector.as_text()
    assert inspector.explanation is None
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
    assert not inspector.why.isVisible()
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
def test_only_a_weight_has_a_path_and_a_reason(
    inspector: Inspector, recording: Recording, symbol: str, index: tuple[int, int]
) -> None:
    show(inspector, recording, (symbol, index))
    reason = why_it_moves(recording.step(217), symbol, index)
    assert inspector.path.isVisible()
    assert inspector.why.isVisible()
    assert inspector.why.text() == reason
    assert inspector.as_text().endswith(reason)
    show(inspector, recording, ("u1", (2,)))
    assert not inspector.path.isVisible()
    assert not inspector.why.isVisible()
    assert reason not in inspector.as_text()


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
        [explain(step, "W1", (1, 2)).text, why_it_moves(step, "W1", (1, 2))]
    )
    show(inspector, recording, ("a2", (0,)), phase="u1")
    qtbot.mouseClick(inspector.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "a2[y1] is not known yet in this phase."


def test_pointing_at_a_term_lights_the_cells_it_comes_from(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("u1", (2,)))
    lit: list[tuple[Cell, ...]] = []
    inspector.sources_changed.connect(lit.append)
    viewport = inspector.text.viewport()
    for y in range(0, viewport.height(), 4):
        for x in range(0, viewport.width(), 4):
            qtbot.mouseMove(viewport, QPoint(x, y))
    # From the left to the right, and line by line, as one reads.
    assert list(dict.fromkeys(cells for cells in lit if cells)) == [
        (("x", (i,)), ("W1", (i, 2))) for i in range(5)
    ]
    qtbot.mouseMove(viewport, QPoint(1, viewport.height() - 2))
    assert lit[-1] == ()


def test_what_is_no_term_lights_nothing(inspector: Inspector, recording: Recording) -> None:
    show(inspector, recording, ("u1", (2,)))
    lit: list[tuple[Cell, ...]] = []
    inspector.sources_changed.connect(lit.append)
    for link in ("1", "", "5", "99", "junk"):
        inspector.text.highlighted.emit(QUrl(link))
    assert lit == [(("x", (1,)), ("W1", (1, 2))), (), (), (), ()]


def test_another_selection_darkens_the_cells_of_the_one_before(
    inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("u1", (2,)))
    lit: list[tuple[Cell, ...]] = []
    inspector.sources_changed.connect(lit.append)
    inspector.select(("u1", (3,)))
    assert lit == [()]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_read_in_light_and_dark(
    inspector: Inspector, recording: Recording, theme: Theme
) -> None:
    read = show(inspector, recording, ("e2", (1,)))
    inspector.setPalette(theme.palette())
    assert inspector.text.toPlainText() == read
    assert is_written_in(inspector.text.viewport(), theme.text)
