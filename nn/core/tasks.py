"""What is to be learnt: functions from bit vectors to bit vectors, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from nn.core.arrays import Bits


class TargetBit(NamedTuple):
    """What one bit of a target is made of.

    Attributes:
        formula: with {} for each of its sources, such as "{} XOR 1".
        sources: indexes of input bits.
    """

    formula: str
    sources: tuple[int, ...]

    def told(self, texts: Iterable[str]) -> str:
        """The formula with a text for each of its sources.

        Raises:
            ValueError: there are more or fewer.
        """
        start, *after = self.formula.split("{}")
        return start + "".join(each for pair in zip(texts, after, strict=True) for each in pair)


class Task(NamedTuple):
    """A target function, and all that there is to say about it.

    Attributes:
        name: its key in `TASKS`, in saved settings and on the command line.
        title: its name as people read it.
        goal: what the network is to do, such as "flip every bit".
        label: what the report says of a target, such as "simply XOR".
        formula: the target in the notebook's symbols, such as "x XOR 1".
        code: the targets T of the observations X, shape (observations, n), in numpy.
        targets: from vectors of 0 and 1, shape (..., n), to targets, shape (..., m).
        outputs: from the number of bits n to the number of outputs m.
        bit: from the index of an output and n to what that bit is made of.
    """

    name: str
    title: str
    goal: str
    label: str
    formula: str
    code: str
    targets: Callable[[Bits], Bits]
    outputs: Callable[[int], int]
    bit: Callable[[int, int], TargetBit]

    def example(self, x: Bits) -> str:
        """A vector, shape (n,), and its target: "01110 → 10001"."""
        return " → ".join("".join(map(str, each.tolist())) for each in (x, self.targets(x)))


def _as_many(bits: int) -> int:
    """As many outputs as inputs."""
    return bits


TASKS: Mapping[str, Task] = {
    task.name: task
    for task in (
        Task(
            name="invert",
            title="invert: every bit XOR 1",
            goal="flip every bit",
            label="simply XOR",
            formula="x XOR 1",
            code="X ^ 1",
            targets=lambda x: x ^ 1,
            outputs=_as_many,
            bit=lambda output, bits: TargetBit("{} XOR 1", (output,)),
        ),
        Task(
            name="reverse",
            title="reverse: last bit first",
            goal="turn the bits round",
            label="simply reversed",
            formula="x backwards",
            code="X[:, ::-1]",
            targets=lambda x: x[..., ::-1],
            outputs=_as_many,
            bit=lambda output, bits: TargetBit("{}", (bits - 1 - output,)),
        ),
    )
}


def task_named(name: str) -> Task:
    """The task that settings name.

    Raises:
        KeyError: there is none.
    """
    return TASKS[name]
