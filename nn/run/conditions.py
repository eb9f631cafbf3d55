"""The conditions on which a run can stop, as data: what each asks of a step, and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nn.run.recording import MOST_STEPS
from nn.run.training import Training

if TYPE_CHECKING:
    from nn.answers.all_right import AllRight

LONGEST_WRITTEN_OUT = 1e15
MOST_DIGITS = 24


class BreakpointError(ValueError):
    """A condition whose number is out of range; the message says what is allowed."""


class Outcome:
    """A step that was just made.

    Attributes:
        training: the run, which has made just this step in its latest stretch.
        loss: of the step; NaN where none is made yet.
        losses: of all steps so far in this epoch.
        all_right: asks of the network whether all vectors are answered right.
    """

    __slots__ = "all_right", "loss", "losses", "training"

    def __init__(
        self,
        training: Training,
        loss: float,
        losses: list[float],
        all_right: AllRight | None = None,
    ) -> None:
        self.training, self.loss, self.losses = training, loss, losses
        self.all_right = all_right


class Kind(NamedTuple):
    """One kind of condition.

    Attributes:
        key: its name.
        text: a sentence with {value} where its number stands.
        whole: whether the number is whole; None if there is no number.
        lowest: the smallest number allowed.
        highest: the largest one.
        default: the number to begin with.
        holds: whether the condition is true of an outcome.
        reason: says what happened, from an outcome and the number.
        lasting: true for a state that may hold for many steps: the run stops where it begins.
    """

    key: str
    text: str
    whole: bool | None
    lowest: float
    highest: float
    default: float
    holds: Callable[[Outcome, float], bool]
    reason: Callable[[Outcome, float], str]
    lasting: bool = True


def _epoch(outcome: Outcome) -> int:
    return -(-outcome.training.position // outcome.training.settings.observations)


def ends_epoch(outcome: Outcome) -> bool:
    """Whether the step is the last of its epoch."""
    return outcome.training.position % outcome.training.settings.observations == 0


def _average_below(outcome: Outcome, value: float) -> bool:
    return ends_epoch(outcome) and float(np.mean(outcome.losses)) < value


def _has_wrong_bit(outcome: Outcome, value: float) -> bool:
    return bool(_wrong(outcome).any())


def _wrong_bits(outcome: Outcome) -> str:
    wrong = np.flatnonzero(_wrong(outcome)) + 1
    return ", ".join(f"y{number}" for number in wrong.tolist())


def _wrong(outcome: Outcome) -> NDArray[np.bool_]:
    training = outcome.training
    t = training.observations.T[(training.position - 1) % training.settings.observations]
    wrong: NDArray[np.bool_] = (training.network.latest_outputs() > 0.5) != t
    return wrong


def _all_right(outcome: Outcome, value: float) -> bool:
    if outcome.all_right is None:
        from nn.answers.all_right import AllRight

        outcome.all_right = AllRight(outcome.training.settings)
    return outcome.all_right(outcome.training.network)


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:.15g}"


def _shown(value: float) -> str:
    """Any number in a message, cut short."""
    text = _amount(value) if abs(value) < LONGEST_WRITTEN_OUT else str(value)
    return text if len(text) <= MOST_DIGITS else text[: MOST_DIGITS - 1] + "…"


def _beside(number: float, value: float) -> str:
    """A number with as many digits as show on which side of the value it lies."""
    for digits in (6, 9, 12):
        text = f"{number:.{digits}g}"
        if (float(text) > value) == (number > value) and (float(text) < value) == (number < value):
            return text
    return repr(number)


KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "step",
            "step {value} is reached",
            True,
            1,
            MOST_STEPS,
            1000,
            lambda o, v: o.training.position == v,
            lambda o, v: f"step {int(v):,} is reached",
        ),
        Kind(
            "epoch",
            "epoch {value} is finished",
            True,
            1,
            10_000,
            1,
            lambda o, v: ends_epoch(o) and _epoch(o) == v,
            lambda o, v: f"epoch {int(v):,} is finished",
        ),
        Kind(
            "loss_above",
            "the loss of a step rises above {value}",
            False,
            0.0,
            1e6,
            1.0,
            lambda o, v: o.loss > v,
            lambda o, v: f"the loss rose to {_beside(o.loss, v)}, above {_amount(v)}",
        ),
        Kind(
            "loss_below",
            "the loss of a step falls below {value}",
            False,
            0.0,
            1e6,
            0.01,
            lambda o, v: o.loss < v,
            lambda o, v: f"the loss fell to {_beside(o.loss, v)}, below {_amount(v)}",
        ),
        Kind(
            "average_below",
            "the average of an epoch falls below {value}",
            False,
            0.0,
            1e6,
            0.05,
            _average_below,
            lambda o, v: (
                f"the average loss of epoch {_epoch(o):,} is "
                f"{_beside(float(np.mean(o.losses)), v)}, below {_amount(v)}"
            ),
            lasting=False,
        ),
        Kind(
            "wrong_bit",
            "a bit is wrong",
            None,
            0,
            0,
            0,
            _has_wrong_bit,
            lambda o, v: f"wrong bits: {_wrong_bits(o)}",
            lasting=False,
        ),
        Kind(
            "all_right",
            "all vectors are answered right",
            None,
            0,
            0,
            0,
            _all_right,
            lambda o, v: (
                f"all {2**o.training.settings.bits:,} vectors are answered right, "
                "with the weights after this step"
            ),
        ),
    )
}


@dataclass(frozen=True)
class Breakpoint:
    """A condition with its number.

    Raises:
        BreakpointError: there is no such kind, or its number is out of range.
    """

    kind: str
    value: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise BreakpointError(
                f"There is no condition “{self.kind}”; there are: {', '.join(KINDS)}."
            )
        kind = KINDS[self.kind]
        if kind.whole is None:
            return
        allowed = kind.lowest <= self.value <= kind.highest
        if not allowed or (kind.whole and self.value != int(self.value)):
            what = "a whole number" if kind.whole else "a number"
            raise BreakpointError(
                f"“{kind.text.format(value='…')}” needs {what} from {_amount(kind.lowest)} to "
                f"{_amount(kind.highest)}; it is {_shown(self.value)}."
            )

    @property
    def text(self) -> str:
        """The condition in words."""
        return KINDS[self.kind].text.format(value=_amount(self.value))
