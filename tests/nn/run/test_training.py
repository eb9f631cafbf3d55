from __future__ import annotations

from typing import Any

import notebook_oracle as oracle
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn.core.settings import Settings
from nn.core.step import Step
from nn.run.events import LearningRateChange, WeightEdit
from nn.run.training import Training, WeightOverflowError

EPOCH_AVERAGES = [
    "0.41375321",
    "0.13942819",
    "0.07611117",
    "0.05151639",
    "0.03867311",
    "0.03084649",
    "0.02559992",
    "0.02184708",
    "0.01903371",
    "0.01684861",
]


def numbers_of(step: Step) -> dict[str, Any]:
    """All that a step holds but the name of its task."""
    return {name: value for name, value in vars(step).items() if name != "task"}


def compare_every_step(given_settings: Settings) -> bool:
    """Hold every number of every step against the plain notebook.

    The notebook's slope of a unit that is saturated far enough is NaN, and so is all that follows
    from it: from there on ours has to be finite.

    Returns:
        Whether the notebook's numbers were finite to the end.
    """
    training = Training(given_settings)
    place = iter(range(1, given_settings.steps + 1))
    notebook_lasts = True

    def look(run: oracle.Run, numbers: dict[str, Any]) -> None:
        nonlocal notebook_lasts
        step = training.advance_with_step()
        number = next(place)
        assert step.number == number
        assert step.task == given_settings.task
        assert all(np.isfinite(value).all() for value in numbers_of(step).values())
        notebook_lasts = notebook_lasts and bool(np.isfinite(numbers["slope1"]).all())
        if not notebook_lasts:
            return
        assert np.array_equal(step.W1_after, run.W1), number
        assert np.array_equal(step.W2_after, run.W2), number
        for symbol, value in numbers.items():
            assert np.array_equal(getattr(step, symbol), value), (symbol, number)
        expected = oracle.cross_entropy(numbers["a2"], numbers["t"])
        if np.isfinite(expected):
            assert step.loss == expected

    with np.errstate(all="ignore"):
        oracle.train(
            given_settings.bits,
            given_settings.hidden_units,
            given_settings.observations,
            given_settings.learning_rate,
            given_settings.epochs,
            given_settings.seed,
            look,
        )
    return notebook_lasts


def test_every_number_of_all_5000_steps_equals_the_notebook_s() -> None:
    assert compare_every_step(Settings())


@settings(max_examples=40)
@given(
    bits=st.integers(1, 16),
    hidden=st.integers(1, 128),
    observations=st.integers(1, 30),
    learning_rate=st.floats(1e-6, 100.0),
    epochs=st.integers(1, 3),
    seed=st.integers(0, 2**32 - 1),
)
def test_every_number_equals_the_notebook_s_for_any_settings(**drawn: Any) -> None:
    drawn["hidden_units"] = drawn.pop("hidden")
    compare_every_step(Settings(**drawn))


def test_the_quick_way_and_the_way_that_keeps_every_number_give_the_same_weights() -> None:
    quick, slow = Training(Settings()), Training(Settings())
    losses = []
    while quick.position < 1200:
        losses += quick.advance(1200 - quick.position).tolist()
    assert losses == [slow.advance_with_step().loss for _ in range(1200)]
    assert np.array_equal(quick.network.weights, slow.network.weights)


def test_every_step_is_numbered_and_names_its_epoch_and_its_observation() -> None:
    training = Training(Settings(observations=7))
    for position in range(30):
        step = training.advance_with_step()
        epoch, observation = divmod(position, 7)
        assert (step.number, step.epoch, step.observation) == (
            position + 1,
            epoch + 1,
            observation + 1,
        )
        assert np.array_equal(step.x, training.observations.draws.vectors[observation])


def test_changes_are_made_in_the_middle_of_a_stretch_and_of_two_that_follow_both() -> None:
    changes = {
        0: (WeightEdit("W1", 0, 0, 1.5),),
        1: (LearningRateChange(0.7),),
        9: (WeightEdit("W2", 3, 1, -2.0), WeightEdit("W2", 3, 2, 0.5)),
        10: (LearningRateChange(0.2),),
        32: (WeightEdit("W1", 4, 9, 0.25),),
    }
    quick, mixed = Training(Settings(), changes), Training(Settings(), changes)
    W1, W2, rate = quick.network.W1.copy(), quick.network.W2.copy(), 0.1
    for position in range(60):
        for each in changes.get(position, ()):
            if isinstance(each, LearningRateChange):
                rate = each.learning_rate
            else:
                {"W1": W1, "W2": W2}[each.matrix][each.row, each.column] = each.value
        x, t = quick.observations.X[position], quick.observations.T[position]
        u1, a1, _, a2, _ = oracle.forward(x, W1, W2)
        e1 = np.dot(W2, a2 - t) * oracle.sigmoid_slope(u1)
        W1 -= rate * np.outer(x, e1)
        W2 -= rate * np.outer(a1, a2 - t)
    quick.advance_to(60)
    for position in (3, 7, 9, 25, 60):
        mixed.advance_with_step()
        mixed.advance_to(position)
    for training in (quick, mixed):
        assert training.position == 60
        assert np.array_equal(training.network.W1, W1)
        assert np.array_equal(training.network.W2, W2)


def test_the_epoch_averages_are_the_notebook_s_to_eight_decimals() -> None:
    training = Training(Settings())
    averages = []
    for _ in range(10):
        averages.append(np.mean([training.advance()[0] for _ in range(500)]))
    assert [f"{average:.8f}" for average in averages] == EPOCH_AVERAGES
    assert training.observations.draws.vectors[0].tolist() == [0, 1, 1, 1, 0]


@pytest.mark.parametrize("magnitude", [800.0, 1e6, 1e150, 1e299])
def test_huge_weights_give_finite_numbers_everywhere(magnitude: float) -> None:
    training = Training(Settings(bits=16, hidden_units=32, learning_rate=1e-3))
    random = np.random.default_rng(5)
    weights = random.uniform(-magnitude, magnitude, training.network.weights.shape)
    training.restore(0, weights, 1e-3)
    for _ in range(20):
        step = training.advance_with_step()
        for name, value in numbers_of(step).items():
            assert np.isfinite(value).all(), (name, step.number)


def test_a_saturated_unit_has_slope_zero() -> None:
    training = Training(Settings(bits=1, hidden_units=2))
    training.restore(0, np.array([-1e5, 1e5, 1.0, 1.0]), 0.1)
    training.observations.X[0] = 1.0
    step = training.advance_with_step()
    assert step.a1.tolist() == [0.0, 1.0]
    assert step.slope1.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("quick", [True, False])
def test_an_overflowing_step_is_not_made_and_leaves_all_as_it_was(quick: bool) -> None:
    training = Training(Settings(bits=4, hidden_units=3, learning_rate=100.0))
    near = np.full(training.network.weights.shape, 0.4)
    # The output weights push the weights of W1 beyond the limit within a few steps.
    near[12:] = np.where(np.arange(12) % 2, 9.9e299, -9.9e299)
    training.restore(0, near, 100.0)
    before = training.network.weights.copy()
    made = 0
    caught: WeightOverflowError | None = None
    while caught is None and made < 10_000:
        before = training.network.weights.copy()
        try:
            made += len(training.advance(32)) if quick else bool(training.advance_with_step())
        except WeightOverflowError as error:
            caught = error
    assert training.position == made
    assert np.array_equal(training.network.weights, before)
    assert np.isfinite(before).all()
    assert str(caught) == (
        f"Step {made + 1:,} was not made: a weight would become too large to be a number. "
        "Choose a smaller learning rate."
    )
