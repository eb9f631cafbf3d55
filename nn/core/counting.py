"""Tasks in which an output needs many bits: how many are 1, or which numbers they spell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nn.core.arrays import Bits
from nn.core.task import TargetBit, Task, bits_are, one, place_values


def _parity(output: int, bits: int) -> TargetBit:
    return TargetBit(" XOR ".join(["{}"] * bits), tuple(range(bits)), _is_odd)


def _is_odd(values: Sequence[int]) -> str:
    return f"{bits_are(values)}: an {'odd' if sum(values) % 2 else 'even'} number"


PARITY = Task(
    name="parity",
    title="parity: are the ones odd?",
    goal="tell odd from even numbers of ones",
    label="parity",
    formula="x1 XOR x2 XOR … XOR xn",
    code="X.sum(axis=1, keepdims=True) % 2",
    targets=lambda x: x.sum(axis=-1, keepdims=True) % 2,
    outputs=one,
    bit=_parity,
    explanation="One output: 1 if the number of ones is odd, 0 if it is even.",
)


def _majority(output: int, bits: int) -> TargetBit:
    half = f"> {bits / 2:g}"
    return TargetBit(
        f"{' + '.join(['{}'] * bits)} {half}",
        tuple(range(bits)),
        _is_most,
        (1,) * bits,
        lambda ones: half,
    )


def _is_most(values: Sequence[int]) -> str:
    twice, bits = 2 * sum(values), len(values)
    share = "more than half" if twice > bits else "a tie" if twice == bits else "less than half"
    return f"{bits_are(values)}: {share}"


MAJORITY = Task(
    name="majority",
    title="majority: most bits are 1",
    goal="tell whether most bits are 1",
    label="majority",
    formula="1 if most of x is 1, else 0",
    code="(2 * X.sum(axis=1, keepdims=True) > bits) * 1",
    targets=lambda x: (2 * x.sum(axis=-1, keepdims=True) > x.shape[-1]).astype(np.int64),
    outputs=one,
    bit=_majority,
    explanation="One output: 1 if more than half of the bits are 1; a tie is 0.",
)


def _sums(x: Bits) -> Bits:
    """The two halves of each vector as numbers, added, and their sum as bits."""
    half = x.shape[-1] // 2
    total = x @ np.array(place_values(half) * 2)
    sums: Bits = total[..., None] // np.array(place_values(half + 1)) % 2
    return sums


def _addition(output: int, bits: int) -> TargetBit:
    """One bit of the sum: of the bits at its place, and of the carry from the lower places."""
    half = bits // 2
    place = half - output
    lower = range(output, half)
    sources = [*lower, *(half + each for each in lower)]
    carry = f"carry of {'{}' * place} + {'{}' * place}"
    if not output:
        formula, because = carry, _carried
    else:
        sources = [output - 1, half + output - 1, *sources]
        formula = f"{{}} XOR {{}} XOR {carry}" if place else "{} XOR {}"
        because = _added
    weights = tuple(1 << half - 1 - each % half for each in sources)
    return TargetBit(
        formula, tuple(sources), because, weights, lambda total: f"bit worth {1 << place}"
    )


def _carried(values: Sequence[int]) -> str:
    """Of the first bit of the sum."""
    first, second, carry = _halves(values)
    return f"{first} + {second} carries {'a 1' if carry else 'nothing'} into this place"


def _added(values: Sequence[int]) -> str:
    """Of any other bit: those at its place come first, then the lower ones of both halves."""
    here, carry = values[:2], _halves(values[2:])[2] if values[2:] else None
    total = sum(here) + (carry or 0)
    terms = " + ".join(map(str, here)) + ("" if carry is None else f" + a carry of {carry}")
    carries = ", carry 1" if total > 1 else ""
    return f"in this place {terms} makes {total}: write {total % 2}{carries}"


def _halves(values: Sequence[int]) -> tuple[str, str, int]:
    """Two numbers as texts, and whether their sum is longer than they are."""
    half = len(values) // 2
    first, second = ("".join(map(str, each)) for each in (values[:half], values[half:]))
    return first, second, (int(first, 2) + int(second, 2)) >> half


def _uneven(bits: int) -> str:
    if bits % 2:
        return f"that needs an even number of bits (2, 4, 6 … 16), and bits is {bits}"
    return ""


ADDITION = Task(
    name="addition",
    title="addition: add two halves",
    goal="add the two halves",
    label="their sum",
    formula="first half of x + second half of x",
    code="(X @ np.tile(1 << np.arange(bits // 2)[::-1], 2))[:, None]"
    " >> np.arange(bits // 2 + 1)[::-1] & 1",
    targets=_sums,
    outputs=lambda bits: bits // 2 + 1,
    bit=_addition,
    explanation="Each half of the bits is a number in binary, and the outputs are their sum: "
    "0111 is 1 + 3 = 4, so 100. It needs an even number of bits.",
    refusal=_uneven,
)
