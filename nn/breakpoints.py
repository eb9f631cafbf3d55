"""Conditions on which a run stops by itself, exactly at the step where they come true."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nn.draws import Array
from nn.step import labels
from nn.training import Training
from nn.validation import all_vectors, flawless

MOST_STEPS = 2**26
"""The longest run that can be recorded."""


class BreakpointError(ValueError):
    """A condition whose number is out of range; the message says what is allowed."""


@dataclass(frozen=True)
class Outcome:
    """A step that was just made.

    Attributes:
        training: the run; its network holds the weights after the step, and its a2 and e2.
        loss: of the step.
        losses: of all steps so far in this epoch.
    """

    training: Training
    loss: float
    losses: Sequence[float]


@dataclass(frozen=True)
class Kind:
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


def _ends_epoch(outcome: Outcome) -> bool:
    return outcome.training.position % outcome.training.settings.observations == 0


def _average_below(outcome: Outcome, value: float) -> bool:
    return _ends_epoch(outcome) and float(np.mean(outcome.losses)) < value


def _wrong_bits(outcome: Outcome) -> NDArray[np.intp]:
    network = outcome.training.network
    # e2 = a2 - t, and t is 0 or 1: recover the target without another look-up.
    target = np.rint(network.a2 - network.e2).astype(np.int64)
    return np.flatnonzero(labels(network.a2) != target)


def _all_right(outcome: Outcome, value: float) -> bool:
    settings, network = outcome.training.settings, outcome.training.network
    return bool(flawless(network.W1, network.W2, all_vectors(settings.bits), settings.task).all())


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
            lambda o, v: _ends_epoch(o) and _epoch(o) == v,
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
            lambda o, v: f"the loss rose to {o.loss:.6g}, above {v:g}",
        ),
        Kind(
            "loss_below",
            "the loss of a step falls below {value}",
            False,
            0.0,
            1e6,
            0.01,
            lambda o, v: o.loss < v,
            lambda o, v: f"the loss fell to {o.loss:.6g}, below {v:g}",
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
                f"{float(np.mean(o.losses)):.6g}, below {v:g}"
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
            lambda o, v: len(_wrong_bits(o)) > 0,
            lambda o, v: (
                "wrong bits: " + ", ".join(f"y{index + 1}" for index in _wrong_bits(o).tolist())
            ),
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
        BreakpointError: the number is out of range, or of the wrong kind.
    """

    kind: str
    value: float = 0.0

    def __post_init__(self) -> None:
        kind = KINDS[self.kind]
        if kind.whole is None:
            return
        allowed = kind.lowest <= self.value <= kind.highest and math.isfinite(self.value)
        if not allowed or (kind.whole and self.value != int(self.value)):
            what = "a whole number" if kind.whole else "a number"
            raise BreakpointError(
                f"“{kind.text.format(value='…')}” needs {what} from {kind.lowest:g} to "
                f"{kind.highest:,.0f}; it is {self.value:g}."
            )

    @property
    def text(self) -> str:
        """The condition in words."""
        return KINDS[self.kind].text.format(value=f"{self.value:g}")


@dataclass
class Breakpoints:
    """The conditions of a run, checked after every step.

    A lasting condition that holds already where the run begins does not stop it: the run stops
    where the condition comes true anew. So a stopped run always makes progress.
    """

    conditions: tuple[Breakpoint, ...]
    _held: list[bool] = field(default_factory=list)
    _losses: list[float] = field(default_factory=list)

    def begin(self, training: Training, losses: Array) -> None:
        """A run begins.

        Args:
            training: where it stands, the numbers of its latest step in its network.
            losses: of all steps recorded up to there, shape (position,).
        """
        length = training.settings.observations
        self._losses = losses[len(losses) - len(losses) % length :].tolist()
        self._held = [False] * len(self.conditions)
        if training.position:
            here = Outcome(training, float(losses[-1]), losses[-length:].tolist())
            self._held = [
                kind.lasting and kind.holds(here, each.value)
                for each in self.conditions
                for kind in (KINDS[each.kind],)
            ]

    def check(self, training: Training, loss: float) -> str | None:
        """Look at the step just made; why the run stops there, or None."""
        losses = self._losses
        losses.append(loss)
        outcome = Outcome(training, loss, losses)
        reasons = []
        for index, each in enumerate(self.conditions):
            kind = KINDS[each.kind]
            holds = kind.holds(outcome, each.value)
            if holds and not self._held[index]:
                reasons.append(kind.reason(outcome, each.value))
            self._held[index] = holds and kind.lasting
        if _ends_epoch(outcome):
            self._losses = []
        if not reasons:
            return None
        return f"Stopped at step {training.position:,}: {'; '.join(reasons)}."
