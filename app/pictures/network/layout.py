"""Where everything stands in the picture of the network: hidden units are shared columns."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt

from nn.explain.symbols import Index

MARGIN = 14.0
ROW_LABEL = 34.0
GAP = 14.0
CAPTION = 20.0
SMALLEST_CELL = (4.0, 7.0)
LARGEST_CELL = (66.0, 40.0)
NARROWEST_VECTOR = 28.0
LOWEST_HIDDEN_ROW = 13.0
LEGEND_WIDTH = 140.0
TITLE = 20.0


@dataclass(frozen=True)
class Block:
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

    def index_at(self, x: float, y: float) -> Index | None:
        """The array's index of the cell at a point, None outside the block."""
        column = int((x - self.left) // self.cell_width)
        row = int((y - self.top) // self.cell_height)
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            return None
        return self.index(row, column)

    def index(self, row: int, column: int) -> Index:
        """The array's index of the cell at a row and column."""
        if self.symbol in ("W1", "W2"):
            return (column, row) if self.transposed else (row, column)
        return (column,) if self.rows == 1 and self.transposed else (row,)

    def place(self, index: Index) -> tuple[int, int]:
        """The row and column of the cell with an index."""
        if len(index) == 2:
            return (index[1], index[0]) if self.transposed else (index[0], index[1])
        return (0, index[0]) if self.rows == 1 and self.transposed else (index[0], 0)


@dataclass(frozen=True)
class Label:
    """A word beside the cells.

    Attributes:
        rect: where it stands.
        text: what it says.
        align: how it stands in `rect`.
        symbol: the array that it names, "" if it names a unit.
    """

    rect: QRectF
    text: str
    align: Qt.AlignmentFlag
    symbol: str = ""


@dataclass(frozen=True)
class Layout:
    """The whole picture.

    Attributes:
        blocks: by symbol.
        labels: all of them.
        titles: where the names of W1 and W2 stand, by symbol.
        legend: room for the colour scale.
        width: pixels needed.
        height: pixels needed.
    """

    blocks: dict[str, Block]
    labels: tuple[Label, ...]
    titles: dict[str, QRectF]
    legend: QRectF
    width: float
    height: float


HIDDEN_ROWS = ("u1", "a1", "e1")
OUTPUT_COLUMNS = (("u2", "u2"), ("a2", "a2"), ("label", "ŷ"), ("t", "t"), ("e2", "e2"))


def lay_out(bits: int, hidden: int, width: float, height: float, zoom: float = 1.0) -> Layout:
    """Fit the picture into `width` × `height` pixels, or as small as it can be.

    Args:
        bits: of input and output.
        hidden: units.
        width: of the view.
        height: of the view.
        zoom: 1 fits the view, more lets cells grow beyond it.
    """
    beside = len(OUTPUT_COLUMNS) + 1
    free = width - 2 * MARGIN - ROW_LABEL - 3 * GAP
    cell_w = free / (hidden + beside)
    vector_w = max(NARROWEST_VECTOR, min(LARGEST_CELL[0], cell_w))
    cell_w = min(LARGEST_CELL[0], (free - beside * vector_w) / hidden)
    free_h = height - 2 * MARGIN - TITLE - 2 * CAPTION - 2 * GAP
    cell_h = free_h / (2 * bits + len(HIDDEN_ROWS))
    if cell_h < LOWEST_HIDDEN_ROW:
        cell_h = (free_h - len(HIDDEN_ROWS) * LOWEST_HIDDEN_ROW) / (2 * bits)
    cell_w = max(SMALLEST_CELL[0], cell_w) * zoom
    cell_h = min(LARGEST_CELL[1], max(SMALLEST_CELL[1], cell_h) * zoom)
    hidden_h = max(LOWEST_HIDDEN_ROW, cell_h)
    vector_w = max(vector_w, min(cell_w, vector_w * zoom))

    left = MARGIN + ROW_LABEL
    matrix_left = left + vector_w + GAP
    output_left = matrix_left + hidden * cell_w + GAP
    total_width = output_left + GAP + len(OUTPUT_COLUMNS) * vector_w + MARGIN
    slack = max(0.0, (width - total_width) / 2)
    left, matrix_left, output_left = (each + slack for each in (left, matrix_left, output_left))

    w1_top = MARGIN + TITLE + CAPTION
    hidden_top = w1_top + bits * cell_h + GAP
    w2_top = hidden_top + len(HIDDEN_ROWS) * hidden_h + GAP + CAPTION
    total_height = w2_top + bits * cell_h + MARGIN
    drop = max(0.0, (height - total_height) / 2)
    w1_top, hidden_top, w2_top = (each + drop for each in (w1_top, hidden_top, w2_top))

    blocks = {
        "x": Block("x", left, w1_top, vector_w, cell_h, bits, 1),
        "W1": Block("W1", matrix_left, w1_top, cell_w, cell_h, bits, hidden),
        "W2": Block("W2", matrix_left, w2_top, cell_w, cell_h, bits, hidden, transposed=True),
    }
    for row, symbol in enumerate(HIDDEN_ROWS):
        top = hidden_top + row * hidden_h
        blocks[symbol] = Block(
            symbol, matrix_left, top, cell_w, hidden_h, 1, hidden, transposed=True
        )
    for column, (symbol, _) in enumerate(OUTPUT_COLUMNS):
        at = output_left + column * vector_w
        blocks[symbol] = Block(symbol, at, w2_top, vector_w, cell_h, bits, 1)

    legend_top = w1_top - CAPTION - TITLE
    matrix_width = hidden * cell_w
    titles = {
        "W1": QRectF(matrix_left, legend_top, max(matrix_width, 280.0), TITLE),
        "W2": QRectF(matrix_left, w2_top - CAPTION, matrix_width, CAPTION - 3),
    }
    outputs_width = len(OUTPUT_COLUMNS) * vector_w
    legend = QRectF(
        output_left, legend_top, max(outputs_width, LEGEND_WIDTH), hidden_top - GAP - legend_top
    )
    return Layout(
        blocks,
        tuple(_labels(blocks, bits, hidden)),
        titles,
        legend,
        legend.right() + GAP + MARGIN,
        w2_top + bits * cell_h + MARGIN,
    )


def _labels(blocks: dict[str, Block], bits: int, hidden: int) -> list[Label]:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    labels = []
    w1, w2, x = blocks["W1"], blocks["W2"], blocks["x"]
    every = max(1, round(36 / w1.cell_width + 0.3))
    for unit in range(0, hidden, every):
        cell = w1.cell(0, unit)
        rect = QRectF(cell.center().x() - 20, cell.top() - CAPTION, 40, CAPTION - 3)
        labels.append(Label(rect, f"h{unit + 1}", centre))
    every = max(1, round(12 / w1.cell_height + 0.3))
    for bit in range(0, bits, every):
        cell = x.cell(bit, 0)
        labels.append(Label(_left_of(cell), f"x{bit + 1}", right))
        labels.append(Label(_left_of(w2.cell(bit, 0)), f"y{bit + 1}", right))
    for symbol in HIDDEN_ROWS:
        labels.append(Label(_left_of(blocks[symbol].rect), symbol, right, symbol))
    for symbol, name in (("x", "x"), *OUTPUT_COLUMNS):
        top = blocks[symbol].rect
        rect = QRectF(top.center().x() - 24, top.top() - CAPTION, 48, CAPTION - 3)
        labels.append(Label(rect, name, centre, symbol))
    return labels


def _left_of(cell: QRectF) -> QRectF:
    return QRectF(cell.left() - 46, cell.center().y() - 10, 40, 20)
