"""Tasks in which every output comes from one bit, or from two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nn.core.arrays import Bits
from nn.core.cut_short import cut_short
from nn.core.task import MOST_BITS, TargetBit, Task, TaskError, as_many, bits_text

MASK = "xor:"
"""How the name of a task with a mask begins; the mask follows."""

MASK_EXPLAINED = "The bits at which the mask has a 1 are flipped, the others stay as they are."

INVERT = Task(
    name="invert",
    title="invert: every bit XOR 1",
    goal="flip every bit",
    label="simply XOR",
    formula="x XOR 1",
    code="X ^ 1",
    targets=lambda x: x ^ 1,
    outputs=as_many,
    bit=lambda output, bits: TargetBit("{} XOR 1", (output,)),
    explanation="The notebook's task: a 1 where there was a 0, and a 0 where there was a 1.",
)

REVERSE = Task(
    name="reverse",
    title="reverse: last bit first",
    goal="turn the bits round",
    label="simply reversed",
    formula="x backwards",
    code="X[:, ::-1]",
    targets=lambda x: x[..., ::-1],
    outputs=as_many,
    bit=lambda output, bits: TargetBit("{}", (bits - 1 - output,)),
    explanation="The same bits in the opposite order: the last one comes first.",
)


def _next_bits(x: Bits) -> Bits:
    """The bit after each, and a 0 after the last."""
    after: Bits = np.zeros_like(x)
    after[..., :-1] = x[..., 1:]
    return after


def _neighbours(output: int, bits: int) -> TargetBit:
    if output == bits - 1:
        return TargetBit("{}", (output,), _alone)
    return TargetBit("{} XOR {}", (output, output + 1), _compared)


def _alone(values: Sequence[int]) -> str:
    return f"the last bit, which has none after it and stays, is {values[0]}"


def _compared(values: Sequence[int]) -> str:
    one, other = values
    verdict = "both are the same" if one == other else "they differ"
    return f"this bit is {one}, the next one {other}: {verdict}"


NEIGHBOURS = Task(
    name="neighbours",
    title="neighbours: bit XOR next",
    goal="find where the bits change",
    label="XOR of neighbours",
    formula="x XOR the next bit of x",
    code="X ^ np.pad(X[:, 1:], ((0, 0), (0, 1)))",
    targets=lambda x: x ^ _next_bits(x),
    outputs=as_many,
    bit=_neighbours,
    explanation="A 1 where a bit and the one after it differ; the last bit has none after it, "
    "and stays as it is.",
)


def masked(mask: str) -> Task:
    """XOR with a mask; with ones alone it is `INVERT`, for just so many bits.

    Raises:
        TaskError: it is no mask.
    """
    if not mask or mask.strip("01"):
        raise TaskError(
            f"XOR with the mask {cut_short(mask)}; write 0 and 1 alone, such as xor:10110, "
            "with a 1 for each bit to flip"
        )
    bits, flips = len(mask), tuple(map(int, mask))
    if bits > MOST_BITS:
        raise TaskError(f"XOR with a mask of {bits_text(bits)}; a mask has at most {MOST_BITS}")

    def refusal(there: int) -> str:
        if there == bits:
            return ""
        return f"its mask has {bits_text(bits)}, and bits is {there}: they must be as many"

    if all(flips):
        return INVERT._replace(refusal=refusal, bits=bits)
    return Task(
        name=MASK + mask,
        title=f"XOR {mask}: flip where the mask is 1",
        goal=f"flip where {mask} is 1" if any(flips) else "copy every bit",
        label=f"XOR {mask}",
        formula=f"x XOR {mask}",
        code=f"X ^ {list(flips)}",
        targets=lambda x: x ^ np.array(flips),
        outputs=as_many,
        bit=lambda output, _: TargetBit(
            f"{{}} XOR {flips[output]}", (output,), _flipped if flips[output] else _kept
        ),
        explanation=MASK_EXPLAINED,
        refusal=refusal,
        bits=bits,
    )


def _flipped(values: Sequence[int]) -> str:
    return f"this bit is {values[0]}, where the mask has a 1: it is flipped"


def _kept(values: Sequence[int]) -> str:
    return f"this bit is {values[0]}, where the mask has a 0: it stays"
