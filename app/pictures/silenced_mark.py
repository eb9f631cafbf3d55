"""Says over the picture which hidden units are silenced, and what breaks without them."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from app.pictures.mark_bar import MarkBar

WHOSE = (
    "What is predicted, counted, validated and shown of all vectors is answered without them. "
    "The run itself has all its units: its steps, its curves and marks, and what stops it."
)


class SilencedMark(MarkBar):
    """A quiet bar, seen while a hidden unit is silenced; `left` lets all be heard again."""

    def __init__(self) -> None:
        tip = "Let every hidden unit be heard again: nothing of the run has changed  (Shift+S)"
        roles = QPalette.ColorRole
        super().__init__("All units again", tip, roles.Midlight, roles.WindowText)
        self.said.setToolTip(WHOSE)

    def show_breakage(self, without: str, words: tuple[str, ...]) -> None:
        """Say what breaks; nothing, and out of sight, where no unit is silenced.

        Args:
            without: the units, such as "without h3", or "".
            words: what breaks, from the longest to the shortest way to say it.
        """
        if without:
            name = without[0].upper() + without[1:]
            self.say(*(f"{name}: {each}" for each in words), name)
        self.setVisible(bool(without))
