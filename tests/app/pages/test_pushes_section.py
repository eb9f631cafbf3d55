from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from painted import pixels
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from sights import at

from app.pages.moment_section import NO_WEIGHT, NOTHING_MADE
from app.pages.pushes import PushesSection, told_of
from app.widgets.bit_text import bits_text
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.explain.phases import PHASES, UPDATE_PHASE, index_writing
from nn.explain.pushes import Pushes, pushes_of
from nn.explain.sight import Sight
from nn.explain.symbols import Cell
from nn.run.recording import Recording

WEIGHT: Cell = ("W2", (3, 1))


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(40)
    return made


@pytest.fixture
def section(qtbot: QtBot) -> PushesSection:
    made = PushesSection()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(360, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(section: PushesSection, sight: Sight, cell: Cell | None = WEIGHT) -> str:
    section.show_sight(sight, cell)
    section.show_moment()
    return section.told.text()


def bar(section: PushesSection, place: int, height: float = 0.0) -> QPoint:
    """Where a bar is in the plot."""
    box = section.bars.getPlotItem().getViewBox()
    return section.bars.mapFromScene(box.mapViewToScene(QPointF(place, height)))


def heights(section: PushesSection) -> dict[int, float]:
    """How high every bar is that is drawn, by its place."""
    found: dict[int, float] = {}
    for item in section.bars.items():
        if isinstance(item, pg.BarGraphItem):
            found |= dict(zip(item.opts["x"], item.opts["height"], strict=True))
    return {int(place): float(height) for place, height in sorted(found.items())}


def test_there_is_a_bar_for_every_vector_that_pushes(
    section: PushesSection, recording: Recording
) -> None:
    shown(section, at(recording, 7))
    pushes = pushes_of(recording.step(7), WEIGHT)
    assert list(heights(section).values()) == pushes.pushes.tolist()
    means = [
        each.value()
        for each in section.bars.items()
        if isinstance(each, pg.InfiniteLine) and each.angle == 0 and each.isVisible()
    ]
    assert sorted(means) == sorted([0.0, pushes.mean])


def test_the_words_count_who_wants_what_and_what_the_step_did(
    section: PushesSection, recording: Recording
) -> None:
    told = shown(section, at(recording, 7))
    step = recording.step(7)
    pushes = pushes_of(step, WEIGHT)
    side = "up" if step.W2_after[3, 1] > step.W2[3, 1] else "down"
    first, second = told.split("\n")
    assert first == (
        f"{pushes.up} want W2[h4,y2] up, {pushes.down} down; this step moved it {side}."
    )
    assert second.startswith("On average they want it ")
    assert pushes.up + pushes.down == 32
    section.bars.clearFocus()
    told = shown(section, at(recording, 7), ("W1", (2, 5)))
    assert "16 do not care" in told
    assert section.bars.accessibleDescription() == told
    missing = shown(section, at(recording, 0), ("W1", (2, 5)))
    assert section.bars.accessibleDescription() == missing


def pushes(values: list[float], moved: float) -> Pushes:
    vectors = np.arange(len(values))[:, None]
    return Pushes(vectors, True, np.array(values), 0, values[0], moved)


@pytest.mark.parametrize(
    ("values", "moved", "updated", "told"),
    [
        ([0.5], 0.5, True, "1 wants W up, 0 down; this step moved it up."),
        ([0.0, -1.0], 0.0, True, "0 want W up, 1 down, 1 does not care; this step left it as it"),
        (
            [-0.5, -1.0],
            -0.5,
            True,
            "this step moved it down.\nOn average they want it down by 0.75",
        ),
        ([-0.5, 0.5], -0.5, False, "this step's own wants it down.\nOn average they do not care."),
        ([0.0, 0.0], 0.0, False, "this step's own does not care.\nOn average they do not care."),
    ],
)
def test_every_case_has_its_words(
    values: list[float], moved: float, updated: bool, told: str
) -> None:
    assert told in told_of(pushes(values, moved), "W", updated)


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
def test_nothing_is_told_before_the_gradient_is_known(
    section: PushesSection, recording: Recording, phase: int | None
) -> None:
    told = shown(section, at(recording, 7, phase))
    known = phase is None or phase >= index_writing("d2")
    assert bool(heights(section)) == (section.pushes is not None) == known
    assert ("not known yet" in told) != known
    assert ("this step moved it" in told) == (phase is None or phase >= UPDATE_PHASE)


def test_without_a_weight_or_a_step_it_says_what_to_do(
    section: PushesSection, recording: Recording
) -> None:
    assert section.told.text() == NO_WEIGHT
    assert shown(section, at(recording, 7), ("a2", (1,))) == NO_WEIGHT
    assert shown(section, at(recording, 0)) == NOTHING_MADE
    assert heights(section) == {}


def test_pointing_at_a_bar_names_its_vector_and_a_click_tries_it(
    qtbot: QtBot, section: PushesSection, recording: Recording
) -> None:
    shown(section, at(recording, 7))
    made = section.pushes
    assert made is not None
    chosen: list[np.ndarray] = []
    section.vector_chosen.connect(chosen.append)
    for place in (0, 11, 31):
        qtbot.mouseMove(section.bars.viewport(), bar(section, place))
        qtbot.waitUntil(
            lambda place=place: bits_text(made.vectors[place]) in section.pointed.text(),
            timeout=2000,
        )
        side = "up" if made.pushes[place] > 0 else "down"
        assert f"wants it {side} by" in section.pointed.text()
        left = Qt.MouseButton.LeftButton
        qtbot.mouseClick(section.bars.viewport(), left, pos=bar(section, place))
        assert np.array_equal(chosen[-1], made.vectors[place])
    assert len(chosen) == 3


def test_the_keyboard_goes_through_the_vectors(
    qtbot: QtBot, section: PushesSection, recording: Recording
) -> None:
    shown(section, at(recording, 7))
    made = section.pushes
    assert made is not None
    section.bars.setFocus()
    qtbot.waitUntil(section.bars.hasFocus, timeout=2000)
    for key, place in (
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Left, 1),
    ):
        qtbot.keyClick(section.bars, key)
        assert section.pointed.text().startswith(bits_text(made.vectors[place]))
        assert section.bars.accessibleDescription().startswith(bits_text(made.vectors[place]))
    for _ in range(40):
        qtbot.keyClick(section.bars, Qt.Key.Key_Right)
    assert section.pointed.text().startswith(bits_text(made.vectors[31]))
    with qtbot.waitSignal(section.vector_chosen) as heard:
        qtbot.keyClick(section.bars, Qt.Key.Key_Return)
    assert np.array_equal(heard.args[0], made.vectors[31])


def test_the_step_s_own_vector_is_marked(section: PushesSection, recording: Recording) -> None:
    shown(section, at(recording, 7))
    made = section.pushes
    assert made is not None
    marks = [
        each.pos().x()
        for item in section.bars.items()
        if isinstance(item, pg.ScatterPlotItem)
        for each in item.points()
    ]
    assert marks == [made.own]
    assert "the bar with the mark" in section.legend.text()


def test_an_own_vector_that_is_not_in_the_sample_is_a_line(section: PushesSection) -> None:
    other = Recording(Settings(bits=16, hidden_units=5, observations=5))
    other.advance_to(2)
    shown(section, at(other, 2))
    made = section.pushes
    assert made is not None
    assert made.own is None
    lines = {
        each.value()
        for each in section.bars.items()
        if isinstance(each, pg.InfiniteLine) and each.angle == 0 and each.isVisible()
    }
    assert lines == {0.0, made.mean, made.own_push}
    assert "the line: the step's own vector" in section.legend.text()
    assert "1,024 vectors drawn" in section.legend.text()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_bars_have_the_colours_of_the_map(
    section: PushesSection, recording: Recording, theme: Theme
) -> None:
    section.setPalette(theme.palette())
    shown(section, at(recording, 7))
    seen = {tuple(each) for each in pixels(section.bars)}
    for name in (theme.window, theme.map_stops[1], theme.map_stops[5], theme.accent):
        colour = QColor(name)
        assert (colour.red(), colour.green(), colour.blue()) in seen


def test_no_push_at_all_can_be_drawn(section: PushesSection, recording: Recording) -> None:
    shown(section, at(recording, 7))
    made = section.pushes
    assert made is not None
    section.bars.show_pushes(replace(made, pushes=np.zeros(32), own_push=0.0))
    assert set(heights(section).values()) == {0.0}
