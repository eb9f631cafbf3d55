"""The cells of a picture of the network for those who do not see it: each by name and value."""

from __future__ import annotations

from itertools import product
from typing import cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import VoidPtr, isValid

from app.pictures.network.canvas import NetworkCanvas
from nn.explain.symbols import SYMBOLS, Cell

READ = ("x", "W1", "u1", "a1", "e1", "W2", "u2", "a2", "label", "t", "e2")
"""The symbols in the order in which they are read: forward, and each layer's error behind it."""

MOST = 400
"""Cells that are all there; of a larger network those in line with the selected one."""

Role, Text = QAccessible.Role, QAccessible.Text
NO_POINTER = cast(int, VoidPtr(0))
"""What stands for "no such interface": Qt takes the number of an address, or this."""

NOBODY = cast(QAccessibleInterface, None)
"""Qt's own types leave out that there may be none."""


class CanvasInterface(QAccessibleWidget):
    """A picture of the network, whose cells are its children.

    Its cells stay as long as it does: who reads may still hold one of a network that was there
    before, which then says that it is valid no more.
    """

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas, Role.Grouping)
        self.canvas = canvas
        self._made: dict[Cell, CellInterface] = {}

    def cells(self) -> list[Cell]:
        """The cells that can be read now."""
        sizes = dict(zip("xhy", self.canvas.sizes, strict=True))
        shapes = {symbol: [range(sizes[unit]) for unit in SYMBOLS[symbol].units] for symbol in READ}
        many = sum(len(list(product(*shape))) for shape in shapes.values()) > MOST
        chosen = self.canvas.selected or ("W1", (0, 0))
        fixed = dict(zip(SYMBOLS[chosen[0]].units, chosen[1], strict=True))
        every = ((symbol, each) for symbol in READ for each in product(*shapes[symbol]))
        return [cell for cell in every if not many or _in_line(cell, fixed)]

    def interface(self, cell: Cell) -> CellInterface:
        """That of one cell, the same every time."""
        if cell not in self._made:
            self._made[cell] = CellInterface(self, cell)
            QAccessible.registerAccessibleInterface(self._made[cell])
        return self._made[cell]

    def childCount(self) -> int:
        return len(self.cells())

    def child(self, index: int) -> QAccessibleInterface:
        cells = self.cells()
        return self.interface(cells[index]) if 0 <= index < len(cells) else NOBODY

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        cells = self.cells()
        if not isinstance(child, CellInterface) or child.cell not in cells:
            return -1
        return cells.index(child.cell)

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        found = (self.interface(each) for each in self.cells())
        return next((each for each in found if each.rect().contains(x, y)), NOBODY)

    def focusChild(self) -> QAccessibleInterface:
        selected = self.canvas.selected
        return self.interface(selected) if selected and self.canvas.hasFocus() else NOBODY

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        # None would be no pointer at all.
        return super().interface_cast(kind) or NO_POINTER


class CellInterface(QAccessibleInterface):
    """One cell: a name with its value, and whether it is selected.

    Args of the constructor:
        of: the picture it belongs to.
        cell: which one.
    """

    def __init__(self, of: CanvasInterface, cell: Cell) -> None:
        super().__init__()
        self._of, self.cell = of, cell

    def isValid(self) -> bool:
        canvas = self._of.canvas
        if not isValid(canvas):
            return False
        sizes = dict(zip("xhy", canvas.sizes, strict=True))
        symbol, index = self.cell
        return all(at < sizes[unit] for unit, at in zip(SYMBOLS[symbol].units, index, strict=True))

    def object(self) -> QObject:
        return cast(QObject, None)

    def parent(self) -> QAccessibleInterface:
        return self._of

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface:
        return NOBODY

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return NOBODY

    def role(self) -> QAccessible.Role:
        return Role.Cell

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        canvas = self._of.canvas
        if kind == Text.Name:
            return canvas.heard(self.cell)
        if kind == Text.Value:
            return canvas.heard(self.cell).rpartition(": ")[2]
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is written here: Enter edits the selected weight."""

    def rect(self) -> QRect:
        canvas = self._of.canvas
        rect = canvas.rect_of(self.cell).toAlignedRect()
        return QRect(canvas.mapToGlobal(rect.topLeft()), rect.size())

    def state(self) -> QAccessible.State:
        state, canvas = QAccessible.State(), self._of.canvas
        chosen = canvas.selected == self.cell
        state.focusable = state.selectable = True
        state.selected = chosen
        state.focused = chosen and canvas.hasFocus()
        state.readOnly = True
        state.invalid = not self.isValid()
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        return NO_POINTER


def _in_line(cell: Cell, fixed: dict[str, int]) -> bool:
    """Whether a cell lies in the row or the column of the selected one."""
    symbol, index = cell
    units = SYMBOLS[symbol].units
    if len(units) == 1:
        return True
    return any(fixed.get(unit) == at for unit, at in zip(units, index, strict=True))


_interfaces: dict[int, CanvasInterface] = {}
"""They are Qt's to delete, and Python's to keep until then."""


def make(name: str, thing: QObject | None) -> QAccessibleInterface | None:
    """What reads a picture of the network; None for everything else, which Qt knows."""
    if not isinstance(thing, NetworkCanvas):
        return None
    key = id(thing)
    interface = _interfaces[key] = CanvasInterface(thing)
    thing.destroyed.connect(lambda: _interfaces.pop(key, None))
    return interface


def tell_selection(canvas: NetworkCanvas) -> None:
    """Let those who listen hear which cell is selected now."""
    interface = QAccessible.queryAccessibleInterface(canvas)
    if isinstance(interface, CanvasInterface) and canvas.selected:
        cell = interface.interface(canvas.selected)
        for kind in (QAccessible.Event.Focus, QAccessible.Event.Selection):
            QAccessible.updateAccessibility(QAccessibleEvent(cell, kind))
