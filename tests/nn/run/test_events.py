from __future__ import annotations

import math
from typing import Any

import pytest

from nn.core.network import Network
from nn.core.settings import SettingError
from nn.run.events import EventError, LearningRateChange, WeightEdit


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
