from __future__ import annotations

import math
from typing import Any, Literal

import pytest

from nn.core.network import Network
from nn.core.settings import SettingError, Settings
from nn.run.events import EventError, LearningRateChange, WeightEdit
from nn.run.recording import Recording

ALLOWED = "it must be a number from -1,000,000 to 1,000,000."


def test_a_weight_edit_sets_one_weight() -> None:
    network = Network(2, 3, 2)
    WeightEdit("W2", 2, 1, -0.5).apply(network)
    assert network.W2[2, 1] == -0.5
    assert abs(network.weights).sum() == 0.5


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("W3", 0, 0, 1.0), "the matrix is 'W3'; it must be W1 or W2."),
        (("W1", -1, 0, 1.0), "there is no weight -1, 0 in W1."),
        (("W2", 0, -1, 1.0), "there is no weight 0, -1 in W2."),
        (("W1", 0, 0, math.nan), f"the weight is nan; {ALLOWED}"),
        (("W1", 0, 0, math.inf), f"the weight is inf; {ALLOWED}"),
        (("W1", 0, 0, 1000000.5), f"the weight is 1000000.5; {ALLOWED}"),
        (("W1", 0, 0, -1000000.5), f"the weight is -1000000.5; {ALLOWED}"),
    ],
)
def test_an_edit_out_of_range_is_refused(wrong: tuple[Any, ...], message: str) -> None:
    with pytest.raises(EventError) as refused:
        WeightEdit(*wrong)
    assert str(refused.value) == message


def test_an_edit_of_a_weight_that_the_network_lacks_is_refused() -> None:
    with pytest.raises(EventError) as refused:
        WeightEdit("W1", 2, 0, 1.0).apply(Network(2, 3, 2))
    assert str(refused.value) == ("there is no weight 2, 0 in W1, which has 2 rows and 3 columns.")


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
