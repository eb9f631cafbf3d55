"""What is said of values that are suggested, or why none are."""

from __future__ import annotations

from collections.abc import Iterable

from app.widgets.figures import counted
from nn.core.bitwise import MASK
from nn.core.own_table import TABLE
from nn.core.settings import RANGES
from nn.core.suggestions import KNOWN, Known, kind_of
from nn.core.task import bits_text
from nn.core.tasks import task_named

LEARNT = "With these values every vector came out right{}, at each of five seeds."

OF_SEVERAL = {MASK: " for every mask that was tried", TABLE: " in every table that was tried"}
"""Not all masks and tables were."""


def filled_in(name: str, known: Known, changed: Iterable[str], bits: int) -> str:
    """What was filled in.

    Args:
        name: of the task.
        known: the values.
        changed: those of them that were others before.
        bits: as there were before.
    """
    learnt = LEARNT.format(OF_SEVERAL.get(kind_of(name), ""))
    if not (names := list(changed)):
        return f"Nothing to change. {learnt}"
    told = ", ".join(_in_words(each, getattr(known, each)) for each in names)
    fewer = "bits" in names and not task_named(name).bits
    why = f"No values are known for {bits_text(bits)}. " if fewer else ""
    return f"{why}Filled in: {told}. {learnt}"


def nothing_known(name: str, bits: int | None) -> str:
    """Why nothing is suggested for a task ("" for none that is allowed) of so many bits."""
    task = task_named(name) if name else None
    if task is None or bits is None or (task.bits and task.bits != bits):
        return "Nothing is suggested while a value is not allowed."
    most = KNOWN[kind_of(name)][-1].bits
    return f"No values are known for this task of {bits_text(bits)}: up to {most} were tried."


def _in_words(name: str, value: float) -> str:
    if name == "learning_rate":
        return f"learning rate {value:g}"
    return counted(int(value), RANGES[name].label.removesuffix("s"))
