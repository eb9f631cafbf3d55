"""What is chosen once for every window: keys and motion."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import MUTED
from app.widgets.tick_box import TickBox

LETTERS_HELP = (
    "Letters, figures and signs such as D, 2 and + are commands while a picture has the keyboard. "
    "Without them everything is still in the menus and on the buttons."
)
CALM_HELP = (
    "The pictures change at most five times a second while it plays. The training is as fast as "
    "before, and a pause shows its last step."
)


class WindowSettings(QWidget):
    """Two boxes to tick, each with what it means.

    Signals:
        letters_chosen: whether keys that are a letter, a figure or a sign are commands.
        calm_chosen: whether pictures change slowly.
    """

    letters_chosen = Signal(bool)
    calm_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letters = TickBox("Letters are commands")
        self.calm = TickBox("Calm motion")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(4)
        for box, meaning in ((self.letters, LETTERS_HELP), (self.calm, CALM_HELP)):
            box.setAccessibleName(box.text())
            box.setAccessibleDescription(meaning)
            box.setToolTip(meaning)
            note = RoomyLabel((meaning,))
            note.setText(meaning)
            note.setForegroundRole(MUTED)
            column.addWidget(box)
            column.addWidget(note)
        # Not what is only shown.
        self.letters.clicked.connect(self.letters_chosen)
        self.calm.clicked.connect(self.calm_chosen)

    @Slot(bool)
    def show_letters(self, wanted: bool) -> None:
        """Show whether letters are commands."""
        self.letters.setChecked(wanted)

    @Slot(bool)
    def show_calm(self, calm: bool) -> None:
        """Show whether pictures change slowly."""
        self.calm.setChecked(calm)
