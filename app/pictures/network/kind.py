"""What the pictures of the network have in common for those who show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from app.pictures.network.layout import LegendSize
from app.pictures.network.picture_item import PictureItem
from app.widgets.theme import Theme

if TYPE_CHECKING:
    from app.pictures.network.picture_layout import PictureLayout


class Kind(NamedTuple):
    """A way of drawing the network.

    Attributes:
        item: makes what paints it in the colours of a theme.
        lay_out: places it: for so many inputs, hidden units and outputs into a width and a height,
            with a zoom, so many times the usual size of text, and room for legends.
    """

    item: Callable[[Theme], PictureItem[Any]]
    lay_out: Callable[[tuple[int, int, int], float, float, float, float, LegendSize], PictureLayout]
