"""The forward pass as one picture: heatmaps of all that the network holds, and its labels."""

from __future__ import annotations

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontInfo, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from app.pictures.network.frame import label_font
from app.pictures.network.item import NetworkItem
from app.pictures.network.layout import Block, Layout, lay_out
from app.pictures.network.legends import Legends
from app.pictures.network.picture import NetworkPicture
from app.widgets.arrow_keys import ARROW_KEYS
from app.widgets.key_table import KeyTable
from app.widgets.theme import theme_of
from app.widgets.throttle import SAY_SECONDS, at_most_every
from nn.explain.phases import OVERLAYS
from nn.explain.symbols import Cell

USUAL_TEXT = 12
"""Pixels of the font for which the picture is laid out."""

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
    _changed = Signal()

    KEYS = KeyTable(
        "On the network",
        (("Enter", "Edit the selected weight."), ("Escape", "Select no cell any more.")),
    )

    _built = False
    """Qt's own constructor already reports a change of palette."""

    def __init__(self) -> None:
        super().__init__(background=None)
        # A ground that is kept as a picture would be one in a drawing, too.
        self.setCacheMode(pg.GraphicsView.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(pg.GraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Network")
        self._item = NetworkItem(theme_of(self.palette()))
        self.addItem(self._item)
        self._layout: Layout | None = None
        self._picture: NetworkPicture | None = None
        self.selected: Cell | None = None
        self._hovered: Cell | None = None
        at_most_every(SAY_SECONDS, self._changed, self._say, self)
        self.setBackground(theme_of(self.palette()).window)
        self._built = True

    def set_layout(self, layout: Layout) -> None:
        """Place everything anew."""
        self._layout = layout
        self._item.set_layout(layout)

    @property
    def blocks(self) -> Mapping[str, Block]:
        """Where the cells of each symbol are."""
        return self._layout.blocks if self._layout else {}

    def clear(self) -> None:
        """Show nothing until there is a picture of another network."""
        self._picture = self._hovered = None
        self._item.show_picture(None)
        self._item.set_sources(())
        self.select(None)
        self._update_tooltip()

    def show_picture(self, picture: NetworkPicture) -> None:
        """Show the numbers of a moment."""
        self._picture = picture
        self._item.show_picture(picture)
        self._changed.emit()
        self._update_tooltip()

    def select(self, cell: Cell | None) -> None:
        """Select a cell, or none, and say so."""
        self.selected = cell
        self._item.set_selected(cell)
        self._say()
        self.cell_selected.emit(*(cell or (None, None)))

    def set_sources(self, cells: tuple[Cell, ...]) -> None:
        """Light the cells that a term comes from, as far as the picture has them."""
        layout = self._layout
        if layout is not None:
            seen = (cell for cell in cells if OVERLAYS.get(cell[0], cell[0]) in layout.blocks)
            self._item.set_sources(tuple(seen))

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
            self.setBackground(theme.window)
            self._item.set_theme(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        # A grab paints all of it, a scrolled view only what is seen.
        self._item.set_seen(self.visibleRegion().boundingRect().united(event.rect()))
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

    @Slot()
    def _say(self) -> None:
        self.setAccessibleDescription(self._spoken(self.selected) if self.selected else "")

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
        self._sizes: tuple[int, int, int] | None = None
        self._zoom = 0

    def set_sizes(self, sizes: tuple[int, int, int]) -> None:
        """Make room for the network of another run: inputs, hidden units and outputs."""
        if sizes != self._sizes:
            self.canvas.clear()
            self._sizes = sizes
            self._lay_out()

    def canvas_apart(self) -> NetworkCanvas:
        """A canvas like the one that is shown, but off screen.

        It has the same size, cells, colours and selection, and shows nothing yet.
        """
        apart = NetworkCanvas()
        apart.setParent(self)
        apart.resize(self.canvas.size())
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

    def _layout(self) -> tuple[Layout, QSize]:
        """The layout, and the room it is made for: what bars for scrolling leave of the view."""
        room = self.maximumViewportSize()
        layout = self._fitted(room)
        if round(layout.height) > room.height():
            room -= QSize(self.verticalScrollBar().sizeHint().width(), 0)
            layout = self._fitted(room)
        if round(layout.width) > room.width():
            room -= QSize(0, self.horizontalScrollBar().sizeHint().height())
            layout = self._fitted(room)
        return layout, room

    def _fitted(self, room: QSize) -> Layout:
        text = QFontInfo(self.font()).pixelSize() / USUAL_TEXT
        legends, zoom = Legends(label_font(text)).size, ZOOMS[self._zoom]
        assert self._sizes is not None
        return lay_out(self._sizes, room.width(), room.height(), zoom, text, legends)

    def _lay_out(self) -> None:
        if self._sizes is None:
            return
        layout, room = self._layout()
        width, height = round(layout.width), round(layout.height)
        self.canvas.resize(max(width, room.width()), max(height, room.height()))
        self.canvas.set_layout(layout)
