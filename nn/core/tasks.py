"""Every task that there is, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from nn.core.bitwise import INVERT, MASK, NEIGHBOURS, REVERSE, masked
from nn.core.counting import ADDITION, MAJORITY, PARITY
from nn.core.cut_short import cut_short
from nn.core.own_table import TABLE, is_table, table_task
from nn.core.task import Task, TaskError

TASKS: Mapping[str, Task] = {
    task.name: task for task in (INVERT, REVERSE, NEIGHBOURS, PARITY, MAJORITY, ADDITION)
}
"""Those that need nothing but their name."""

OTHER_FORMS = (f"{MASK}10110", f"{TABLE}3:1:01101001")
"""How the others are named, by example: a mask, and a table of one's own."""

MOST_TASKS_KEPT = 8
"""Tables that stay read, the ones asked for last."""


def task_named(name: str) -> Task:
    """The task that settings name.

    The name of the task is not always the one it was asked for by: XOR with a mask of ones alone
    is the notebook's.

    Raises:
        TaskError: there is none; the message goes on from "task is".
    """
    if name in TASKS:
        return TASKS[name]
    return _made(name)


@lru_cache(MOST_TASKS_KEPT)
def _made(name: str) -> Task:
    if name.startswith(MASK):
        return masked(name.removeprefix(MASK))
    if is_table(name):
        return table_task(name)
    known = ", ".join((*TASKS, *OTHER_FORMS))
    raise TaskError(f"{cut_short(name)}; it must be one of: {known}")
