"""Why a weight moves at a step, or does not, in words."""

from __future__ import annotations

from nn.core.step import Step
from nn.explain.lenses import MATRICES
from nn.explain.symbols import Index, cell_name
from nn.explain.words import (
    NEXT_TO_NOTHING,
    all_nearly_right,
    amount,
    apart,
    brief,
    is_flat,
    side,
    strength,
)


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
    if all_nearly_right(step):
        moved = _moved(step, "W1", (x, h), hardly=True)
        return f"Every output was right but for next to nothing: so {name} {moved}."
    wish = "lower" if error > 0 else "higher"
    text = (
        f"The outputs would be more right with h{h + 1} {wish}, "
        f"and x{x + 1} is 1: so {name} {_moved(step, 'W1', (x, h))}."
    )
    if is_flat(slope):
        text += f" The step is small because h{h + 1} is nearly saturated (σ′ = {brief(slope)})."
    return text


def _why_W2(step: Step, name: str, h: int, y: int) -> str:
    a1, a2, t, e2 = (float(each) for each in (step.a1[h], step.a2[y], step.t[y], step.e2[y]))
    if e2 == 0:
        return f"{name} stays as it is: y{y + 1} is exactly right."
    if a1 == 0:
        return f"{name} stays as it is: h{h + 1} is 0, it had no part in the answer."
    if abs(e2) < NEXT_TO_NOTHING:
        return (
            f"y{y + 1} was right but for next to nothing ({apart(a2, t)}, wanted {int(t)}): "
            f"so {name} {_moved(step, 'W2', (h, y), hardly=True)}."
        )
    return (
        f"y{y + 1} was too {side(e2)} ({brief(a2)}, wanted {int(t)}), "
        f"and h{h + 1} was {strength(a1)} ({brief(a1)}): "
        f"so {name} {_moved(step, 'W2', (h, y))}."
    )


def _moved(step: Step, symbol: str, index: Index, hardly: bool = False) -> str:
    before = getattr(step, symbol)[index]
    change = float(getattr(step, f"{symbol}_after")[index] - before)
    if change == 0:
        step_size = step.learning_rate * float(getattr(step, MATRICES[symbol])[index])
        if step_size == 0:
            return "stays: −η · d is too small to be a number"
        return f"stays: −η · d, {brief(-step_size, 1)}, is below its last digit"
    goes = "hardly moves, " if hardly else "goes "
    return f"{goes}{'up' if change > 0 else 'down'} by {amount(change)}"
