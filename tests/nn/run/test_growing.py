from __future__ import annotations

import numpy as np
import pytest

from nn.run.growing import GrowingArray


@pytest.mark.parametrize("piece", [1, 7, 1024, 3000])
def test_what_was_appended_stays_however_often_more_room_is_made(piece: int) -> None:
    numbers, grown = np.arange(6000.0), GrowingArray()
    views = []
    for start in range(0, len(numbers), piece):
        grown.extend(numbers[start : start + piece])
        views.append(grown.view())
        assert len(grown) == len(views[-1]) == min(start + piece, 6000)
    for view in views[:: max(1, len(views) // 50)]:
        assert np.array_equal(view, numbers[: len(view)])
    assert np.array_equal(views[-1], numbers)


def test_it_may_begin_with_numbers_which_it_copies() -> None:
    given = np.array([1.0, 2.0])
    grown = GrowingArray(given)
    given[0] = 5.0
    grown.extend(np.array([3.0]))
    assert grown.view().tolist() == [1.0, 2.0, 3.0]


def test_a_view_cannot_be_written_to() -> None:
    grown = GrowingArray(np.array([1.0]))
    with pytest.raises(ValueError, match="read-only"):
        grown.view()[0] = 2.0
