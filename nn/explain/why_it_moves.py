"""Why a weight moves at a step, in words."""

from __future__ import annotations

from nn.core.step import Step
from nn.explain.exact_text import SIGNIFICANT, shown
from nn.explain.symbols import Index, cell_name

SATURATED = 0.01
"""A slope below this share of its largest value, 0.25, counts as saturated."""


def why_it_moves(step: Step, symbol: str, index: Index) -> str:
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
    if error == 0:
        return f"{name} stays as it is: no output asks h{h + 1} to be higher or lower."
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
        f"y{y + 1} was too {side} ({_apart(a2, t)}, wanted {int(t)}), and h{h + 1} was {strength} "
        f"({shown(a1)}): so {name} {_moved(step, 'W2', (h, y))}."
    )


def _apart(a2: float, t: float) -> str:
    """An output with as many digits as tell it from its target."""
    for digits in range(SIGNIFICANT, 17):
        if float(shown(a2, digits)) != t:
            return shown(a2, digits)
    return repr(a2)


def _moved(step: Step, symbol: str, index: tuple[int, int]) -> str:
    before = getattr(step, symbol)[index]
    change = float(getattr(step, f"{symbol}_after")[index] - before)
    if change == 0:
        return "stays as it is to the last digit"
    return f"goes {'up' if change > 0 else 'down'} by {shown(abs(change))}"
