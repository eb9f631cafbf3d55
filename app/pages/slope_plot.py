"""The curve of the loss over one weight, with its tangent and where steps lead."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt

from app.widgets.bare_plot import BarePlot
from app.widgets.theme import theme_of
from nn.explain.slope import Point, Slope

CURVE_HEIGHT, CURVE_LINES = 130, 3.0
"""Pixels of the plot without its figures and names, and how many lines these take."""

LEAST_SHARE = 0.25
"""Of the height: where the mean is so far off that the curve would have less, it is left out."""

MARGIN_ABOVE = 0.08
"""Of what is seen: the room above and below the curves."""

POINT_SIZE, RING_SIZE = 9, 15
"""A step is often too short to be seen: a ring around the point before it is seen, too."""


class SlopePlot(BarePlot):
    """Draws a `Slope`."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The loss over the weight")
        self.bottom.setLabel("weight")
        self.left.setLabel("loss, summed")
        self.take_font()
        self._mean, self._tangent, self._curve = (pg.PlotCurveItem() for _ in range(3))
        self._tried, self._after, self._now = (
            pg.ScatterPlotItem(size=size, symbol=symbol)
            for size, symbol in ((POINT_SIZE, "d"), (RING_SIZE, "o"), (POINT_SIZE, "o"))
        )
        for item in (self._mean, self._tangent, self._curve):
            self.addItem(item, ignoreBounds=True)
        for item in (self._tried, self._after, self._now):
            self.addItem(item, ignoreBounds=True)
        self._recolour()

    def take_font(self) -> None:
        super().take_font()
        for axis in (self.left, self.bottom):
            axis.make_room()
        self.keep_height(round(CURVE_HEIGHT + CURVE_LINES * self.fontMetrics().height()))

    def show_slope(self, slope: Slope, name: str, after: bool, close: bool) -> None:
        """Draw the curve of a weight.

        Args:
            slope: the curve.
            name: of the weight.
            after: whether it is known where the step led.
            close: whether the tangent is looked at closely: the mean may be out of sight then.
        """
        self.show_figures(True)
        self.bottom.setLabel(name)
        self._curve.setData(slope.weights, slope.losses)
        self._mean.setData(slope.mean_weights, slope.means)
        self._tangent.setData(*slope.tangent())
        shown = [slope.now] + [slope.after] * after + [each for each in (slope.tried,) if each]
        _put(self._now, slope.now)
        _put(self._after, slope.after if after else None)
        _put(self._tried, slope.tried)
        own = [slope.losses.min(), slope.losses.max(), *(each.loss for each in shown)]
        both = [*own, slope.means.min(), slope.means.max()]
        room_for_both = not close and _span(own) >= LEAST_SHARE * _span(both)
        seen = both if room_for_both or slope.flat else own
        low, high = float(min(seen)), float(max(seen))
        room = MARGIN_ABOVE * (high - low) or 1e-6 * max(abs(high), 1e-6)
        item = self.getPlotItem()
        item.setXRange(float(slope.weights[0]), float(slope.weights[-1]), padding=0.0)
        item.setYRange(low - room, high + room, padding=0.0)

    def shows_mean(self) -> bool:
        """Whether the mean is to be seen, at least a part of it."""
        means = self._mean.getData()[1]
        if means is None or not len(means):
            return False
        low, high = self.getPlotItem().viewRange()[1]
        return bool(means.max() >= low and means.min() <= high)

    def clear_slope(self) -> None:
        """Draw nothing."""
        self.show_figures(False)
        for item in (self._mean, self._tangent, self._curve):
            item.setData([], [])
        for item in (self._tried, self._after, self._now):
            _put(item, None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of palette.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_now"):
            self._recolour()

    def _recolour(self) -> None:
        theme = theme_of(self.palette())
        self.recolour(theme)
        self._curve.setPen(pg.mkPen(theme.text))
        self._mean.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DashLine))
        self._tangent.setPen(pg.mkPen(theme.accent))
        self._now.setPen(pg.mkPen(theme.accent))
        self._now.setBrush(pg.mkBrush(theme.accent))
        self._after.setPen(pg.mkPen(theme.accent, width=2))
        self._after.setBrush(pg.mkBrush(None))
        self._tried.setPen(pg.mkPen(theme.branch_colours[2]))
        self._tried.setBrush(pg.mkBrush(theme.branch_colours[2]))


def _span(losses: list[float]) -> float:
    return max(losses) - min(losses)


def _put(item: pg.ScatterPlotItem, point: Point | None) -> None:
    if point is None:
        item.setData([], [])
    else:
        item.setData([point.weight], [point.loss])
