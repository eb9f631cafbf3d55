from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.pictures.loss.range import SMALLEST_LOSS, LossRange

losses = st.floats(0, 1e6)


@given(st.lists(st.tuples(losses, losses), min_size=1, max_size=8), st.booleans())
def test_the_range_holds_all_losses_and_only_grows(
    pairs: list[tuple[float, float]], logarithmic: bool
) -> None:
    made = LossRange(logarithmic)
    before = None
    for pair in pairs:
        made.include(min(pair), max(pair))
        low, high = made.limits
        assert low < high
        for value in pair:
            place = math.log10(max(value, SMALLEST_LOSS)) if logarithmic else value
            assert low - 1e-9 <= place <= high + 1e-9
        if before:
            assert low <= before[0]
            assert high >= before[1]
        before = made.limits


def test_a_little_more_moves_nothing() -> None:
    made = LossRange()
    seen = set()
    for greatest in np.linspace(0.61, 0.79, 50):
        made.include(0.0, float(greatest))
        seen.add(made.limits)
    assert seen == {(0.0, 0.8)}


def test_after_a_reset_the_range_stays_until_there_is_something_to_hold() -> None:
    made = LossRange()
    made.include(0.0, 40.0)
    made.reset(logarithmic=False)
    assert made.limits == (0.0, 40.0)
    made.include(0.0, 0.1)
    assert made.limits == (0.0, 0.1)
