from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pictures.loss.peaks import BLOCK, Peaks, even_edges, logarithmic_edges


@settings(max_examples=120)
@given(
    st.integers(1, 60_000),
    st.integers(10, 400),
    st.booleans(),
    st.integers(0, 2**32),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_no_peak_is_hidden_and_none_is_made_up(
    length: int, pieces: int, logarithmic: bool, seed: int, one: float, other: float
) -> None:
    values = np.random.default_rng(seed).uniform(0, 1, length)
    first, last = sorted((int(one * length), int(other * length)))
    if first == last:
        return
    edges = (logarithmic_edges if logarithmic else even_edges)(first, last, pieces)
    positions, shown = Peaks().reduce(values, edges)
    part = values[first:last]
    assert shown.max() >= part.max()
    assert shown.min() <= part.min()
    wide = values[max(0, first - BLOCK) : last]
    assert shown.max() <= wide.max()
    assert shown.min() >= wide.min()
    assert len(shown) <= 2 * len(edges)
    assert (np.diff(positions) >= 0).all()
    assert positions[0] >= first
    assert positions[-1] <= last


@pytest.mark.parametrize("spike", [0, 63, 64, 777, 50_000, 99_999])
@pytest.mark.parametrize("edges", [even_edges, logarithmic_edges])
def test_a_single_spike_is_seen_where_it_is(spike: int, edges: object) -> None:
    values = np.zeros(100_000)
    values[spike] = 1.0
    borders = edges(0, 100_000, 500)  # type: ignore[operator]
    positions, shown = Peaks().reduce(values, borders)
    found = positions[np.flatnonzero(shown == 1.0)]
    assert len(found)
    place = int(np.searchsorted(borders, spike, side="right"))
    width = max(borders[min(place, len(borders) - 1)] - borders[place - 1], BLOCK)
    assert abs(found - spike).min() <= width


def test_a_series_that_grows_is_reduced_as_if_it_had_been_whole() -> None:
    values = np.random.default_rng(4).uniform(0, 1, 300_000)
    growing = Peaks()
    for length in (10, 100, 5000, 5001, 64_000, 299_999, 300_000):
        borders = even_edges(0, length, 300)
        ours, theirs = (
            growing.reduce(values[:length], borders),
            Peaks().reduce(values[:length], borders),
        )
        assert np.array_equal(ours[0], theirs[0])
        assert np.array_equal(ours[1], theirs[1])


def test_a_short_stretch_is_shown_value_by_value() -> None:
    values = np.arange(1000.0)
    positions, shown = Peaks().reduce(values, even_edges(100, 150, 400))
    assert positions.tolist() == list(range(100, 150))
    assert shown.tolist() == list(range(100, 150))
