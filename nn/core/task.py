"""What a task is: a function from bit vectors to bit vectors, and all that is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from nn.core.arrays import Bits

MOST_BITS = 16
"""Of an input; of a target, a table may give as many."""


class TaskError(ValueError):
    """No task is meant by this, or it cannot be; the message goes on from "task is …"."""


class TargetBit(NamedTuple):
    """What one bit of a target is made of.

    Attributes:
        formula: with {} for each of its sources, such as "{} XOR 1".
        sources: indexes of input bits.
        because: from the values of the sources to why the bit is what it is, a clause that follows
            "and"; None where it is enough to say what they are.
        weights: what each source counts where they are added up; () where each is XORed with what
            the ones before it come to.
        last: from their sum to what makes the bit of it, in a word or two.
    """

    formula: str
    sources: tuple[int, ...]
    because: Callable[[Sequence[int]], str] | None = None
    weights: tuple[int, ...] = ()
    last: Callable[[int], str] = str

    def told(self, texts: Iterable[str]) -> str:
        """The formula with a text for each of its sources.

        Raises:
            ValueError: there are more or fewer.
        """
        start, *after = self.formula.split("{}")
        return start + "".join(each for pair in zip(texts, after, strict=True) for each in pair)


def any_number(bits: int) -> str:
    """There is nothing to say against so many bits."""
    return ""


class Task(NamedTuple):
    """A target function, and all that there is to say about it.

    Attributes:
        name: what it is called in settings, in sessions and on the command line.
        title: its name as people read it.
        goal: what the network is to do, such as "flip every bit".
        label: what the report says of a target, such as "simply XOR".
        formula: the target in the notebook's symbols, such as "x XOR 1".
        code: the targets T of the observations X, shape (observations, bits), in numpy.
        targets: from vectors of 0 and 1, shape (..., n), to targets, shape (..., m).
        outputs: from the number of bits n to the number of outputs m.
        bit: from the index of an output and n to what that bit is made of.
        explanation: what it asks, one line.
        refusal: from n to why there is no such task for so many bits, "" where there is.
        bits: the only n that there is one for, 0 where there are several.
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
    explanation: str = ""
    refusal: Callable[[int], str] = any_number
    bits: int = 0

    def example(self, x: Bits) -> str:
        """A vector, shape (n,), and its target: "01110 → 10001"."""
        return " → ".join("".join(map(str, each.tolist())) for each in (x, self.targets(x)))


def as_many(bits: int) -> int:
    """As many outputs as inputs."""
    return bits


def one(bits: int) -> int:
    """One output."""
    return 1


def bits_are(values: Sequence[int]) -> str:
    """How many of some bits are 1: "3 of 5 bits are 1", "1 of 1 bit is 1"."""
    ones, bits = sum(values), len(values)
    return f"{ones} of {bits_text(bits)} {'is' if ones == 1 else 'are'} 1"


def bits_text(count: int) -> str:
    """So many bits in words: "1 bit", "5 bits"."""
    return f"{count:,} {'bit' if count == 1 else 'bits'}"


def place_values(count: int) -> tuple[int, ...]:
    """What each of so many bits counts in a number, the first the most: (4, 2, 1)."""
    return tuple(1 << place for place in reversed(range(count)))
