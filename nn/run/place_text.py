"""A step as people type it: its number, or its epoch and observation."""

from __future__ import annotations

from nn.core.numbers import NumberTextError, whole_number


class PlaceTextError(ValueError):
    """A text that names no step of the run; the message says what is wrong and what is allowed."""


def parse_place(text: str, observations: int, last: int) -> int:
    """The position that a text names: "1217", "1,217", or "3:217" for an epoch and an observation.

    Args:
        text: what was typed.
        observations: in an epoch.
        last: the last position that can be gone to.

    Raises:
        PlaceTextError: it names none, or one that cannot be gone to.
    """
    epoch, colon, observation = text.partition(":")
    if not text.strip():
        raise PlaceTextError("Type a step such as 1217, or epoch:observation such as 3:217.")
    try:
        if not colon:
            position = whole_number(text)
        else:
            position = _within(whole_number(epoch), whole_number(observation), observations)
    except NumberTextError as error:
        raise PlaceTextError(str(error)) from None
    if not 0 <= position <= last:
        far = f"it ends with step {last:,}" if position > last else "it begins with step 0"
        raise PlaceTextError(f"Step {_shown(position)} is not in the run: {far}.")
    return position


def _within(epoch: int, observation: int, observations: int) -> int:
    if epoch < 1:
        raise PlaceTextError(f"There is no epoch {_shown(epoch)}: the first one is 1.")
    if not 1 <= observation <= observations:
        raise PlaceTextError(
            f"An epoch has the observations 1 to {observations:,}; "
            f"{_shown(observation)} is not among them."
        )
    return (epoch - 1) * observations + observation


def _shown(number: int) -> str:
    text = f"{number:,}".replace("-", "−")
    return text if len(text) <= 20 else text[:19] + "…"
