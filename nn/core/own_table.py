"""A task that is a truth table of one's own: its targets are looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from nn.core.arrays import Bits
from nn.core.task import MOST_BITS, TargetBit, Task, TaskError, bits_text, place_values

TABLE = "table:"
"""How the name of such a task begins; n, m and the targets of all vectors, counting up, follow."""

TABLE_EXPLAINED = "What you write: a target for each vector, with no rule behind it."

LONGEST_CODE_LINE = 64
_NAME = re.compile(r"table:([1-9][0-9]?):([1-9][0-9]?):([01]+)", re.ASCII)


def table_name(inputs: int, targets: Sequence[str]) -> str:
    """The name of the task that a table gives.

    Args:
        inputs: bits of each vector.
        targets: of each vector, counting up, such as "01": 2^inputs texts of the same length.
    """
    return f"{TABLE}{inputs}:{len(targets[0])}:{''.join(targets)}"


def is_table(name: str) -> bool:
    """Whether a task's name is that of a table."""
    return name.startswith(TABLE)


def table_targets(name: str) -> list[str]:
    """The targets of all vectors, counting up.

    Raises:
        TaskError: the name is that of no table.
    """
    found = _NAME.fullmatch(name)
    if not found:
        raise TaskError("a table that is written otherwise than table:3:1:01101001")
    inputs, outputs = int(found[1]), int(found[2])
    if inputs > MOST_BITS or outputs > MOST_BITS:
        raise TaskError(
            f"a table of {bits_text(inputs)} to {outputs}; at most {MOST_BITS} are allowed"
        )
    digits = found[3]
    if len(digits) != outputs << inputs:
        raise TaskError(
            f"a table of {bits_text(inputs)} to {outputs} with {len(digits):,} target bits; all "
            f"its {1 << inputs:,} vectors together have {outputs << inputs:,}"
        )
    return [digits[start : start + outputs] for start in range(0, len(digits), outputs)]


def table_task(name: str) -> Task:
    """The task of that name.

    Raises:
        TaskError: the name is that of no table.
    """
    rows = table_targets(name)
    outputs, bits = len(rows[0]), len(rows).bit_length() - 1
    digits, values = name.rpartition(":")[2], np.array(place_values(bits))
    table = (np.frombuffer(digits.encode(), np.uint8) - ord("0")).astype(np.int64)

    def targets(x: Bits) -> Bits:
        found: Bits = table.reshape(-1, outputs)[x @ values]
        return found

    def because(vector: Sequence[int]) -> str:
        line = int("".join(map(str, vector)), 2)
        return f"line {line + 1:,} of the table says {line:0{bits}b} → {rows[line]}"

    def bit(output: int, _: int) -> TargetBit:
        return TargetBit(
            f"looked up at {'{}' * bits}",
            tuple(range(bits)),
            because,
            place_values(bits),
            lambda total: f"line {total + 1:,}",
        )

    def refusal(there: int) -> str:
        if there == bits:
            return ""
        return f"it is for vectors of {bits}, and bits is {there}: they must be the same"

    return Task(
        name=name,
        title=f"a table of your own: {bits_text(bits)} to {outputs}",
        goal="answer as your table says",
        label="by the table",
        formula="line of the table for x",
        code=_code(digits, outputs),
        targets=targets,
        outputs=lambda _: outputs,
        bit=bit,
        explanation=TABLE_EXPLAINED,
        refusal=refusal,
        bits=bits,
    )


def _code(digits: str, outputs: int) -> str:
    """The table as text, in lines of a bearable length, and the lines of it for X."""
    width = max(1, LONGEST_CODE_LINE // outputs) * outputs
    lines = [f'    "{digits[at : at + width]}"' for at in range(0, len(digits), width)]
    written = "\n".join(["np.array(list(", *lines, "), int)"])
    return f"{written}.reshape(-1, {outputs})[X @ (1 << np.arange(bits)[::-1])]"
