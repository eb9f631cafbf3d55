from __future__ import annotations

import pytest
from contrast import contrast
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot
from sights import at

from app.pages.code import WHOLE_STEP, CodeSection
from app.pages.code_view import LIT, MARKED, CodeView
from app.pages.moment_section import NOTHING_MADE
from app.widgets.theme import DARK, LIGHT, Theme, mixed
from nn.core.settings import Settings
from nn.explain.code import lines_of_phases, places_of, source, spans
from nn.explain.phases import PHASES, index_writing
from nn.explain.sight import Sight
from nn.run.recording import Recording

Key = Qt.Key


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(40)
    return made


@pytest.fixture
def section(qtbot: QtBot) -> CodeSection:
    made = CodeSection()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(420, 420)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(
    section: CodeSection, sight: Sight, cell: tuple[str, tuple[int, ...]] | None = None
) -> None:
    section.show_sight(sight, cell)
    section.show_moment()


def lit(view: CodeView) -> list[int]:
    """The lines that are lit from one side to the other."""
    return [
        each.cursor.blockNumber()
        for each in view.extraSelections()
        if not each.cursor.hasSelection()
    ]


def marked(view: CodeView) -> list[str]:
    return [
        each.cursor.selectedText() for each in view.extraSelections() if each.cursor.hasSelection()
    ]


def place_of(view: CodeView, line: int, column: int) -> QPoint:
    """The middle of a letter."""
    cursor = QTextCursor(view.document().findBlockByNumber(line))
    cursor.setPosition(cursor.position() + column)
    view.setTextCursor(cursor)
    view.ensureCursorVisible()
    here = view.cursorRect(cursor)
    return here.center() + QPoint(view.fontMetrics().horizontalAdvance("0") // 2, 0)


def test_the_text_is_the_source_and_cannot_be_changed(qtbot: QtBot, section: CodeSection) -> None:
    view = section.view
    assert view.toPlainText() == source()
    assert view.isReadOnly()
    qtbot.keyClicks(view, "x = 1")
    qtbot.keyClick(view, Key.Key_Delete)
    assert view.toPlainText() == source()


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_the_lines_of_the_phase_are_lit_and_in_view(
    section: CodeSection, recording: Recording, phase: int | None
) -> None:
    shown(section, at(recording, 7, phase))
    lines = () if phase is None else lines_of_phases()[phase]
    assert lit(section.view) == list(lines)
    if phase is None:
        assert section.said.text() == WHOLE_STEP
    else:
        assert section.said.text() == f"Phase {phase + 1} of 11: {PHASES[phase].explanation}"
        assert section.view.line == lines[0]
        assert section.view.viewport().rect().contains(section.view.cursorRect())
    assert section.view.accessibleDescription() == section.said.text()


def test_the_lit_lines_stay_in_view_when_there_is_less_room(
    qtbot: QtBot, section: CodeSection, recording: Recording
) -> None:
    section.resize(420, 900)
    shown(section, at(recording, 7, index_writing("W1")))
    section.resize(420, 330)
    view = section.view
    qtbot.waitUntil(lambda: view.viewport().rect().contains(view.cursorRect()), timeout=2000)
    assert view.line == lines_of_phases()[index_writing("W1")][0]


def test_before_the_first_step_it_says_what_to_do(
    section: CodeSection, recording: Recording
) -> None:
    assert section.said.text() == NOTHING_MADE
    shown(section, at(recording, 0))
    assert section.said.text() == NOTHING_MADE
    heard: list[int] = []
    section.phase_chosen.connect(heard.append)
    section.view.line_chosen.emit(lines_of_phases()[3][0])
    assert heard == []


def test_the_symbol_of_the_selected_cell_is_marked(
    section: CodeSection, recording: Recording
) -> None:
    shown(section, at(recording, 7), ("e1", (2,)))
    assert marked(section.view) == ["e1"] * len(places_of("e1"))
    assert section.pointed.text().startswith("e1, hidden error, shape (10,)\n")
    shown(section, at(recording, 7), ("label", (2,)))
    assert marked(section.view) == []
    shown(section, at(recording, 7), None)
    assert marked(section.view) == []
    assert section.pointed.text() == ""


def test_a_click_on_a_line_chooses_its_phase_and_dragging_chooses_none(
    qtbot: QtBot, section: CodeSection, recording: Recording
) -> None:
    shown(section, at(recording, 7))
    view, heard = section.view, []
    section.phase_chosen.connect(heard.append)
    for phase in range(len(PHASES)):
        point = place_of(view, lines_of_phases()[phase][0], 6)
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert heard == list(range(len(PHASES)))
    start = place_of(view, 2, 4)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), start + QPoint(60, 0))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert view.textCursor().hasSelection()
    assert len(heard) == len(PHASES)
    blank = source().splitlines().index("")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, blank, 0))
    assert len(heard) == len(PHASES)


def test_the_keyboard_goes_to_a_line_and_to_its_phase(
    qtbot: QtBot, section: CodeSection, recording: Recording
) -> None:
    shown(section, at(recording, 7, index_writing("u1")))
    heard: list[int] = []
    section.phase_chosen.connect(heard.append)
    for _ in range(2):
        qtbot.keyClick(section.view, Key.Key_Down)
    qtbot.keyClick(section.view, Key.Key_Return)
    assert heard == [index_writing("u2")]
    qtbot.keyClick(section.view, Key.Key_Up)
    qtbot.keyClick(section.view, Key.Key_Enter)
    assert heard[-1] == index_writing("a1")


def test_the_caret_at_a_name_tells_its_numbers(
    qtbot: QtBot, section: CodeSection, recording: Recording
) -> None:
    shown(section, at(recording, 7, index_writing("e1")))
    # It stands before e1, in the line that makes it.
    qtbot.keyClick(section.view, Key.Key_Right)
    assert section.pointed.text().startswith("e1, hidden error, shape (10,)\n")
    shown(section, at(recording, 7, index_writing("e2")))
    qtbot.keyClick(section.view, Key.Key_Right)
    assert section.pointed.text().startswith("e2, output error, shape (5,)\n")
    shown(section, at(recording, 7, index_writing("a1")))
    assert section.pointed.text().startswith("e2, output error: not known yet in this phase")


def test_the_mouse_over_a_name_tells_its_numbers(
    qtbot: QtBot, section: CodeSection, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(section, at(recording, 7))
    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: tips.append(text))
    monkeypatch.setattr(section.view.viewport(), "underMouse", lambda: True, raising=False)
    line, span = next(
        (number, each)
        for number, parts in enumerate(spans())
        for each in parts
        if each.kind == "name" and each.text == "W2"
    )
    point = place_of(section.view, line, span.start)
    assert section.view.name_below(point) == "W2"
    beyond = QPoint(section.view.viewport().width() - 2, point.y())
    last = place_of(section.view, 6, 0)
    assert section.view.name_below(QPoint(beyond.x(), last.y())) == ""
    section.view.pointed.emit("W2")
    assert section.pointed.text().startswith("W2, weight, shape (10, 5)\nfrom ")


def test_the_code_grows_with_the_font_of_the_page(section: CodeSection) -> None:
    before = section.view.fontMetrics().height()
    font = QFont(section.font())
    font.setPointSizeF(2 * font.pointSizeF())
    section.setFont(font)
    assert section.view.fontMetrics().height() > 1.7 * before
    widths = {section.view.fontMetrics().horizontalAdvance(letter) for letter in "iW.0"}
    assert len(widths) == 1


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_code_can_be_read_on_every_ground(theme: Theme) -> None:
    plain = QColor(theme.surface)
    lit_line, marked_name = (mixed(theme.surface, theme.accent, each) for each in (LIT, MARKED))
    assert contrast(QColor(theme.text), marked_name) >= 4.5
    for ink in (theme.text, theme.accent, theme.muted):
        assert contrast(QColor(ink), plain) >= 4.5
        assert contrast(QColor(ink), lit_line) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colours_follow_the_theme(
    qtbot: QtBot, section: CodeSection, recording: Recording, theme: Theme
) -> None:
    section.setPalette(theme.palette())
    shown(section, at(recording, 7, index_writing("e1")))
    QApplication.processEvents()
    first = section.view.extraSelections()[0]
    ground = first.format.background().color()
    assert ground.name() == mixed(theme.surface, theme.accent, LIT).name()
    formats = section.view.document().findBlockByNumber(0).layout().formats()
    assert formats[0].format.foreground().color() == QColor(theme.accent)
