from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nn.core.settings import Settings
from nn.core.step import Step
from nn.explain.gradient_check import NOTE, check_gradients
from nn.run.recording import Recording
from nn.run.training import Training


def naive_quotient(step: Step, symbol: str, index: tuple[int, int]) -> float:
    """One difference quotient, by running the whole network twice."""
    losses = []
    for sign in (1, -1):
        W1, W2 = step.W1.copy(), step.W2.copy()
        (W1 if symbol == "W1" else W2)[index] += sign * 1e-5
        a2 = 1 / (1 + np.exp(-(1 / (1 + np.exp(-step.x @ W1))) @ W2))
        losses.append(-np.sum(step.t * np.log(a2) + (1 - step.t) * np.log(1 - a2)))
    return float((losses[0] - losses[1]) / 2e-5)


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(5000)
    return made


def test_back_propagation_agrees_with_difference_quotients_over_200_steps(
    recording: Recording,
) -> None:
    drawn = np.random.default_rng(0).choice(np.arange(1, 5001), 200, replace=False)
    largest = 0.0
    for number in drawn.tolist():
        made = check_gradients(recording.step(number))
        assert made is not None
        largest = max(largest, made.largest)
    assert largest < 1e-6


def test_the_quotients_are_those_of_the_whole_network(recording: Recording) -> None:
    step = recording.step(37)
    made = check_gradients(step)
    assert made is not None
    for index in ((0, 0), (2, 7), (4, 9)):
        assert made.d1[index] == pytest.approx(naive_quotient(step, "W1", index), abs=1e-8)
        assert made.d2.T[index] == pytest.approx(naive_quotient(step, "W2", index[::-1]), abs=1e-8)


def test_a_wrong_gradient_shows_with_its_cell(recording: Recording) -> None:
    step = recording.step(3)
    d2 = step.d2.copy()
    d2[6, 1] *= 1.01
    made = check_gradients(replace(step, d2=d2))
    assert made is not None
    assert made.largest == pytest.approx(0.01, rel=0.02)
    assert made.largest_cell == ("W2", (6, 1))
    assert np.unravel_index(np.abs(d2 - made.d2).argmax(), d2.shape) == (6, 1)
    assert np.abs(step.d1 - made.d1).max() < 1e-9


def test_gradients_of_the_mean_loss_would_not_pass(recording: Recording) -> None:
    step = recording.step(3)
    made = check_gradients(replace(step, d1=step.d1 / 5, d2=step.d2 / 5))
    assert made is not None
    assert made.largest > 0.5
    assert "sum" in NOTE


@pytest.mark.parametrize("magnitude", [10.0, 1000.0, 1e6])
def test_saturated_units_are_no_disagreement(magnitude: float) -> None:
    training = Training(Settings(bits=3, hidden_units=5))
    training.restore(0, np.random.default_rng(1).uniform(-magnitude, magnitude, 30), 0.1)
    made = check_gradients(training.advance_with_step())
    assert made is not None
    assert made.largest < 1e-4


@pytest.mark.parametrize("last", [1, 5, 7, 15])
def test_a_check_reports_progress_and_can_be_cancelled(recording: Recording, last: int) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < last

    assert check_gradients(recording.step(1), stop) is None
    assert seen == [(done, 15) for done in range(1, last + 1)]
