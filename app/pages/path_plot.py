"""The path of the selected weight over the run, looked at step by step without a stutter."""

from __future__ import annotations

from math import inf
from time import perf_counter

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent

from app.widgets.bare_plot import BarePlot
from app.widgets.theme import theme_of
from app.widgets.throttle import at_most_every
from nn.explain.symbols import Cell, cell_name
from nn.explain.weight_path import WeightPath, WeightPaths
from nn.run.recording import Recording

SLICE_SECONDS = 0.004
"""Steps are looked at for so long, and then whatever else there is to do comes first."""

STEPS_AT_ONCE = 16
"""Between two looks at the clock."""

TRAINING_MS = 150
"""While the run grows the steps are left to it, but for a slice now and then."""

REDRAW_SECONDS = 0.1
HEIGHT, LINES = 110, 2.7
"""Pixels of the plot without its figures and names, and how many lines these take."""

FEWEST_COLUMNS = 50


class PathPlot(BarePlot):
    """Draws one weight of a run; hidden without one.

    What was seen of the run is kept for all of its weights, so that another one is drawn at once.
    Only what can be seen is worked at: with the plot hidden, or in a page that is, it rests.
    """

    _saw_more = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._last = inf
        self._paths: WeightPaths | None = None
        self._cell: Cell | None = None
        self._path: WeightPath | None = None
        self._length = 0
        self.setAccessibleName("Path of the weight over the run")
        self.setToolTip(
            "The weight after every step so far, and where the playhead stands\n"
            "Dotted: seen at every 64th step or fewer, as long as it is not yet looked at closely"
        )
        self.bottom.setLabel("step")
        self.bottom.make_room()
        self._curve, self._ahead = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._here = pg.InfiniteLine(angle=90, movable=False)
        for curve in (self._ahead, self._curve):
            self.addItem(curve)
        self.addItem(self._here, ignoreBounds=True)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.timeout.connect(self._look_on)
        at_most_every(REDRAW_SECONDS, self._saw_more, self._draw, self)
        self._recolour()
        self.hide()

    def take_font(self) -> None:
        super().take_font()
        self.setFixedHeight(round(HEIGHT + LINES * self.fontMetrics().height()))

    @property
    def path(self) -> WeightPath | None:
        """What is drawn, None without a weight."""
        return self._path

    def show_path(
        self, recording: Recording, cell: Cell, position: int, within_step: bool = False
    ) -> None:
        """Draw a weight.

        Args:
            recording: the run.
            cell: a cell of W1 or W2.
            position: after how many updates it is looked at.
            within_step: whether a step is under way there, which is not to be given away.
        """
        self._last = position if within_step else inf
        if self._paths is None or self._paths.recording is not recording:
            self._paths = WeightPaths(recording, self._paths)
            self._length = recording.length
        self._cell = cell
        self._here.setValue(position)
        self.left.setLabel(cell[0])
        self.left.make_room()
        self.show()
        self._look()
        self._draw()

    def clear_path(self) -> None:
        """Draw nothing, and look at nothing."""
        self._cell = self._path = None
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._looking.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._saw_more.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt's own constructor already reports a change of palette.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_here"):
            self._recolour()

    @Slot()
    def _look_on(self) -> None:
        self._look()
        self._saw_more.emit()

    def _look(self) -> None:
        """Look at a few more steps, and come back for the rest."""
        paths = self._paths
        if paths is None or not self.isVisible():
            return
        until = perf_counter() + SLICE_SECONDS
        paths.look(STEPS_AT_ONCE)
        while not paths.complete and perf_counter() < until:
            paths.look(STEPS_AT_ONCE)
        if not paths.complete:
            before, self._length = self._length, paths.recording.length
            self._looking.start(0 if self._length == before else TRAINING_MS)

    @Slot()
    def _draw(self) -> None:
        if self._paths is None or self._cell is None:
            return
        pixels = int(self.viewport().width() * self.devicePixelRatioF())
        self._path = self._paths.path(*self._cell, max(FEWEST_COLUMNS, pixels))
        self.setAccessibleDescription(self._path.told(cell_name(*self._cell), self._last))
        ahead = self._path.ahead_positions, self._path.ahead_values
        for item, (positions, values) in ((self._curve, self._path.line), (self._ahead, ahead)):
            # Left out rather than cut off: the axis reaches as far as the run all the same.
            known = np.where(positions <= self._last, values, np.nan)
            item.setData(positions, known, connect="finite")

    def _recolour(self) -> None:
        theme = theme_of(self.palette())
        self.recolour(theme)
        self._curve.setPen(pg.mkPen(theme.text))
        self._ahead.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DotLine))
        self._here.setPen(pg.mkPen(theme.accent))
