from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.colour_scale import ZERO_ROW, Scale, colours, rounded_up
from app.widgets.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize(
    ("value", "limit"),
    [(0.3, 0.5), (0.5, 0.5), (1.0, 1.0), (1.01, 2.0), (3.0, 5.0), (7.0, 10.0), (123.0, 200.0)],
)
def test_limits_are_round_numbers(value: float, limit: float) -> None:
    assert rounded_up(value) == pytest.approx(limit, rel=1e-12)


@given(st.floats(1e-9, 1e9))
def test_a_limit_holds_its_value_and_is_at_most_two_and_a_half_times_larger(value: float) -> None:
    assert value * (1 - 1e-9) <= rounded_up(value) <= value * 2.5 * (1 + 1e-9)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_zero_is_the_neutral_colour_and_both_ends_are_the_map_s_ends(theme: Theme) -> None:
    table = theme.colour_table()
    made = colours(np.array([-2.0, -1.0, 0.0, 1.0, 9.0]), 1.0, table)
    middle = theme.map_stops[len(theme.map_stops) // 2]
    for colour, stop in zip(
        made, [theme.map_stops[0]] * 2 + [middle] + [theme.map_stops[-1]] * 2, strict=True
    ):
        assert "#" + bytes(colour).hex() == stop


def test_opposite_values_are_equally_far_from_the_middle() -> None:
    values = np.linspace(0.0, 1.0, 33)
    for scale in (Scale(1.0), Scale(1.0, decades=5)):
        assert (scale.rows(values) - 128 == 128 - scale.rows(-values)).all()


@pytest.mark.parametrize(
    ("value", "row"),
    [(0.0, 128), (0.0039, 128), (0.004, 129), (-0.0039, 128), (0.5, 192), (1.0, 256), (7.0, 256)],
)
def test_a_linear_scale_has_its_zero_in_the_middle_of_a_row(value: float, row: int) -> None:
    assert Scale(1.0).rows(np.array([value]))[0] == row
    assert Scale(20.0).rows(np.array([20.0 * value]))[0] == row


@pytest.mark.parametrize(
    ("value", "share"), [(1.0, 1.0), (30.0, 1.0), (0.1, 0.8), (1e-3, 0.4), (1e-5, 0.0), (0.0, 0.0)]
)
def test_a_scale_by_decades_is_as_strong_as_the_power_of_ten(value: float, share: float) -> None:
    scale = Scale(1.0, decades=5)
    for sign in (1, -1):
        row = scale.rows(np.array([sign * value]))[0]
        assert row == ZERO_ROW + sign * round(128 * share)


def test_every_row_stands_for_the_values_nearest_to_it() -> None:
    values = np.linspace(-1.0, 1.0, 1001)
    rows = Scale(1.0).rows(values)
    assert np.abs(values - (rows - ZERO_ROW) / 128).max() <= 0.5 / 128 + 1e-12
