"""The figures along the axes of a plot, and their name, in the room that their font needs."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from app.widgets.colour_scale import rounded_up
from app.widgets.theme import tabular
from nn.explain.exact_text import MINUS

WIDE = 1.0
"""Decades from which on a logarithmic axis is marked at powers of ten and what lies between."""

FIGURE_ROOM = 90.0
"""Pixels between two figures on a logarithmic axis that is not wide, in the usual font."""

USUAL_LINE = 14.0
"""Height of a line of figures in the usual font."""

USUAL_FIGURES = "0.0005"
"""There is always room for these; where longer ones come, the axis grows."""

BESIDE_FIGURES, BESIDE_NAME = 0.35, 0.2
"""Room between the axis and its figures and between those and its name, in heights of a line."""


class PlainAxis(pg.AxisItem):
    """An axis that writes 1,000 rather than 1000, and 1, 2, 5, 10, … where it is logarithmic."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        self.label.document().setDocumentMargin(0)
        self._upright = orientation in ("left", "right")
        self._line = USUAL_LINE
        self._figures = 0.0

    def set_font(self, font: QFont) -> None:
        """Write the name in a font, the figures a little smaller, and make room for both."""
        figures = tabular(font, 0.9)
        metrics = QFontMetricsF(figures)
        self._line = metrics.height()
        self._figures = metrics.horizontalAdvance(USUAL_FIGURES)
        self.label.setFont(font)
        self.setStyle(
            tickFont=figures,
            tickLength=-4,
            tickTextOffset=round(self._line * BESIDE_FIGURES) if self._upright else 2,
            hideOverlappingLabels=self.room_beyond,
        )
        self.make_room()

    @property
    def room_beyond(self) -> int:
        """Pixels beyond its ends that the outermost figures may cover."""
        return round(self._line * 1.1)

    def make_room(self) -> None:
        """Be as wide, or as high, as the figures and the name are."""
        shown = self.label.isVisible()
        name = self.label.boundingRect().height() + self._line * BESIDE_NAME if shown else 0.0
        if self._upright:
            self.setWidth(ceil(name + self._figures + self.style["tickTextOffset"][0]))
        else:
            self.setHeight(ceil(name + self._line + self.style["tickTextOffset"][1]))
        self.resizeEvent()

    def resizeEvent(self, event: QEvent | None = None) -> None:
        # The base class is resized before there is a name, and once more after it is taken away.
        if self.label is None or not hasattr(self, "_upright"):
            return
        name, size = self.label.boundingRect(), self.size()
        if self._upright:
            left = 0.0 if self.orientation == "left" else size.width() - name.height()
            self.label.setPos(round(left), round((size.height() + name.width()) / 2))
        else:
            self.label.setPos(
                round((size.width() - name.width()) / 2), round(size.height() - name.height())
            )
        self.picture = None

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float | None, list[float]]]:
        if not self._narrow:
            return list(super().tickValues(minVal, maxVal, size))
        low, high = 10.0**minVal, 10.0**maxVal
        room = FIGURE_ROOM * self._line / USUAL_LINE
        step = rounded_up((high - low) * room / max(size, 1.0))
        marks = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
        return [(step, np.log10(marks).tolist())]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self._narrow:
            return [plain_figure(10.0**value * scale) for value in values]
        if self.logMode or spacing * scale < 1:
            return [
                each.replace("-", MINUS) for each in super().tickStrings(values, scale, spacing)
            ]
        return [f"{value * scale:,.0f}".replace("-", MINUS) for value in values]

    def logTickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [log_figure(10.0**value * scale) for value in values]

    def generateDrawSpecs(self, painter: QPainter) -> tuple[Any, Any, Any] | None:
        specs = super().generateDrawSpecs(painter)
        if specs is None:
            return None
        axis, ticks, texts = specs
        shown = self._apart([each for each in texts if each[2]])
        widest = max((rect.width() for rect, _, _ in shown), default=0.0)
        if self._upright and widest > self._figures:
            self._figures = widest
            self.make_room()
        return axis, ticks, shown

    def _apart(self, texts: list[tuple[QRectF, int, str]]) -> list[tuple[QRectF, int, str]]:
        """Those that keep their distance from all before them."""
        beside = 0.0 if self._upright else self._line / 4
        shown: list[tuple[QRectF, int, str]] = []
        for each in texts:
            room = each[0].adjusted(-beside, 0, beside, 0)
            if not any(room.intersects(other) for other, _, _ in shown):
                shown.append(each)
        return shown

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
