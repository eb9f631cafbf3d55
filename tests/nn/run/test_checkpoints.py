from __future__ import annotations

import numpy as np
import pytest

from nn.run import checkpoints
from nn.run.checkpoints import Checkpoints


def row(number: int) -> np.ndarray:
    return np.array([number, -number, number / 7.0])


def made(count: int, interval: int = 64) -> Checkpoints:
    rows = Checkpoints(interval, row(0))
    for number in range(1, count):
        rows.append(row(number))
    return rows


def check(rows: Checkpoints, numbers: list[int], interval: int) -> None:
    assert len(rows) == len(numbers)
    assert rows.interval == interval
    assert rows.nbytes == len(numbers) * 3 * 8
    assert [each.tolist() for each in rows] == [row(number).tolist() for number in numbers]
    assert [rows[at].tolist() for at in range(len(numbers))] == [
        row(number).tolist() for number in numbers
    ]


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of four rows of three numbers, but one."""
    monkeypatch.setattr(checkpoints, "BLOCK_BYTES", 4 * 3 * 8 + 7)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 9, 11])
def test_all_rows_are_kept_and_every_other_one_when_thinned(count: int) -> None:
    rows = made(count)
    check(rows, list(range(count)), 64)
    thin = rows.thinned()
    check(thin, list(range(0, count, 2)), 128)
    check(thin.thinned(), list(range(0, count, 4)), 256)
    check(rows, list(range(count)), 64)


@pytest.mark.parametrize("block", [1, 3 * 8, 3 * 3 * 8])
def test_it_holds_with_blocks_of_an_odd_number_of_rows(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(checkpoints, "BLOCK_BYTES", block)
    check(made(11).thinned(), list(range(0, 11, 2)), 128)
    check(made(11).first(8), list(range(8)), 64)


@pytest.mark.parametrize("count", [1, 3, 4, 5, 8, 10])
def test_another_goes_on_from_the_first_rows_and_neither_hears_of_the_other(count: int) -> None:
    rows = made(10)
    branch = rows.first(count)
    check(branch, list(range(count)), 64)
    for number in range(100, 106):
        branch.append(row(number))
        rows.append(row(number + 100))
    check(branch, [*range(count), *range(100, 106)], 64)
    check(rows, [*range(10), *range(200, 206)], 64)


def test_whole_blocks_are_shared() -> None:
    rows = made(10)
    branch = rows.first(9)
    assert np.shares_memory(rows[7], branch[7])
    assert not np.shares_memory(rows[8], branch[8])


def test_a_row_is_not_to_be_altered_and_one_that_is_not_there_is_told() -> None:
    rows = made(5)
    with pytest.raises(ValueError, match="read-only"):
        rows[4][0] = 1.0
    for index in (5, -1):
        with pytest.raises(IndexError, match=rf"^There is no checkpoint {index}; there are 5\.$"):
            rows[index]


def test_what_is_given_may_change_afterwards() -> None:
    weights = row(1)
    rows = Checkpoints(64, weights)
    weights[:] = 9.0
    rows.append(weights)
    weights[:] = 8.0
    assert [each.tolist() for each in rows] == [row(1).tolist(), [9.0] * 3]
