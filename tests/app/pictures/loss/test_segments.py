from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from app.pictures.loss.grid import SMALLEST_LOSS, Grid
from app.pictures.loss.segments import groups, levels, segments
from app.pictures.loss.trace import Trace
from nn.core.arrays import Array

WIDTH, HEIGHT = 160, 50


def grid_of(low: float, high: float, log_steps: bool = False, log_loss: bool = False) -> Grid:
    steps = (np.log10(max(low, 1)), np.log10(high)) if log_steps else (low, high)
    losses = (np.log10(SMALLEST_LOSS), 1.0) if log_loss else (0.0, 1.5)
    return Grid(steps, losses, (WIDTH, HEIGHT), log_steps, log_loss)


def values_of(length: int, seed: int) -> Array:
    values: Array = np.random.default_rng(seed).exponential(0.3, length)
    return values


def column_of(grid: Grid, step: float) -> int:
    """Where a step is, worked out one by one."""
    low, high = grid.steps
    x = np.log10(step) if grid.log_steps else step
    return int(np.floor((x - low) * (grid.size[0] / (high - low))))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 3000),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.booleans(),
    st.booleans(),
    st.sampled_from([1, 7]),
    st.integers(0, 2**32),
)
def test_every_column_reaches_from_its_greatest_to_its_least_value(
    length: int,
    part: tuple[float, float],
    log_steps: bool,
    log_loss: bool,
    stride: int,
    seed: int,
) -> None:
    values = values_of(length, seed)
    reach = length * stride
    low = part[0] * reach
    grid = grid_of(low, low + 5 + part[1] * reach, log_steps, log_loss)
    extremes: dict[int, tuple[float, float]] = {}
    for index, value in enumerate(values.tolist()):
        column = column_of(grid, (index + 1) * stride)
        least, greatest = extremes.get(column, (value, value))
        extremes[column] = min(least, value), max(greatest, value)
    lines = segments(values, grid, groups(grid, 0, stride), 0, stride).tolist()
    uprights: dict[int, list[int]] = {}
    for left, top, right, bottom in lines:
        if left == right:
            uprights.setdefault(left, []).extend((top, bottom))
    for column in range(WIDTH):
        if column not in extremes:
            assert column not in uprights
            continue
        least, greatest = extremes[column]
        rows = grid.rows(np.array([greatest, least])).tolist()
        assert [min(uprights[column]), max(uprights[column])] == rows


def pixels(picture: QPixmap) -> bytes:
    # The image has to outlive the look at it.
    image = picture.toImage()
    return bytes(image.constBits())


@pytest.mark.usefixtures("qapp")
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 900), min_size=1, max_size=6),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.booleans(),
    st.booleans(),
    st.sampled_from([(1, 0, 1), (2, 0, 1), (1, 40, 1), (2, 0, 7), (2, 0, 100)]),
    st.sampled_from([1.0, 1.5, 2.0]),
    st.integers(0, 2**32),
)
def test_what_grew_looks_as_if_it_had_been_drawn_at_once(
    growth: list[int],
    part: tuple[float, float],
    log_steps: bool,
    log_loss: bool,
    kind: tuple[int, int, int],
    ratio: float,
    seed: int,
) -> None:
    width, start, stride = kind
    lengths = np.cumsum(growth).tolist()
    values = values_of(max(lengths[-1], 1), seed)
    reach = lengths[-1] * stride
    grid = grid_of(part[0] * reach, part[0] * reach + 5 + part[1] * reach, log_steps, log_loss)
    growing = Trace(width, start, stride)
    for length in lengths:
        grown = growing.picture(values[:length], grid, "#336699", ratio)
        whole = Trace(width, start, stride).picture(values[:length], grid, "#336699", ratio)
        assert pixels(grown) == pixels(whole)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_dashed_line_is_left_out_in_columns_however_it_grew(qtbot: QtBot, ratio: float) -> None:
    values, grid = values_of(2000, 3), grid_of(0, 2000)
    whole = Trace().picture(values, grid, "#336699", ratio).toImage()
    growing = Trace(dash=(12, 4))
    for length in (700, 701, 2000):
        dashed = growing.picture(values[:length], grid, "#336699", ratio).toImage()
    for x in range(whole.width()):
        seen = [
            [each.pixelColor(x, y).alpha() > 0 for y in range(whole.height())]
            for each in (whole, dashed)
        ]
        assert seen[1] == (seen[0] if x % (16 * ratio) < 12 * ratio else [False] * len(seen[0]))


def test_a_line_leads_to_what_lies_beyond_both_ends() -> None:
    values = np.linspace(0.2, 1.2, 30)
    grid = grid_of(10.5, 20.5)
    lines = segments(values, grid, groups(grid))
    assert lines[:, 0].min() == column_of(grid, 10) < 0
    assert lines[:, 2].max() == column_of(grid, 21) >= WIDTH


def test_what_a_branch_shares_is_not_drawn_twice() -> None:
    grid = grid_of(0, 100)
    lines = segments(values_of(90, 1), grid, groups(grid, start=40))
    assert lines[:, [0, 2]].min() == column_of(grid, 41)


def test_nothing_in_view_is_nothing_to_draw() -> None:
    grid = grid_of(500, 600)
    assert segments(values_of(90, 1), grid, groups(grid)).shape == (0, 4)
    assert segments(values_of(0, 1), grid, groups(grid)).shape == (0, 4)
    assert levels(values_of(2, 1), grid, 10).shape == (0, 4)


def test_a_level_line_lies_below_its_epoch() -> None:
    grid = Grid((0.0, 300.0), (0.0, 1.0), (600, 101))
    assert levels(np.array([0.5, 0.25]), grid, 100).tolist() == [
        [1, 50, 201, 50],
        [201, 75, 401, 75],
    ]


def test_only_what_is_new_is_drawn(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = Trace._draw

    def counted(self: Trace, painter: object, lines: Array, *rest: object) -> None:
        drawn.append(len(lines))
        draw(self, painter, lines, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Trace, "_draw", counted)
    trace, values, grid = Trace(), values_of(2000, 3), grid_of(0, 2000)
    for length in (1000, 1000, 1005):
        trace.picture(values[:length], grid, "#336699", 1.0)
    assert len(drawn) == 2
    assert drawn[0] > WIDTH / 2
    assert drawn[1] < 8
    trace.picture(values[:1005], grid_of(0, 1900), "#336699", 1.0)
    trace.picture(values[:1005], grid_of(0, 1900), "#663399", 1.0)
    assert min(drawn[2:]) > WIDTH / 2
