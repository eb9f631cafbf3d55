from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pictures.loss.clipping import clipped

BOX = (0.0, 0.0, 100.0, 50.0)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ((10, 10, 90, 40), (10, 10, 90, 40)),
        ((-50, 10, 50, 10), (0, 10, 50, 10)),
        ((50, 10, 150, 10), (50, 10, 100, 10)),
        ((-100, -50, 200, 100), (0, 0, 100, 50)),
        ((20, 80, 20, -30), (20, 50, 20, 0)),
        ((-10, 10, -10, 40), None),
        ((10, 60, 90, 60), None),
        ((-10, 40, 10, 80), None),
        ((30, 30, 30, 30), (30, 30, 30, 30)),
    ],
)
def test_a_line_is_cut_at_the_edges(line: tuple[int, ...], part: tuple[float, ...] | None) -> None:
    found = clipped(np.array([line]), BOX)
    assert found.tolist() == ([] if part is None else [list(part)])


SECTIONS = st.integers(-300, 300)


@given(st.lists(st.tuples(SECTIONS, SECTIONS, SECTIONS, SECTIONS), min_size=1, max_size=5))
def test_what_is_left_lies_inside_and_on_its_line(lines: list[tuple[int, ...]]) -> None:
    for line in lines:
        for x0, y0, x1, y1 in clipped(np.array([line]), BOX).tolist():
            assert min(x0, x1) >= -1e-9
            assert max(x0, x1) <= 100 + 1e-9
            assert min(y0, y1) >= -1e-9
            assert max(y0, y1) <= 50 + 1e-9
            for x, y in ((x0, y0), (x1, y1)):
                turned = (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])
                assert turned == pytest.approx(0, abs=1e-6)


def test_no_lines_leave_none() -> None:
    assert clipped(np.empty((0, 4), np.int64), BOX).shape == (0, 4)
