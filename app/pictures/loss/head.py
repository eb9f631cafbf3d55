"""The line above the loss curve: its title, what is pointed at, and its buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from app.widgets.text_line import TextLine


class LossHead(QWidget):
    """A title, a line of text, and a button for each action.

    Attributes:
        readout: the line of text.
    """

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        title = QLabel("Loss")
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        title.setFont(bold)
        self.readout = TextLine()
        self.readout.setAccessibleName("Loss at the playhead or the mouse")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 2, 10, 0)
        line.setSpacing(10)
        line.addWidget(title)
        line.addWidget(self.readout, 1)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAccessibleName(action.text().replace("&", ""))
            button.setAccessibleDescription(action.statusTip())
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            line.addWidget(button)


def head_action(parent: QObject, text: str, short: str, key: str, help_text: str) -> QAction:
    """An action with a text for menus, a short one for its button, a key, and what it does."""
    action = QAction(text, parent)
    action.setIconText(short)
    action.setShortcut(key)
    action.setToolTip(f"{text.replace('&', '')}  ({key})")
    action.setStatusTip(help_text)
    return action
