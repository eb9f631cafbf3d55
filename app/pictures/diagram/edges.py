"""The edges of the diagram: which are drawn, in which order, how wide and in which colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from app.pictures.diagram.places import DiagramLayout
from app.pictures.network.picture import NetworkPicture
from app.widgets.colour_scale import ZERO_ROW
from app.widgets.theme import Theme
from nn.core.arrays import Array
from nn.explain.phases import OVERLAYS
from nn.explain.symbols import SYMBOLS

MOST_EDGES = 160
"""Of each matrix; with more of them none could be told from another."""

THINNEST, WIDEST = 0.7, 4.0
"""Pixels of the edge of a number next to zero and of one at the end of the scale."""

PALE = 0.2
"""The share of its colour that an edge keeps which has no part in the phase."""

NEAR = 5.0
"""Pixels from an edge where it can still be pointed at."""

Rows = NDArray[np.intp]


def numbers_of(picture: NetworkPicture, matrix: str) -> Array | None:
    """What the edges of a matrix show, of its own shape; None where it is not known."""
    values = picture.shown.get(matrix)
    return values.T if matrix == "W2" and values is not None else values


def strongest(values: Array, most: int = MOST_EDGES) -> NDArray[np.intp]:
    """The flat indexes of the numbers of largest magnitude, the weakest of them first."""
    order = np.argsort(np.abs(values), axis=None, kind="stable")
    return order[-most:]


def evenly(count: int, most: int = MOST_EDGES) -> NDArray[np.intp]:
    """Indexes out of so many, with no reason to prefer one."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.intp))


def flow_of(picture: NetworkPicture, matrix: str) -> int:
    """Which way a phase goes along the edges of a matrix: 1 forward, -1 backward, 0 neither."""
    if matrix not in picture.reads:
        return 0
    near, far = tuple(SYMBOLS[matrix].units)
    to = {SYMBOLS[symbol].units for symbol in picture.writes}
    return 1 if far in to else -1 if near in to else 0


def lit(picture: NetworkPicture, matrix: str, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Which edges of a matrix have a part in the phase; all where there is no phase.

    Forward through W1 these are the edges of the inputs that are 1: the others add nothing. Those
    of a hidden unit that is silenced have no part in anything.
    """
    touched = {OVERLAYS.get(symbol, symbol) for symbol in picture.reads | picture.writes}
    if touched and matrix not in touched:
        return np.zeros(shape, np.bool_)
    made = np.ones(shape, np.bool_)
    if matrix == "W1" and flow_of(picture, matrix) > 0:
        made &= picture.shown["x"].reshape(-1, 1) > 0.0
    if picture.silenced:
        silent = sorted(picture.silenced)
        made[(slice(None), silent) if matrix == "W1" else silent] = False
    return made


@dataclass(frozen=True, eq=False)
class EdgeLook:
    """How the edges of one matrix look at a moment.

    Attributes:
        matrix: "W1" or "W2".
        shape: of the matrix.
        order: the flat indexes of the edges that are drawn, in their order.
        rows: of the colour table, of the matrix's shape; None where the numbers are not known.
        lit: which have a part in the phase, of the matrix's shape.
        stroke: how many times their usual width they have.
    """

    matrix: str
    shape: tuple[int, int]
    order: NDArray[np.intp]
    rows: Rows | None
    lit: NDArray[np.bool_]
    stroke: float

    def width(self, source: int, target: int) -> float:
        """How wide an edge is, in pixels."""
        if self.rows is None:
            return THINNEST
        return width_of(int(self.rows[source, target])) * self.stroke


def width_of(row: int) -> float:
    """How wide the edge of a colour is, in pixels."""
    return THINNEST + (WIDEST - THINNEST) * abs(row - ZERO_ROW) / ZERO_ROW


def look_of(picture: NetworkPicture, matrix: str, layout: DiagramLayout) -> EdgeLook:
    """How the edges of a matrix look."""
    ends = layout.edges[matrix]
    shape = len(ends.starts), len(ends.ends)
    values = numbers_of(picture, matrix)
    lights = lit(picture, matrix, shape)
    if values is None:
        return EdgeLook(matrix, shape, evenly(shape[0] * shape[1]), None, lights, layout.stroke)
    rows = picture.scales[matrix].rows(values)
    return EdgeLook(matrix, shape, strongest(values), rows, lights, layout.stroke)


class EdgePens:
    """The pens of a theme, by row of the colour table.

    Args of the constructor:
        theme: its colours.
        stroke: how many times their usual width edges have.
    """

    def __init__(self, theme: Theme, stroke: float) -> None:
        table = theme.colour_table()
        window = QColor(theme.window)
        ground = np.array([window.red(), window.green(), window.blue()])
        pale = (table * PALE + ground * (1.0 - PALE)).round()
        self.lit = [_pen(each, row, stroke) for row, each in enumerate(table.tolist())]
        self.pale = [_pen(each, row, stroke) for row, each in enumerate(pale.tolist())]
        self.unknown = QPen(QColor(theme.line), 1.0)


def _pen(colour: list[float], row: int, stroke: float) -> QPen:
    return QPen(QColor(*map(int, colour)), width_of(row) * stroke)


def paint_edges(painter: QPainter, layout: DiagramLayout, look: EdgeLook, pens: EdgePens) -> None:
    """Paint the edges of one matrix: those that have a part in the phase last."""
    ends = layout.edges[look.matrix]
    sources, targets = np.unravel_index(look.order, look.shape)
    points = np.hstack([ends.starts[sources], ends.ends[targets]]).tolist()
    if look.rows is None:
        painter.setPen(pens.unknown)
        painter.drawLines([QLineF(*each) for each in points])
        return
    rows = look.rows[sources, targets]
    lights = look.lit[sources, targets]
    set_pen, draw = painter.setPen, painter.drawLine
    for inked, chosen in ((pens.pale, ~lights), (pens.lit, lights)):
        places = np.flatnonzero(chosen & (rows != ZERO_ROW))
        for place, row in zip(places.tolist(), rows[places].tolist(), strict=True):
            set_pen(inked[row])
            draw(QLineF(*points[place]))


def edge_at(
    layout: DiagramLayout, look: EdgeLook, point: QPointF
) -> tuple[float, tuple[int, int]] | None:
    """The edge that is drawn nearest to a point, and how far away it is, if it is near enough."""
    ends = layout.edges[look.matrix]
    sources, targets = np.unravel_index(look.order, look.shape)
    start = ends.starts[sources]
    along = ends.ends[targets] - start
    there = np.array([point.x(), point.y()]) - start
    shares = (there * along).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-9)
    beside = there - along * np.clip(shares, 0.0, 1.0)[:, None]
    distances = np.hypot(*beside.T)
    # Where several run together, the one on top.
    best = len(distances) - 1 - int(np.argmin(distances[::-1]))
    if distances[best] > NEAR:
        return None
    return float(distances[best]), (int(sources[best]), int(targets[best]))
