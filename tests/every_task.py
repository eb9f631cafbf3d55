"""Tasks of every kind, for so many bits: those named alone, with a mask, and with a table."""

from __future__ import annotations

import numpy as np

from nn.core.own_table import table_name
from nn.core.tasks import TASKS


def every_task(bits: int) -> list[str]:
    """The name of one of each kind that there is for so many bits."""
    return [*(name for name, task in TASKS.items() if not task.refusal(bits)), *made_for(bits)]


def made_for(bits: int) -> list[str]:
    """XOR with a mask, and tables of fewer outputs than inputs and of more."""
    return [f"xor:{('10110' * bits)[:bits]}", table(bits, max(1, bits // 2)), table(bits, bits + 1)]


def table(bits: int, outputs: int, seed: int = 5) -> str:
    """A table drawn at random, in which a vector of zeros and one of ones are not alike."""
    targets = np.random.default_rng(seed).integers(0, 2, (2**bits, outputs))
    targets[0], targets[-1] = 1, 0
    return table_name(bits, ["".join(map(str, each)) for each in targets.tolist()])
