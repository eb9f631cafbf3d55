"""The path of a weight over the run: its value at every step, or the extremes of a few steps."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from nn.core.arrays import Array
from nn.explain.exact_text import brief, rounded
from nn.explain.symbols import Index
from nn.run.recording import MOST_STEPS, Recording
from nn.run.training import Training

FEWEST_PIECES, MOST_PIECES = 2**10, 2**13
STORE = 16 * 2**20
"""Bytes that all pieces may take, as long as that is room for `FEWEST_PIECES` of them: the
largest network needs 64 MiB for those."""

JOINED_AT_ONCE = 16

AHEAD = 300
"""Checkpoints shown at the most of what is not yet looked at step by step."""


@dataclass(frozen=True)
class WeightPath:
    """One weight over a run.

    Attributes:
        starts: the pieces into which the positions looked at are divided: piece i holds those
            from `starts[i]` up to and without `starts[i + 1]`; shape (pieces + 1,).
        lows: the least value of the weight at the positions of each piece, shape (pieces,).
        highs: its greatest value there; the same where a piece is one position.
        ahead_positions: checkpoints beyond, and where they join the pieces; none if the pieces
            reach the newest checkpoint. Shape (count,).
        ahead_values: the weight there, as the step left it, shape (count,).
    """

    starts: NDArray[np.int64]
    lows: Array
    highs: Array
    ahead_positions: Array
    ahead_values: Array

    @property
    def line(self) -> tuple[Array, Array]:
        """Positions and values of a line through all extremes, and through nothing else.

        Within a piece it goes the way that leads on to the next one, so that a weight that only
        rises is never drawn as falling.
        """
        if len(self.lows) == self.starts[-1]:
            return self.starts[:-1].astype(np.float64), self.lows
        middles = (self.lows + self.highs) / 2.0
        rises = np.empty(len(middles), np.bool_)
        rises[:-1] = middles[1:] >= middles[:-1]
        rises[-1] = rises[-2] if len(rises) > 1 else True
        values = np.empty(2 * len(middles))
        values[0::2] = np.where(rises, self.lows, self.highs)
        values[1::2] = np.where(rises, self.highs, self.lows)
        return np.repeat((self.starts[:-1] + self.starts[1:] - 1) / 2.0, 2), values

    def told(self, name: str, last: float = inf) -> str:
        """What there is to see of the path, in words.

        Args:
            name: of the weight.
            last: the last position that may be told of, 0 or more.
        """
        (near, line), (far, beyond) = self.line, (self.ahead_positions, self.ahead_values)
        values = np.concatenate([line[near <= last], beyond[far <= last]])
        if not len(values):
            return ""
        low, high = rounded(float(values.min())), rounded(float(values.max()))
        end = min(last, max(self.starts[-1] - 1, far.max(initial=0)))
        return (
            f"{name} over steps 0 to {end:,.0f}: from about {brief(float(values[0]))} "
            f"to about {brief(float(values[-1]))}; lowest {low}, highest {high}"
        )


class WeightPaths:
    """What was seen of all weights of a run, position by position from the start.

    What is exact: every position is looked at, none is skipped, by making the run's steps again.
    As long as there are no more positions than pieces (8,192 with the notebook's network) the
    value of every weight at each of them is kept. Then each two neighbouring pieces are made one,
    which keeps the least and the greatest value over both; and so on, each time all pieces are
    used up. So a piece's extremes are values that the weight had at its positions, to the last
    bit, and none at its positions was lower or higher. The value at a position is the one that
    the next step starts from: a weight set by hand there is included.

    Looking at a step costs little more than making it; `look` does as much as is asked for. The
    steps a run shares with one seen before are taken over from it.

    Attributes:
        recording: the run; it may grow meanwhile.
        seen: how many positions were looked at: all from 0 to `seen - 1`.
    """

    def __init__(self, recording: Recording, before: WeightPaths | None = None) -> None:
        self.recording = recording
        self.seen = 0
        self._cursor: Training | None = None
        self._span = 1
        n, h, m = recording.settings.sizes
        self._shapes = {"W1": (0, h), "W2": (n * h, m)}
        count = n * h + h * m
        pieces = STORE // (2 * 8 * count)
        pieces = min(max(2 ** (pieces.bit_length() - 1), FEWEST_PIECES), MOST_PIECES)
        self._lows, self._highs = np.empty((2, pieces, count))
        if before is not None:
            self._take_over(before)

    @property
    def complete(self) -> bool:
        """Whether all positions recorded so far were looked at."""
        return self.seen > self.recording.length

    def look(self, positions: int) -> None:
        """Look at so many more positions, as far as they are recorded."""
        recording = self.recording
        last = min(self.seen + positions, recording.length + 1)
        if self.seen >= last:
            return
        cursor = self._cursor = self._cursor or recording.cursor(self.seen)
        weights, events = cursor.network.weights, recording.events
        for position in range(self.seen, last):
            cursor.advance_to(position)
            if position in events:
                cursor.make_changes()
            piece, within = divmod(position, self._span)
            if within:
                low, high = self._lows[piece], self._highs[piece]
                np.minimum(low, weights, out=low)
                np.maximum(high, weights, out=high)
                continue
            if piece == len(self._lows):
                self._join_neighbours()
                piece //= 2
            self._lows[piece] = self._highs[piece] = weights
        self.seen = last

    def path(self, symbol: str, index: Index, columns: int) -> WeightPath:
        """The path of a weight, in at least `columns` pieces as long as there are as many.

        Args:
            symbol: "W1" or "W2".
            index: of the weight, from 0.
            columns: pieces that the eye can tell apart, at least 1; the path has up to twice as
                many.
        """
        start, width = self._shapes[symbol]
        place = start + index[0] * width + index[1]
        used = -(-self.seen // self._span)
        firsts = np.arange(0, used, max(1, used // columns))
        lows, highs = self._lows[:used, place], self._highs[:used, place]
        if len(firsts) < used:
            lows = np.minimum.reduceat(lows, firsts)
            highs = np.maximum.reduceat(highs, firsts)
        starts = np.append(firsts * self._span, self.seen)
        return WeightPath(starts, lows.copy(), highs.copy(), *self._ahead(place))

    def _ahead(self, place: int) -> tuple[Array, Array]:
        positions, weights = self.recording.checkpoints()
        first = -(-self.seen // positions.step)
        stride = max(1, -(-(len(positions) - first) // AHEAD))
        beyond = range(first, len(positions), stride)
        if not beyond or self._cursor is None:
            return np.empty(0), np.empty(0)
        return (
            np.array([self.seen - 1.0, *(positions[each] for each in beyond)]),
            np.array(
                [
                    self._cursor.network.weights[place],
                    *(weights[each][place] for each in beyond),
                ]
            ),
        )

    def _join_neighbours(self) -> None:
        # A few rows at a time: all at once needs as much fresh memory, which can take 50 ms.
        half = len(self._lows) // 2
        for row in range(0, half, JOINED_AT_ONCE):
            end = min(row + JOINED_AT_ONCE, half)
            even, odd = slice(2 * row, 2 * end, 2), slice(2 * row + 1, 2 * end, 2)
            self._lows[row:end] = np.minimum(self._lows[even], self._lows[odd])
            self._highs[row:end] = np.maximum(self._highs[even], self._highs[odd])
        self._span *= 2

    def _take_over(self, before: WeightPaths) -> None:
        """Keep the whole pieces that lie where the other run was the same."""
        same = min(_same_positions(before.recording, self.recording), before.seen)
        pieces = min(same, self.recording.length + 1) // before._span
        if pieces:
            self._span, self.seen = before._span, pieces * before._span
            self._lows[:pieces] = before._lows[:pieces]
            self._highs[:pieces] = before._highs[:pieces]


def _same_positions(one: Recording, other: Recording) -> int:
    """At how many positions from 0 on two runs have the same weights, however far they go."""
    if one.settings != other.settings:
        return 0
    changed = (
        at
        for at in one.events.keys() | other.events.keys()
        if one.events.get(at, ()) != other.events.get(at, ())
    )
    return min(changed, default=MOST_STEPS + 1)
