"""The map of all vectors with what is chosen to be seen on it, and what it says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QToolButton, QVBoxLayout, QWidget

from app.pages.truth_grid import TruthGrid
from app.pages.truth_views import told_of, view_names, view_of
from app.widgets.flow import Flow
from app.widgets.heading import Quiet
from app.widgets.roomy_label import RoomyLabel
from app.widgets.theme import tabular, theme_of
from nn.answers.truth_table import TruthTable

LONGEST_POINTED = (
    "0101010101010101 → 1010101010101010  ✗ wrong in y10, y11, y12, y13; loss 0.000123456"
)
"""What is said of a vector; where more bits are wrong the room grows."""

POINT = "Point at a vector to read it; a click or Enter tries it."


class TruthMap(QWidget):
    """Shows a `TruthTable` as a grid.

    Signals:
        chosen: the number that a vector spells.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: TruthTable | None = None
        self._tried: int | None = None
        self.shown = QComboBox()
        self.shown.setAccessibleName("What the map of all vectors shows")
        self.shown.setToolTip("What the colours of the map show")
        self.smaller, self.larger = _button("−", "Smaller cells"), _button("+", "Larger cells")
        self.grid = TruthGrid()
        self.legend = Quiet()
        self.pointed = RoomyLabel((LONGEST_POINTED,))
        self.pointed.setFont(tabular(self.font()))
        head = Flow()
        head.add(self.shown, grows=True)
        head.add(self.smaller)
        head.add(self.larger)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self.grid, self.legend, self.pointed):
            column.addWidget(widget)
        self.shown.currentIndexChanged.connect(self.repaint_cells)
        self.larger.clicked.connect(self.grid.enlarge)
        self.smaller.clicked.connect(self.grid.reduce)
        self.grid.enlargeable.connect(self._offer_zoom)
        self.grid.pointed.connect(self.pointed.setText)
        self.grid.chosen.connect(self.chosen)
        self._offer_zoom(False, False)

    def begin(self, outputs: int) -> None:
        """Get ready for other vectors, with answers of so many bits; show nothing until then."""
        before, names = self.shown.currentIndex(), view_names(outputs)
        self.shown.blockSignals(True)
        self.shown.clear()
        self.shown.addItems(names)
        self.shown.setCurrentIndex(max(0, before) if before < len(names) else 0)
        self.shown.blockSignals(False)
        self._table = None
        self.grid.clear()
        self.pointed.setText(POINT)

    def show_table(self, table: TruthTable) -> None:
        """Show answers to the vectors that it is ready for."""
        self._table = table
        self.repaint_cells()

    def show_tried(self, number: int) -> None:
        """Frame the vector that is tried, by the number it spells."""
        if number != self._tried:
            self._tried = number
            self.repaint_cells()

    @Slot()
    def repaint_cells(self) -> None:
        """Show the cells anew, in the colours of the palette."""
        table = self._table
        if table is None:
            return
        view = view_of(table, self.shown.currentIndex(), theme_of(self.palette()))
        tried = self._tried
        framed = tried if tried is not None and tried < len(table.questions) else None
        self.grid.show_painting(table.questions.bits, view.painting, self._name, framed)
        self.legend.setText(f"{view.legend} {_axes(*self.grid.halves)}")

    def _name(self, number: int) -> str:
        return "" if self._table is None else told_of(self._table, number)

    @Slot(bool, bool)
    def _offer_zoom(self, larger: bool, smaller: bool) -> None:
        self.larger.setEnabled(larger)
        self.smaller.setEnabled(smaller)
        for button in (self.larger, self.smaller):
            button.setVisible(larger or smaller)


def _button(sign: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _axes(rows: int, columns: int) -> str:
    """Which bits lead down, and which to the right."""
    right = f"x{rows + 1}" if columns == 1 else f"x{rows + 1} to x{rows + columns}"
    if not rows:
        return f"To the right: {right}."
    down = "x1" if rows == 1 else f"x1 to x{rows}"
    return f"Down: {down}; to the right: {right}."
