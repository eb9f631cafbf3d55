from __future__ import annotations

from functools import lru_cache
from typing import Any

import notebook_oracle
import numpy as np
import pyqtgraph as pg
import pytest
from notebook_oracle import Run
from painted import pixels
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.pages import path_plot
from app.pages.path_plot import STEPS_AT_ONCE, PathPlot
from app.widgets.theme import DARK, LIGHT, Theme
from nn.core.settings import Settings
from nn.run.recording import Recording

STEPS = 1500


class Page(QWidget):
    """A page that holds nothing but the plot."""

    def __init__(self) -> None:
        super().__init__()
        self.plot = PathPlot()
        QVBoxLayout(self).addWidget(self.plot)
        self.resize(340, 200)

    @property
    def looked_at(self) -> int:
        """How many positions of the run are drawn from what was seen of each."""
        path = self.plot.path
        assert path is not None
        return int(path.starts[-1])


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    return made


@lru_cache
def truth() -> np.ndarray:
    """W1 after every step of the plain formulas."""
    kept: list[np.ndarray] = []

    def keep(run: Run, numbers: dict[str, Any]) -> None:
        kept.append(numbers["W1"])

    run = notebook_oracle.train(epochs=STEPS // 500, after_step=keep)
    return np.array([*kept, run.W1])


def recorded(length: int = STEPS) -> Recording:
    made = Recording(Settings())
    made.advance_to(length)
    return made


def drawn(plot: PathPlot) -> list[tuple[np.ndarray, np.ndarray]]:
    """What the lines in the plot go through."""
    lines = [item.getData() for item in plot.items() if isinstance(item, pg.PlotCurveItem)]
    return [line for line in lines if line[0] is not None and len(line[0])]


def in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every slice be as short as can be."""
    monkeypatch.setattr(path_plot, "SLICE_SECONDS", 0.0)


def test_every_step_of_the_run_is_drawn_in_the_end(qtbot: QtBot, page: Page) -> None:
    page.plot.show_path(recorded(), ("W1", (1, 3)), 700)
    qtbot.waitUntil(lambda: page.looked_at == STEPS + 1, timeout=10_000)
    path, values = page.plot.path, truth()[:, 1, 3]
    assert path is not None
    for low, high, start, end in zip(
        path.lows, path.highs, path.starts[:-1], path.starts[1:], strict=True
    ):
        assert (low, high) == (values[start:end].min(), values[start:end].max())
    ((positions, line),) = drawn(page.plot)
    assert len(path.lows) >= page.plot.viewport().width()
    assert (line.min(), line.max()) == (values.min(), values.max())
    assert 0 <= positions[0] < positions[-1] <= STEPS


def test_the_ear_is_told_of_the_moment_and_of_no_step_that_is_under_way(
    qtbot: QtBot, page: Page
) -> None:
    values = truth()[:, 1, 3]

    def told(count: int) -> str:
        low, high = values[:count].min(), values[:count].max()
        return (
            f"W1[x2,h4] over steps 0 to {count - 1:,}: from about {values[0]:.3g} to about "
            f"{values[count - 1]:.3g}; lowest {low:.6g}, highest {high:.6g}"
        ).replace("-", "\N{MINUS SIGN}")

    run = recorded(12)
    page.plot.show_path(run, ("W1", (1, 3)), 12)
    assert page.plot.accessibleDescription() == told(13)
    run.advance_to(40)
    page.plot.show_path(run, ("W1", (1, 3)), 39, within_step=True)
    qtbot.waitUntil(lambda: page.looked_at == 41, timeout=10_000)
    page.plot.show_path(run, ("W1", (1, 3)), 39, within_step=True)
    assert page.plot.accessibleDescription() == told(40)


def test_what_else_there_is_to_do_comes_between(
    qtbot: QtBot, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices(monkeypatch)
    ticks: list[int] = []
    timer = QTimer(page)
    timer.timeout.connect(lambda: ticks.append(page.looked_at))
    timer.start(0)
    page.plot.show_path(recorded(), ("W1", (1, 3)), 0)
    assert page.looked_at == STEPS_AT_ONCE
    qtbot.waitUntil(lambda: page.looked_at == STEPS + 1, timeout=10_000)
    assert len(ticks) >= STEPS // STEPS_AT_ONCE // 2


def test_what_is_not_looked_at_yet_is_drawn_from_checkpoints(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices(monkeypatch)
    page.plot.show_path(recorded(), ("W1", (1, 3)), 0)
    seen, ahead = sorted(drawn(page.plot), key=lambda line: float(line[0][0]))
    assert seen[0].tolist() == list(range(STEPS_AT_ONCE))
    assert ahead[0].tolist() == [STEPS_AT_ONCE - 1, *range(64, STEPS + 1, 64)]
    for positions, values in (ahead, seen):
        assert np.array_equal(values, truth()[positions.astype(int), 1, 3])


def test_another_weight_of_the_same_run_is_drawn_at_once(qtbot: QtBot, page: Page) -> None:
    recording = recorded()
    page.plot.show_path(recording, ("W1", (1, 3)), 0)
    qtbot.waitUntil(lambda: page.looked_at == STEPS + 1, timeout=10_000)
    page.plot.show_path(recording, ("W2", (4, 2)), 0)
    assert page.looked_at == STEPS + 1
    assert page.plot.path is not None
    assert page.plot.path.lows[0] <= recording.moment(0).W2[4, 2] <= page.plot.path.highs[0]


def test_a_branch_is_drawn_from_what_was_seen_of_its_past(
    qtbot: QtBot, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = recorded()
    page.plot.show_path(recording, ("W1", (1, 3)), 0)
    qtbot.waitUntil(lambda: page.looked_at == STEPS + 1, timeout=10_000)
    in_slices(monkeypatch)
    page.plot.show_path(recording.branch(1400), ("W1", (1, 3)), 0)
    assert page.looked_at == 1401


def test_nothing_is_looked_at_where_nobody_sees_it(
    qtbot: QtBot, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices(monkeypatch)
    recording = recorded()
    page.plot.show_path(recording, ("W1", (1, 3)), 0)
    page.hide()
    qtbot.wait(30)
    page.plot.show_path(recording, ("W1", (1, 3)), 0)
    assert page.looked_at == STEPS_AT_ONCE
    page.show()
    qtbot.waitUntil(lambda: page.looked_at == STEPS + 1, timeout=10_000)


def test_without_a_weight_the_plot_goes_and_the_work_rests(
    qtbot: QtBot, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices(monkeypatch)
    recording = recorded()
    assert page.plot.isHidden()
    page.plot.show_path(recording, ("W1", (1, 3)), 0)
    assert not page.plot.isHidden()
    page.plot.clear_path()
    assert page.plot.isHidden()
    assert page.plot.path is None
    qtbot.wait(30)
    page.plot.show_path(recording, ("W1", (1, 3)), 0)
    assert page.looked_at == 2 * STEPS_AT_ONCE


def test_a_run_that_grows_is_left_in_peace_and_followed_when_it_stands(
    qtbot: QtBot, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices(monkeypatch)
    recording = recorded(500)
    page.plot.show_path(recording, ("W1", (1, 3)), 500)
    for length in range(600, STEPS + 1, 100):
        recording.advance_to(length)
        page.plot.show_path(recording, ("W1", (1, 3)), length)
    assert page.looked_at == 11 * STEPS_AT_ONCE
    qtbot.waitUntil(lambda: page.looked_at == STEPS + 1, timeout=10_000)


def test_while_a_run_grows_the_next_slice_waits(
    qtbot: QtBot, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_slices(monkeypatch)
    monkeypatch.setattr(path_plot, "TRAINING_MS", 3_600_000)
    recording = recorded(500)
    page.plot.show_path(recording, ("W1", (1, 3)), 500)
    recording.advance_to(600)
    page.plot.show_path(recording, ("W1", (1, 3)), 600)
    qtbot.wait(50)
    page.plot.show_path(recording, ("W1", (1, 3)), 600)
    assert page.looked_at == 3 * STEPS_AT_ONCE


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_drawn_in_the_colours_of_the_palette(qtbot: QtBot, page: Page, theme: Theme) -> None:
    page.setPalette(theme.palette())
    page.plot.show_path(recorded(), ("W1", (1, 3)), 700)
    qtbot.waitUntil(lambda: page.looked_at == STEPS + 1, timeout=10_000)
    seen = {tuple(colour) for colour in np.unique(pixels(page.plot), axis=0).tolist()}
    for colour in (theme.window, theme.text, theme.accent):
        assert QColor(colour).getRgb()[:3] in seen


def test_within_a_step_the_path_does_not_tell_where_it_leads(qtbot: QtBot) -> None:
    recording = Recording(Settings())
    recording.advance_to(40)
    plot = PathPlot()
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.show()

    def last_drawn() -> float:
        lines = [item.getData() for item in plot.items() if isinstance(item, pg.PlotCurveItem)]
        drawn = [xs[np.isfinite(ys)] for xs, ys in lines if xs is not None]
        return max(float(xs.max()) for xs in drawn if len(xs))

    plot.show_path(recording, ("W1", (1, 2)), 39, within_step=True)
    qtbot.wait(100)
    assert last_drawn() == 39
    plot.show_path(recording, ("W1", (1, 2)), 40)
    qtbot.wait(100)
    assert last_drawn() == 40
