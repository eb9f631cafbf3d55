from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.pages.inspector import Inspector
from app.widgets.theme import DARK, LIGHT
from nn.core.settings import Settings
from nn.explain.explanation import Cell, explain
from nn.explain.phases import PHASES
from nn.explain.weight_path import why_it_moves
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
    index = None if phase is None else PHASE[phase]
    inspector.show_moment(recording, recording.moment(position), index, lens)
    return inspector.text.toPlainText()


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


def test_another_moment_is_another_number(inspector: Inspector, recording: Recording) -> None:
    first = show(inspector, recording, ("a1", (3,)), position=100)
    assert show(inspector, recording, ("a1", (3,)), position=101) != first
    assert show(inspector, recording, ("a1", (3,)), position=100) == first


@pytest.mark.parametrize(
    ("cell", "position", "phase", "words"),
    [
        (("a2", (0,)), 0, None, "Before the first step nothing is computed yet"),
        (("W2", (3, 1)), 0, None, "W2[h4,y2] was drawn at random before the first step."),
        (("a2", (0,)), 217, "u2", "a2[y1] is not known yet in this phase."),
        (("e1", (2,)), 217, "d2", "e1[h3] is not known yet in this phase."),
        (("W1", (1, 2)), 217, "e1", "W1[x2,h3] is still as the step before left it"),
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
    assert inspector.explanation is None
    assert inspector.heading.text() == "Inspector"


@pytest.mark.parametrize(
    ("phase", "lens", "name"),
    [
        (None, "weights", "W2[h4,y2]"),
        ("update", "weights", "W2[h4,y2]"),
        (None, "gradients", "d2[h4,y2]"),
        ("d2", "weights", "d2[h4,y2]"),
    ],
)
def test_in_the_place_of_a_weight_its_gradient_is_explained_where_that_is_shown(
    inspector: Inspector, recording: Recording, phase: str | None, lens: str, name: str
) -> None:
    show(inspector, recording, ("W2", (3, 1)), phase=phase, lens=lens)
    assert inspector.heading.text().startswith(f"{name} = ")


def test_only_a_weight_has_a_path_and_a_reason(inspector: Inspector, recording: Recording) -> None:
    show(inspector, recording, ("W1", (1, 2)))
    assert inspector.path.isVisible()
    assert inspector.why.text() == why_it_moves(recording.step(217), "W1", (1, 2))
    show(inspector, recording, ("u1", (2,)))
    assert not inspector.path.isVisible()
    assert not inspector.why.isVisible()


def test_a_weight_drawn_at_random_has_a_path_but_no_reason(
    inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("W1", (1, 2)), position=0)
    assert inspector.path.isVisible()
    assert not inspector.why.isVisible()


def test_the_path_is_drawn_and_the_playhead_stands_on_it(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    seen = []
    for position in (60, 240):
        show(inspector, recording, ("W1", (1, 2)), position=position)
        qtbot.waitUntil(lambda: inspector.path.height() > 100)
        image = inspector.path.grab().toImage()
        columns = {
            x
            for x in range(image.width())
            if sum(
                image.pixelColor(x, y).name() == LIGHT.accent for y in range(0, image.height(), 4)
            )
            > 5
        }
        assert len(columns) == 1
        seen.append(columns.pop())
    assert seen[0] < seen[1]


def test_what_is_copied_is_what_is_read(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("W1", (1, 2)))
    (button,) = inspector.findChildren(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    step = recording.step(217)
    assert QGuiApplication.clipboard().text() == "\n".join(
        [explain(step, "W1", (1, 2)).text, why_it_moves(step, "W1", (1, 2))]
    )
    show(inspector, recording, ("a2", (0,)), phase="u1")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
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


def test_another_selection_darkens_the_cells_of_the_one_before(
    inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("u1", (2,)))
    lit: list[tuple[Cell, ...]] = []
    inspector.sources_changed.connect(lit.append)
    inspector.select(("u1", (3,)))
    assert lit == [()]


def test_while_training_runs_the_text_follows_and_ends_at_the_newest(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    show(inspector, recording, ("a1", (0,)), position=200)
    for position in range(201, 260):
        inspector.show_moment(recording, recording.moment(position), None, "weights")
    expected = explain(recording.step(259), "a1", (0,))
    qtbot.waitUntil(lambda: inspector.explanation == expected)
    assert inspector.heading.text() == f"a1[h1] = {expected.result}"


def test_it_is_read_in_the_dark_as_well(
    qtbot: QtBot, inspector: Inspector, recording: Recording
) -> None:
    light = show(inspector, recording, ("e2", (1,)))
    inspector.setPalette(DARK.palette())
    assert inspector.text.toPlainText() == light
    assert inspector.path.grab().toImage().pixelColor(2, 2).lightness() < 128
