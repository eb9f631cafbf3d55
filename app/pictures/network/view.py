"""The forward pass as one picture: heatmaps of all that the network holds, and its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontInfo, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.pictures.network.canvas import NetworkCanvas
from app.pictures.network.frame import label_font
from app.pictures.network.item import NetworkItem
from app.pictures.network.kind import Kind
from app.pictures.network.layout import lay_out
from app.pictures.network.legends import Legends
from app.widgets.arrow_keys import ARROW_KEYS
from nn.explain.symbols import Cell

if TYPE_CHECKING:
    from app.pictures.network.picture_layout import PictureLayout

USUAL_TEXT = 12
"""Pixels of the font for which the picture is laid out."""

FIGURES, FEW_FIGURES = 11, 2.9
"""Pixels of the usual figures in such a layout, and how many times that a short number is wide."""

ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)

AS_MATRICES = Kind(NetworkItem, lay_out)


class NetworkView(QScrollArea):
    """A picture of the network, as large as the room allows, and scrolled where it must be.

    Args of the constructor:
        kind: the way of drawing the network, afterwards an attribute.
    """

    def __init__(self, kind: Kind = AS_MATRICES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.canvas = NetworkCanvas(kind)
        self.canvas.zoom_wanted.connect(self.change_zoom)
        self.setWidget(self.canvas)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusProxy(self.canvas)
        self._sizes: tuple[int, int, int] | None = None
        self._zoom = 0

    def set_sizes(self, sizes: tuple[int, int, int]) -> None:
        """Make room for the network of another run: inputs, hidden units and outputs."""
        if sizes != self._sizes:
            self.canvas.clear()
            self._sizes = self.canvas.sizes = sizes
            self._lay_out()

    def canvas_apart(self) -> NetworkCanvas:
        """A canvas like the one that is shown, but off screen.

        It has the same size, cells, colours and selection, and shows nothing yet.
        """
        apart = NetworkCanvas(self.kind)
        apart.setParent(self)
        apart.resize(self.canvas.size())
        apart.sizes = self.canvas.sizes
        apart.set_layout(self._layout()[0])
        apart.select(self.canvas.selected)
        return apart

    def change_zoom(self, steps: int) -> None:
        """Make the cells larger (above 0) or smaller; 0 fits them to the room."""
        self._zoom = 0 if steps == 0 else min(max(self._zoom + steps, 0), len(ZOOMS) - 1)
        self._lay_out()

    def move_selection(self, key: Qt.Key) -> None:
        """Select the next cell in the direction of an arrow key, and scroll to it."""
        # With the keyboard there, Enter edits the weight that is selected.
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.canvas.move_selection(*ARROW_KEYS[key])
        self._scroll_to_selection()

    def select(self, cell: Cell | None) -> None:
        """Select a cell, or none, and scroll to it."""
        self.canvas.select(cell)
        self._scroll_to_selection()

    def _scroll_to_selection(self) -> None:
        if self.canvas.selected:
            centre = self.canvas.rect_of(self.canvas.selected).center().toPoint()
            self.ensureVisible(centre.x(), centre.y(), 60, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_sizes"):
            self._lay_out()

    def room_for_figures(self, text: float = 0.0) -> float:
        """How many times the height of usual figures the lowest cell has, as it is seen at once.

        Args:
            text: for text of so many times its usual size; 0: of the size that it has.

        Returns:
            0 where it would have to be scrolled, or no figures fit into the width of a cell.
        """
        room, text = self.maximumViewportSize(), text or self._text
        layout = self._fitted(room, text)
        if round(layout.height) > room.height() or round(layout.width) > room.width():
            return 0.0
        width, height = layout.smallest
        figures = text * FIGURES
        return height / figures if width >= FEW_FIGURES * figures else 0.0

    @property
    def _text(self) -> float:
        """How many times its usual size text has."""
        return QFontInfo(self.font()).pixelSize() / USUAL_TEXT

    def _layout(self) -> tuple[PictureLayout, QSize]:
        """The layout, and the room it is made for: what bars for scrolling leave of the view."""
        room, text = self.maximumViewportSize(), self._text
        layout = self._fitted(room, text)
        if round(layout.height) > room.height():
            room -= QSize(self.verticalScrollBar().sizeHint().width(), 0)
            layout = self._fitted(room, text)
        if round(layout.width) > room.width():
            room -= QSize(0, self.horizontalScrollBar().sizeHint().height())
            layout = self._fitted(room, text)
        return layout, room

    def _fitted(self, room: QSize, text: float) -> PictureLayout:
        legends, zoom = Legends(label_font(text)).size, ZOOMS[self._zoom]
        assert self._sizes is not None
        return self.kind.lay_out(self._sizes, room.width(), room.height(), zoom, text, legends)

    def _lay_out(self) -> None:
        if self._sizes is None:
            return
        layout, room = self._layout()
        width, height = round(layout.width), round(layout.height)
        self.canvas.resize(max(width, room.width()), max(height, room.height()))
        self.canvas.set_layout(layout)
