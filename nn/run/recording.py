"""A run as a recording: every loss, weights at checkpoints, and any step again by replay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from nn.core.arrays import Array
from nn.core.observations import Observations
from nn.core.settings import Settings
from nn.core.step import Step
from nn.run.checkpoints import Checkpoints
from nn.run.events import Event, LearningRateChange, WeightEdit
from nn.run.growing import GrowingArray
from nn.run.training import Training

CHECKPOINT_INTERVAL = 64
"""Steps between checkpoints, as long as they fit into `CHECKPOINT_BYTES`."""

CHECKPOINT_BYTES = 128 * 2**20
"""What all checkpoints of a recording may hold; beyond it every other one is dropped."""

MOST_STEPS = 2**26
"""The longest recording, 67,108,864 steps: the losses alone then take 512 MiB."""


class RecordingFullError(RuntimeError):
    """The recording has reached `MOST_STEPS`."""

    def __init__(self) -> None:
        super().__init__(f"The recording is full: it holds {MOST_STEPS:,} steps at the most.")


class Moment(NamedTuple):
    """What there is to see when `position` steps are made.

    Attributes:
        position: 0 before the first step.
        step: the latest step, None at position 0.
        W1: the weights from which the next step starts, a person's changes included.
        W2: likewise.
        learning_rate: the one the next step will use.
    """

    position: int
    step: Step | None
    W1: Array
    W2: Array
    learning_rate: float


class Recording:
    """A run that one thread extends (`advance`) while any thread reads what is recorded.

    Every loss is kept (8 bytes a step), and the weights every `interval` steps; what lies in
    between is computed again by the same code, exactly. The promise: a step is shown again at
    the cost of making at most `interval` steps. `interval` is `CHECKPOINT_INTERVAL` until the
    checkpoints fill `CHECKPOINT_BYTES`, which the notebook's network reaches after ten million
    steps and the largest one after 262,144, and then doubles each time they do so again.

    Attributes:
        settings: what determines the run.
        observations: its data.
        events: a person's changes by position, not to be altered.
    """

    def __init__(
        self,
        settings: Settings,
        events: Mapping[int, tuple[Event, ...]] | None = None,
        observations: Observations | None = None,
    ) -> None:
        self.settings = settings
        self.events: Mapping[int, tuple[Event, ...]] = dict(events or {})
        self._live = Training(settings, self.events, observations)
        self.observations = self._live.observations
        self._edited = [
            at
            for at, each in self.events.items()
            if any(isinstance(event, WeightEdit) for event in each)
        ]
        self._epoch_length = settings.observations
        self._losses = GrowingArray(MOST_STEPS)
        self._epoch_averages = GrowingArray(MOST_STEPS // self._epoch_length)
        self._largest = GrowingArray(MOST_STEPS // CHECKPOINT_INTERVAL + 1)
        self._largest.extend(np.abs(self._live.network.weights).max(keepdims=True))
        # Interval and rows change together, as one object, under readers' eyes.
        self._checkpoints = Checkpoints(CHECKPOINT_INTERVAL, self._live.network.weights)
        # Where the latest stretch began that nothing was changed at; the newest step, which is
        # looked at most, is made again from there.
        self._before_latest = 0, self._live.network.weights.copy()

    @property
    def length(self) -> int:
        """How many steps are recorded."""
        return len(self._losses)

    @property
    def interval(self) -> int:
        """Steps between checkpoints."""
        return self._checkpoints.interval

    @property
    def losses(self) -> Array:
        """The loss of every step, read-only, shape (length,)."""
        return self._losses.view()

    @property
    def epoch_averages(self) -> Array:
        """The mean loss of every finished epoch, read-only."""
        return self._epoch_averages.view()

    @property
    def nbytes(self) -> int:
        """Bytes of all that is recorded."""
        series = (self._losses, self._epoch_averages, self._largest)
        return sum(each.view().nbytes for each in series) + self._checkpoints.nbytes

    @property
    def newest(self) -> Training:
        """The run at its newest step: for reading, by the thread that extends it."""
        return self._live

    def advance(self, most: int = 1) -> Array:
        """Make and record a stretch of steps: up to `most`, at the most to the next checkpoint.

        Call it from one thread only.

        Returns:
            The losses of the steps made, one at least.

        Raises:
            WeightOverflowError: a weight overflows at the next step; the recording stays as it is.
            RecordingFullError: it holds `MOST_STEPS` already.
        """
        live = self._live
        if live.position >= MOST_STEPS:
            raise RecordingFullError
        checkpoints = self._checkpoints
        before = self._before_latest
        if live.position not in self.events:
            before = live.position, live.network.weights.copy()
        to_mark = CHECKPOINT_INTERVAL - live.position % CHECKPOINT_INTERVAL
        losses = live.advance(min(most, to_mark, MOST_STEPS - live.position))
        position = live.position
        if position % CHECKPOINT_INTERVAL == 0:
            largest = np.abs(live.network.weights).max(keepdims=True)
            self._largest.extend(np.maximum(largest, self.largest_weight(position - 1)))
        if position % checkpoints.interval == 0:
            checkpoints.append(live.network.weights)
            if checkpoints.nbytes > CHECKPOINT_BYTES and len(checkpoints) > 2:
                self._checkpoints = checkpoints.thinned()
        self._losses.extend(losses)
        self._before_latest = before
        if position % self._epoch_length == 0:
            epoch = self._losses.view()[position - self._epoch_length :]
            self._epoch_averages.extend(np.mean(epoch, keepdims=True))
        return losses

    def advance_to(self, position: int) -> None:
        """Record steps until there are `position`.

        Raises:
            WeightOverflowError: a weight overflows on the way; the steps before it are recorded.
            RecordingFullError: `position` lies beyond `MOST_STEPS`.
        """
        while self.length < position:
            self.advance(position - self.length)

    def cursor(self, position: int) -> Training:
        """A run of its own that stands after `position` recorded steps.

        Raises:
            IndexError: so many steps are not recorded.
        """
        if not 0 <= position <= self.length:
            raise IndexError(f"step {position} is not recorded; there are {self.length}.")
        start, weights = self._before_latest
        checkpoints = self._checkpoints
        index = min(position // checkpoints.interval, len(checkpoints) - 1)
        if not index * checkpoints.interval <= start <= position:
            start, weights = index * checkpoints.interval, checkpoints[index]
        cursor = Training(self.settings, self.events, self.observations)
        cursor.restore(start, weights, self.learning_rate(start))
        cursor.advance_to(position)
        return cursor

    def step(self, number: int) -> Step:
        """Every number of recorded step `number`, from 1.

        Raises:
            IndexError: that step is not recorded.
        """
        if not 1 <= number <= self.length:
            raise IndexError(f"step {number} is not recorded; there are {self.length}.")
        return self.cursor(number - 1).advance_with_step()

    def moment(self, position: int) -> Moment:
        """What there is to see when `position` steps are made.

        Raises:
            IndexError: so many steps are not recorded.
        """
        if position:
            if position > self.length:
                raise IndexError(f"step {position} is not recorded; there are {self.length}.")
            cursor = self.cursor(position - 1)
            step = cursor.advance_with_step()
        else:
            cursor, step = self.cursor(0), None
        cursor.make_changes()
        network = cursor.network
        return Moment(position, step, network.W1, network.W2, network.learning_rate)

    def checkpoints(self) -> tuple[range, Checkpoints]:
        """The positions of the checkpoints, and the weights there and perhaps further on, flat."""
        kept = self._checkpoints
        count = min(len(kept), self.length // kept.interval + 1)
        return range(0, count * kept.interval, kept.interval), kept

    def learning_rate(self, position: int) -> float:
        """The learning rate of the step that follows `position` steps."""
        rate, latest = self.settings.learning_rate, -1
        for at, events in self.events.items():
            for event in events:
                if isinstance(event, LearningRateChange) and latest <= at <= position:
                    rate, latest = event.learning_rate, at
        return rate

    def largest_weight(self, position: int) -> float:
        """The largest magnitude of a weight up to `position`, looked at every 64 steps.

        Where a weight is set by hand it begins anew, or one large number would hide all others
        for good. It depends on the recording alone, not on how it was made or looked at.
        """
        mark = position // CHECKPOINT_INTERVAL
        since = mark * CHECKPOINT_INTERVAL
        if any(since <= at <= position for at in self._edited):
            return 0.0
        return float(self._largest.view()[mark])

    def branch(self, position: int, *events: Event) -> Recording:
        """A recording with the same first `position` steps, and then `events`.

        Raises:
            IndexError: so many steps are not recorded.
            EventError: the network has no such weight.
        """
        cursor = self.cursor(position)
        kept = {at: changes for at, changes in self.events.items() if at < position}
        here = self.events.get(position, ()) + events
        branch = Recording(
            self.settings, {**kept, position: here} if here else kept, self.observations
        )
        checkpoints = self._checkpoints
        branch._checkpoints = checkpoints.first(position // checkpoints.interval + 1)
        branch._losses.extend(self.losses[:position])
        branch._largest.extend(self._largest.view()[1 : position // CHECKPOINT_INTERVAL + 1])
        branch._epoch_averages.extend(self.epoch_averages[: position // self._epoch_length])
        live = branch._live
        live.restore(position, cursor.network.weights, cursor.network.learning_rate)
        live.make_changes()
        return branch
