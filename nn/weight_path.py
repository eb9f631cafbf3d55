"""The path of one weight over the run, and why it moves at a step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.draws import Array
from nn.exact_text import shown
from nn.explanation import cell_name
from nn.recording import Recording
from nn.step import Step

POINTS = 300
SATURATED = 0.01
"""A slope below this share of its largest value, 0.25, counts as saturated."""


@dataclass(frozen=True)
class WeightPath:
    """A weight at some positions of a run.

    Attributes:
        positions: rising, shape (count,).
        values: of the weight, shape (count,).
    """

    positions: NDArray[np.int64]
    values: Array


def weight_path(recording: Recording, symbol: str, index: tuple[int, ...]) -> WeightPath:
    """The weight at up to `POINTS` checkpoints of a recording, and at its newest step."""
    positions, weights = recording.checkpoints()
    stride = max(1, -(-len(positions) // POINTS))
    n, h = recording.settings.bits, recording.settings.hidden_units
    place = index[0] * h + index[1] if symbol == "W1" else n * h + index[0] * n + index[1]
    newest = recording.moment(recording.length)
    last = newest.W1 if symbol == "W1" else newest.W2
    return WeightPath(
        np.array([*positions[::stride], recording.length]),
        np.array([*(float(each[place]) for each in weights[::stride]), float(last[index])]),
    )


def why_it_moves(step: Step, symbol: str, index: tuple[int, ...]) -> str:
    """Why a weight moves at a step, in words a learner understands.

    Args:
        step: the step.
        symbol: "W1" or "W2".
        index: of the weight, from 0.
    """
    name = cell_name(symbol, index)
    if symbol == "W1":
        return _why_W1(step, name, *index)
    return _why_W2(step, name, *index)


def _why_W1(step: Step, name: str, x: int, h: int) -> str:
    if step.x[x] == 0:
        return f"{name} stays as it is: its input x{x + 1} is 0 in this observation."
    error, slope = float(step.e1[h]), float(step.slope1[h])
    if error == 0 and slope == 0:
        return f"{name} stays as it is: h{h + 1} is saturated, its sigmoid is flat here."
    wish = "lower" if error > 0 else "higher"
    text = (
        f"The outputs would be more right with h{h + 1} {wish} (e1[h{h + 1}] = {shown(error)}), "
        f"and x{x + 1} is 1: so {name} {_moved(step, 'W1', (x, h))}."
    )
    if slope < SATURATED * 0.25:
        text += f" The step is small because h{h + 1} is nearly saturated (σ′ = {shown(slope)})."
    return text


def _why_W2(step: Step, name: str, h: int, y: int) -> str:
    a1, a2, t, e2 = (float(each) for each in (step.a1[h], step.a2[y], step.t[y], step.e2[y]))
    if e2 == 0:
        return f"{name} stays as it is: y{y + 1} is exactly right."
    if a1 == 0:
        return f"{name} stays as it is: h{h + 1} is 0, it had no part in the answer."
    side = "high" if e2 > 0 else "low"
    strength = "on" if a1 >= 0.5 else "hardly on" if a1 < 0.1 else "half on"
    return (
        f"y{y + 1} was too {side} ({shown(a2)}, wanted {int(t)}), and h{h + 1} was {strength} "
        f"({shown(a1)}): so {name} {_moved(step, 'W2', (h, y))}."
    )


def _moved(step: Step, symbol: str, index: tuple[int, int]) -> str:
    before = getattr(step, symbol)[index]
    change = float(getattr(step, f"{symbol}_after")[index] - before)
    if change == 0:
        return "stays as it is to the last digit"
    return f"goes {'up' if change > 0 else 'down'} by {shown(abs(change))}"
