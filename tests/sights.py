"""What there is to see of a run at a moment."""

from __future__ import annotations

from nn.explain.sight import Sight, sight_of
from nn.run.recording import Recording


def at(recording: Recording, position: int, phase: int | None = None) -> Sight:
    """The sight of a recorded position; None for the whole step."""
    return sight_of(recording, recording.moment(position), phase)
