from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.colour_scale import ColourScale, colour_rows, colours, rounded_up
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


def test_a_scale_grows_and_never_shrinks_until_it_is_reset() -> None:
    scale = ColourScale()
    seen = []
    for values in ([0.4], [-1.7, 0.1], [0.2], [-4.0]):
        scale.include(np.array(values))
        seen.append(scale.limit)
    assert seen == [0.5, 2.0, 2.0, 5.0]
    scale.reset()
    scale.include(np.array([0.4]))
    assert scale.limit == 0.5


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
    assert (colour_rows(values, 1.0) - 128 == 128 - colour_rows(-values, 1.0)).all()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.49, -0.3, -0.49])
def test_values_that_round_to_zero_take_its_colour_on_both_sides(share: float) -> None:
    one_row = 1 / 128
    assert colour_rows(np.array([share * one_row]), 1.0).tolist() == [128]


def test_every_row_stands_for_the_values_nearest_to_it() -> None:
    values = np.linspace(-1.0, 1.0, 1001)
    rows = colour_rows(values, 1.0)
    assert np.abs(values - (rows - 128) / 128).max() <= 0.5 / 128 + 1e-12
