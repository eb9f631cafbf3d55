"""Where everything stands in the picture of the network: hidden units are shared columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt

from nn.explain.phases import OVERLAYS
from nn.explain.symbols import Cell, Index

SMALLEST_CELL = (4.0, 7.0)
LARGEST_CELL = (90.0, 40.0)
ROOM_FOR_GAPS = 9.0

ROW_LABEL, NARROWEST_VECTOR, TIGHTEST_VECTOR, LOWEST_HIDDEN_ROW = 34.0, 28.0, 20.0, 13.0
"""Pixels where text has its usual size; they grow with it."""

BENEATH = 4.0
"""Pixels that the name of the last row may reach below it, where text has its usual size."""

MOST_LINES_ABOVE = 2
"""More lines of legends stand below the network, for it is what is to be seen first."""

LegendSize = Callable[[float], tuple[int, float]]
"""How many lines the legends take in a room of some width, and how wide the longest one is."""


def one_line(room: float) -> tuple[int, float]:
    """The size of legends for which any room will do."""
    return 1, room


class Spacing(NamedTuple):
    """Room around the cells, in pixels where text has its usual size.

    Attributes:
        margin: around all; it does not grow with the text.
        gap: between blocks; likewise.
        legend: height of a line of legends.
        title: height of the title over W1.
        caption: height of the names over a block.
        enough: height of a cell for which there is enough room.
    """

    margin: float
    gap: float
    legend: float
    title: float
    caption: float
    enough: float = 0.0


SPACINGS = (Spacing(14, 14, 20, 20, 18, enough=15.0), Spacing(5, 6, 17, 15, 14))
"""From the roomy to the tight one."""


class Block(NamedTuple):
    """A grid of cells that shows one array.

    Attributes:
        symbol: the array's name.
        left: pixels.
        top: pixels.
        cell_width: pixels.
        cell_height: pixels.
        rows: cells from top to bottom.
        columns: cells from left to right.
        transposed: whether the array's first index runs from left to right.
    """

    symbol: str
    left: float
    top: float
    cell_width: float
    cell_height: float
    rows: int
    columns: int
    transposed: bool = False

    @property
    def rect(self) -> QRectF:
        """What the block covers."""
        return QRectF(
            self.left, self.top, self.columns * self.cell_width, self.rows * self.cell_height
        )

    def cell(self, row: int, column: int) -> QRectF:
        """What one cell covers."""
        return QRectF(
            self.left + column * self.cell_width,
            self.top + row * self.cell_height,
            self.cell_width,
            self.cell_height,
        )

    @property
    def has_gaps(self) -> bool:
        """Whether a line of ground is left between the cells."""
        return min(self.cell_width, self.cell_height) >= ROOM_FOR_GAPS

    def pixels(self, row: int, column: int) -> QRect:
        """The whole pixels that one cell colours."""
        left, top = (
            round(self.left + column * self.cell_width),
            round(self.top + row * self.cell_height),
        )
        right = round(self.left + (column + 1) * self.cell_width)
        bottom = round(self.top + (row + 1) * self.cell_height)
        gap = 1 if self.has_gaps else 0
        return QRect(left, top, max(1, right - left - gap), max(1, bottom - top - gap))

    def index_at(self, x: float, y: float) -> Index | None:
        """The array's index of the cell at a point, None outside the block."""
        column = int((x - self.left) // self.cell_width)
        row = int((y - self.top) // self.cell_height)
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            return None
        return self.index_of(row, column)

    def index_of(self, row: int, column: int) -> Index:
        """The array's index of the cell at a row and column."""
        if self.symbol in ("W1", "W2"):
            return (column, row) if self.transposed else (row, column)
        return (column,) if self.rows == 1 and self.transposed else (row,)

    def place(self, index: Index) -> tuple[int, int]:
        """The row and column of the cell with an index."""
        if len(index) == 2:
            return (index[1], index[0]) if self.transposed else (index[0], index[1])
        return (0, index[0]) if self.rows == 1 and self.transposed else (index[0], 0)


class Label(NamedTuple):
    """A word beside the cells.

    Attributes:
        rect: where it stands.
        text: what it says.
        align: how it stands in `rect`.
        symbol: the array that it names, "" if it names a unit.
        hidden: the hidden unit that it names, from 0; None if it names none.
    """

    rect: QRectF
    text: str
    align: Qt.AlignmentFlag
    symbol: str = ""
    hidden: int | None = None


class Layout(NamedTuple):
    """The whole picture.

    Attributes:
        blocks: by symbol.
        labels: all of them.
        titles: where the names of W1 and W2 stand, by symbol.
        legends: room for the colour scales.
        text: how many times its usual size text has.
        heads: over the columns of the hidden units, where their names stand.
        width: pixels needed.
        height: pixels needed.
    """

    blocks: dict[str, Block]
    labels: tuple[Label, ...]
    titles: dict[str, QRectF]
    legends: QRectF
    width: float
    height: float
    text: float = 1.0
    heads: QRectF = QRectF()

    def head_at(self, point: QPointF) -> int | None:
        """The hidden unit, from 0, at the head of whose column a point is."""
        if not self.heads.contains(point):
            return None
        block = self.blocks["W1"]
        index = block.index_at(point.x(), block.rect.center().y())
        return None if index is None else index[1]

    def head_of(self, unit: int) -> Label:
        """The name of a hidden unit, from 0, at the head of its column."""
        return _head(self.blocks["W1"], unit, self.text, self.heads.height() + 2)

    @property
    def smallest(self) -> tuple[float, float]:
        """Width and height of the smallest cell."""
        cells = self.blocks.values()
        return min(each.cell_width for each in cells), min(each.cell_height for each in cells)

    def rect_of(self, cell: Cell) -> QRectF:
        """What a cell covers; a gradient is shown in the place of its matrix."""
        block = self.blocks[OVERLAYS.get(cell[0], cell[0])]
        return block.cell(*block.place(cell[1]))

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell at a point."""
        for symbol, block in self.blocks.items():
            index = block.index_at(point.x(), point.y())
            if index is not None:
                return symbol, index
        return None

    def neighbour(self, cell: Cell, rows: int, columns: int) -> Cell | None:
        """The next cell in a direction, across gaps."""
        symbol, index = cell
        block = self.blocks[symbol]
        row, column = block.place(index)
        row, column = row + rows, column + columns
        if 0 <= row < block.rows and 0 <= column < block.columns:
            return symbol, block.index_of(row, column)
        return self._nearest(self.rect_of(cell).center(), rows, columns, symbol)

    def _nearest(self, here: QPointF, rows: int, columns: int, leaving: str) -> Cell | None:
        """The closest cell of another block that lies in a direction."""
        best: tuple[float, Cell] | None = None
        for symbol, block in self.blocks.items():
            if symbol == leaving:
                continue
            rect = block.rect
            x = min(max(here.x(), rect.left() + 0.5), rect.right() - 0.5)
            y = min(max(here.y(), rect.top() + 0.5), rect.bottom() - 0.5)
            along = (x - here.x()) * columns + (y - here.y()) * rows
            aside = abs((x - here.x()) * rows) + abs((y - here.y()) * columns)
            if along <= 0.5:
                continue
            index = block.index_at(x, y)
            distance = along + 3 * aside
            if index is not None and (best is None or distance < best[0]):
                best = distance, (symbol, index)
        return best[1] if best else None


HIDDEN_ROWS = ("u1", "a1", "e1")
OUTPUT_COLUMNS = (("u2", "u2"), ("a2", "a2"), ("label", "ŷ"), ("t", "t"), ("e2", "e2"))


def lay_out(
    sizes: tuple[int, int, int],
    width: float,
    height: float,
    zoom: float = 1.0,
    text: float = 1.0,
    legends: LegendSize = one_line,
) -> Layout:
    """Fit the picture into `width` × `height` pixels, or as small as it can be.

    Args:
        sizes: inputs, hidden units and outputs.
        width: of the view.
        height: of the view.
        zoom: 1 fits the view, more lets cells grow beyond it.
        text: how many times its usual size text has.
        legends: how much room they take.
    """
    inputs, hidden, outputs = sizes
    for spacing in SPACINGS:
        legend_lines, legends_width = legends(width - 2 * spacing.margin)
        room = _Room(spacing, sizes, height, text, legend_lines)
        if room.cell_height >= spacing.enough * text:
            break
    margin, gap, caption, title = spacing.margin, spacing.gap, room.caption, room.title
    beside, hidden_rows = len(OUTPUT_COLUMNS) + 1, len(HIDDEN_ROWS)
    row_label = ROW_LABEL * text
    free = width - 2 * margin - row_label - 3 * gap
    cell_w = free / (hidden + beside)
    vector_w = max(NARROWEST_VECTOR * text, min(LARGEST_CELL[0], cell_w))
    if free - beside * vector_w < SMALLEST_CELL[0] * hidden:
        vector_w = TIGHTEST_VECTOR * text
    cell_w = min(LARGEST_CELL[0], (free - beside * vector_w) / hidden)
    cell_w = max(SMALLEST_CELL[0], cell_w) * zoom
    rows_h = room.cell_height
    if rows_h < SMALLEST_CELL[1]:
        # What has to be scrolled anyway can be read.
        rows_h = LOWEST_HIDDEN_ROW * text
    cell_h = min(LARGEST_CELL[1] * max(1.0, text), rows_h * zoom)
    hidden_h = max(LOWEST_HIDDEN_ROW * text, cell_h)
    vector_w = max(vector_w, min(cell_w, vector_w * zoom))

    left = margin + row_label
    matrix_left = left + vector_w + gap
    output_left = matrix_left + hidden * cell_w + gap
    total_width = output_left + len(OUTPUT_COLUMNS) * vector_w + margin
    slack = max(0.0, (width - total_width) / 2)
    left, matrix_left, output_left = (each + slack for each in (left, matrix_left, output_left))

    below = legend_lines > MOST_LINES_ABOVE
    title_top = margin + (0.0 if below else room.legends)
    w1_top = title_top + title + caption
    hidden_top = w1_top + inputs * cell_h + gap
    w2_top = hidden_top + hidden_rows * hidden_h + gap + caption
    total_height = w2_top + outputs * cell_h + room.beneath + (gap + room.legends if below else 0.0)
    drop = max(0.0, (height - total_height) / 2)
    title_top, w1_top, hidden_top, w2_top = (
        each + drop for each in (title_top, w1_top, hidden_top, w2_top)
    )

    blocks = {
        "x": Block("x", left, w1_top, vector_w, cell_h, inputs, 1),
        "W1": Block("W1", matrix_left, w1_top, cell_w, cell_h, inputs, hidden),
        "W2": Block("W2", matrix_left, w2_top, cell_w, cell_h, outputs, hidden, transposed=True),
    }
    for row, symbol in enumerate(HIDDEN_ROWS):
        top = hidden_top + row * hidden_h
        blocks[symbol] = Block(
            symbol, matrix_left, top, cell_w, hidden_h, 1, hidden, transposed=True
        )
    for column, (symbol, _) in enumerate(OUTPUT_COLUMNS):
        at = output_left + column * vector_w
        blocks[symbol] = Block(symbol, at, w2_top, vector_w, cell_h, outputs, 1)

    matrix_width = hidden * cell_w
    right = output_left + len(OUTPUT_COLUMNS) * vector_w + margin
    titles = {
        "W1": QRectF(matrix_left, title_top, right - margin - matrix_left, title),
        "W2": QRectF(matrix_left, w2_top - caption, matrix_width, caption - 2),
    }
    # Above the picture's own left edge, where that is far from the left and there is room.
    aside = slack if slack > row_label else 0.0
    legends_left = margin + max(0.0, min(aside, width - 2 * margin - legends_width))
    legends_top = w2_top + outputs * cell_h + gap if below else margin + drop
    return Layout(
        blocks,
        tuple(_labels(blocks, sizes, text, caption)),
        titles,
        QRectF(legends_left, legends_top, width - margin - legends_left, room.legends),
        right,
        total_height + drop,
        text,
        QRectF(matrix_left, w1_top - caption, matrix_width, caption - 2),
    )


class _Room:
    """What a spacing leaves for the cells."""

    def __init__(
        self,
        spacing: Spacing,
        sizes: tuple[int, int, int],
        height: float,
        text: float,
        legend_lines: int,
    ) -> None:
        inputs, _, outputs = sizes
        self.caption, self.title = spacing.caption * text, spacing.title * text
        self.legends = legend_lines * spacing.legend * text
        self.beneath = max(spacing.margin, BENEATH * text)
        gaps = (3 if legend_lines > MOST_LINES_ABOVE else 2) * spacing.gap
        around = spacing.margin + self.beneath + self.legends + self.title + 2 * self.caption + gaps
        free, lowest = height - around, LOWEST_HIDDEN_ROW * text
        self.cell_height = free / (inputs + outputs + len(HIDDEN_ROWS))
        if self.cell_height < lowest:
            self.cell_height = (free - len(HIDDEN_ROWS) * lowest) / (inputs + outputs)


def _labels(
    blocks: dict[str, Block], sizes: tuple[int, int, int], text: float, caption: float
) -> list[Label]:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    inputs, hidden, outputs = sizes
    w1, w2, x = blocks["W1"], blocks["W2"], blocks["x"]
    every = max(1, round(36 * text / w1.cell_width + 0.3))
    labels = [_head(w1, unit, text, caption) for unit in range(0, hidden, every)]
    every = max(1, round(12 * text / w1.cell_height + 0.3))
    for bit in range(0, inputs, every):
        labels.append(Label(_left_of(x.cell(bit, 0), text), f"x{bit + 1}", right))
    for bit in range(0, outputs, every):
        labels.append(Label(_left_of(w2.cell(bit, 0), text), f"y{bit + 1}", right))
    for symbol in HIDDEN_ROWS:
        labels.append(Label(_left_of(blocks[symbol].rect, text), symbol, right, symbol))
    for symbol, name in (("x", "x"), *OUTPUT_COLUMNS):
        top = blocks[symbol].rect
        rect = QRectF(top.center().x() - 24 * text, top.top() - caption, 48 * text, caption - 2)
        labels.append(Label(rect, name, centre, symbol))
    return labels


def _head(w1: Block, unit: int, text: float, caption: float) -> Label:
    """The name of a hidden unit over its column."""
    cell, wide = w1.cell(0, unit), 40 * text
    rect = QRectF(cell.center().x() - wide / 2, cell.top() - caption, wide, caption - 2)
    align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    return Label(rect, f"h{unit + 1}", align, hidden=unit)


def _left_of(cell: QRectF, text: float) -> QRectF:
    height = max(cell.height(), 14 * text)
    return QRectF(cell.left() - 46 * text, cell.center().y() - height / 2, 40 * text, height)
