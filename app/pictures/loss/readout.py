"""What there is to say about one step of the loss curve."""

from __future__ import annotations

from nn.explain.exact_text import rounded
from nn.run.recording import Recording


def readout(recording: Recording, step: int, marked: str = "", right: str = "") -> str:
    """Where a recorded step stands, its loss, and the average of its epoch (or the one before).

    Args:
        recording: the run.
        step: from 1.
        marked: what is marked there.
        right: how much of all is answered right there.
    """
    epoch, observation = divmod(step - 1, recording.settings.observations)
    parts = [
        *((f"step {step:,}", marked) if marked else (f"step {step:,}",)),
        f"epoch {epoch + 1:,}, observation {observation + 1:,}",
        f"loss {rounded(float(recording.losses[step - 1]))}",
    ]
    if right:
        parts.append(right)
    averages = recording.epoch_averages
    if epoch < len(averages):
        parts.append(f"epoch average {averages[epoch]:.8f}")
    elif epoch:
        parts.append(f"average of epoch {epoch:,}: {averages[epoch - 1]:.8f}")
    return "  ·  ".join(parts)


def description(recording: Recording, step: int, marked: str = "") -> str:
    """The same for a person who hears it rather than sees it."""
    text = f"Loss at step {step:,}: {rounded(float(recording.losses[step - 1]))}"
    if marked:
        text += f"; here {marked}"
    averages = recording.epoch_averages
    epoch = min((step - 1) // recording.settings.observations, len(averages) - 1)
    if epoch < 0:
        return text
    return f"{text}; average of epoch {epoch + 1:,}: {averages[epoch]:.8f}"
