"""All vectors as a grid: rows by the first half of the bits, columns by the second."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from app.pages.truth_cells import Painting, TruthCells
from app.widgets.theme import tabular, theme_of

LARGEST_CELL, READABLE = 44.0, 18.0
"""Pixels of a cell at the most, and those above which there is nothing to be enlarged."""

BESIDE = 5
"""Pixels between the labels and the cells."""

ZOOM = 2


class TruthGrid(QScrollArea):
    """The cells with their labels; where they are small they can be enlarged, and are scrolled.

    Signals:
        pointed: the name of the vector under the mouse or the keyboard.
        chosen: the number that a vector spells.
        enlargeable: whether larger cells, and whether smaller ones, would be possible.
    """

    pointed = Signal(str)
    chosen = Signal(int)
    enlargeable = Signal(bool, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bits = 0
        self._zoom = 1
        self.cells = TruthCells()
        self.setWidget(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._above, self._beside = _Labels(self, True), _Labels(self, False)
        self.horizontalScrollBar().valueChanged.connect(self._above.update)
        self.verticalScrollBar().valueChanged.connect(self._beside.update)
        self.cells.pointed.connect(self.pointed)
        self.cells.chosen.connect(self._on_chosen)
        self.cells.moved.connect(self._keep_in_view)

    @property
    def halves(self) -> tuple[int, int]:
        """How many bits the rows have, and how many the columns."""
        return self._bits // 2, self._bits - self._bits // 2

    def show_painting(
        self,
        bits: int,
        painting: Painting,
        name: Callable[[int], str],
        frame: int | None = None,
    ) -> None:
        """Show all vectors.

        Args:
            bits: of each.
            painting: of the cells.
            name: says what there is about a vector, by the number it spells.
            frame: the number of the vector that is tried.
        """
        columns = 2 ** (bits - bits // 2)
        self.cells.show_painting(
            painting,
            lambda place: name(place[0] * columns + place[1]),
            None if frame is None else divmod(frame, columns),
        )
        if bits != self._bits:
            self._bits, self._zoom = bits, 1
            self._fit()

    def clear(self) -> None:
        """Show nothing."""
        self.cells.clear()

    @Slot()
    def enlarge(self) -> None:
        """Make the cells larger."""
        self._zoom_to(self._zoom * ZOOM)

    @Slot()
    def reduce(self) -> None:
        """Make the cells smaller."""
        self._zoom_to(self._zoom // ZOOM)

    def label(self, index: int, above: bool) -> str:
        """The bits of a column (`above`) or of a row."""
        bits = self.halves[above]
        return format(index, f"0{bits}b") if bits else ""

    def cell_side(self) -> float:
        """Pixels of a cell."""
        return self._side / self.devicePixelRatioF()

    def label_font_metrics(self) -> QFontMetrics:
        """Of the labels."""
        return QFontMetrics(tabular(self.font(), 0.9))

    @property
    def beyond(self) -> int:
        """Pixels by which a label may reach beyond the cells."""
        return self.label_font_metrics().height() // 2

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_beside"):
            self._fit()

    @property
    def _fitting(self) -> int:
        """Pixels of the screen of a cell with which all of them are seen."""
        ratio = self.devicePixelRatioF()
        room = (self.width() - self._margins[0]) * ratio
        return int(max(1, min(LARGEST_CELL * ratio, room // 2 ** self.halves[1])))

    @property
    def _side(self) -> int:
        return self._fitting * self._zoom

    @property
    def _margins(self) -> tuple[int, int]:
        """The room for the labels beside, and above."""
        metrics, (rows, columns) = self.label_font_metrics(), self.halves
        beside = metrics.horizontalAdvance("0" * rows) if rows else 0
        lying = metrics.horizontalAdvance("0" * columns)
        # Labels that have no room side by side stand upright.
        room = (self.width() - beside - BESIDE) / 2**columns
        above = metrics.height() if lying + BESIDE <= min(room, LARGEST_CELL) else lying
        return beside + (BESIDE if rows else 0), above + BESIDE

    def _zoom_to(self, zoom: int) -> None:
        largest = READABLE * self.devicePixelRatioF()
        zoom = max(zoom, 1)
        if zoom == 1 or self._fitting * zoom < ZOOM * largest:
            self._zoom = zoom
            self._fit()
            self._keep_in_view()

    def _fit(self) -> None:
        left, top = self._margins
        ratio = self.devicePixelRatioF()
        rows, columns = (2**each for each in self.halves)
        while self._zoom > 1 and self._fitting * self._zoom >= ZOOM * READABLE * ratio:
            self._zoom //= ZOOM
        self.setViewportMargins(left, top, 0, 0)
        self.cells.set_side(self._side)
        policy = Qt.ScrollBarPolicy
        whole = self.cells.width() <= self.width() - left
        shown = policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(shown)
        self.setVerticalScrollBarPolicy(shown)
        height = top + ceil(rows * self._fitting / ratio)
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)
        wide = ceil(columns * self._side / ratio)
        # A label of a cell narrower than itself reaches beyond the first and the last one.
        beyond = self.beyond
        wide = min(wide + 2 * beyond, self.width() - left + beyond)
        self._above.setGeometry(QRect(left - beyond, 0, wide, top))
        self._beside.setGeometry(QRect(0, top - beyond, left, height - top + beyond))
        for each in (self._above, self._beside):
            each.update()
        self.enlargeable.emit(self._fitting * self._zoom < READABLE * ratio, self._zoom > 1)

    @Slot()
    def _keep_in_view(self) -> None:
        if self.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            square = self.cells.cursor_square.toRect()
            margin = square.width()
            self.ensureVisible(square.center().x(), square.center().y(), margin, margin)

    @Slot(int, int)
    def _on_chosen(self, row: int, column: int) -> None:
        self.chosen.emit(row * 2 ** self.halves[1] + column)


class _Labels(QWidget):
    """The bits of the columns or of the rows: of as many as there is room for."""

    def __init__(self, grid: TruthGrid, above: bool) -> None:
        super().__init__(grid)
        self._grid, self._is_above = grid, above

    def paintEvent(self, event: QPaintEvent) -> None:
        grid, above = self._grid, self._is_above
        painter = QPainter(self)
        painter.setFont(tabular(grid.font(), 0.9))
        painter.setPen(QColor(theme_of(self.palette()).muted))
        metrics, cell, count = grid.label_font_metrics(), grid.cell_side(), 2 ** grid.halves[above]
        bar = grid.horizontalScrollBar() if above else grid.verticalScrollBar()
        upright = above and self.height() > metrics.height() + BESIDE
        size = metrics.horizontalAdvance(grid.label(0, above)) + BESIDE if above else 0
        needed = metrics.height() if upright or not above else size
        every = 1
        while every * cell < needed and every < count:
            every *= 2
        for index in range(0, count, every):
            middle = (index + 0.5) * cell - bar.value() + grid.beyond
            text = grid.label(index, above)
            if not -cell < middle < (self.width() if above else self.height()) + cell:
                continue
            if upright:
                painter.save()
                painter.translate(middle, self.height() - BESIDE)
                painter.rotate(-90)
                painter.drawText(0, round(metrics.ascent() / 2 - 1), text)
                painter.restore()
            elif above:
                left = round(middle - (size - BESIDE) / 2)
                painter.drawText(left, self.height() - BESIDE - metrics.descent(), text)
            else:
                painter.drawText(0, round(middle + metrics.ascent() / 2 - 1), text)
