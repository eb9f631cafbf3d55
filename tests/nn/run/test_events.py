from __future__ import annotations

import math
from typing import Any, Literal

import pytest

from nn.core.network import Network
from nn.core.settings import SettingError, Settings
from nn.run.events import EventError, LearningRateChange, WeightEdit
from nn.run.recording import Recording


def test_a_weight_edit_sets_one_weight() -> None:
    network = Network(2, 3, 2)
    WeightEdit("W2", 2, 1, -0.5).apply(network)
    assert network.W2[2, 1] == -0.5
    assert abs(network.weights).sum() == 0.5


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("W3", 0, 0, 1.0), "must be W1 or W2"),
        (("W1", -1, 0, 1.0), "no weight"),
        (("W1", 0, 0, math.nan), "must be a number from"),
        (("W1", 0, 0, math.inf), "must be a number from"),
        (("W1", 0, 0, 1.1e6), "1,000,000"),
    ],
)
def test_an_edit_out_of_range_is_refused(wrong: tuple[Any, ...], message: str) -> None:
    with pytest.raises(EventError, match=message):
        WeightEdit(*wrong)


def test_an_edit_of_a_weight_that_the_network_lacks_is_refused() -> None:
    with pytest.raises(EventError, match="2 rows and 3 columns"):
        WeightEdit("W1", 2, 0, 1.0).apply(Network(2, 3, 2))


@pytest.mark.parametrize("rate", [0.0, -1.0, 101.0, math.nan])
def test_a_learning_rate_out_of_range_is_refused(rate: float) -> None:
    with pytest.raises(SettingError, match="learning rate"):
        LearningRateChange(rate)


def test_a_whole_number_is_taken_as_a_learning_rate() -> None:
    rate = LearningRateChange(1).learning_rate
    assert (rate, type(rate)) == (1.0, float)


@pytest.mark.parametrize("value", [1e6, -1e6])
def test_a_weight_may_be_as_large_as_the_limit(value: float) -> None:
    assert WeightEdit("W1", 0, 0, value).value == value


@pytest.mark.parametrize(
    ("matrix", "row", "column"), [("W1", 2, 0), ("W1", 0, 3), ("W2", 3, 0), ("W2", 0, 2)]
)
def test_no_weight_is_edited_behind_the_last_one(
    matrix: Literal["W1", "W2"], row: int, column: int
) -> None:
    recording = Recording(Settings(bits=2, hidden_units=3))
    with pytest.raises(EventError, match="there is no weight"):
        recording.branch(0, WeightEdit(matrix, row, column, 1.0))
