"""What is to be learnt: functions from bit vectors to bit vectors, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nn.core.arrays import Bits


@dataclass(frozen=True)
class Task:
    """A target function.

    Attributes:
        name: its key in `TASKS` and in saved settings.
        title: its name as people read it.
        targets: from vectors of 0 and 1, shape (..., n), to targets of the same shape.
    """

    name: str
    title: str
    targets: Callable[[Bits], Bits]


def invert(x: Bits) -> Bits:
    """Every bit XOR 1: each 0 becomes 1 and each 1 becomes 0."""
    return x ^ 1


TASKS: Mapping[str, Task] = {
    task.name: task for task in (Task("invert", "invert: every bit XOR 1", invert),)
}
