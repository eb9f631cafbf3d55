"""The two pictures of the network in one place: matrices and diagram, one of them shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.pictures.head import PictureHead
from app.pictures.network.canvas import NetworkCanvas
from app.pictures.network.kind import Kind
from app.pictures.network.view import AS_MATRICES, NetworkView
from app.pictures.tried_mark import TriedMark
from nn.explain.symbols import Cell

if TYPE_CHECKING:
    from app.pictures.silenced_mark import SilencedMark


class NetworkPictures(QWidget):
    """Shows one of the pictures, with the same moment and the same selection as the other.

    The one that is hidden is handed nothing; the diagram is made when it is first shown.

    Attributes:
        head: over the picture, whichever it is.
        mark: over a picture that shows no step of the run.
        silenced_mark: says what breaks without the units that are silenced; None before any was.

    Signals:
        cell_selected: a symbol and an index, or None and None.
        cell_activated: a symbol and an index: double click or Enter.
        painted: after every paint event of the picture that is shown.
        switched: whether it is the diagram that is shown now.
        unit_switched: a hidden unit, from 0, is to be silenced, or heard again.
        all_units_wanted: none is to be silenced any more.
    """

    cell_selected = Signal(object, object)
    cell_activated = Signal(object, object)
    painted = Signal()
    switched = Signal(bool)
    unit_switched = Signal(int)
    all_units_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.mark = PictureHead(), TriedMark()
        self.silenced_mark: SilencedMark | None = None
        self._stack = QStackedWidget()
        self._sizes: tuple[int, int, int] | None = None
        self._diagram: NetworkView | None = None
        self._matrices = self._made(AS_MATRICES)
        self.setFocusProxy(self.canvas)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.mark)
        self._column.addWidget(self._stack, 1)

    def _made(self, kind: Kind) -> NetworkView:
        """A picture in its place, for the network whose sizes are known."""
        view = NetworkView(kind)
        if self._sizes is not None:
            view.set_sizes(self._sizes)
        self._stack.addWidget(view)
        view.canvas.cell_selected.connect(self.cell_selected)
        view.canvas.cell_activated.connect(self.cell_activated)
        view.canvas.painted.connect(self.painted)
        view.canvas.unit_switched.connect(self.unit_switched)
        return view

    def _made_diagram(self) -> NetworkView:
        if self._diagram is None:
            from app.pictures.diagram.item import AS_DIAGRAM

            self._diagram = self._made(AS_DIAGRAM)
        return self._diagram

    @property
    def view(self) -> NetworkView:
        """The picture that is shown, as it can be scrolled."""
        view = self._stack.currentWidget()
        assert isinstance(view, NetworkView)
        return view

    @property
    def canvas(self) -> NetworkCanvas:
        """The picture that is shown."""
        return self.view.canvas

    @property
    def is_diagram(self) -> bool:
        """Whether the diagram is shown."""
        return self.view is self._diagram

    @property
    def kind(self) -> Kind:
        """The way of drawing the network that is shown."""
        return self.view.kind

    def show_diagram(self, wanted: bool) -> None:
        """Show the diagram, or the matrices."""
        if wanted == self.is_diagram:
            return
        before = self.view
        focused = before.canvas.hasFocus()
        self._stack.setCurrentWidget(self._made_diagram() if wanted else self._matrices)
        self.canvas.take_over(before.canvas)
        before.canvas.rest()
        self.setFocusProxy(self.canvas)
        if focused:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.switched.emit(wanted)

    def set_sizes(self, sizes: tuple[int, int, int]) -> None:
        """Make room for the network of another run: inputs, hidden units and outputs."""
        self._sizes = sizes
        self._matrices.set_sizes(sizes)
        if self._diagram is not None:
            self._diagram.set_sizes(sizes)

    def show_breakage(self, without: str, words: tuple[str, ...]) -> None:
        """Say over the picture what breaks without some units; "" where none is silenced.

        Args:
            without: the units, such as "without h3".
            words: what breaks, from the longest to the shortest way to say it.
        """
        if self.silenced_mark is None:
            if not without:
                return
            from app.pictures.silenced_mark import SilencedMark

            self.silenced_mark = SilencedMark()
            self.silenced_mark.left.connect(self.all_units_wanted)
            self._column.insertWidget(self._column.indexOf(self._stack), self.silenced_mark)
        self.silenced_mark.show_breakage(without, words)

    def set_sources(self, cells: tuple[Cell, ...]) -> None:
        """Light the cells that a term comes from."""
        self.canvas.set_sources(cells)

    def canvas_apart(self) -> NetworkCanvas:
        """A canvas like the one that is shown, but off screen."""
        return self.view.canvas_apart()

    def select(self, cell: Cell | None) -> None:
        """Select a cell of the picture that is shown, or none, and scroll to it."""
        self.view.select(cell)

    def change_zoom(self, steps: int) -> None:
        """Make the picture that is shown larger (above 0) or smaller; 0 fits it to the room."""
        self.view.change_zoom(steps)

    def move_selection(self, key: Qt.Key) -> None:
        """Select the next cell in the direction of an arrow key."""
        self.view.move_selection(key)
