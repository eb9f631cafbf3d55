"""What there is to see of a run at one moment: the one source of everything that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nn.core.arrays import Array
from nn.core.draws import Draws
from nn.core.step import Step
from nn.explain.phases import UPDATE_PHASE, values
from nn.run.events import WeightEdit
from nn.run.recording import Moment, Recording


@dataclass(frozen=True, eq=False)
class Sight:
    """A moment: a position, the number of steps made, and perhaps a phase of the last of them.

    Or a vector that is tried in its place: then no step is seen.

    Attributes:
        position: 0 before the first step.
        phase: the index of the phase, None if the step is seen whole.
        step: the step that leads here, None at position 0; of its numbers only `values` are known.
        values: by symbol, the numbers that are known, of their shapes in `Step` (the loss: ()).
            W1 and W2 are the weights in force: within a step those before it until the phase that
            updates them; once it is whole, with what was then set by hand.
        edits: the weights that were set by hand at this position; none while a phase is seen.
        learning_rate: within a step the one it is made with, else that of the next one.
        largest_weight: the largest magnitude of a weight in the recording up to here.
        largest_sum: the largest magnitude that any vector could give u1 or u2 with these weights.
        draws: the start of the run.
        tried: what the vector that is tried makes of the weights in force; None where the run is
            seen. Of its numbers, too, only `values` are known.
        silenced: the hidden units, from 0, that are silenced where answers are asked for: their
            rows of W2 are 0 or, of a vector that is tried, their a1.
    """

    position: int
    phase: int | None
    step: Step | None
    values: Mapping[str, Array]
    edits: tuple[WeightEdit, ...]
    learning_rate: float
    largest_weight: float
    largest_sum: float
    draws: Draws
    tried: Step | None = None
    silenced: frozenset[int] = frozenset()

    @property
    def made(self) -> Step | None:
        """Of what `values` are: the step, or what is made of a vector that is tried."""
        return self.tried or self.step

    @property
    def W1(self) -> Array:
        """The weights in force, shape (n, h)."""
        return self.values["W1"]

    @property
    def W2(self) -> Array:
        """The weights in force, shape (h, m)."""
        return self.values["W2"]

    @property
    def updates(self) -> int:
        """How many updates made the weights in force."""
        within = self.phase is not None and self.phase < UPDATE_PHASE
        return self.position - 1 if within else self.position

    @property
    def updated(self) -> bool:
        """Whether the weights are those after the step."""
        return self.step is not None and (self.phase is None or self.phase >= UPDATE_PHASE)


def sight_of(recording: Recording, moment: Moment, phase: int | None = None) -> Sight:
    """What there is to see of a run.

    Args:
        recording: the run.
        moment: of that run.
        phase: the index of the phase in which the moment's step is seen, None for the whole step.
    """
    step, draws = moment.step, recording.observations.draws
    if step is None:
        phase, known = None, {"W1": moment.W1, "W2": moment.W2}
    else:
        known = values(step, phase)
    if phase is None:
        known |= {"W1": moment.W1, "W2": moment.W2}
    position = moment.position
    events = recording.events.get(position, ()) if phase is None else ()
    so_far = recording.largest_weight(position if phase is None else position - 1)
    W1, W2 = known["W1"], known["W2"]
    return Sight(
        position=position,
        phase=phase,
        step=step,
        values=known,
        edits=tuple(each for each in events if isinstance(each, WeightEdit)),
        learning_rate=moment.learning_rate if phase is None or step is None else step.learning_rate,
        largest_weight=max(so_far, _largest(W1), _largest(W2)),
        largest_sum=max(_reach(W1), _reach(W2)),
        draws=draws,
    )


def _largest(matrix: Array) -> float:
    return float(np.abs(matrix).max())


def _reach(matrix: Array) -> float:
    """The largest magnitude of a sum of weights in a column, each counted from 0 to 1 times."""
    highest, lowest = np.maximum(matrix, 0.0).sum(axis=0), np.minimum(matrix, 0.0).sum(axis=0)
    return float(max(highest.max(), -lowest.min()))
