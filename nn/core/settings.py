"""What determines a training run: the numbers and the task a person may choose."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nn.core.cut_short import cut_short
from nn.core.numbers import NumberTextError, number, whole_number
from nn.core.task import MOST_BITS, TaskError
from nn.core.tasks import task_named


class SettingError(ValueError):
    """A setting is outside what is allowed; the message names it, its value and the range.

    Attributes:
        advice: what to do about it, one sentence; "" where the message says all there is.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True)
class NumberRange:
    """What one numeric setting may be.

    Attributes:
        name: the field of `Settings`.
        label: its name as people read it.
        whole: whether only whole numbers are allowed.
        lowest: the smallest value; a setting that is not whole must lie above it.
        highest: the largest value allowed.
        help: what the setting means, one line.
    """

    name: str
    label: str
    whole: bool
    lowest: int
    highest: int
    help: str

    @property
    def allowed(self) -> str:
        """The range in words, such as "a whole number from 1 to 16"."""
        if self.whole:
            return f"a whole number from {self.lowest:,} to {self.highest:,}"
        return f"a number above {self.lowest:,} up to {self.highest:,}"

    def checked(self, value: object) -> int | float:
        """Return `value` as int (whole settings) or float.

        Raises:
            SettingError: it is not a number of the right kind, or outside the range.
        """
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._refusal(value)
        if self.whole:
            if isinstance(value, float) or not self.lowest <= value <= self.highest:
                raise self._refusal(value)
            return value
        if not (self.lowest < value <= self.highest) or not math.isfinite(value):
            raise self._refusal(value)
        return float(value)

    def parsed(self, text: str) -> int | float:
        """Return the number that `text` spells, in range.

        Raises:
            SettingError: the text is no such number.
        """
        try:
            value = whole_number(text) if self.whole else number(text)
        except NumberTextError as error:
            raise self._refusal(text, error.advice) from None
        return self.checked(value)

    def _refusal(self, value: object, advice: str = "") -> SettingError:
        refused = f"{self.label} is {cut_short(value)}; it must be {self.allowed}."
        if advice:
            return SettingError(f"{refused} {advice}", advice)
        return SettingError(refused, f"It must be {self.allowed}.")


RANGES: Mapping[str, NumberRange] = {
    each.name: each
    for each in (
        NumberRange("bits", "bits", True, 1, MOST_BITS, "bits of every input vector"),
        NumberRange("hidden_units", "hidden units", True, 1, 128, "units of the hidden layer"),
        NumberRange("observations", "observations", True, 1, 100_000, "training vectors"),
        NumberRange("learning_rate", "learning rate", False, 0, 100, "step size of an update"),
        NumberRange("epochs", "epochs", True, 1, 10_000, "passes over the observations"),
        NumberRange("seed", "seed", True, 0, 2**32 - 1, "start of the random numbers"),
    )
}


@dataclass(frozen=True)
class Settings:
    """The notebook's settings, as defaults, and their allowed ranges (`RANGES`).

    Raises:
        SettingError: on construction, for the first field that is out of range, for a task that is
            none, or none for so many bits.
    """

    bits: int = 5
    hidden_units: int = 10
    observations: int = 500
    learning_rate: float = 0.1
    epochs: int = 10
    seed: int = 42
    task: str = "invert"

    def __post_init__(self) -> None:
        for name, allowed in RANGES.items():
            object.__setattr__(self, name, allowed.checked(getattr(self, name)))
        object.__setattr__(self, "task", _task_for(self.task, self.bits))

    @property
    def steps(self) -> int:
        """Training steps in all epochs together."""
        return self.observations * self.epochs

    @property
    def outputs(self) -> int:
        """Bits of every target: as many as the task makes of the input bits."""
        return task_named(self.task).outputs(self.bits)

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Inputs n, hidden units h and outputs m."""
        return self.bits, self.hidden_units, self.outputs

    def changed(self, **fields: Any) -> Settings:
        """A copy with some fields changed, validated anew."""
        return dataclasses.replace(self, **fields)


def _task_for(name: object, bits: int) -> str:
    """The one name of a task, for vectors of so many bits.

    Raises:
        SettingError: there is none, or none for so many.
    """
    if not isinstance(name, str):
        raise SettingError(f"task is {cut_short(name)}; it must be a name.")
    try:
        task = task_named(name)
    except TaskError as error:
        raise SettingError(f"task is {error}.") from None
    refusal = task.refusal(bits)
    if refusal:
        raise SettingError(f"task is {cut_short(name)}; {refusal}.", f"{refusal.capitalize()}.")
    return task.name
