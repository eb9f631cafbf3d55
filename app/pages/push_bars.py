"""A bar for each vector: how it would move a weight."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from app.widgets.bare_plot import BarePlot
from app.widgets.kept_keys import ENTER, KeptKeys
from app.widgets.key_table import KeyTable
from app.widgets.theme import theme_of
from nn.explain.pushes import Pushes

BARS_HEIGHT, BARS_LINES = 110, 2.0
"""Pixels of the plot without its figures and names, and how many lines these take."""

BAR_WIDTH, THIN_BARS = 0.8, 200
"""Of the room for a bar; above so many bars nothing is left between them."""

MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PushBars(BarePlot):
    """Draws the bars of `Pushes`, in their order.

    Signals:
        pointed: the index of the bar under the mouse or the keyboard, -1 for none.
        chosen: the index of a bar that was clicked, or at which Enter was pressed.
    """

    KEYS = KeyTable(
        "On the bars of the vectors",
        (("Left | Right", "Tell of the next vector."), ("Enter", "Try the vector.")),
    )

    pointed = Signal(int)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._count, self._cursor = 0, 0
        self.setAccessibleName("What every vector wants of the weight")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        KeptKeys(self, frozenset((*MOVES, *ENTER)))
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.bottom.setLabel("vectors")
        self.left.setLabel("wanted change")
        self.take_font()
        self._up, self._down, self._own = (
            pg.BarGraphItem(x=[], height=[], width=BAR_WIDTH) for _ in range(3)
        )
        self._here = pg.InfiniteLine(angle=90, movable=False)
        self._mean, self._own_push = (pg.InfiniteLine(angle=0, movable=False) for _ in range(2))
        self._zero = pg.InfiniteLine(pos=0.0, angle=0, movable=False)
        self._mark = pg.ScatterPlotItem(size=9)
        lines = (self._zero, self._here, self._own_push, self._mean, self._mark)
        for item in (self._up, self._down, self._own, *lines):
            self.addItem(item, ignoreBounds=True)
        self._lines = (self._here, self._own_push, self._mean)
        self._recolour()
        self.clear_pushes()

    def take_font(self) -> None:
        super().take_font()
        for axis in (self.left, self.bottom):
            axis.make_room()
        self.keep_height(round(BARS_HEIGHT + BARS_LINES * self.fontMetrics().height()))

    def show_pushes(self, pushes: Pushes) -> None:
        """Draw the bars."""
        self.left.setStyle(showValues=True)
        heights, own = pushes.pushes, pushes.own
        self._count = count = len(heights)
        self._cursor = min(self._cursor, count - 1)
        places = np.arange(count)
        for item, chosen in (
            (self._up, heights > 0.0),
            (self._down, heights < 0.0),
            (self._own, places == (-1 if own is None else own)),
        ):
            width = BAR_WIDTH if count < THIN_BARS else 1.0
            item.setOpts(x=places[chosen], height=heights[chosen], width=width)
        self._mean.setValue(pushes.mean)
        self._mean.show()
        # Without a bar of its own the step's vector is a line.
        self._own_push.setValue(pushes.own_push)
        self._own_push.setVisible(own is None)
        low, high = min(float(heights.min()), 0.0), max(float(heights.max()), 0.0)
        if own is None:
            self._mark.setData([], [])
            low, high = min(low, pushes.own_push), max(high, pushes.own_push)
        else:
            # Below a bar that goes up and above one that goes down, at the foot of the bar.
            self._mark.setData([own], [0.0], symbol="t1" if heights[own] >= 0.0 else "t")
        room = 0.1 * (high - low) or 1e-6
        item = self.getPlotItem()
        item.setXRange(-0.7, count - 0.3, padding=0.0)
        item.setYRange(low - room, high + room, padding=0.0)
        self._point()

    def clear_pushes(self) -> None:
        """Draw nothing."""
        self._count = 0
        self.show_figures(False)
        for item in (self._up, self._down, self._own):
            item.setOpts(x=[], height=[])
        self._mark.setData([], [])
        for line in self._lines:
            line.hide()
        self.pointed.emit(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._bar_at(event.position())
        if place is None:
            QToolTip.hideText()
            return
        self._cursor = place
        self._point(always=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = self._bar_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.chosen.emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._point()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES and not event.modifiers():
            self._cursor = min(max(self._cursor + MOVES[key], 0), max(self._count - 1, 0))
            self._point()
        elif key in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self._count:
                self.chosen.emit(self._cursor)
        else:
            # The view would swallow keys that the window may want.
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of palette.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lines"):
            self._recolour()

    def _point(self, always: bool = False) -> None:
        """Tell of the bar at which the mouse or the keyboard is."""
        seen = self._count > 0 and (always or self.hasFocus() or self.underMouse())
        self._here.setValue(self._cursor)
        self._here.setVisible(seen)
        self.pointed.emit(self._cursor if seen else -1)

    def _bar_at(self, point: QPointF) -> int | None:
        box = self.getPlotItem().getViewBox()
        place = round(float(box.mapSceneToView(self.mapToScene(point.toPoint())).x()))
        return place if 0 <= place < self._count else None

    def _recolour(self) -> None:
        theme = theme_of(self.palette())
        self.recolour(theme)
        for item, colour in (
            (self._up, theme.map_stops[5]),
            (self._down, theme.map_stops[1]),
            (self._own, theme.accent),
        ):
            item.setOpts(pen=pg.mkPen(None), brush=pg.mkBrush(colour))
        self._mark.setPen(pg.mkPen(theme.accent))
        self._mark.setBrush(pg.mkBrush(theme.accent))
        self._zero.setPen(pg.mkPen(theme.line))
        self._here.setPen(pg.mkPen(theme.muted))
        self._own_push.setPen(pg.mkPen(theme.accent))
        self._mean.setPen(pg.mkPen(theme.text, style=Qt.PenStyle.DashLine))
