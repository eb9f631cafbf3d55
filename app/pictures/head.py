"""What stands over the picture of the network: which picture it is, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.widgets.flow import Flow

SIDE, ABOVE, BETWEEN = 14, 6, 14

LOOK = """
QToolButton {
    color: palette(button-text); background: palette(button);
    border: 1px solid palette(mid); padding: 2px 8px;
}
QToolButton:hover { border-color: palette(placeholder-text); }
QToolButton:checked { color: palette(link); border-color: palette(highlight); }
QToolButton:focus { background: palette(midlight); }
"""


class Switch(QWidget):
    """Buttons side by side, one of which is down.

    Args of the constructor:
        name: what is chosen.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(LOOK)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def recolour(self) -> None:
        """Use the colours of now: those of a style sheet are read once."""
        self.setStyleSheet("")
        self.setStyleSheet(LOOK)

    def add(self, action: QAction | None = None) -> QToolButton:
        """Add a button, perhaps one that does what an action does and is down while it is on."""
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCheckable(True)
        if action is not None:
            button.setDefaultAction(action)
            button.setAccessibleName(action.text().replace("&", ""))
            button.setAccessibleDescription(action.statusTip())
        self._row.addWidget(button)
        return button


class PictureHead(QWidget):
    """Two switches: matrices or diagram, and the view of the weights."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures, self.lenses = Switch("Picture"), Switch("What the weights show")
        self._row = Flow(BETWEEN)
        self._row.setContentsMargins(SIDE, ABOVE, SIDE, 0)
        self._row.add(self.pictures)
        self._row.add(self.lenses)
        self.setLayout(self._row)
        self._matrices = self.pictures.add()
        self._matrices.setText("Matrices")
        self._matrices.setAccessibleName("Matrices")
        self._matrices.setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_matrices"):
            for switch in (self.pictures, self.lenses):
                switch.recolour()

    def fill(self, diagram: QAction, lenses: Sequence[QAction]) -> None:
        """Put the actions onto the buttons.

        Args:
            diagram: is on while the diagram is shown.
            lenses: one of them is on.
        """
        self.pictures.add(diagram)
        self._matrices.setToolTip(diagram.toolTip().replace("Diagram", "Matrices", 1))
        self._matrices.setAccessibleDescription("Show the network as matrices.")
        self._matrices.setChecked(not diagram.isChecked())
        diagram.toggled.connect(lambda on: self._matrices.setChecked(not on))
        self._matrices.clicked.connect(lambda: self._to_matrices(diagram))
        for each in lenses:
            self.lenses.add(each)

    def _to_matrices(self, diagram: QAction) -> None:
        if diagram.isChecked():
            diagram.trigger()
        self._matrices.setChecked(True)
