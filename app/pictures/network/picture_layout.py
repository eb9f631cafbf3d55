"""What the layouts of the pictures of the network have in common."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF

from app.pictures.network.layout import Label
from nn.explain.symbols import Cell


class PictureLayout(Protocol):
    """Where everything stands in a picture."""

    @property
    def width(self) -> float:
        """Pixels needed."""

    @property
    def height(self) -> float:
        """Pixels needed."""

    @property
    def smallest(self) -> tuple[float, float]:
        """Width and height of the smallest cell that numbers are written in where there is room."""

    def rect_of(self, cell: Cell) -> QRectF:
        """What a cell covers; of an edge, its middle."""

    def head_at(self, point: QPointF) -> int | None:
        """The hidden unit, from 0, the switch of which is at a point."""

    def head_of(self, unit: int) -> Label | None:
        """The name of a hidden unit, from 0, at which its switch is; None if it has none."""

    def neighbour(self, cell: Cell, rows: int, columns: int) -> Cell | None:
        """The next cell in a direction."""
