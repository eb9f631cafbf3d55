"""The sequence of training steps that settings, a seed and a person's changes determine."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nn.core.arrays import Array
from nn.core.draws import draw
from nn.core.network import Network, Observation, saturating
from nn.core.settings import Settings
from nn.core.step import Step, labels
from nn.run.events import Event, Events

SAFE_STEPS = 64
"""How often the weights' magnitude is looked at."""

SAFE_WEIGHT = 1e290
"""From below this no run can pass `nn.core.network.WEIGHT_LIMIT` within `SAFE_STEPS` steps: a step
adds at most 100 to a weight of W2, and 400 times the largest weight of W2 to one of W1."""


class WeightOverflowError(ArithmeticError):
    """A step whose update makes a weight too large to be a number; the step was not made."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Step {number:,} was not made: a weight would become too large to be a number. "
            "Choose a smaller learning rate."
        )


class Observations:
    """The observations of a run by position, ready to be multiplied; shared by its replays.

    Attributes:
        draws: the vectors, and the initial weights.
        ready: those that were asked for before, by index.
    """

    def __init__(self, settings: Settings) -> None:
        self.draws = draw(settings)
        self._x = self.draws.vectors.astype(np.float64)
        self._t = self.draws.targets.astype(np.float64)
        self.ready: list[Observation | None] = [None] * settings.observations

    def __getitem__(self, position: int) -> Observation:
        """The observation of the step that follows `position` steps."""
        index = position % len(self.ready)
        made = self.ready[index]
        if made is None:
            x, t = self._x[index], self._t[index]
            self.ready[index] = made = Observation(x, x.reshape(-1, 1), t, 1.0 - t)
        return made


class Training:
    """A run, standing after some number of steps; `advance` makes the next one.

    Attributes:
        settings: what determines the run.
        observations: its data.
        events: a person's changes by position.
        network: the weights after `position` steps, and the numbers of the latest step.
        position: steps made.
    """

    def __init__(
        self,
        settings: Settings,
        events: Events | None = None,
        observations: Observations | None = None,
    ) -> None:
        self.settings = settings
        self.observations = observations or Observations(settings)
        self.events: Mapping[int, tuple[Event, ...]] = {} if events is None else events
        self.network = Network(settings.bits, settings.hidden_units)
        self.network.W1[:] = self.observations.draws.W1
        self.network.W2[:] = self.observations.draws.W2
        self.network.learning_rate = settings.learning_rate
        self.position = 0
        self._watchful = False
        # Within reach of the innermost loop.
        self._ready, self._count = self.observations.ready, settings.observations

    def restore(self, position: int, weights: Array, learning_rate: float) -> None:
        """Stand after `position` steps, with the weights (flat) and learning rate of there."""
        self.network.weights[:] = weights
        self.network.learning_rate = learning_rate
        self.position = position
        self._watchful = not self.network.largest_weight() < SAFE_WEIGHT

    def advance(self) -> float:
        """Make the next step and return its loss. Call it within `nn.core.network.saturating()`.

        Raises:
            WeightOverflowError: a weight overflows; everything stays as before the step.
        """
        position = self.position
        if position in self.events:
            self.make_changes()
        network = self.network
        if position % SAFE_STEPS == 0 or self._watchful:
            self._watchful = not network.largest_weight() < SAFE_WEIGHT
            if self._watchful:
                return self._advance_watchfully()
        loss = network.learn(self._ready[position % self._count] or self.observations[position])
        self.position = position + 1
        return loss

    def advance_to(self, position: int) -> None:
        """Make steps until `position` are made.

        Raises:
            WeightOverflowError: a weight overflows on the way.
        """
        with saturating():
            while self.position < position:
                self.advance()

    def make_changes(self) -> None:
        """Apply the changes that stand at this position; twice does no harm."""
        for event in self.events.get(self.position, ()):
            event.apply(self.network)
        self._watchful = not self.network.largest_weight() < SAFE_WEIGHT

    def advance_with_step(self) -> Step:
        """Make the next step and return every number of it.

        Raises:
            WeightOverflowError: a weight overflows; everything stays as before the step.
        """
        self.make_changes()
        network = self.network
        before = network.W1.copy(), network.W2.copy()
        with saturating():
            loss = self.advance()
        x, _, t, _ = self.observations[self.position - 1]
        epoch, observation = divmod(self.position - 1, self.settings.observations)
        return Step(
            number=self.position,
            epoch=epoch + 1,
            observation=observation + 1,
            learning_rate=network.learning_rate,
            x=x.copy(),
            t=t.copy(),
            u1=network.u1.copy(),
            a1=network.a1.copy(),
            slope1=network.slope1.copy(),
            u2=network.u2.copy(),
            a2=network.a2.copy(),
            label=labels(network.a2),
            loss=loss,
            e2=network.e2.copy(),
            d2=network.d2.copy(),
            e1=network.e1.copy(),
            d1=network.d1.copy(),
            W1=before[0],
            W2=before[1],
            W1_after=network.W1.copy(),
            W2_after=network.W2.copy(),
        )

    def _advance_watchfully(self) -> float:
        network = self.network
        before = network.weights.copy()
        loss = network.learn(self.observations[self.position])
        if network.overflowed():
            network.weights[:] = before
            raise WeightOverflowError(self.position + 1)
        self.position += 1
        return loss
