"""A plot without what pyqtgraph offers by itself: its menu, its button, and what its mouse does."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize

from app.widgets.plain_axis import PlainAxis
from app.widgets.theme import Theme

HIGHEST = 1.8
"""How many times as high as it has to be a plot becomes that takes what room there is."""


class BarePlot(pg.PlotWidget):
    """Axes and curves; its owner decides about everything else.

    Attributes:
        left: the axis at the left.
        bottom: the axis below.
    """

    def __init__(self) -> None:
        self.left, self.bottom = PlainAxis("left"), PlainAxis("bottom")
        super().__init__(
            background=None,
            enableMenu=False,
            axisItems={"left": self.left, "bottom": self.bottom},
        )
        # A ground that is kept as a picture would be one in a drawing, too.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        # Where what is painted again is no rectangle, Qt blends pictures by threads, span by span,
        # and waits for them: that takes longer than all else in the plot.
        self.setViewportUpdateMode(self.ViewportUpdateMode.BoundingRectViewportUpdate)
        item = self.getPlotItem()
        # A menu without a parent would be freed whenever garbage is collected, even while Qt goes
        # through all the widgets there are.
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())
        item.setMenuEnabled(False)
        item.hideButtons()
        item.getViewBox().setMouseEnabled(False, False)
        self._ready = True
        self.take_font()

    def take_font(self) -> None:
        """Write in the font of the widget, and leave room for it."""
        for axis in (self.left, self.bottom):
            axis.set_font(self.font())
        # Room for the half of the outermost figures that lies beyond the axes.
        beyond = self.bottom.room_beyond
        self.getPlotItem().layout.setContentsMargins(5, round(beyond * 0.6), beyond + 1, 2)

    def show_figures(self, shown: bool) -> None:
        """Write figures along the axes, or none while there is nothing to read off."""
        for axis in (self.left, self.bottom):
            axis.setStyle(showValues=shown)

    def keep_height(self, height: int) -> None:
        """Be at least so high, and not much higher where there is room: a plot is read across."""
        self.setMinimumHeight(height)
        self.setMaximumHeight(round(HIGHEST * height))

    def sizeHint(self) -> QSize:
        # The base class wishes for a plot of the size of a window.
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports changes.
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_ready"):
            self.take_font()

    def recolour(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self.setBackground(theme.window)
        for axis in (self.left, self.bottom):
            axis.setPen(pg.mkPen(theme.line))
            axis.setTextPen(pg.mkPen(theme.muted))
