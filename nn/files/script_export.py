"""A run as a script of plain numpy, without Glassnet, that ends with the same weights."""

from __future__ import annotations

from pathlib import Path

from nn.core.tasks import task_named
from nn.files.atomic_write import write_atomically
from nn.run.events import Event, LearningRateChange
from nn.run.recording import Recording

TEMPLATE = '''\
"""A training run of a small neural network, exported by Glassnet: {steps:,} steps.

It needs numpy only, prints the average loss of every epoch and ends with the same weights.
python this_file.py [weights.npz] saves them.
"""

import sys

import numpy as np

bits = {bits}
hidden_units = {hidden_units}
observations = {observations}
learning_rate = {learning_rate!r}
seed = {seed}
steps = {steps}

# What was changed by hand, after so many steps: a learning rate, or a weight of W1 or W2.
changes = {changes}

random = np.random.RandomState(seed)
X = random.binomial(1, 0.5, (observations, bits))
T = {targets}  # {task}
W1 = random.uniform(-1, 1, (bits, hidden_units))
W2 = random.uniform(-1, 1, (hidden_units, T.shape[1]))


def sigmoid(u):
    return 1.0 / (1.0 + np.exp(-u))


def sigmoid_slope(u):
    # A saturated unit (infinity / infinity) has slope 0.
    z = np.exp(-u)
    return np.fmax(z / (1.0 + z) ** 2, 0.0)


def cross_entropy(u2, a2, t):
    if np.all((a2 > 0.0) & (a2 < 1.0)):
        return -np.mean(t * np.log(a2) + (1 - t) * np.log(1 - a2))
    # An output is 0 or 1 to the last digit: the same from u2, finite however sure it is.
    return np.logaddexp(0.0, np.where(t == 1, -u2, u2)).sum() / len(t)


def change(what, *values):
    global learning_rate
    if what == "learning rate":
        (learning_rate,) = values
    else:
        row, column, weight = values
        {{"W1": W1, "W2": W2}}[what][row, column] = weight


losses = []
np.seterr(over="ignore", under="ignore", invalid="ignore")
for step in range(steps):
    for each in changes.get(step, []):
        change(*each)
    x, t = X[step % observations], T[step % observations]

    # Forward propagation
    u1 = np.dot(x, W1)
    a1 = sigmoid(u1)
    u2 = np.dot(a1, W2)
    a2 = sigmoid(u2)

    # Backward propagation
    e2 = a2 - t
    d2 = np.outer(a1, e2)
    e1 = np.dot(W2, e2) * sigmoid_slope(u1)
    d1 = np.outer(x, e1)

    # Update
    W1 -= learning_rate * d1
    W2 -= learning_rate * d2

    losses.append(cross_entropy(u2, a2, t))
    if len(losses) == observations or step == steps - 1:
        epoch = step // observations + 1
        print("Epoch: %d, Average Loss: %.8f" % (epoch, np.mean(losses)))
        losses = []
for each in changes.get(steps, []):
    change(*each)

if len(sys.argv) > 1:
    np.savez(sys.argv[1], W1=W1, W2=W2)
'''


def script(recording: Recording) -> str:
    """The recorded run as a script.

    With the same numpy its weights and losses are the recording's, bit for bit.
    """
    settings, task = recording.settings, task_named(recording.settings.task)
    changes = {
        at: [_described(event) for event in events]
        for at, events in sorted(recording.events.items())
    }
    return TEMPLATE.format(
        targets=task.code,
        task=task.title,
        bits=settings.bits,
        hidden_units=settings.hidden_units,
        observations=settings.observations,
        learning_rate=settings.learning_rate,
        seed=settings.seed,
        steps=recording.length,
        changes=changes,
    )


def write_script(path: Path, recording: Recording) -> None:
    """Write the script.

    Raises:
        OSError: it cannot be written; an older file is as it was.
    """
    write_atomically(path, script(recording).encode())


def _described(event: Event) -> tuple[str | float, ...]:
    if isinstance(event, LearningRateChange):
        return ("learning rate", event.learning_rate)
    return (event.matrix, event.row, event.column, event.value)
