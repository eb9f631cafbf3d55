"""What there is to see of a vector that is tried with the weights in force: the way forward."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nn.answers.silence import without
from nn.core.arrays import Bits
from nn.core.step import TRIED, make_step
from nn.core.tasks import task_named
from nn.explain.phases import index_writing, values
from nn.explain.sight import Sight

FORWARD = index_writing("a2")
"""The last phase of the way forward: what comes after it is for learning."""

SPARED = "A vector that is only tried has no loss, no errors and no gradients."


def tried(sight: Sight, vector: Bits, task: str, silenced: frozenset[int] = frozenset()) -> Sight:
    """What there is to see of a vector in place of a moment.

    The weights are those in force at that moment, but no step is seen: of the vector only x, u1,
    a1, u2, a2, the label and t are known, and it has neither loss nor errors nor gradients.

    Args:
        sight: the moment.
        vector: 0 and 1, shape (n,).
        task: its name.
        silenced: hidden units, from 0, whose activation is 0.
    """
    made = make_step(
        vector.astype(np.float64),
        task_named(task).targets(vector).astype(np.float64),
        sight.W1,
        without(sight.W2, silenced),
        sight.learning_rate,
        number=TRIED,
        epoch=TRIED,
        observation=TRIED,
        task=task,
    )
    if silenced:
        a1 = made.a1.copy()
        a1[sorted(silenced)] = 0.0
        made = replace(made, a1=a1, W2=sight.W2.copy())
    return replace(
        sight,
        position=sight.updates,
        phase=None,
        step=None,
        values=values(made, FORWARD),
        tried=made,
        silenced=silenced,
    )
