"""What is worth finding again along a run: changes by hand, branches, and what was reached."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nn.answers.tally import Tally
from nn.core.arrays import Array
from nn.explain.exact_text import rounded
from nn.explain.symbols import cell_name
from nn.run.branches import Branches
from nn.run.events import Event, LearningRateChange, WeightEdit

GUESSING = math.log(2.0)
"""The loss of a network that says 0.5 of every bit."""

KINDS = ("all right", "branch", "rate", "weight")
"""The kinds of marks, from what matters most where there is no room for all."""

MOST_NAMED = 2
"""So many weights set at one position are named one by one."""


class Mark(NamedTuple):
    """A position at which there is something.

    Attributes:
        position: how many steps are made there.
        kind: one of `KINDS`.
        text: what there is, a few words.
        colour: the number of a branch's colour, None for all that is no branch.
    """

    position: int
    kind: str
    text: str
    colour: int | None = None


def marks_of(branches: Branches, first: Tally | None = None) -> tuple[Mark, ...]:
    """The marks of the current branch, in the order of their positions.

    Args:
        branches: the run.
        first: what was counted at the first step at which all were right, if that is known.
    """
    found = [*_branch_marks(branches)]
    for position, events in branches.current.recording.events.items():
        found += _event_marks(position, events)
    if first is not None and first.first is not None:
        found.append(Mark(first.first, "all right", f"{first.words} for the first time".lower()))
    return tuple(sorted(found, key=lambda each: (each.position, KINDS.index(each.kind))))


def _event_marks(position: int, events: tuple[Event, ...]) -> Iterator[Mark]:
    rates = [each.learning_rate for each in events if isinstance(each, LearningRateChange)]
    edits = {
        cell_name(each.matrix, (each.row, each.column)): each.value
        for each in events
        if isinstance(each, WeightEdit)
    }
    if rates:
        yield Mark(position, "rate", f"learning rate {rates[-1]:g} from here on")
    if len(edits) > MOST_NAMED:
        yield Mark(position, "weight", f"{len(edits)} weights set by hand")
    elif edits:
        set_to = ", ".join(f"{name} = {rounded(value)}" for name, value in edits.items())
        yield Mark(position, "weight", f"{set_to} set by hand")


def _branch_marks(branches: Branches) -> Iterator[Mark]:
    """Where this branch, and those that it comes from, left others, and others left them."""
    here = branches.current
    shared: dict[int | None, float] = {here.id: math.inf}
    while here.parent is not None:
        parent = branches[here.parent]
        if here.start <= shared[here.id]:
            text = f"{here.name} leaves {parent.name}"
            yield Mark(here.start, "branch", text, here.colour)
        shared[parent.id] = min(shared[here.id], here.start)
        here = parent
    for each in branches.members:
        if each.id not in shared and each.start < shared.get(each.parent, 0.0):
            yield Mark(each.start, "branch", f"{each.name} begins", each.colour)


class LowestLoss:
    """The lowest loss of a series that grows.

    Attributes:
        step: the first step that has it, from 1; None where there is no loss.
        loss: it.
    """

    def __init__(self) -> None:
        self.step: int | None = None
        self.loss = math.inf
        self._seen = 0

    def see(self, losses: Array) -> None:
        """Look at what is new of all the losses there are, shape (steps,)."""
        fresh = losses[self._seen :]
        if len(fresh):
            index = int(np.argmin(fresh))
            if fresh[index] < self.loss:
                self.step, self.loss = self._seen + index + 1, float(fresh[index])
            self._seen = len(losses)
