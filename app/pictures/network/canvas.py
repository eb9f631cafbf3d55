"""What a picture of the network is painted on, and what it hears: mouse, keys and the eye."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

from app.pictures.network.heads import switch_told
from app.pictures.network.kind import Kind
from app.pictures.network.layout import Block, Layout
from app.pictures.network.picture import NetworkPicture
from app.pictures.network.words import explained
from app.widgets.kept_keys import ENTER
from app.widgets.key_table import KeyTable
from app.widgets.theme import theme_of
from app.widgets.throttle import SAY_SECONDS, at_most_every
from nn.explain.symbols import Cell

if TYPE_CHECKING:
    from app.pictures.network.picture_layout import PictureLayout

BESIDE_THE_MOUSE = QPoint(14, 14)


class NetworkCanvas(pg.GraphicsView):
    """The picture itself; `NetworkView` scrolls it.

    Args of the constructor:
        kind: the way of drawing the network.

    Attributes:
        sizes: inputs, hidden units and outputs.
        selected: a cell, None for none.

    Signals:
        cell_selected: a symbol and an index, or None and None.
        cell_activated: a symbol and an index: double click or Enter.
        painted: after every paint event.
        unit_switched: the hidden unit, from 0, at whose switch there was a click.
    """

    cell_selected = Signal(object, object)
    cell_activated = Signal(object, object)
    painted = Signal()
    unit_switched = Signal(int)
    zoom_wanted = Signal(int)
    _changed = Signal()

    KEYS = KeyTable(
        "On the network",
        (("Enter", "Edit the selected weight."), ("Escape", "Select no cell any more.")),
    )

    _built = False
    """Qt's own constructor already reports a change of palette."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(background=None)
        # A ground that is kept as a picture would be one in a drawing, too.
        self.setCacheMode(pg.GraphicsView.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(pg.GraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Network")
        self._item = kind.item(theme_of(self.palette()))
        self.addItem(self._item)
        self.sizes = (0, 0, 0)
        self._layout: PictureLayout | None = None
        self._picture: NetworkPicture | None = None
        self.selected: Cell | None = None
        self._sources: tuple[Cell, ...] = ()
        self._hovered: Cell | None = None
        self._said = ""
        self._mouse = QPointF()
        at_most_every(SAY_SECONDS, self._changed, self._say, self)
        self.setBackground(theme_of(self.palette()).window)
        self._built = True

    def set_layout(self, layout: PictureLayout) -> None:
        """Place everything anew."""
        self._layout = layout
        self._item.set_layout(layout)

    @property
    def blocks(self) -> Mapping[str, Block]:
        """Where the cells of each symbol are, if they stand in blocks."""
        return self._layout.blocks if isinstance(self._layout, Layout) else {}

    def clear(self) -> None:
        """Show nothing until there is a picture of another network."""
        self._picture = self._hovered = None
        self._item.show_picture(None)
        self.set_sources(())
        self.select(None)
        self._hide_tip()

    def show_picture(self, picture: NetworkPicture) -> None:
        """Show the numbers of a moment."""
        self._picture = picture
        self._item.show_picture(picture)
        self._changed.emit()
        if self._hovered:
            self._tell(self._hovered)

    def select(self, cell: Cell | None) -> None:
        """Select a cell, or none, and say so."""
        self.selected = cell
        self._item.set_selected(cell)
        self._say()
        if QAccessible.isActive():
            from app.pictures.network.accessible import tell_selection

            tell_selection(self)
        self.cell_selected.emit(*(cell or (None, None)))

    def say_no_keys(self) -> None:
        """Name no keys: what is shown is a picture that is looked at elsewhere."""
        self._item.says_keys = False

    def rest(self) -> None:
        """Hold no moment while another canvas is shown instead; the selection stays."""
        self._picture = self._hovered = None
        self._item.show_picture(None)

    def take_over(self, other: NetworkCanvas) -> None:
        """Show what another canvas shows, with the same cell selected; nobody is told of it."""
        self.selected, self._sources = other.selected, other._sources
        self._item.set_selected(self.selected)
        self._item.set_sources(self._sources)
        if other._picture is not None:
            self.show_picture(other._picture)
        self._say()

    def set_sources(self, cells: tuple[Cell, ...]) -> None:
        """Light the cells that a term comes from, as far as the picture has them."""
        self._sources = cells
        self._item.set_sources(cells)

    def move_selection(self, rows: int, columns: int) -> None:
        """Move the selection to the nearest cell in a direction, across gaps."""
        if self._layout is None:
            return
        if self.selected is None:
            self.select(("W1", (0, 0)))
            return
        found = self._layout.neighbour(self.selected, rows, columns)
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
        if event.button() != Qt.MouseButton.LeftButton:
            return
        unit = self._item.head_at(event.position())
        if unit is None:
            self.select(self._item.cell_at(event.position()))
        else:
            self.unit_switched.emit(unit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._item.cell_at(event.position())
        if cell:
            self.cell_activated.emit(*cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            # The scene would show an empty one, which hides what the mouse brought up.
            self._point_at(QPointF(event.pos()))
            return True
        handled: bool = super().viewportEvent(event)
        return handled

    def _offer_switch(self, unit: int | None) -> None:
        hand = Qt.CursorShape.PointingHandCursor
        if unit is None:
            self.unsetCursor()
        elif self.cursor().shape() != hand:
            self.setCursor(hand)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self._hide_tip()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in ENTER
        if enter and self.selected:
            self.cell_activated.emit(*self.selected)
        elif event.key() == Qt.Key.Key_Escape and self.selected:
            self.select(None)
        else:
            event.ignore()

    def rect_of(self, cell: Cell) -> QRectF:
        """What a cell covers, in pixels of this widget."""
        assert self._layout is not None
        return self._layout.rect_of(cell)

    @Slot()
    def _say(self) -> None:
        cell = self.heard(self.selected) if self.selected else ""
        self.setAccessibleDescription(". ".join(each for each in (self._said, cell) if each))

    def set_said(self, text: str) -> None:
        """Tell who has the keyboard here something else than the selected cell."""
        self._said = text
        self._say()

    def heard(self, cell: Cell) -> str:
        """A cell in words for the ear, with its value; "" while there is no picture."""
        return self._picture.heard(*cell) if self._picture else ""

    def _point_at(self, point: QPointF) -> None:
        """Explain the cell or the symbol at a point."""
        self._mouse = point
        self._hovered = self._item.cell_at(point)
        unit = self._item.head_at(point)
        self._offer_switch(unit)
        symbol = None if self._hovered else self._item.symbol_at(point)
        if self._hovered:
            self._tell(self._hovered)
        elif unit is not None and self._picture is not None:
            told = switch_told(unit, unit in (self._picture.silenced or ()))
            QToolTip.showText(self.mapToGlobal(point.toPoint()), told, self)
        elif symbol:
            QToolTip.showText(self.mapToGlobal(point.toPoint()), explained(symbol), self)
        else:
            self._hide_tip()

    def _tell(self, cell: Cell) -> None:
        """Say beside the mouse what a cell is and holds."""
        if self._picture is None:
            return
        rect = self.rect_of(cell)
        # The rectangle of an edge may be far from where it is pointed at.
        here = rect.contains(self._mouse)
        corner = rect.bottomRight().toPoint() if here else self._mouse.toPoint() + BESIDE_THE_MOUSE
        QToolTip.showText(self.mapToGlobal(corner), self._picture.spoken(*cell), self)

    def _hide_tip(self) -> None:
        if QToolTip.isVisible() and self.underMouse():
            QToolTip.hideText()
