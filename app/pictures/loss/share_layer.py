"""The switch that lays the share of right answers over the loss curve, and what it then shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.pictures.loss.grid import Grid
from app.pictures.loss.head import head_action
from app.pictures.loss.plot import LossPlot
from app.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from app.pictures.loss.shares import ShareLines
    from nn.run.shares_along import Points

SHARES = "% right"
SHARES_HELP = (
    "Lay over the loss how much of all is right: vectors as a line, bits dashed, in percent  (A)"
)
STOP_COUNTING = "Counting along the run: click to stop it  (A)"


class ShareLayer:
    """Lines and their scale, which are made when they are first wanted.

    Attributes:
        action: whether they are wanted.
        points: what is shown; None for nothing.
        lines: what draws it; None before anything was shown.
    """

    def __init__(self, plot: LossPlot, parent: QWidget) -> None:
        self._plot = plot
        self._theme, self._grid, self._known = LIGHT, plot.grid, 0
        self.points: Points | None = None
        self.lines: ShareLines | None = None
        self.action = head_action(
            parent,
            "Share of right &answers",
            SHARES,
            "A",
            "Lay over it how much of all is right.",
        )
        self.action.setToolTip(SHARES_HELP)
        self.action.setCheckable(True)

    def show(self, points: Points | None, percent: int | None) -> None:
        """Show what is counted by now, or nothing; `percent` says how far that is, None if over."""
        from app.pictures.loss.shares import NAMES, ShareLines

        self.points = points
        self._plot.show_shares(() if points is None else NAMES)
        counting = points is not None and percent is not None
        self.action.setIconText(f"{percent} %" if counting else SHARES)
        self.action.setToolTip(STOP_COUNTING if counting else SHARES_HELP)
        if self.lines is None:
            self.lines = ShareLines(self._plot.getPlotItem().getViewBox())
            self.lines.set_theme(self._theme)
            self.lines.set_grid(self._grid)
            self.lines.set_known(self._known)
        self.lines.set_points(points)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._theme = theme
        if self.lines is not None:
            self.lines.set_theme(theme)

    def set_grid(self, grid: Grid) -> None:
        """Show another stretch of steps; `grid` is in pixels of the usual size."""
        self._grid = grid
        if self.lines is not None:
            self.lines.set_grid(grid)

    def set_known(self, known: int) -> None:
        """Let what comes after a step be faint."""
        self._known = known
        if self.lines is not None:
            self.lines.set_known(known)

    def told(self, step: int) -> str:
        """In words what was counted last up to a step; "" for nothing."""
        return "" if self.points is None else self.points.told(step)
