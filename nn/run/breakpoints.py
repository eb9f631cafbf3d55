"""Conditions on which a run stops by itself, exactly at the step where they come true."""

from __future__ import annotations

import math

from nn.core.arrays import Array
from nn.run.conditions import KINDS, Breakpoint, Kind, Outcome, ends_epoch
from nn.run.recording import Recording
from nn.run.training import Training


class Breakpoints:
    """The conditions of a run, checked after every step.

    A lasting condition that holds already where the run begins does not stop it: the run stops
    where the condition comes true anew. So a stopped run always makes progress.
    """

    def __init__(self, conditions: tuple[Breakpoint, ...]) -> None:
        self.conditions = conditions
        self._held: list[bool] = []
        self._kinds: list[tuple[Kind, float]] = []
        self._outcome: Outcome | None = None

    def begin(self, training: Training, losses: Array) -> None:
        """A run begins.

        Args:
            training: where it stands, with the weights of there.
            losses: of all steps recorded up to there, shape (position,).
        """
        length, made = training.settings.observations, len(losses)
        latest = float(losses[-1]) if made else math.nan
        asked = self._outcome.all_right if self._outcome else None
        here = Outcome(training, latest, losses[made - made % length :].tolist(), asked)
        if asked is not None:
            asked.begin()
        self._kinds = [(KINDS[each.kind], each.value) for each in self.conditions]
        self._held = [kind.lasting and kind.holds(here, value) for kind, value in self._kinds]
        self._outcome = here

    def check(self, training: Training, loss: float) -> str | None:
        """Look at the step just made; why the run stops there, or None. `begin` comes first.

        What a person changed there is made first: the weights of a position are those after it.
        """
        outcome = self._outcome
        assert outcome is not None
        if training.position in training.events:
            training.make_changes()
            if outcome.all_right:
                outcome.all_right.begin()
        outcome.training, outcome.loss = training, loss
        outcome.losses.append(loss)
        held, reasons = self._held, None
        for index, (kind, value) in enumerate(self._kinds):
            holds = kind.holds(outcome, value)
            if holds and not held[index]:
                reasons = [*(reasons or ()), kind.reason(outcome, value)]
            held[index] = holds and kind.lasting
        if ends_epoch(outcome):
            outcome.losses = []
        if reasons is None:
            return None
        return f"Stopped at step {training.position:,}: {'; '.join(reasons)}."

    def stops_within(self, recording: Recording, first: int, last: int) -> dict[int, str]:
        """Where, and why, a run through recorded steps stops after `first` and up to `last`.

        A run that moves back asks this: it stops where one that goes forward does.

        Raises:
            IndexError: so many steps are not recorded.
        """
        training = recording.cursor(first)
        training.make_changes()
        self.begin(training, recording.losses[:first])
        found = {}
        while training.position < last:
            reason = self.check(training, float(training.advance()[0]))
            if reason:
                found[training.position] = reason
        return found
