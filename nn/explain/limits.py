"""What a task asks of a network without biases, whatever it is trained with: by counting.

With h hidden units, all of them above 0, an output is 1 where a1·w > 0, w being its column of W2.
Only the direction of a1 counts, and directions of positive vectors fill a space of h - 1
dimensions, which every output cuts in two. m cuts divide such a space into at most
Σ C(m, i) parts, i from 0 to h - 1, and within a part all vectors get the same answer: a task with
more different targets cannot be learnt.

Where x is 0 every hidden unit is at σ(0) = 0.5, so that each output is σ of half its column's sum.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb
from typing import NamedTuple

import numpy as np

from nn.answers.validation import all_vectors
from nn.core.arrays import Bits
from nn.core.task import place_values
from nn.core.tasks import MOST_TASKS_KEPT, task_named
from nn.explain.words import MOST_NAMES, listed


class Limits(NamedTuple):
    """What a task asks.

    Attributes:
        bits: n.
        outputs: m.
        answers: how many different targets its 2^n vectors have.
        hidden_units: fewer of them cannot learn it; as many need not be enough.
        zeros: the target of the vector of zeros, such as "11111".
    """

    bits: int
    outputs: int
    answers: int
    hidden_units: int
    zeros: str

    def impossible(self, hidden_units: int) -> str:
        """Why so many hidden units cannot learn it, a sentence; "" where nothing says so."""
        if hidden_units >= self.hidden_units:
            return ""
        most = most_answers(hidden_units, self.outputs)
        return (
            f"Cannot be learnt with {_units(hidden_units)}: its vectors have {self.answers:,} "
            f"different targets, and without biases {_units(hidden_units)} can tell apart at most "
            f"{most:,}. At least {self.hidden_units} are needed."
        )

    @property
    def need(self) -> str:
        """How many hidden units it takes at least, a sentence."""
        return (
            f"It takes at least {_units(self.hidden_units)}, without biases, to give its vectors "
            f"{_targets(self.answers)}; as many need not be enough."
        )

    @property
    def at_zero(self) -> str:
        """What has to be so that the vector of zeros is answered right, a sentence."""
        ones = [y for y, bit in enumerate(self.zeros) if bit == "1"]
        if not ones:
            sums = "come to less than 0" + (" at every output" if self.outputs > 1 else "")
        elif len(ones) == self.outputs:
            sums = "come to more than 0" + (" at every output" if self.outputs > 1 else "")
        else:
            sums = f"come to more than 0 at {_names(ones)} and to less at the others"
        return (
            f"{'0' * self.bits} → {self.zeros} is up to W2 alone: no input is 1 and there is no "
            f"bias, so every hidden unit is at 0.5, and half a column of W2 has to {sums}."
        )


def most_answers(hidden_units: int, outputs: int) -> int:
    """How many different answers a network can give at most, whatever its weights."""
    return sum(comb(outputs, each) for each in range(hidden_units))


@lru_cache(MOST_TASKS_KEPT)
def limits_of(task: str, bits: int) -> Limits:
    """What a task asks of a network, for vectors of so many bits."""
    targets = task_named(task).targets(all_vectors(bits))
    outputs = targets.shape[1]
    answers = _different(targets)
    least = next(h for h in range(1, outputs + 2) if most_answers(h, outputs) >= answers)
    return Limits(bits, outputs, answers, least, "".join(map(str, targets[0].tolist())))


def _different(targets: Bits) -> int:
    return len(np.unique(targets @ np.array(place_values(targets.shape[1]))))


def _names(outputs: list[int]) -> str:
    if len(outputs) > MOST_NAMES:
        return f"{len(outputs)} outputs"
    return listed([f"y{each + 1}" for each in outputs])


def _units(count: int) -> str:
    return f"{count} hidden {'unit' if count == 1 else 'units'}"


def _targets(count: int) -> str:
    return "one target" if count == 1 else f"{count:,} different targets"
