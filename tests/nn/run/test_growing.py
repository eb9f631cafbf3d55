from __future__ import annotations

import numpy as np
import pytest

from nn.core.arrays import Array
from nn.run import growing
from nn.run.growing import GrowingArray

NUMBERS = np.arange(6000.0)


@pytest.mark.parametrize("piece", [1, 7, 1024, 3000])
@pytest.mark.parametrize("most_copied", [0, 2000, 10_000])
def test_what_was_appended_stays_however_often_more_room_is_made(
    piece: int, most_copied: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "MOST_COPIED", most_copied)
    grown, views = GrowingArray(len(NUMBERS)), []
    for start in range(0, len(NUMBERS), piece):
        grown.extend(NUMBERS[start : start + piece])
        views.append(grown.view())
        assert len(grown) == len(views[-1]) == min(start + piece, 6000)
    for view in views[:: max(1, len(views) // 50)]:
        assert np.array_equal(view, NUMBERS[: len(view)])
    assert np.array_equal(views[-1], NUMBERS)


def test_once_there_are_many_no_number_is_copied_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "MOST_COPIED", 2000)
    grown = GrowingArray(len(NUMBERS))
    grown.extend(NUMBERS[:2001])
    before = grown.view()
    for start in range(2001, len(NUMBERS), 100):
        grown.extend(NUMBERS[start : start + 100])
    assert np.shares_memory(before, grown.view())


def test_where_no_unused_room_is_given_it_is_made_as_it_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, most = np.empty, 2**26

    def refusing(size: int) -> Array:
        if size >= most:
            raise MemoryError
        return real(size)

    monkeypatch.setattr(growing, "MOST_COPIED", 2000)
    monkeypatch.setattr(np, "empty", refusing)
    grown = GrowingArray(most)
    grown.extend(NUMBERS[:3000])
    grown.extend(NUMBERS[3000:])
    monkeypatch.undo()
    assert np.array_equal(grown.view(), NUMBERS)


def test_more_than_there_may_be_is_kept_too() -> None:
    grown = GrowingArray(3)
    grown.extend(NUMBERS[:3])
    grown.extend(NUMBERS[3:])
    assert np.array_equal(grown.view(), NUMBERS)


def test_a_view_cannot_be_written_to() -> None:
    grown = GrowingArray(10)
    grown.extend(NUMBERS[:1])
    with pytest.raises(ValueError, match="read-only"):
        grown.view()[0] = 2.0
