"""What the tour says at each of its stops, as data."""

from __future__ import annotations

from typing import NamedTuple


class Stop(NamedTuple):
    """A thing to do.

    {goal}, {bits} and {example} stand for what the network learns, how many bits it reads, and
    as many bits to type.

    Attributes:
        key: its name.
        title: over it.
        task: what to do, one or two sentences.
        done: what is seen then.
        before: what this is, ahead of the first one.
    """

    key: str
    title: str
    task: str
    done: str
    before: str = ""


STOPS: tuple[Stop, ...] = (
    Stop(
        "play",
        "Let it learn",
        "Press Space: the network trains.",
        "It learns. The line at the bottom is its loss: how wrong it still is. Space pauses.",
        "Here a small neural network learns to {goal}, and you see every number of it. "
        "Five things to try show you how; nothing of your run is lost.",
    ),
    Stop(
        "phase",
        "One step, slowly",
        "Press ↓, and once more: it walks through one step, from the bits to the update.",
        "What the phase reads and writes is framed. ↓ goes on, ↑ goes back.",
    ),
    Stop(
        "weight",
        "Why a weight moved",
        "Click a weight: a cell of W1 or W2, or a line of the diagram. "
        "Alt and an arrow key select one, too.",
        "“Why” says in a sentence why the step moved it, or why not, and below it every number.",
    ),
    Stop(
        "vector",
        "Ask it something",
        "Press V and type {bits}, such as {example}; or click bits.",
        "This is what it answers by now. The answer changes while it learns.",
    ),
    Stop(
        "curve",
        "Back in time",
        "Drag on the loss curve: every step is kept.",
        "So you reach any step, and can go on from there. "
        "That was the tour; Help > Take the tour shows it again.",
    ),
)
"""In the order in which they are shown."""
