"""The figures along the axes of the loss curve."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg

from app.widgets.colour_scale import rounded_up
from nn.explain.exact_text import MINUS

WIDE = 1.0
"""Decades from which on a logarithmic axis is marked at powers of ten and what lies between."""

FIGURE_ROOM = 90.0
"""Pixels between two figures on a logarithmic axis that is not wide."""


class PlainAxis(pg.AxisItem):
    """An axis that writes 1,000 rather than 1000, and 1, 2, 5, 10, … where it is logarithmic."""

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float | None, list[float]]]:
        if not self._narrow:
            return list(super().tickValues(minVal, maxVal, size))
        low, high = 10.0**minVal, 10.0**maxVal
        step = rounded_up((high - low) * FIGURE_ROOM / max(size, 1.0))
        marks = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
        return [(step, np.log10(marks).tolist())]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self._narrow:
            return [plain_figure(10.0**value * scale) for value in values]
        if self.logMode or spacing * scale < 1:
            return list(super().tickStrings(values, scale, spacing))
        return [f"{value * scale:,.0f}" for value in values]

    def logTickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [log_figure(10.0**value * scale) for value in values]

    @property
    def _narrow(self) -> bool:
        return bool(self.logMode) and self.range[1] - self.range[0] < WIDE


def plain_figure(value: float) -> str:
    """A positive number with a few digits, written out as far as that is short."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.4g}".replace("e-0", f"e{MINUS}").replace("e-", f"e{MINUS}")


def log_figure(value: float) -> str:
    """What a logarithmic axis writes at a value: "" unless it is 1, 2 or 5 times a power of 10."""
    return plain_figure(value) if f"{value:.0e}"[0] in "125" else ""
