from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.pictures.loss.grid import Grid


@given(
    low=st.floats(-3, 1e6),
    width=st.floats(0.05, 1e6),
    pixels=st.integers(1, 4000),
    step=st.floats(-1e9, 1e9),
    log_steps=st.booleans(),
)
def test_one_step_lies_where_it_lies_among_many(
    low: float, width: float, pixels: int, step: float, log_steps: bool
) -> None:
    steps = (low / 1e5, low / 1e5 + width / 1e5) if log_steps else (low, low + width)
    grid = Grid(steps, (0.0, 1.0), (pixels, 100), log_steps=log_steps)
    # The two logarithms may differ by their last digit, just at the border of a column.
    assert abs(grid.column(step) - int(grid.columns(np.array([step]))[0])) <= log_steps
