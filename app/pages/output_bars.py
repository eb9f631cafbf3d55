"""The network's answer, a row for each output: probability, predicted and correct bit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.theme import tabular, theme_of
from app.widgets.throttle import SAY_SECONDS, at_most_every
from nn.answers.validation import Prediction

ROOMY_ROWS = 8
EDGE, GAP = 4, 8
SMALL = 0.92
NARROWEST_BAR = 40
WORDS = ("probability of 1", "predicted", "correct")
SYMBOLS = ("a2", "ŷ", "t")
"""The titles of the columns, and the names of the same numbers in the picture of the network."""


class Row(NamedTuple):
    """One output.

    Attributes:
        probability: of a 1, from 0 to 1.
        label: the predicted bit.
        correct: the bit the task asks for.
    """

    probability: float
    label: int
    correct: int

    @property
    def wrong(self) -> bool:
        """Whether the predicted bit is not the correct one."""
        return self.label != self.correct


def rows_text(rows: Sequence[Row]) -> str:
    """The rows as lines of text."""
    return "\n".join(
        f"y{number:<3} {row.probability:.4f}  predicted {row.label}  correct {row.correct}"
        f"  {'✗ wrong' if row.wrong else '✓'}"
        for number, row in enumerate(rows, start=1)
    )


class OutputBars(QWidget):
    """All rows painted in one go: they change sixty times a second.

    Signals:
        copy_requested: Ctrl+C, or Copy in the context menu.
    """

    copy_requested = Signal()
    _changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._faded = False
        self._use_font()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Answer")
        self.setToolTip(
            "For each output: the probability of a 1 (the mark stands at 0.5), the predicted bit "
            "and the correct one"
        )
        copy = QAction("Copy the answer", self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_requested)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        at_most_every(SAY_SECONDS, self._changed, self._say, self)

    @property
    def rows(self) -> list[Row]:
        """What is shown."""
        return self._rows

    def show_prediction(self, prediction: Prediction) -> None:
        """Show an answer."""
        count = len(self._rows)
        self._rows = [
            Row(*each)
            for each in zip(
                prediction.a2.tolist(),
                prediction.label.tolist(),
                prediction.correct.tolist(),
                strict=True,
            )
        ]
        if len(self._rows) != count:
            self.updateGeometry()
        self.update()
        self._changed.emit()

    def set_faded(self, faded: bool) -> None:
        """Fade the answer while it is not the one that is asked for."""
        if faded != self._faded:
            self._faded = faded
            self.update()

    def sizeHint(self) -> QSize:
        rows = max(1, len(self._rows))
        return QSize(280, self._header_height() + rows * self._row_height() + 2 * EDGE)

    def minimumSizeHint(self) -> QSize:
        taken = sum(self._widths(SYMBOLS)) + len(SYMBOLS) * GAP + self._name_width() + GAP
        return QSize(taken + NARROWEST_BAR + 2 * EDGE, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._use_font()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns = self._measured_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        text, muted, line = QColor(theme.text), QColor(theme.muted), QColor(theme.line)
        bad, accent = QColor(theme.bad), QColor(theme.accent)
        text, bad, fill = (muted, muted, muted) if self._faded else (text, bad, accent)
        painter = QPainter(self)
        centre = Qt.AlignmentFlag.AlignCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        header, height = self._header_height(), self._row_height()
        mark, correct, predicted, number, bar, name = self._columns
        painter.setFont(self._small)
        painter.setPen(muted)
        titles = self._titles()
        for (left, width), title in (
            ((bar[0], number[0] + number[1] - bar[0]), titles[0]),
            (predicted, titles[1]),
            (correct, titles[2]),
        ):
            painter.drawText(QRectF(left, EDGE, width, header), centre, title)
        painter.setFont(self._plain)
        baseline = (height + self._metrics.ascent() - self._metrics.descent()) // 2
        inset = max(3, height // 4)
        half = round(bar[0] + bar[1] / 2)
        top = EDGE + header
        for index, row in enumerate(self._rows):
            base = top + baseline
            painter.setPen(muted)
            painter.drawText(name[0], base, f"y{index + 1}")
            painter.fillRect(QRectF(bar[0], top + inset, bar[1], height - 2 * inset), line)
            painter.fillRect(
                QRectF(bar[0], top + inset, bar[1] * row.probability, height - 2 * inset),
                bad if row.wrong else fill,
            )
            painter.setPen(text)
            painter.drawLine(half, top + inset - 2, half, top + height - inset + 1)
            painter.drawText(
                QRectF(number[0], top, number[1], height), right, f"{row.probability:.4f}"
            )
            painter.drawText(correct[0] + (correct[1] - self._digit) // 2, base, str(row.correct))
            if row.wrong:
                painter.setFont(self._strong)
                painter.setPen(bad)
            painter.drawText(predicted[0] + (predicted[1] - self._digit) // 2, base, str(row.label))
            painter.drawText(QRectF(mark[0], top, mark[1], height), centre, "✓✗"[row.wrong])
            if row.wrong:
                painter.setFont(self._plain)
            top += height
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _use_font(self) -> None:
        self._plain = tabular(self.font())
        self._small = tabular(self.font(), SMALL)
        self._strong = QFont(self._plain)
        self._strong.setBold(True)
        self._metrics = QFontMetrics(self._plain)
        self._digit = self._metrics.horizontalAdvance("0")
        self._columns = self._measured_columns()

    def _header_height(self) -> int:
        return self._metrics.height() + 2

    def _row_height(self) -> int:
        return self._metrics.height() + (8 if len(self._rows) <= ROOMY_ROWS else 1)

    def _titles(self) -> tuple[str, str, str]:
        """The titles of the columns, as words where there is room for them."""
        taken = sum(self._widths(WORDS)) + len(WORDS) * GAP + self._name_width() + GAP
        room = self.width() - taken - 2 * EDGE
        fits = QFontMetrics(self._small).horizontalAdvance(WORDS[0]) <= (
            room + self._widths(WORDS)[-1] + GAP
        )
        return WORDS if fits and room >= NARROWEST_BAR else SYMBOLS

    def _name_width(self) -> int:
        return self._metrics.horizontalAdvance("y00")

    def _widths(self, titles: tuple[str, str, str]) -> list[int]:
        """The widths of the columns but for the bar, from the right one to the left one."""
        small = QFontMetrics(self._small)
        return [
            self._metrics.horizontalAdvance("✓") + 4,
            max(small.horizontalAdvance(titles[2]), 2 * self._digit),
            max(small.horizontalAdvance(titles[1]), 2 * self._digit),
            self._metrics.horizontalAdvance("0.0000"),
        ]

    def _measured_columns(self) -> list[tuple[int, int]]:
        """Left edge and width of each column, from the right one to the left one."""
        columns = []
        edge = self.width() - EDGE
        for width in self._widths(self._titles()):
            columns.append((edge - width, width))
            edge -= width + GAP
        left = EDGE + self._name_width() + GAP
        columns.append((left, max(1, edge - left)))
        columns.append((EDGE, left - GAP - EDGE))
        return columns

    @Slot()
    def _say(self) -> None:
        self.setAccessibleDescription(rows_text(self._rows))
