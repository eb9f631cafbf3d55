"""Says over the picture that what is seen in it is no step of the run."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette

from app.pictures.mark_bar import MarkBar
from app.widgets.key_table import KeyTable
from nn.explain.sight import Sight


class TriedMark(MarkBar):
    """A bar in the accent colour, seen while a vector is tried in the picture.

    `left` leads back to the moment at which the run stands.
    """

    KEYS = KeyTable("While a vector is in the picture", (("Escape", "Return to the run."),))

    def __init__(self) -> None:
        tip = "Show again the moment at which the run stands  (Escape)"
        roles = QPalette.ColorRole
        super().__init__("Back to the run", tip, roles.Highlight, roles.HighlightedText)
        # Of what is hidden Qt hears no shortcut: the key is free while the run is seen.
        escape = QAction(self.back.text(), self)
        escape.setShortcut(Qt.Key.Key_Escape)
        escape.triggered.connect(self.left)
        self.addAction(escape)

    def show_sight(self, sight: Sight) -> None:
        """Stand over the picture of a vector that is tried, and over no other."""
        if sight.tried is not None:
            from app.widgets.bit_text import bits_text
            from nn.answers.silence import without_text

            trying = f"Trying {bits_text(sight.tried.x.astype(int))}"
            if sight.silenced:
                trying = f"{trying} {without_text(sight.silenced)}"
            told, short = f"{trying}: not a step of the run", f"{trying}: not a step"
            self.say(f"{told}  ·  Escape returns", told, short, "Not a step of the run")
        self.setVisible(sight.tried is not None)
