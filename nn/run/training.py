"""The sequence of training steps that settings, a seed and a person's changes determine."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from math import inf

from nn.core.arrays import Array
from nn.core.draws import draw
from nn.core.network import LONGEST_STRETCH, Network, overflowed
from nn.core.observations import Observations
from nn.core.settings import Settings
from nn.core.step import Step, make_step
from nn.run.events import Event, Events


class WeightOverflowError(ArithmeticError):
    """A step whose update makes a weight too large to be a number; the step was not made."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Step {number:,} was not made: a weight would become too large to be a number. "
            "Choose a smaller learning rate."
        )


class Training:
    """A run, standing after some number of steps; `advance` makes the next ones.

    Attributes:
        settings: what determines the run.
        observations: its data.
        events: a person's changes by position.
        network: the weights after `position` steps.
        position: steps made.
    """

    def __init__(
        self,
        settings: Settings,
        events: Events | None = None,
        observations: Observations | None = None,
    ) -> None:
        self.settings = settings
        self.observations = observations or Observations(draw(settings))
        self.events: Mapping[int, tuple[Event, ...]] = {} if events is None else events
        self._changes = sorted(self.events)
        self.network = Network(*settings.sizes)
        self.network.W1[:] = self.observations.draws.W1
        self.network.W2[:] = self.observations.draws.W2
        self.network.learning_rate = settings.learning_rate
        self.position = 0
        self._next_change = self._change_from(0)

    def restore(self, position: int, weights: Array, learning_rate: float) -> None:
        """Stand after `position` steps, with the weights (flat) and learning rate of there."""
        self.network.weights[:] = weights
        self.network.learning_rate = learning_rate
        self.position = position
        self._next_change = self._change_from(position)

    def advance(self, most: int = 1) -> Array:
        """Make a stretch of steps: up to `most`, at the most to the end of the epoch.

        Returns:
            The losses of the steps made, one at least.

        Raises:
            WeightOverflowError: a weight overflows at the next step; everything stays as it is.
        """
        position = self.position
        if position == self._next_change:
            self.make_changes()
            self._next_change = self._change_from(position + 1)
        index = position % self.settings.observations
        count = min(
            most,
            LONGEST_STRETCH,
            self.settings.observations - index,
            self._next_change - position,
        )
        losses = self.network.train(self.observations.stretch(index, int(count)))
        if not len(losses):
            raise WeightOverflowError(position + 1)
        self.position = position + len(losses)
        return losses

    def advance_to(self, position: int) -> None:
        """Make steps until `position` are made.

        Raises:
            WeightOverflowError: a weight overflows on the way.
        """
        while self.position < position:
            self.advance(position - self.position)

    def make_changes(self) -> None:
        """Apply the changes that stand at this position; twice does no harm."""
        for event in self.events.get(self.position, ()):
            event.apply(self.network)

    def advance_with_step(self) -> Step:
        """Make the next step and return every number of it.

        Raises:
            WeightOverflowError: a weight overflows; everything stays as before the step.
        """
        self.make_changes()
        network, position = self.network, self.position
        epoch, index = divmod(position, self.settings.observations)
        step = make_step(
            self.observations.X[index],
            self.observations.T[index],
            network.W1,
            network.W2,
            network.learning_rate,
            number=position + 1,
            epoch=epoch + 1,
            observation=index + 1,
            task=self.settings.task,
        )
        if overflowed(step.W1_after, step.W2_after):
            raise WeightOverflowError(position + 1)
        network.W1[:], network.W2[:] = step.W1_after, step.W2_after
        self.position = position + 1
        self._next_change = self._change_from(self.position)
        return step

    def _change_from(self, position: int) -> float:
        """The first position from `position` on at which something is changed by hand."""
        place = bisect_left(self._changes, position)
        return self._changes[place] if place < len(self._changes) else inf
