"""Settings that are known to learn a task: every vector comes out right, whatever the seed.

They were tried, not derived: tests/benchmarks/suggested_settings.py tries them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nn.core.bitwise import MASK
from nn.core.own_table import TABLE
from nn.core.tasks import task_named


class Known(NamedTuple):
    """Values that learn a task, up to so many bits.

    Attributes:
        bits: the most; those of the row before are its.
        hidden_units: see `Settings`, as are the others.
        observations: how many.
        learning_rate: how large.
        epochs: how many.
    """

    bits: int
    hidden_units: int
    observations: int
    learning_rate: float
    epochs: int


_BIT_BY_BIT = (Known(6, 10, 500, 0.1, 10), Known(10, 40, 1000, 0.5, 10))

KNOWN: Mapping[str, tuple[Known, ...]] = {
    "invert": _BIT_BY_BIT,
    "reverse": _BIT_BY_BIT,
    MASK: _BIT_BY_BIT,
    "neighbours": (Known(6, 20, 500, 1.0, 50), Known(8, 40, 2000, 0.5, 20)),
    "parity": (Known(2, 20, 500, 0.5, 20), Known(5, 40, 1000, 0.3, 150)),
    "majority": (Known(6, 10, 500, 0.5, 10), Known(8, 20, 1000, 0.5, 20)),
    "addition": (Known(4, 20, 500, 0.5, 20), Known(8, 40, 2000, 0.5, 20)),
    TABLE: (Known(3, 40, 1000, 0.5, 40), Known(4, 64, 1000, 0.5, 100)),
}
"""By the kind of the task: its name, or how that begins."""


def suggested(task: str, bits: int) -> Known | None:
    """Values that are known to learn a task.

    Args:
        task: its name.
        bits: as many as there are to be.

    Returns:
        For so many bits, or else for the most of fewer for which some are known; None where there
        are none.
    """
    made, rows = task_named(task), KNOWN[kind_of(task)]
    for fewer in range(min(bits, rows[-1].bits), 0, -1):
        if not made.refusal(fewer):
            return next(each for each in rows if each.bits >= fewer)._replace(bits=fewer)
    return None


def kind_of(task: str) -> str:
    """The kind of a task: its name, or how that begins."""
    return next((each for each in (MASK, TABLE) if task.startswith(each)), task)
