"""The notebook's report as lines of text, for a run of any length.

A run is not recorded here: only its weights and the losses of one epoch are held.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nn.answers.validation import Validation, validate
from nn.core.arrays import Array
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.core.tasks import task_named
from nn.run.training import Training

BATCH = 500
"""Training steps between two words of progress."""


def report(
    settings: Settings,
    examples: int = 5000,
    training_progress: Progress | None = None,
    validating_progress: Progress | None = None,
) -> Iterator[str]:
    """Train, validate, and give each line as soon as it is known.

    Args:
        settings: what determines the run.
        examples: how many new vectors to validate on, at least 1.
        training_progress: told every `BATCH` steps or so how many are made of how many.
        validating_progress: told after each batch how many vectors are answered of how many.

    Yields:
        The lines; no more of them once it was cancelled.

    Raises:
        WeightOverflowError: a weight overflows; the lines of the epochs before it were given.
    """
    training = Training(settings)
    yield from opening(training)
    losses = np.empty(settings.observations)
    for epoch in range(1, settings.epochs + 1):
        if not _train_one_epoch(training, losses, training_progress):
            return
        yield epoch_line(epoch, float(np.mean(losses)))
    network = training.network
    validation = validate(settings, network.W1, network.W2, examples, validating_progress)
    if validation:
        yield from closing(validation)


def opening(training: Training) -> Iterator[str]:
    """The first observation and its target."""
    draws, task = training.observations.draws, task_named(training.settings.task)
    vector, target = draws.vectors[0], draws.targets[0]
    yield f"One instance with {len(vector)} features: {vector}"
    yield f"Correct label ({task.label}):    {target}"


def epoch_line(epoch: int, average: float) -> str:
    """The mean loss of an epoch, counted from 1."""
    return f"Epoch: {epoch}, Average Loss: {average:.8f}"


def closing(validation: Validation) -> Iterator[str]:
    """The challenges, and the proportion of flawless instances."""
    for number, answer in enumerate(validation.challenges, start=1):
        yield "********"
        yield f"Challenge {number}: {answer.x}"
        yield f"Predicted {number}: {answer.label}"
        yield f"Correct   {number}: {answer.correct}"
    yield ""
    yield (
        f"Proportion of flawless instances on {validation.count} new examples: "
        f"{validation.percent}%"
    )


def _train_one_epoch(training: Training, losses: Array, progress: Progress | None) -> bool:
    """Make a step for each observation, and leave its loss in `losses`; False if cancelled."""
    settings = training.settings
    done = reported = 0
    while done < settings.observations:
        made = training.advance(settings.observations - done)
        losses[done : done + len(made)] = made
        done += len(made)
        if progress and (done - reported >= BATCH or done == settings.observations):
            reported = done
            if not progress(training.position, settings.steps):
                return False
    return True
