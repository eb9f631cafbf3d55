"""Where the errors and gradients of a step come from, in words."""

from __future__ import annotations

import numpy as np

from nn.core.step import Step
from nn.explain.symbols import Index, cell_name
from nn.explain.words import (
    NEXT_TO_NOTHING,
    amount,
    apart,
    brief,
    is_flat,
    side,
    strength,
    told_apart,
)


def error_of_output(step: Step, index: Index) -> str:
    """What is wrong with an output: the sentence of e2."""
    e2, a2, t = (float(each[index]) for each in (step.e2, step.a2, step.t))
    name = f"y{index[0] + 1}"
    if e2 == 0:
        return f"{name} is exactly right: nothing is learnt from it in this step."
    said = f"({apart(a2, t)}, wanted {int(t)})"
    if abs(e2) < NEXT_TO_NOTHING:
        return f"{name} is right but for next to nothing {said}: little is learnt from it."
    return f"{name} is too {side(e2)} by {brief(abs(e2))} {said}."


def error_of_hidden(step: Step, index: Index) -> str:
    """What is wrong with a hidden unit, and who says so: the sentence of e1."""
    h = index[0]
    name, error, slope = f"h{h + 1}", float(step.e1[h]), float(step.slope1[h])
    blame = step.W2[h] * step.e2
    if error == 0:
        if not blame.any():
            return f"No output asks {name} to be higher or lower."
        if slope == 0:
            return f"No blame reaches {name}: it is saturated, its sigmoid is flat here."
        return f"What the outputs ask of {name} cancels out: no error is left."
    lower = error > 0
    # Of those who ask for what is done in the end, the one that asks most.
    y = int(np.argmax(blame if lower else -blame))
    weight, wrong = float(step.W2[h, y]), side(float(step.e2[y]))
    push = "pushes it up" if weight > 0 else "pulls it down"
    most = "above all " if len(step.e2) > 1 else ""
    text = (
        f"{name} should be {'lower' if lower else 'higher'}: {most}y{y + 1} is too {wrong}, "
        f"and {name} {push} (weight {brief(weight)})."
    )
    if is_flat(slope):
        text += f" Little of that arrives, for {name} is nearly saturated (σ′ = {brief(slope)})."
    return text


def gradient_of_W1(step: Step, index: Index) -> str:
    """What a weight from an input does to the loss: the sentence of d1."""
    x, h = index
    name, error = cell_name("W1", index), float(step.e1[h])
    if step.x[x] == 0:
        return f"{name} makes no difference in this step: its input x{x + 1} is 0."
    if error == 0:
        return f"{name} makes no difference in this step: h{h + 1} has no error."
    wish = "lower" if error > 0 else "higher"
    return f"{_were_larger(name, error)}: h{h + 1} should be {wish}, and x{x + 1} is 1."


def gradient_of_W2(step: Step, index: Index) -> str:
    """What a weight to an output does to the loss: the sentence of d2."""
    h, y = index
    name, a1, e2 = cell_name("W2", index), float(step.a1[h]), float(step.e2[y])
    if e2 == 0:
        return f"{name} makes no difference in this step: y{y + 1} is exactly right."
    if a1 == 0:
        return f"{name} makes no difference in this step: h{h + 1} is 0."
    if abs(e2) < NEXT_TO_NOTHING:
        return (
            f"{name} makes hardly any difference in this step: "
            f"y{y + 1} is right but for next to nothing."
        )
    return (
        f"{_were_larger(name, e2)}: y{y + 1} is too {side(e2)}, "
        f"and h{h + 1} is {strength(a1)} ({brief(a1)})."
    )


def _were_larger(name: str, error: float) -> str:
    return f"If {name} were a little larger, the loss would {'grow' if error > 0 else 'shrink'}"


def change_since_start(name: str, start: float, now: float) -> str:
    """How far a weight has come: the sentence of the change since the start."""
    change = now - start
    if change == 0:
        return f"{name} is what it was at the start, {brief(start)}."
    way = "up" if change > 0 else "down"
    before, after = told_apart(start, now)
    return f"Since the start {name} has gone {way} by {amount(change)}, from {before} to {after}."
