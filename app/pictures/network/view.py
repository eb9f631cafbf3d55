"""The forward pass as one picture: heatmaps of all that the network holds, and its labels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from app.pictures.network.annotations import NetworkAnnotations
from app.pictures.network.layout import HIDDEN_ROWS, OUTPUT_COLUMNS, Layout, lay_out
from app.pictures.network.picture import NetworkPicture
from app.widgets.colour_scale import ColourScale, colours
from app.widgets.theme import theme_of
from nn.explain.phases import OVERLAYS

Cell = tuple[str, tuple[int, ...]]
UNIT_SCALE = 1.0
GROUPS: tuple[tuple[str, ...], ...] = (
    ("x",),
    ("W1",),
    HIDDEN_ROWS,
    ("W2",),
    tuple(symbol for symbol, _ in OUTPUT_COLUMNS),
)
"""Blocks that touch each other are one image."""

MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)


class NetworkCanvas(pg.GraphicsView):
    """The picture itself; `NetworkView` scrolls it.

    Signals:
        cell_selected: a symbol and an index, or None and None.
        cell_activated: a symbol and an index: double click or Enter.
        painted: after every paint event.
    """

    cell_selected = Signal(object, object)
    cell_activated = Signal(object, object)
    painted = Signal()
    zoom_wanted = Signal(int)

    _built = False
    """Qt's own constructor already reports a change of palette."""

    def __init__(self) -> None:
        super().__init__(background=None)
        self.setViewportUpdateMode(pg.GraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Network")
        self._images = {group: pg.ImageItem(axisOrder="row-major") for group in GROUPS}
        for image in self._images.values():
            self.addItem(image)
        self._annotations = NetworkAnnotations()
        self.addItem(self._annotations)
        self._layout: Layout | None = None
        self._picture: NetworkPicture | None = None
        self._scales: dict[str, ColourScale] = {}
        self.selected: Cell | None = None
        self._hovered: Cell | None = None
        self._table: NDArray[np.uint8] = theme_of(self.palette()).colour_table()
        self.setBackground(theme_of(self.palette()).window)
        self._built = True

    def set_layout(self, layout: Layout) -> None:
        """Place everything anew."""
        self._layout = layout
        for group, image in self._images.items():
            rect = layout.blocks[group[0]].rect
            for symbol in group[1:]:
                rect = rect.united(layout.blocks[symbol].rect)
            image.setImage(self._blank(group), autoLevels=False)
            image.setRect(rect)
        self._annotations.set_layout(layout)
        if self._picture is not None:
            self.show_picture(self._picture)

    def reset(self) -> None:
        """Forget the ranges of the colour scales: another run begins."""
        self._scales.clear()

    def show_picture(self, picture: NetworkPicture) -> None:
        """Show the numbers of a moment."""
        self._picture = picture
        layout = self._layout
        if layout is None:
            return
        limits: dict[str, float] = {}
        for key, arrays in picture.scaled.items():
            scale = self._scales.setdefault(key, ColourScale())
            scale.include(*arrays)
            limits[key] = scale.limit or UNIT_SCALE
        for group, image in self._images.items():
            parts = [self._coloured(symbol, picture, limits) for symbol in group]
            whole = parts[0]
            if len(parts) > 1:
                whole = np.concatenate(parts, axis=0 if group is HIDDEN_ROWS else 1)
            image.setImage(whole, autoLevels=False)
        self._annotations.show_picture(picture, limits)
        self._update_tooltip()

    def select(self, cell: Cell | None) -> None:
        """Select a cell, or none, and say so."""
        self.selected = cell
        self._annotations.set_selected(cell)
        self.setAccessibleDescription(self._spoken(cell) if cell else "")
        self.cell_selected.emit(*(cell or (None, None)))

    def set_sources(self, cells: tuple[Cell, ...]) -> None:
        """Light the cells that a term comes from, as far as the picture has them."""
        layout = self._layout
        if layout is not None:
            seen = (cell for cell in cells if OVERLAYS.get(cell[0], cell[0]) in layout.blocks)
            self._annotations.set_sources(tuple(seen))

    def move_selection(self, rows: int, columns: int) -> None:
        """Move the selection to the nearest cell in a direction, across gaps."""
        layout = self._layout
        if layout is None:
            return
        if self.selected is None:
            self.select(("W1", (0, 0)))
            return
        symbol, index = self.selected
        block = layout.blocks[symbol]
        row, column = block.place(index)
        row, column = row + rows, column + columns
        if 0 <= row < block.rows and 0 <= column < block.columns:
            self.select((symbol, block.index(row, column)))
            return
        here = block.cell(row - rows, column - columns).center()
        found = self._nearest(here, rows, columns, symbol)
        if found:
            self.select(found)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._built:
            theme = theme_of(self.palette())
            self._table = theme.colour_table()
            self.setBackground(theme.window)
            self._annotations.set_palette(self.palette())
            if self._picture is not None:
                self.show_picture(self._picture)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self.select(self._cell_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell:
            self.cell_activated.emit(*cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._cell_at(event.position())
        self._update_tooltip()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self._update_tooltip()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.selected:
            self.cell_activated.emit(*self.selected)
        elif event.key() == Qt.Key.Key_Escape and self.selected:
            self.select(None)
        else:
            event.ignore()

    def rect_of(self, cell: Cell) -> QRectF:
        """What a cell covers, in pixels of this widget."""
        assert self._layout is not None
        block = self._layout.blocks[cell[0]]
        return block.cell(*block.place(cell[1]))

    def _coloured(
        self, symbol: str, picture: NetworkPicture, limits: Mapping[str, float]
    ) -> NDArray[np.uint8]:
        values = picture.shown.get(symbol)
        if values is None:
            return self._blank((symbol,))
        limit = limits.get(picture.scale_of(symbol), UNIT_SCALE)
        return colours(values, limit, self._table)

    def _blank(self, group: tuple[str, ...]) -> NDArray[np.uint8]:
        assert self._layout is not None
        blocks = [self._layout.blocks[symbol] for symbol in group]
        rows, columns = blocks[0].rows, blocks[0].columns
        if len(blocks) > 1:
            rows, columns = (len(blocks), columns) if rows == 1 else (rows, len(blocks))
        blank = np.empty((rows, columns, 3), np.uint8)
        colour = self.palette().window().color()
        blank[:] = (colour.red(), colour.green(), colour.blue())
        return blank

    def _cell_at(self, point: QPointF) -> Cell | None:
        if self._layout is None:
            return None
        for symbol, block in self._layout.blocks.items():
            index = block.index_at(point.x(), point.y())
            if index is not None:
                return symbol, index
        return None

    def _nearest(self, here: QPointF, rows: int, columns: int, leaving: str) -> Cell | None:
        """The closest cell of another block that lies in a direction."""
        assert self._layout is not None
        best: tuple[float, Cell] | None = None
        for symbol, block in self._layout.blocks.items():
            if symbol == leaving:
                continue
            rect = block.rect
            x = min(max(here.x(), rect.left() + 0.5), rect.right() - 0.5)
            y = min(max(here.y(), rect.top() + 0.5), rect.bottom() - 0.5)
            along = (x - here.x()) * columns + (y - here.y()) * rows
            aside = abs((x - here.x()) * rows) + abs((y - here.y()) * columns)
            if along <= 0.5:
                continue
            index = block.index_at(x, y)
            distance = along + 3 * aside
            if index is not None and (best is None or distance < best[0]):
                best = distance, (symbol, index)
        return best[1] if best else None

    def _spoken(self, cell: Cell) -> str:
        return self._picture.spoken(*cell) if self._picture else ""

    def _update_tooltip(self) -> None:
        if self._hovered is None or self._picture is None:
            if QToolTip.isVisible() and self.underMouse():
                QToolTip.hideText()
            return
        corner = self.rect_of(self._hovered).bottomRight().toPoint()
        QToolTip.showText(self.mapToGlobal(corner), self._spoken(self._hovered), self)


class NetworkView(QScrollArea):
    """The picture of the network, as large as the room allows, and scrolled where it must be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = NetworkCanvas()
        self.canvas.zoom_wanted.connect(self.change_zoom)
        self.setWidget(self.canvas)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusProxy(self.canvas)
        self._shape = (1, 1)
        self._zoom = 0

    def set_shape(self, bits: int, hidden_units: int) -> None:
        """Make room for the network of another run."""
        if (bits, hidden_units) != self._shape:
            self.canvas.select(None)
        self._shape = bits, hidden_units
        self.canvas.reset()
        self._lay_out()

    def canvas_apart(self) -> NetworkCanvas:
        """A canvas like the one that is shown, but off screen and with scales of its own.

        It has the same size, cells, colours and selection, and shows nothing yet.
        """
        apart = NetworkCanvas()
        apart.setParent(self)
        apart.resize(self.canvas.size())
        apart.set_layout(self._layout())
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
        self.canvas.move_selection(*MOVES[key])
        if self.canvas.selected:
            centre = self.canvas.rect_of(self.canvas.selected).center().toPoint()
            self.ensureVisible(centre.x(), centre.y(), 60, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _layout(self) -> Layout:
        room = self.maximumViewportSize()
        return lay_out(*self._shape, room.width(), room.height(), ZOOMS[self._zoom])

    def _lay_out(self) -> None:
        layout, room = self._layout(), self.maximumViewportSize()
        width, height = round(layout.width), round(layout.height)
        self.canvas.resize(max(width, room.width()), max(height, room.height()))
        self.canvas.set_layout(layout)
