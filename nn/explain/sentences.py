"""Why each number of a step is what it is, in a sentence that a newcomer understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from nn.core.arrays import Array
from nn.core.step import TRIED, Step
from nn.core.tasks import task_named
from nn.explain.cell_sums import told_by_a2
from nn.explain.symbols import Index
from nn.explain.why_it_learns import (
    error_of_hidden,
    error_of_output,
    gradient_of_W1,
    gradient_of_W2,
)
from nn.explain.why_it_moves import why_it_moves
from nn.explain.words import MOST_NAMES, apart, brief, is_flat, listed, strength


def sentence_of(step: Step, symbol: str, index: Index) -> str:
    """Why the number in a cell is what it is.

    Args:
        step: the step.
        symbol: one of `SYMBOLS`; of a weight it is told why the step moves it, or does not.
        index: from 0, of the array of that name.

    Raises:
        KeyError: there is no such symbol.
        IndexError: the array has no such cell.
    """
    return SENTENCES[symbol](step, index)


def _observation(step: Step, index: Index) -> str:
    (i,) = index
    tried = step.number == TRIED
    which, what = ("that is tried", "is asked") if tried else ("shown in this step", "learns from")
    return (
        f"x{i + 1} is {int(step.x[i])} because bit {i + 1} of the vector {which} is "
        f"{int(step.x[i])}. Nothing computes it: it is what the network {what}."
    )


def _target(step: Step, index: Index) -> str:
    task = task_named(step.task)
    made = task.bit(index[0], len(step.x))
    bits = [int(step.x[i]) for i in made.sources]
    if made.because:
        reason = made.because(bits)
    else:
        reason = listed([f"x{i + 1} is {bit}" for i, bit in zip(made.sources, bits, strict=True)])
    return (
        f"y{index[0] + 1} should be {int(step.t[index])}: "
        f"the network is to {task.goal}, and {reason}."
    )


def _sum_of_inputs(step: Step, index: Index) -> str:
    on = [f"x{i + 1}" for i in np.flatnonzero(step.x)]
    u1, name = float(step.u1[index]), f"h{index[0] + 1}"
    if not on:
        return f"No input is 1, so {name} has nothing to add up: its sum is 0."
    if len(on) == 1:
        return f"Only {on[0]} is 1, so {name} gets just the weight from there: {brief(u1)}."
    who = listed(on) if len(on) <= MOST_NAMES else f"{len(on)} of the {len(step.x)} inputs"
    return f"{who} are 1, and their weights to {name} add up to {brief(u1)}."


def _sum_of_hidden(step: Step, index: Index) -> str:
    (y,) = index
    u2, name = float(step.u2[y]), f"y{y + 1}"
    shares: Array = step.a1 * step.W2[:, y]
    if u2 == 0:
        return f"What the hidden units say to {name} comes to 0: neither 0 nor 1 is likelier."
    if len(shares) == 1:
        return f"The only hidden unit pushes {name} towards {int(u2 > 0)} (sum {brief(u2)})."
    h = int(np.argmax(shares if u2 > 0 else -shares))
    return (
        f"Together the hidden units push {name} towards {int(u2 > 0)} (sum {brief(u2)}); "
        f"h{h + 1} pushes most that way ({brief(float(shares[h]))})."
    )


def _side_of_zero(u: float) -> str:
    if u == 0:
        return "exactly 0"
    return f"{'above' if u > 0 else 'below'} 0 ({brief(u)})"


def _activation(step: Step, index: Index) -> str:
    u1, a1, name = float(step.u1[index]), float(step.a1[index]), f"h{index[0] + 1}"
    if is_flat(float(step.slope1[index])):
        full, far = ("fully on", "above") if u1 > 0 else ("off", "below")
        return (
            f"{name} is {full} ({brief(a1)}): its sum {brief(u1)} is so far {far} 0 "
            "that the sigmoid is nearly flat there. It is saturated."
        )
    return (
        f"{name} is {strength(a1)} ({brief(a1)}): its sum is {_side_of_zero(u1)}, "
        "and the sigmoid squeezes that between 0 and 1."
    )


def _slope(step: Step, index: Index) -> str:
    u1, slope, name = float(step.u1[index]), float(step.slope1[index]), f"h{index[0] + 1}"
    if is_flat(slope):
        return (
            f"{name} hardly answers to its sum any more: at {brief(u1)} the sigmoid is nearly "
            "flat. It is saturated, and little blame gets through."
        )
    return (
        f"If the sum of {name} grew a little, {name} would grow by {brief(slope)} of that: "
        "so steep is the sigmoid here (at most 0.25)."
    )


def _probability(step: Step, index: Index) -> str:
    u2, a2, name = float(step.u2[index]), float(step.a2[index]), f"y{index[0] + 1}"
    if u2 == 0:
        return f"Whether {name} is 1 the network cannot say: its sum is 0, so it is a half."
    chance = apart(a2, float(u2 > 0))
    only = "only " if u2 < 0 else ""
    return (
        f"The network takes {name} for a 1 with a probability of {only}{chance}: "
        f"its sum is {_side_of_zero(u2)}."
    )


def _label(step: Step, index: Index) -> str:
    label, name = int(step.label[index]), f"y{index[0] + 1}"
    above = "above" if label else "not above"
    a2 = apart(float(step.a2[index]), 0.5)
    verdict = "right" if label == step.t[index] else f"wrong, {int(step.t[index])} was wanted"
    return f"The answer at {name} is {label}, for {a2} is {above} 0.5: {verdict}."


def _loss(step: Step, index: Index) -> str:
    if step.loss == 0:
        return "Every output is what was wanted, to the last digit: nothing is lost."
    # Where outputs are 0 or 1 to every digit, only their sums tell which is farther off.
    if told_by_a2(step):
        y = int(np.argmax(np.abs(step.a2 - step.t)))
    else:
        y = int(np.argmax(np.where(step.t == 1, -step.u2, step.u2)))
    answer, wanted = apart(float(step.a2[y]), float(step.t[y])), int(step.t[y])
    right = int(((step.a2 > 0.5) == step.t).sum())
    count = len(step.t)
    if count == 1:
        return f"y1 is {answer} where {wanted} was wanted: the farther apart, the larger the loss."
    verdict = (
        "Every answer is right"
        if right == count
        else f"{right} of {count} answers {'is' if right == 1 else 'are'} right"
    )
    return (
        f"{verdict}; y{y + 1} is farthest from what was wanted ({answer}, wanted {wanted}) "
        "and costs most."
    )


Sentence = Callable[[Step, Index], str]

SENTENCES: Mapping[str, Sentence] = {
    "x": _observation,
    "t": _target,
    "u1": _sum_of_inputs,
    "a1": _activation,
    "slope1": _slope,
    "u2": _sum_of_hidden,
    "a2": _probability,
    "label": _label,
    "loss": _loss,
    "e2": error_of_output,
    "d2": gradient_of_W2,
    "e1": error_of_hidden,
    "d1": gradient_of_W1,
    "W1": lambda step, index: why_it_moves(step, "W1", index),
    "W2": lambda step, index: why_it_moves(step, "W2", index),
}
