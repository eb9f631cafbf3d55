"""One vector at the start of a run, at a moment of it, and at its end."""

from __future__ import annotations

from typing import NamedTuple

from nn.answers.silence import without
from nn.answers.validation import Prediction, predict
from nn.core.arrays import Array, Bits
from nn.explain.sight import Sight
from nn.run.recording import Recording


class Ends(NamedTuple):
    """The weights at both ends of a recording.

    Attributes:
        length: how many steps there were.
        first: W1, shape (n, h), and W2, shape (h, m), before the first step.
        last: those after the last one.
    """

    length: int
    first: tuple[Array, Array]
    last: tuple[Array, Array]


class Station(NamedTuple):
    """What is answered at one place of the run.

    Attributes:
        position: how many steps made the weights that answer.
        answer: theirs.
    """

    position: int
    answer: Prediction


def ends_of(recording: Recording, before: Ends | None = None) -> Ends:
    """The ends of a recording as it is now, with whatever was set by hand there.

    Args:
        recording: the run; another thread may extend it meanwhile.
        before: the ends of the same recording at an earlier time, whose start is the same still.
    """
    length = recording.length
    if before is not None and before.length == length:
        return before
    if before is not None:
        first = before.first
    else:
        start = recording.moment(0)
        first = start.W1, start.W2
    last = recording.moment(length)
    return Ends(length, first, (last.W1, last.W2))


def along_the_run(ends: Ends, sight: Sight, x: Bits, task: str) -> tuple[Station, Station, Station]:
    """The answers to a vector at the start, at a moment with the weights in force, and at the end.

    What is silenced at the moment is silenced everywhere.

    Args:
        ends: of the recording.
        sight: the moment.
        x: 0 and 1, shape (n,).
        task: its name.
    """
    places = ((0, *ends.first), (sight.updates, sight.W1, sight.W2), (ends.length, *ends.last))
    start, here, end = (
        Station(at, predict(W1, without(W2, sight.silenced), x, task)) for at, W1, W2 in places
    )
    return start, here, end
