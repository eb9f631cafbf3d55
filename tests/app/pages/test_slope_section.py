from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from painted import pixels
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from sights import at

from app.pages import slope as slope_module
from app.pages.moment_section import NO_WEIGHT, NOTHING_MADE
from app.pages.rate_trial import RATES
from app.pages.slope import SlopeSection, told_of
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.explain.phases import PHASES, UPDATE_PHASE, index_writing
from nn.explain.sight import Sight
from nn.explain.slope import Slope, slope_of
from nn.explain.symbols import Cell
from nn.run.recording import Recording

WEIGHT: Cell = ("W2", (3, 1))


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(40)
    return made


@pytest.fixture
def section(qtbot: QtBot) -> SlopeSection:
    made = SlopeSection()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(340, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def settled(qtbot: QtBot, section: SlopeSection, sight: Sight, cell: Cell | None = WEIGHT) -> str:
    """Show a moment, and return what is said of it once it has come to rest."""
    section.show_sight(sight, cell)
    section.show_moment()
    qtbot.wait(1)
    return section.told.text()


def points(section: SlopeSection) -> dict[str, list[tuple[float, float]]]:
    """Where the points stand in the plot, by their symbol and size."""
    found: dict[str, list[tuple[float, float]]] = {}
    for item in section.plot.items():
        if isinstance(item, pg.ScatterPlotItem):
            places = [(each.pos().x(), each.pos().y()) for each in item.points()]
            found[f"{item.opts['symbol']}{item.opts['size']}"] = places
    return found


def curves(section: SlopeSection) -> list[tuple[np.ndarray, np.ndarray]]:
    lines = [each.getData() for each in section.plot.items() if isinstance(each, pg.PlotCurveItem)]
    return [line for line in lines if line[0] is not None and len(line[0])]


def test_the_curve_the_mean_and_the_tangent_are_drawn(
    qtbot: QtBot, section: SlopeSection, recording: Recording
) -> None:
    settled(qtbot, section, at(recording, 7))
    expected = slope_of(recording.step(7), WEIGHT)
    drawn = curves(section)
    for line in (
        (expected.weights, expected.losses),
        (expected.mean_weights, expected.means),
        expected.tangent(),
    ):
        assert any(np.array_equal(each, line) for each in drawn)
    assert points(section) == {"d9": [], "o15": [expected.after], "o9": [expected.now]}
    (left, right), (low, high) = section.plot.getPlotItem().viewRange()
    assert (left, right) == pytest.approx((expected.weights[0], expected.weights[-1]))
    assert low < min(expected.losses.min(), expected.means.min())
    assert high > max(expected.losses.max(), expected.means.max())


def test_what_is_told_is_the_step_in_numbers(
    qtbot: QtBot, section: SlopeSection, recording: Recording
) -> None:
    told = settled(qtbot, section, at(recording, 7))
    step = recording.step(7)
    d, after = step.d2[3, 1], step.W2_after[3, 1]
    assert f"d = {d:.6g}".replace("-", "−") in told
    assert f"−η·d = {-0.1 * d:.6g}".replace("-", "−").replace("−η·d = -", "−η·d = −") in told
    assert f"→ {after:.6g}".replace("-", "−") in told
    assert "W2[h4,y2]" in section.heading.text()
    assert section.plot.accessibleDescription() == told


@pytest.mark.parametrize("phase", [*range(len(PHASES)), None])
@pytest.mark.parametrize("cell", [("W1", (0, 2)), ("W2", (3, 1)), ("d2", (3, 1))])
def test_nothing_is_shown_that_is_not_known_yet(
    qtbot: QtBot, section: SlopeSection, recording: Recording, phase: int | None, cell: Cell
) -> None:
    told = settled(qtbot, section, at(recording, 7, phase), cell)
    gradient = "d1" if cell[0] == "W1" else "d2"
    known = phase is None or phase >= index_writing(gradient)
    updated = phase is None or phase >= UPDATE_PHASE
    assert bool(curves(section)) == (section.slope is not None) == known
    assert bool(points(section)["o9"]) == known
    assert bool(points(section)["o15"]) == updated
    assert ("Step −η·d" in told) == updated
    assert ("not known yet" in told) != known
    assert section.trial.isEnabled() == section.close_up.isEnabled() == known


def test_without_a_weight_or_a_step_it_says_what_to_do(
    qtbot: QtBot, section: SlopeSection, recording: Recording
) -> None:
    assert section.told.text() == NO_WEIGHT
    for cell in (None, ("u1", (2,)), ("loss", ())):
        assert settled(qtbot, section, at(recording, 7), cell) == NO_WEIGHT
    assert settled(qtbot, section, at(recording, 0)) == NOTHING_MADE
    assert curves(section) == []
    assert section.heading.text() == "The slope of the loss"


def test_a_learning_rate_is_tried_on_the_curve_alone(
    qtbot: QtBot, section: SlopeSection, recording: Recording
) -> None:
    settled(qtbot, section, at(recording, 7))
    section.trial.slider.setValue(RATES.index(10.0))
    expected = slope_of(recording.step(7), WEIGHT, 10.0)
    assert points(section)["d9"] == [expected.tried]
    assert "With η = 10 →" in section.told.text()
    assert recording.step(7).learning_rate == 0.1
    # It stays tried at the next moment, until it is taken back.
    settled(qtbot, section, at(recording, 8))
    assert points(section)["d9"] == [slope_of(recording.step(8), WEIGHT, 10.0).tried]
    section.trial.back.click()
    assert points(section)["d9"] == []
    assert section.trial.field.edit.text() == "0.1"


@pytest.mark.parametrize(("rate", "verdict"), [(0.2, "lower"), (100.0, "higher, too far")])
def test_a_step_too_far_is_called_so(recording: Recording, rate: float, verdict: str) -> None:
    cells = [("W1", (row, column)) for row in range(1, 5) for column in range(10)]
    for cell in cells:
        slope = slope_of(recording.step(19), cell, rate)
        told = told_of(slope, "W", rate, True)
        assert slope.tried is not None
        higher = slope.tried.loss > slope.now.loss
        assert ("higher, too far" in told) == higher
        if rate < 1:
            assert not higher
    slopes = [slope_of(recording.step(19), cell, rate) for cell in cells]
    assert any(verdict in told_of(each, "W", rate, True) for each in slopes)


def test_close_up_shows_the_step_large(
    qtbot: QtBot, section: SlopeSection, recording: Recording
) -> None:
    settled(qtbot, section, at(recording, 7))
    section.close_up.click()
    slope = section.slope
    assert slope is not None
    (left, right), _ = section.plot.getPlotItem().viewRange()
    share = abs(slope.after.weight - slope.now.weight) / (right - left)
    assert share > 0.15
    section.close_up.click()
    (left, right), _ = section.plot.getPlotItem().viewRange()
    assert right - left == pytest.approx(4.0)


def test_a_mean_far_from_the_curve_is_left_out_and_said_to_be(
    qtbot: QtBot, section: SlopeSection
) -> None:
    for step, cell in ((33, ("W2", (2, 1))), (1, ("W1", (0, 0)))):
        large = Recording(Settings(bits=16, hidden_units=128, observations=50))
        large.advance_to(step)
        settled(qtbot, section, at(large, step), cell)
        slope = section.slope
        assert slope is not None
        _, (low, high) = section.plot.getPlotItem().viewRange()
        means, span = slope.means, np.ptp(slope.losses)
        seen = bool(means.max() >= low and means.min() <= high)
        assert section.plot.shows_mean() == seen
        assert ("out of sight" in section.legend.text()) != seen
        assert span == 0 or span / (high - low) > 0.2
        if step == 33:
            assert not seen


def test_a_flat_curve_is_drawn_and_explained(
    qtbot: QtBot, section: SlopeSection, recording: Recording
) -> None:
    row = int(np.flatnonzero(recording.step(7).x == 0)[0])
    for _ in range(2):
        told = settled(qtbot, section, at(recording, 7), ("W1", (row, 3)))
        assert told.endswith(f"whatever W1[x{row + 1},h4] is: d = 0.")
        section.close_up.click()


def test_out_of_sight_nothing_is_computed(
    qtbot: QtBot,
    section: SlopeSection,
    recording: Recording,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computed: list[int] = []

    def noted(step: object, *rest: object, **named: object) -> Slope:
        computed.append(1)
        return slope_of(step, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(slope_module, "slope_of", noted)
    section.hide()
    section.show_sight(at(recording, 7), WEIGHT)
    qtbot.wait(150)
    assert computed == []
    section.show()
    qtbot.waitUntil(lambda: computed == [1], timeout=2000)
    # Many moments in a short time are not all computed.
    for position in range(8, 38):
        section.show_sight(at(recording, position), WEIGHT)
    last = recording.step(37)
    qtbot.waitUntil(
        lambda: section.slope is not None and section.slope.now.weight == last.W2[3, 1],
        timeout=2000,
    )
    assert len(computed) < 10


def test_another_cell_is_shown_at_once(section: SlopeSection, recording: Recording) -> None:
    sight = at(recording, 7)
    section.show_sight(sight, WEIGHT)
    section.show_sight(sight, ("W2", (0, 0)))
    assert section.slope is not None
    assert section.slope.d == recording.step(7).d2[0, 0]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_drawn_in_the_colours_of_the_theme(
    qtbot: QtBot, section: SlopeSection, recording: Recording, theme: Theme
) -> None:
    section.setPalette(theme.palette())
    settled(qtbot, section, at(recording, 7))
    section.trial.slider.setValue(RATES.index(10.0))
    seen = {tuple(each) for each in pixels(section.plot)}
    for name in (theme.window, theme.accent, theme.branch_colours[2]):
        colour = QColor(name)
        assert (colour.red(), colour.green(), colour.blue()) in seen


def test_a_typed_rate_is_tried_and_a_wrong_one_is_taken_back(
    qtbot: QtBot, section: SlopeSection, recording: Recording
) -> None:
    settled(qtbot, section, at(recording, 7))
    edit = section.trial.field.edit
    edit.selectAll()
    qtbot.keyClicks(edit, "2.5")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert section.trial.rate == 2.5
    assert section.trial.slider.value() == RATES.index(2.5)
    edit.selectAll()
    qtbot.keyClicks(edit, "101")
    assert "✗" in section.trial.field.note.text()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert section.trial.rate == 2.5
    assert edit.text() == "2.5"


def test_the_field_shows_the_rate_of_the_step_while_none_is_tried(
    qtbot: QtBot, section: SlopeSection
) -> None:
    other = Recording(Settings(learning_rate=3.5))
    other.advance_to(2)
    settled(qtbot, section, at(other, 2))
    assert section.trial.field.edit.text() == "3.5"
    assert section.trial.rate is None
    assert not section.trial.back.isEnabled()
