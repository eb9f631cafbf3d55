"""What a person changed at a step, in words."""

from __future__ import annotations

from nn.explain.exact_text import rounded
from nn.explain.symbols import cell_name
from nn.run.events import WeightEdit
from nn.run.recording import Recording


def change_by_hand(recording: Recording, position: int) -> str:
    """What was changed after `position` steps, such as "W1[x2,h3] 0.390618 → 3.25"; "" if nothing.

    Raises:
        IndexError: so many steps are not recorded.
    """
    network = recording.cursor(position).network
    rate = recording.learning_rate(position - 1)
    before: dict[str, float] = {}
    after: dict[str, float] = {}
    for event in recording.events.get(position, ()):
        if isinstance(event, WeightEdit):
            name = cell_name(event.matrix, (event.row, event.column))
            matrix = network.W1 if event.matrix == "W1" else network.W2
            before.setdefault(name, float(matrix[event.row, event.column]))
            after[name] = event.value
        else:
            before.setdefault("learning rate", rate)
            after["learning rate"] = event.learning_rate
    return ", ".join(
        f"{name} {rounded(before[name])} → {rounded(value)}" for name, value in after.items()
    )
