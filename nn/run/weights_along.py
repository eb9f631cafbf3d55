"""The weights at every position of a recording, one after another."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nn.core.arrays import Array
from nn.run.recording import CHECKPOINT_INTERVAL, Recording


def weights_along(recording: Recording, start: int) -> Iterator[Array]:
    """The weights in force at each position from `start` to the newest there is by now.

    What was set by hand at a position counts there already.

    Args:
        recording: what they are of.
        start: a recorded position.

    Yields:
        Some of them at a time, shape (positions, weights), each flat as in `Network.weights`. What
        was handed out before is written over.

    Raises:
        IndexError: `start` is not recorded.
    """
    end, position = recording.length, start
    training = recording.cursor(start)
    weights = np.empty((CHECKPOINT_INTERVAL, training.network.weights.size))
    while position <= end:
        count = min(len(weights), end + 1 - position)
        for row in weights[:count]:
            if training.position < position:
                training.advance()
            training.make_changes()
            row[:] = training.network.weights
            position += 1
        yield weights[:count]


def matrices_of(weights: Array, sizes: tuple[int, int, int]) -> tuple[Array, Array]:
    """W1 and W2 of each of some networks.

    Args:
        weights: shape (networks, weights), as `weights_along` yields them.
        sizes: inputs n, hidden units h and outputs m.

    Returns:
        Shapes (networks, n, h) and (networks, h, m).
    """
    n, h, m = sizes
    return weights[:, : n * h].reshape(-1, n, h), weights[:, n * h :].reshape(-1, h, m)
