"""The font of the figures in a picture, and how the numbers of each symbol are written in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.pictures.network.numbers import WHOLE, Format, Significant, format_for
from app.pictures.network.picture import WHOLE_NUMBERS
from app.widgets.colour_scale import Scale
from app.widgets.theme import tabular

SIZES = 9, 11, 14
"""Pixels of the smallest, the usual and the largest figures, where text has its usual size.

Larger figures than the usual ones are written neither at the cost of digits nor where they would
stand close below one another.
"""

ROOMY = 1.6
"""Heights of a figure that are room enough for a cell of large ones."""

BESIDE_FIGURES, BESIDE_MORE, ABOVE_FIGURES = 0.45, 1.0, 3.0
"""Widths of a figure that a number leaves free of its cell, and pixels.

Many figures need more room beside them than few, or the numbers of a row run together.
"""

FEW_FIGURES = 5
"""A sign, a point and three figures."""

Rooms = Mapping[str, tuple[float, float]]
"""Width and height of the cells of each symbol."""


def choose_forms(
    rooms: Rooms, scales: Mapping[str, Scale], text: float
) -> tuple[QFont, dict[str, Format | None]]:
    """Choose the font of the figures, and how the numbers of each symbol are written.

    Args:
        rooms: of the cells.
        scales: of the same symbols, and perhaps of others.
        text: how many times its usual size text has.
    """
    font = tabular(QApplication.font())
    smallest, usual, largest = (round(each * text) for each in SIZES)
    forms = at_usual = _forms_in(font, usual, rooms, scales)
    lowest = min((height for _, height in rooms.values()), default=0.0)
    for pixels in range(largest, smallest - 1, -1):
        forms = _forms_in(font, pixels, rooms, scales)
        roomy = QFontMetricsF(font).capHeight() * ROOMY <= lowest
        if all(map(_says_enough, forms.values())) and (
            pixels <= usual or (roomy and forms == at_usual)
        ):
            break
    return font, forms


def _forms_in(
    font: QFont, pixels: int, rooms: Rooms, scales: Mapping[str, Scale]
) -> dict[str, Format | None]:
    """How the numbers are written in figures of some size, given to the font."""
    font.setPixelSize(pixels)
    metrics = QFontMetricsF(font)
    return {symbol: _form(symbol, room, scales[symbol], metrics) for symbol, room in rooms.items()}


def _form(
    symbol: str, room: tuple[float, float], scale: Scale, metrics: QFontMetricsF
) -> Format | None:
    width, height = room
    if height < metrics.capHeight() + ABOVE_FIGURES:
        return None
    figure = metrics.horizontalAdvance("0")

    def fits(text: str) -> bool:
        many = len(text) > FEW_FIGURES and not scale.decades
        beside = BESIDE_MORE if many else BESIDE_FIGURES
        return metrics.horizontalAdvance(text) + figure * beside <= width

    return format_for(scale, fits, whole=symbol in WHOLE_NUMBERS)


def _says_enough(form: Format | None) -> bool:
    """Whether larger figures are not at the cost of what the numbers say."""
    if isinstance(form, Significant):
        return not form.always_raised
    return form is not None and (form == WHOLE or form.count > 0)
