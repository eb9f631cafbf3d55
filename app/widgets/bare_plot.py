"""A plot without what pyqtgraph offers by itself: its menu, its button, and what its mouse does."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg

from app.widgets.theme import Theme


class BarePlot(pg.PlotWidget):
    """Axes and curves; its owner decides about everything else."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(background=None, enableMenu=False, **arguments)
        item = self.getPlotItem()
        # A menu without a parent would be freed whenever garbage is collected, even while Qt goes
        # through all the widgets there are.
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())
        item.setMenuEnabled(False)
        item.hideButtons()
        item.getViewBox().setMouseEnabled(False, False)
        for name in ("left", "bottom"):
            item.getAxis(name).enableAutoSIPrefix(False)

    def recolour(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self.setBackground(theme.window)
        for name in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(name)
            axis.setPen(pg.mkPen(theme.line))
            axis.setTextPen(pg.mkPen(theme.muted))
